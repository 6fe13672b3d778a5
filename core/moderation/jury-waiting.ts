import type { Moderation } from '../ports/moderation.ts';
import { moment, paragraph, say } from '../text/text.ts';
import type { WaitingItem, WaitingSource } from '../waiting/waiting.ts';
import { kindOf } from './bring-on.ts';
import { dutyText, juryActions } from './jury-message.ts';
import type { ModeratedKind } from './moderated-kind.ts';

/** Juries that somebody is on and has not answered. */
export function juriesWaiting<Ports extends { readonly moderation: Pick<Moderation, 'awaiting' | 'asking'> }>(
  kinds: readonly ModeratedKind<Ports>[],
): WaitingSource<Ports> {
  return async ({ person, network, address }, ports) => {
    const items: WaitingItem[] = [];
    for (const { case: about, dueAt } of await ports.moderation.awaiting(network.id, person)) {
      const { number } = about;
      const written = await kindOf(kinds, about.text.kind).byId(network.id, about.text.id, ports);
      if (written === null) continue;
      const reasons = (await ports.moderation.asking(about)).flatMap(({ reason }) => reason ?? []);
      const until = say('moderation.jury-until', { at: moment(dueAt) });
      items.push({
        line: [say('moderation.waits', { number }), until],
        look: address(`jury show ${number}`),
        text: [
          { kind: 'heading', inlines: [say('moderation.jury-title', { number })] },
          ...dutyText({ written, reasons }),
          paragraph(until, say('moderation.jury-secret')),
        ],
        actions: juryActions(number, address),
      });
    }
    return items;
  };
}
