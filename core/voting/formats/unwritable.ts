import { CoopError } from '../../errors.ts';
import { quoted } from './fault.ts';

/** A name that a format has no way to write. */
export function unwritable(format: string, name: string): CoopError {
  return new CoopError('format', `${format} cannot hold the name ${quoted(name)}: choose another format`);
}
