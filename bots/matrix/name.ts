import { PlatformName } from '../../core/ids.ts';

export const matrixName = PlatformName.parse('matrix');
