import type { JsonValue } from '../core/canonical-json.ts';
import type { Answer } from '../bots/conversation/platform.ts';
import { isBusy, sentencesOf } from './stage.ts';
import type { OpenedVote, Voter } from './stage.ts';

/** What somebody asked for: null withdraws. */
export type Act = { readonly vote: OpenedVote; readonly voter: Voter; readonly choice: JsonValue | null };

/** What an answer came to. */
export type Ending = 'stored' | 'refused' | 'over' | 'busy' | 'repetition' | 'wrong';

/** What people were told, kept apart from the product: the only measure of what must be counted in the end. */
export type MemoryOfAcks = {
  /** Notes an answer; "wrong" when it contradicts what this person was told before. */
  readonly note: (act: Act, answer: Answer | null) => Ending;
  /** The last acknowledged choice of each person, by name. */
  readonly choices: (vote: OpenedVote) => ReadonlyMap<string, JsonValue>;
  /** How many ballots and withdrawals were acknowledged. */
  readonly acknowledged: (vote: OpenedVote) => number;
  /** Notes that something was answered that must not have been. */
  readonly contradict: (act: Act, why: string) => void;
  readonly contradictions: readonly string[];
};

export function createMemoryOfAcks(): MemoryOfAcks {
  const choices = new Map<number, Map<string, JsonValue>>();
  const acknowledged = new Map<number, number>();
  const contradictions: string[] = [];
  const of = ({ number }: OpenedVote): Map<string, JsonValue> => {
    const known = choices.get(number) ?? new Map<string, JsonValue>();
    choices.set(number, known);
    return known;
  };
  const contradict = ({ vote, voter, choice }: Act, why: string): void => {
    const had = JSON.stringify(of(vote).get(voter.name) ?? null);
    contradictions.push(`${voter.name} in vote #${vote.number} had ${had}, asked for ${JSON.stringify(choice)}: ${why}`);
  };
  const wrong = (act: Act, said: readonly string[]): Ending => {
    contradict(act, `was told ${said.join(', ')}`);
    return 'wrong';
  };

  function note(act: Act, answer: Answer | null): Ending {
    if (answer === null) return 'repetition';
    const { vote, voter, choice } = act;
    const mine = of(vote);
    const said = sentencesOf(answer);
    if (isBusy(answer)) return 'busy';
    const first = said.find((id) => id !== 'voting.nothing-to-change') ?? '';
    if (overSentences.has(first)) return 'over';
    if (first === 'voting.nothing-to-withdraw') return mine.has(voter.name) || choice !== null ? wrong(act, said) : 'refused';
    const had = hadBallot.get(first);
    if (had === undefined || had !== mine.has(voter.name)) return wrong(act, said);
    if (choice === null) mine.delete(voter.name);
    else mine.set(voter.name, choice);
    acknowledged.set(vote.number, (acknowledged.get(vote.number) ?? 0) + 1);
    return 'stored';
  }

  return { note, choices: of, acknowledged: ({ number }) => acknowledged.get(number) ?? 0, contradict, contradictions };
}

/** Sentences that confirm, and whether the person had a ballot before by them. */
const hadBallot: ReadonlyMap<string, boolean> = new Map([
  ['voting.counted', false],
  ['voting.counted-instead', true],
  ['voting.counted-before', true],
  ['voting.withdrawn-choice', true],
]);

const overSentences: ReadonlySet<string> = new Set(['voting.was-closed', 'voting.deadline-passed']);
