import type { Glance, Onlooker, Sight } from '../../core/ports/glance.ts';
import type { Network, Networks } from '../../core/ports/networks.ts';
import type { Label } from '../../core/text/text.ts';
import { fieldsOf, indexCommands, networkFieldName } from './command-index.ts';
import type { AnyCommand } from './command.ts';
import type { Field, Suggested } from './field.ts';
import type { Answers } from './grammar.ts';
import { suggestLanguages } from './suggest-languages.ts';
import { suggestTimeZones } from './suggest-time-zones.ts';
import type { Suggestion } from './suggestion.ts';

/** Who asks, in which network, and what they have filled in beside it. */
export type Suggesting = { readonly sight: Sight; readonly network: Network | null; readonly answers: Answers };

/** Everything of one kind that there is to choose from now, the likeliest first. What is typed is looked for in it afterwards. */
export type Suggester<Ports> = (asked: Suggesting, ports: Ports) => Promise<readonly Suggestion[]>;

/** What the features suggest, by kind. */
export type Suggesters<Ports> = Partial<Record<Suggested, Suggester<Ports>>>;

export type SuggestAsked = {
  readonly onlooker: Onlooker;
  readonly command: string;
  readonly field: string;
  /** What is typed so far; "" for nothing. */
  readonly words: string;
  /** What stands in the other fields. */
  readonly answers: Answers;
};

/** What a field may be meant to say, best first; nothing for a field that suggests nothing, and for somebody never heard. */
export type Suggest = (asked: SuggestAsked) => Promise<readonly Suggestion[]>;

export type SuggestPorts = { readonly networks: Pick<Networks, 'of'> };

type SuggestParts<Ports> = {
  readonly commands: readonly AnyCommand[];
  readonly glance: Glance<Ports>;
  readonly suggesters: Suggesters<Ports>;
};

/** Platforms show 25 (Discord) to 100 (Slack). */
const mostSuggested = 25;

export function createSuggest<Ports extends SuggestPorts>({ commands, glance, suggesters }: SuggestParts<Ports>): Suggest {
  const { byName } = indexCommands(commands);

  async function find(kind: Suggested, { onlooker, words, answers }: SuggestAsked): Promise<readonly Suggestion[]> {
    if (kind === 'time-zone') return suggestTimeZones(words);
    if (kind === 'language') return suggestLanguages(words);
    const suggester = suggesters[kind];
    if (suggester === undefined) return [];
    const all = await glance(onlooker, async (sight, ports) => {
      const network = await networkOf(sight, answers, ports);
      return suggester({ sight, network, answers }, ports);
    });
    return fitting(all ?? [], words);
  }

  return async (asked) => {
    const command = byName(asked.command);
    const field = command === null ? undefined : fieldsOf(command).get(asked.field);
    const kind = field === undefined ? null : suggestedFor(field);
    return kind === null ? [] : (await find(kind, asked)).slice(0, mostSuggested);
  };
}

/** What a field suggests: what it says itself, else what its kind tells; null for nothing. */
export function suggestedFor(field: Field): Suggested | null {
  if (field.suggest !== undefined) return field.suggest;
  return field.kind === 'time-zone' || field.kind === 'language' ? field.kind : null;
}

/** The network of the place; else the named one, else the only one of the person. Nobody looks into a network that is not theirs. */
async function networkOf({ person, network, membership }: Sight, answers: Answers, ports: SuggestPorts): Promise<Network | null> {
  if (network !== null) return membership === 'member' ? network : null;
  const own = await ports.networks.of(person);
  const named = Object.hasOwn(answers, networkFieldName) ? answers[networkFieldName]?.trim().toLowerCase() : undefined;
  if (named !== undefined && named !== '') return own.find(({ name }) => name.toLowerCase() === named) ?? null;
  return own.length === 1 ? (own[0] ?? null) : null;
}

/** Those with the typed words in them: first where they begin it, then where they begin a word of it, then the others. */
function fitting(all: readonly Suggestion[], words: string): readonly Suggestion[] {
  const wanted = fold(words);
  if (wanted === '') return all;
  const ranks = all.map((suggestion) => {
    const texts = [suggestion.words, ...textsOf(suggestion.label)].map(fold);
    const rank = texts.some((text) => text.startsWith(wanted)) ? 0 : texts.some((text) => text.includes(` ${wanted}`)) ? 1 : 2;
    return { suggestion, rank, fits: texts.some((text) => text.includes(wanted)) };
  });
  return ranks
    .filter(({ fits }) => fits)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ suggestion }) => suggestion);
}

function textsOf(label: Label): readonly string[] {
  if (label.kind === 'quote') return [label.text];
  return Object.values(label.values ?? {}).flatMap((value) => (typeof value === 'object' ? [] : [String(value)]));
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim().replace(/^[#@]/u, '');
