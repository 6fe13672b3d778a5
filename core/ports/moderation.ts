import type { ModeratedText } from '../moderation/moderated-kind.ts';
import type { CaseId, NetworkId, PersonId } from '../ids.ts';

/** Names one question to a jury; all that a durable process ever carries. */
export type CaseRef = { readonly network: NetworkId; readonly case: CaseId };

/** What members ask about a text: that it be hidden, or be shown again. */
export type Asked = 'hide' | 'show';

/** Members ask about a text; once enough do, a jury decides. */
export type Case = {
  readonly id: CaseId;
  readonly network: NetworkId;
  /** "#3" within the network. */
  readonly number: number;
  readonly text: Pick<ModeratedText, 'kind' | 'id' | 'number' | 'author'>;
  readonly asked: Asked;
  /** "gathering": too few ask yet; "jury": it is drawn; else the verdict. */
  readonly status: 'gathering' | 'jury' | Verdict;
  /** What the jury was drawn by, in hex; null until then. */
  readonly seed: string | null;
  /** How many decide; 0 until the jury is drawn. */
  readonly seats: number;
  readonly decidedAt: Date | null;
};

export type Verdict = 'shown' | 'hidden';

export type Juror = {
  readonly person: PersonId;
  readonly dueAt: Date;
  /** Null: not yet. "silent": their time was over. */
  readonly answer: 'keep' | 'hide' | 'silent' | null;
};

/** Reports, juries and what they say. Whoever writes holds the network first: two reports at once are counted one after the other. */
export type Moderation = {
  readonly hold: (network: NetworkId) => Promise<void>;
  /** The last one about this text. */
  readonly latest: (network: NetworkId, text: Pick<ModeratedText, 'kind' | 'id'>) => Promise<Case | null>;
  readonly find: (network: NetworkId, number: number) => Promise<Case | null>;
  readonly byId: (ref: CaseRef) => Promise<Case | null>;
  readonly open: (network: NetworkId, wanted: Pick<Case, 'text' | 'asked'>) => Promise<Case>;
  /** False: this person asked already, from whichever account. */
  readonly ask: (about: Case, asking: { person: PersonId; reason: string | null }) => Promise<boolean>;
  /** Members who ask, each once, in the order in which they did, with their words. */
  readonly asking: (about: Case) => Promise<readonly { person: PersonId; reason: string | null }[]>;
  /** How often a person asked since then. */
  readonly askedSince: (network: NetworkId, person: PersonId, since: Date) => Promise<number>;
  /** Since when somebody is a member; null for who is none. */
  readonly memberSince: (network: NetworkId, person: PersonId) => Promise<Date | null>;
  /** Members who may still be drawn, in the order of the draw. */
  readonly candidates: (about: Case) => Promise<readonly PersonId[]>;
  readonly jurors: (about: Case) => Promise<readonly Juror[]>;
  readonly seat: (about: Case, people: readonly PersonId[], dueAt: Date) => Promise<void>;
  readonly answer: (about: Case, said: { person: PersonId; answer: 'keep' | 'hide' | 'silent'; reason: string | null }) => Promise<void>;
  readonly draw: (about: Case, drawn: { seed: string; seats: number }) => Promise<Case>;
  readonly decide: (about: Case, verdict: Verdict) => Promise<void>;
  /** Where this person sits on a jury and has not answered. */
  readonly awaiting: (network: NetworkId, person: PersonId) => Promise<readonly { case: Case; dueAt: Date }[]>;
  /** Those decided from `start` on and before `end`. */
  readonly decided: (network: NetworkId, period: { start: Date; end: Date }) => Promise<readonly Case[]>;
};

/** Juries of all networks that have not decided: each must have a running process. */
export type UndecidedJuries = { readonly undecided: () => Promise<readonly CaseRef[]> };
