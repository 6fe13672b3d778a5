import { describe } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { describeFaults } from './faults/describe-faults.ts';
import { fewCases } from './faults/fault-cases.ts';

describe.skipIf(!(await havePeers()))('when the wire to Discord fails', () => {
  describeFaults('discord', fewCases);
});
