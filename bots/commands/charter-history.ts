import { changesBetween } from '../../core/charter/rules.ts';
import { writeValue } from '../../core/charter/write-value.ts';
import type { Charters, CharterVersion } from '../../core/ports/networks.ts';
import { moment, paragraph, say } from '../../core/text/text.ts';
import type { Sentence } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';

type Ports = { readonly charters: Pick<Charters, 'history'> };

/** How many changes are shown. */
const most = 20;

/** Which vote changed which rule, newest first. */
export const charterHistory = defineCommand({
  name: 'charter history',
  summary: 'charter.history-summary',
  example: 'charter history',
  needs: 'network',
  takesNetwork: true,
  fields: {},
  run: async ({ network }, { charters }: Ports): Promise<Reply> => {
    const versions = await charters.history(network.id, most + 1);
    const items = versions.flatMap((version, place) => changes(version, versions[place + 1])).map((sentence) => [sentence]);
    const oldest = versions.at(-1);
    const more = oldest === undefined ? 0 : oldest.version - 1;
    return {
      text: [
        { kind: 'heading', inlines: [say('charter.history', { network: network.name })] },
        { kind: 'list', ordered: false, items },
        ...(more === 0 ? [] : [paragraph(say('charter.history-more', { more }))]),
      ],
    };
  },
});

/** What a version changed in the one before; nothing of the oldest that was read, unless it is the first there is. */
function changes({ version, rules, adoptedAt, vote }: CharterVersion, before: CharterVersion | undefined): readonly Sentence[] {
  const at = moment(adoptedAt);
  if (vote === null) return [say('charter.founded-with', { at })];
  if (before === undefined) return [];
  return changesBetween(before.rules, rules).map(({ rule, from, to }) =>
    say('charter.version-changed', {
      version,
      at,
      number: vote,
      rule: rule.name,
      from: writeValue(rule, from),
      value: writeValue(rule, to),
    }),
  );
}
