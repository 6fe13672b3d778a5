import { rules as allRules, valueOf } from '../../core/charter/rules.ts';
import type { Rule } from '../../core/charter/rules.ts';
import { writeValue } from '../../core/charter/write-value.ts';
import type { Charter } from '../../core/charter/charter.ts';
import type { Charters, Network } from '../../core/ports/networks.ts';
import type { Vote, Votes } from '../../core/ports/votes.ts';
import { moment, paragraph, say } from '../../core/text/text.ts';
import type { Block } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { namedRule } from './charter/find-rule.ts';
import { latest, unfinished } from './charter/unfinished.ts';
import { exampleValue, takesWords } from './charter/rule-value.ts';

type Ports = { readonly charters: Pick<Charters, 'current'>; readonly votes: Pick<Votes, 'about'> };

/** Every rule by the name that changes it; or one of them, with what it can say. Anybody may read by which rules a network lives. */
export const charterShow = defineCommand({
  name: 'charter show',
  summary: 'charter.show-summary',
  example: 'charter show quorum',
  needs: 'network',
  fields: {
    rule: { kind: 'line', maxLength: 60, ask: 'charter.ask-rule', suggest: 'rule', optional: true, otherwise: 'charter.otherwise-all' },
  },
  run: async ({ input, network }, { charters, votes }: Ports): Promise<Reply> => {
    const charter = await charters.current(network.id);
    if (input.rule === undefined) return { text: everyRule(network, charter) };
    const rule = namedRule(input.rule);
    return {
      text: [...oneRule(rule, network, charter), ...running(rule, unfinished(await votes.about(network.id, { rule: rule.name }, latest)))],
    };
  },
});

type Current = { readonly version: number; readonly rules: Charter };

function everyRule({ name: network }: Network, { version, rules }: Current): readonly Block[] {
  return [
    { kind: 'heading', inlines: [say('charter.shown', { network, version })] },
    {
      kind: 'list',
      ordered: false,
      items: allRules.map((rule) => [{ kind: 'code', text: `${rule.name} ${writeValue(rule, valueOf(rules, rule))}` }, say(rule.title)]),
    },
    paragraph(say('charter.how-to-change'), { kind: 'command', text: 'charter propose quorum 1/3' }),
  ];
}

function oneRule(rule: Rule, { name: network }: Network, { version, rules }: Current): readonly Block[] {
  const value = valueOf(rules, rule);
  return [
    { kind: 'heading', inlines: [say('charter.rule-shown', { rule: rule.name, version, network })] },
    paragraph(say('charter.rule-is', { title: say(rule.title), value: writeValue(rule, value) })),
    paragraph(takesWords(rule)),
    paragraph(say('charter.how-to-propose'), { kind: 'command', text: `charter propose ${rule.name} ${exampleValue(rule, value)}` }),
  ];
}

function running(rule: Rule, vote: Vote | null): readonly Block[] {
  if (vote?.purpose?.kind !== 'charter') return [];
  const { from, value } = vote.purpose;
  const values = { from: writeValue(rule, from), value: writeValue(rule, value) };
  return [paragraph(say('charter.being-voted', { number: vote.number, ...values, at: moment(vote.closesAt) }))];
}
