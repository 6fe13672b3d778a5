import { describe } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { allCases } from '../world/faults/fault-cases.ts';
import { describeFaults } from '../world/faults/describe-faults.ts';

describe.skipIf(!(await havePeers()))('slack-http, whatever happens on the wire', () => {
  describeFaults('slack-http', allCases);
});
