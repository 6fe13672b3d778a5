import { describe } from 'vitest';
import { describePlatform } from '../contracts/platform.ts';
import type { PlatformWorld } from '../contracts/platform-world.ts';
import { haveSynapse } from '../peers/matrix/install.ts';
import type { MatrixPerson } from './matrix-person.ts';
import { openMatrixWorld } from './open-matrix.ts';

describe.skipIf(!(await haveSynapse()))('Matrix', () => {
  describePlatform('matrix', setUp);
});

async function setUp(): Promise<PlatformWorld<MatrixPerson>> {
  const { house, matrix, close } = await openMatrixWorld();
  return {
    house,
    person: matrix.person,
    call: (line) => `!coop ${line}`,
    form: (command) => `!coop ${command}`,
    redeliver: (person) => matrix.redeliver(person.last()),
    remove: matrix.remove,
    violations: () => matrix.violations,
    close,
  };
}
