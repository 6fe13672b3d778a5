import type { Event } from '../conversation/event.ts';
import type { Address } from './address.ts';
import { consoleName, directPlace } from './names.ts';
import type { ConsoleAccount } from './names.ts';
import { longestSaid } from './protocol.ts';
import type { Request } from './protocol.ts';

/** Who is attached, and where. */
export type Attachment = { readonly account: ConsoleAccount; readonly room: string };

/**
 * A line that somebody said. Whoever may open the data folder's socket holds the right to manage its rooms. The time is
 * the instance's own: a terminal could lie about it.
 */
export function decodeSaid(said: Extract<Request, { kind: 'say' }>, { account, room }: Attachment, at: Date): Event {
  const address: Address = {
    event: said.id,
    account: account.externalId,
    name: account.displayName,
    room: said.direct ? '' : room,
  };
  return {
    platform: consoleName,
    installation: '',
    id: said.id,
    at,
    author: account,
    place: said.direct
      ? { externalId: directPlace(account.externalId), private: true, managed: false }
      : { externalId: room, private: false, managed: true },
    said: { kind: 'text', text: said.text.slice(0, longestSaid) },
    answerTo: address,
  };
}
