import { Refusal } from '../../core/errors.ts';
import { PlatformName } from '../../core/ids.ts';
import { say } from '../../core/text/text.ts';
import { cleanName, cleanText } from '../conversation/clean-text.ts';

export const consoleName = PlatformName.parse('console');

/** Who says something: nobody proves it (see README.md). */
export type ConsoleAccount = { readonly externalId: string; readonly displayName: string };

/** The room that terminals attach to unless they name another. */
export const defaultRoom = 'console';

/** Where an account talks to the network alone. */
export const directPlace = (account: string): string => `${directPrefix}${account}`;

/** One name in any capitals and widths is one account. Throws a Refusal for names that cannot be seen or are too long. */
export function readAccount(typed: string): ConsoleAccount {
  const length = Array.from(typed.trim()).length;
  if (length > longest) throw new Refusal(say('console.name-too-long', { length, longest }));
  if (cleanText(typed) === '') throw new Refusal(say('console.name-missing'));
  const displayName = cleanName(typed);
  return { externalId: fold(displayName), displayName };
}

/** The platform's id of a room. Throws a Refusal like readAccount. */
export function readRoom(typed: string): string {
  const length = Array.from(typed.trim()).length;
  if (length > longest) throw new Refusal(say('console.room-too-long', { length, longest }));
  if (cleanText(typed) === '') throw new Refusal(say('console.room-missing'));
  const room = fold(cleanName(typed));
  if (room.startsWith(directPrefix)) throw new Refusal(say('console.room-reserved', { room }));
  return room;
}

/** Characters. */
const longest = 60;
const directPrefix = 'direct:';

/** Compatibility forms and capitals are one (Unicode NFKC, default lower case), also where the one makes the other. */
function fold(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFKC').trim();
}
