import { describe } from 'vitest';
import { haveSynapse } from '../peers/matrix/install.ts';
import { describeFaults } from './faults/describe-faults.ts';
import { fewCases } from './faults/fault-cases.ts';

describe.skipIf(!(await haveSynapse()))('when the wire to Matrix fails', () => {
  describeFaults('matrix', fewCases);
});
