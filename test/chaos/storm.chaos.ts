import { beforeAll, describe, it } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { findTemporal, temporalPatience } from '../servers/temporal.ts';
import { surviveStorm } from './survive.ts';

describe.skipIf(!(await havePeers()))('100 SIGKILLs of the app, 25 of PostgreSQL and 10 of Temporal, while people vote', () => {
  beforeAll(findTemporal, temporalPatience);

  it('lose nothing, double nothing and invent nothing', { timeout: 60 * 60_000 }, () =>
    surviveStorm({ kills: 100, postgres: 25, temporal: 10, people: 16, waits: true, note: (line) => console.log(line) }),
  );
});
