import { describe } from 'vitest';
import { haveSynapse } from '../peers/matrix/install.ts';
import { allCases } from '../world/faults/fault-cases.ts';
import { describeFaults } from '../world/faults/describe-faults.ts';

describe.skipIf(!(await haveSynapse()))('matrix, whatever happens on the wire', () => {
  describeFaults('matrix', allCases);
});
