import { describe, vi } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { describeFaults } from './faults/describe-faults.ts';
import { fewCases } from './faults/fault-cases.ts';

// How long an outcome waits for what is late is the product's own number, and no test waits for it.
vi.mock('../../bots/github/lateness.ts', () => ({ lateness: 0 }));

describe.skipIf(!(await havePeers()))('when the wire to GitHub fails', () => {
  describeFaults('github', fewCases);
});
