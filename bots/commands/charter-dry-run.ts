import { replay } from '../../core/charter/replay.ts';
import type { Replay } from '../../core/charter/replay.ts';
import { changeRule, valueOf } from '../../core/charter/rules.ts';
import { writeValue } from '../../core/charter/write-value.ts';
import { Refusal } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Hashing } from '../../core/ports/cryptography.ts';
import type { Charters } from '../../core/ports/networks.ts';
import type { Votes } from '../../core/ports/votes.ts';
import { paragraph, say } from '../../core/text/text.ts';
import type { Block, Sentence } from '../../core/text/text.ts';
import type { Bundle } from '../../core/voting/bundle.ts';
import { outcomeLine } from '../../core/voting/outcome-line.ts';
import { clip } from '../conversation/clean-text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { namedRule } from './charter/find-rule.ts';
import { eachPastOutcome } from './charter/past-outcomes.ts';
import { readRuleValue } from './charter/rule-value.ts';
import { addressFor } from './voting/address.ts';
import type { AddressPorts } from './voting/address.ts';

type Ports = AddressPorts & {
  readonly charters: Pick<Charters, 'current'>;
  readonly votes: Pick<Votes, 'list' | 'find'>;
  readonly clock: Clock;
  readonly hashing: Hashing;
};

/** How many outcomes that would be others are shown. */
const mostShown = 15;

/** Counts past votes again as if a rule had said something else. Changes nothing and asks nobody. */
export const charterDryRun = defineCommand({
  name: 'charter dry-run',
  summary: 'charter.dry-run-summary',
  example: 'charter dry-run quorum 1/2',
  needs: 'member',
  fields: {
    rule: { kind: 'line', maxLength: 60, ask: 'charter.ask-rule', suggest: 'rule' },
    value: { kind: 'line', maxLength: 60, ask: 'charter.ask-instead', suggest: 'rule-value' },
  },
  run: async ({ input, ...call }, ports: Ports): Promise<Reply> => {
    const rule = namedRule(input.rule);
    const value = readRuleValue(rule, input.value, { now: ports.clock.now(), timeZone: call.reader.timeZone });
    const { rules: now } = await ports.charters.current(call.network.id);
    const [from, words] = [writeValue(rule, valueOf(now, rule)), writeValue(rule, value)];
    if (from === words) throw new Refusal(say('charter.says-so', { rule: rule.name, value: words }));

    const charters = { now, proposed: changeRule(now, rule, value) };
    const past: Replayed[] = [];
    const oldest = await eachPastOutcome(call.network.id, ports.votes, (bundle) => {
      const replayed = replay(bundle, charters, ports.hashing);
      past.push({ replayed, line: replayed.kind === 'other' ? difference(bundle, replayed.would) : null });
    });
    const address = await addressFor(call, ports);
    const propose = `charter propose ${rule.name} ${words}`;
    return {
      text: [
        { kind: 'heading', inlines: [say('charter.if-it-were', { rule: rule.name, value: words, from })] },
        ...told(past),
        ...(oldest > 1 ? [paragraph(say('charter.older-left-out', { oldest }))] : []),
        paragraph(say('charter.nothing-changed'), { kind: 'command', text: address(propose) }),
      ],
      actions: [{ kind: 'button', label: say('charter.propose-it'), say: address(propose) }],
    };
  },
});

type Replayed = { readonly replayed: Replay; readonly line: readonly Sentence[] | null };

function told(past: readonly Replayed[]): readonly Block[] {
  const count = (kind: Replay['kind']) => past.filter(({ replayed }) => replayed.kind === kind).length;
  const lines = past.flatMap(({ line }) => (line === null ? [] : [line]));
  const [other, same, unfit] = [lines.length, count('same'), count('unfit')];
  const [unknown, untouched] = [count('unknown'), count('untouched')];
  if (past.length === 0) return [paragraph(say('charter.no-past'))];
  if (other + same + unfit + unknown === 0) return [paragraph(say('charter.decides-nothing', { untouched }))];
  const counted = other + same;
  const rest = [
    ...(other > mostShown ? [say('charter.more-others', { more: other - mostShown })] : []),
    ...(other > 0 && same > 0 ? [say('charter.same', { same })] : []),
    ...(unfit > 0 ? [say('charter.unfit', { unfit })] : []),
    ...(unknown > 0 ? [say('charter.unknown', { unknown })] : []),
    ...(untouched > 0 ? [say('charter.untouched', { untouched })] : []),
  ];
  return [
    ...(other > 0 ? [paragraph(say('charter.others', { other, counted })), list(lines.slice(0, mostShown))] : []),
    ...(other === 0 && same > 0 ? [paragraph(say('charter.all-same', { counted }))] : []),
    ...(rest.length > 0 ? [paragraph(...rest)] : []),
  ];
}

const list = (items: readonly (readonly Sentence[])[]): Block => ({ kind: 'list', ordered: false, items });

function difference({ vote, ...was }: Bundle, would: Parameters<typeof outcomeLine>[0]): readonly Sentence[] {
  return [
    say('voting.numbered', { number: vote.number, question: clip(vote.question) }),
    say('charter.was', { outcome: outcomeLine(was) }),
    say('charter.would-be', { outcome: outcomeLine(would) }),
  ];
}
