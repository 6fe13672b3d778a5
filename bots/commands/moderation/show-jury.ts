import { Refusal } from '../../../core/errors.ts';
import { kindOf } from '../../../core/moderation/bring-on.ts';
import { juryMessage } from '../../../core/moderation/jury-message.ts';
import type { ModeratedKind } from '../../../core/moderation/moderated-kind.ts';
import type { Moderation } from '../../../core/ports/moderation.ts';
import type { Networks } from '../../../core/ports/networks.ts';
import { say } from '../../../core/text/text.ts';
import { defineCommand } from '../../conversation/command.ts';
import type { Reply } from '../../conversation/command.ts';

type Ports = { readonly moderation: Pick<Moderation, 'awaiting' | 'asking'>; readonly networks: Pick<Networks, 'of'> };

/** `jury show 1`: what a member of the jury was told, once more. */
export function showJury<P extends Ports>(kinds: readonly ModeratedKind<P>[]) {
  return defineCommand({
    name: 'jury show',
    summary: 'moderation.show-summary',
    example: 'jury show 1',
    needs: 'member',
    fields: { number: { kind: 'number-sign', ask: 'moderation.ask-case' } },
    run: async ({ input: { number }, network, person }, ports: P): Promise<Reply> => {
      const duty = (await ports.moderation.awaiting(network.id, person)).find(({ case: about }) => about.number === number);
      if (duty === undefined) throw new Refusal(say('moderation.nothing-to-answer', { number }));
      const { case: about, dueAt } = duty;
      const written = await kindOf(kinds, about.text.kind).byId(network.id, about.text.id, ports);
      if (written === null) throw new Refusal(say('moderation.nothing-to-answer', { number }));
      const reasons = (await ports.moderation.asking(about)).flatMap(({ reason }) => reason ?? []);
      const several = (await ports.networks.of(person)).length > 1;
      return juryMessage({ about, written, network: network.name, several, reasons, dueAt });
    },
  });
}
