import { z } from 'zod';
import { CoopError } from '../errors.ts';
import type { MessageId } from '../messages/en/index.ts';
import { methods } from '../voting/methods.ts';
import { Charter, RuleValue } from './charter.ts';

/** One rule of a charter: what it is called, what it says, which values it can have, and where it stands. */
export type Rule = {
  /** As typed: "quorum". */
  readonly name: string;
  readonly title: MessageId;
  readonly takes: Taking;
  readonly at: Position;
};

export type Taking =
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  /** In milliseconds. */
  | { readonly kind: 'duration'; readonly min: number; readonly max: number }
  /** From `least` to `most`, both included. */
  | { readonly kind: 'share'; readonly least: string; readonly most: string };

type Sections = 'admission' | 'votes' | 'tiers' | 'moderation' | 'change';
type Position = { [Section in Sections]: readonly [Section, keyof Charter[Section] & string] }[Sections] | readonly [keyof Charter];

const second = 1_000;
const day = 86_400 * second;
const year = 366 * day;
const anyShare = { kind: 'share', least: '0/1', most: '1/1' } as const;
const majority = { kind: 'share', least: '1/2', most: '9/10' } as const;
const exceeded = { kind: 'share', least: '0/1', most: '99/100' } as const;
const choice = (...values: readonly string[]): Taking => ({ kind: 'choice', values });
const integer = (min: number, max: number): Taking => ({ kind: 'integer', min, max });
const duration = (min: number, max: number): Taking => ({ kind: 'duration', min, max });

/** Everything that a network decides about itself, in the order in which it is shown. */
export const rules: readonly Rule[] = [
  { name: 'admission', title: 'charter.admission', at: ['admission', 'by'], takes: choice('open', 'vouched', 'voted') },
  { name: 'vouches', title: 'charter.vouches', at: ['admission', 'vouches'], takes: integer(1, 100) },
  { name: 'exclusion', title: 'charter.exclusion', at: ['admission', 'exclusion'], takes: majority },
  { name: 'exclusion-peace', title: 'charter.exclusion-peace', at: ['admission', 'peace'], takes: duration(0, year) },
  { name: 'quorum', title: 'charter.quorum', at: ['quorum'], takes: anyShare },
  { name: 'threshold', title: 'charter.threshold', at: ['threshold'], takes: exceeded },
  { name: 'opening', title: 'charter.opening', at: ['votes', 'open'], takes: choice('members', 'nobody') },
  { name: 'tier', title: 'charter.tier', at: ['tiers', 'votes'], takes: integer(0, 2) },
  { name: 'opening-tier', title: 'charter.opening-tier', at: ['tiers', 'opening'], takes: integer(0, 2) },
  { name: 'tier-age', title: 'charter.tier-age', at: ['tiers', 'knownFor'], takes: duration(0, year) },
  { name: 'tier-vouches', title: 'charter.tier-vouches', at: ['tiers', 'vouches'], takes: integer(1, 20) },
  { name: 'steering', title: 'charter.steering', at: ['votes', 'steer'], takes: choice('opener', 'members', 'nobody') },
  { name: 'method', title: 'charter.method', at: ['votes', 'method'], takes: choice(...methods.map(({ name }) => name)) },
  { name: 'runoff', title: 'charter.runoff', at: ['votes', 'runoff'], takes: choice('never', 'undecided') },
  { name: 'duration', title: 'charter.duration', at: ['votes', 'duration'], takes: duration(10 * second, year) },
  { name: 'active-within', title: 'charter.active-within', at: ['votes', 'activeWithin'], takes: duration(day, year) },
  { name: 'reminders', title: 'charter.reminders', at: ['votes', 'reminders'], takes: integer(0, 5) },
  { name: 'reports', title: 'charter.reports', at: ['moderation', 'reports'], takes: integer(1, 100) },
  { name: 'reports-a-day', title: 'charter.reports-a-day', at: ['moderation', 'reportsADay'], takes: integer(1, 100) },
  { name: 'jury', title: 'charter.jury', at: ['moderation', 'jury'], takes: integer(1, 25) },
  { name: 'jury-threshold', title: 'charter.jury-threshold', at: ['moderation', 'agree'], takes: exceeded },
  { name: 'jury-time', title: 'charter.jury-time', at: ['moderation', 'answerWithin'], takes: duration(10 * second, 30 * day) },
  { name: 'jury-replacements', title: 'charter.jury-replacements', at: ['moderation', 'replacements'], takes: integer(0, 20) },
  { name: 'jury-silence', title: 'charter.jury-silence', at: ['moderation', 'fallback'], takes: choice('shown', 'hidden') },
  { name: 'jury-peace', title: 'charter.jury-peace', at: ['moderation', 'settledFor'], takes: duration(0, year) },
  { name: 'spaces', title: 'charter.spaces', at: ['spaces'], takes: choice('members', 'nobody') },
  { name: 'charter-method', title: 'charter.change-method', at: ['change', 'method'], takes: choice('single', 'consent') },
  { name: 'charter-quorum', title: 'charter.change-quorum', at: ['change', 'quorum'], takes: anyShare },
  {
    name: 'charter-threshold',
    title: 'charter.change-threshold',
    at: ['change', 'threshold'],
    takes: majority,
  },
  {
    name: 'charter-recovery',
    title: 'charter.change-recovery',
    at: ['change', 'recovery'],
    takes: majority,
  },
  { name: 'charter-duration', title: 'charter.change-duration', at: ['change', 'duration'], takes: duration(10 * second, 90 * day) },
];

/** The rule of that name; null where there is none. */
export function findRule(name: string): Rule | null {
  return rules.find((rule) => rule.name === name) ?? null;
}

export function valueOf(charter: Charter, { at: [section, key] }: Rule): RuleValue {
  const part: unknown = Reflect.get(charter, section);
  return RuleValue.parse(key === undefined ? part : Section.parse(part)[key]);
}

/** The charter with another value of one rule. Throws for a value that the rule cannot have. */
export function changeRule(charter: Charter, { at: [section, key] }: Rule, value: RuleValue): Charter {
  const part = key === undefined ? value : { ...Section.parse(Reflect.get(charter, section)), [key]: value };
  return Charter.parse({ ...charter, [section]: part });
}

const Section = z.record(z.string(), RuleValue);

/** The same, by the name that a vote carries. */
export function applyChange(charter: Charter, { rule: name, value }: { readonly rule: string; readonly value: RuleValue }): Charter {
  const rule = findRule(name);
  if (rule === null) throw new CoopError('charter-rule-unknown', `no rule is called "${name}": run a release that knows it`);
  return changeRule(charter, rule, value);
}

export type RuleChange = { readonly rule: Rule; readonly from: RuleValue; readonly to: RuleValue };

/** In which rules two charters differ. */
export function changesBetween(before: Charter, after: Charter): readonly RuleChange[] {
  return rules.map((rule) => ({ rule, from: valueOf(before, rule), to: valueOf(after, rule) })).filter(({ from, to }) => from !== to);
}
