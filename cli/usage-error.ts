import { CoopError } from '../core/errors.ts';

/** The command line itself is wrong: exit 2. The message says how it is right. */
export class UsageError extends CoopError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('usage', message, options);
    this.name = 'UsageError';
  }
}
