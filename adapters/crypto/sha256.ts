import { hash } from 'node:crypto';
import type { Hashing } from '../../core/ports/cryptography.ts';

export const hashing: Hashing = { sha256: (bytes) => hash('sha256', bytes, 'buffer') };
