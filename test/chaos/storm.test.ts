import { beforeAll, describe, it } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { findTemporal, temporalPatience } from '../servers/temporal.ts';
import { surviveStorm } from './survive.ts';

describe.skipIf(!(await havePeers()))('20 SIGKILLs of the app and 5 of PostgreSQL, while people vote', () => {
  beforeAll(findTemporal, temporalPatience);

  it('lose nothing, double nothing and invent nothing', { timeout: 15 * 60_000 }, () =>
    surviveStorm({ kills: 20, postgres: 5, people: 8, waits: false }),
  );
});
