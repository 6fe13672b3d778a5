/** What somebody on Discord was told in answer to what they said. */
export type Heard =
  /** The only acknowledgement there is: an answer that names the receipt. */
  | Receipt
  /** Whatever else was answered: nothing was done. */
  | { readonly kind: 'refused'; readonly words: string }
  /** No answer ever came. Whether it had an effect, nobody can tell them. */
  | { readonly kind: 'silence' };

export type Receipt = {
  readonly kind: 'receipt';
  readonly receipt: string;
  readonly vote: number;
  /** The option as the answer calls it; null: withdrawn. */
  readonly choice: string | null;
  /** It came later, as a direct message. */
  readonly isDirect: boolean;
};

/** One try to cast, change or withdraw, as the person remembers it. Each names an option that this person never named before in that vote. */
export type Attempt = {
  /** Discord's id of the interaction: the id of the event. */
  readonly event: string;
  readonly person: string;
  /** "#3" */
  readonly vote: number;
  /** The place of the option from 0; null withdraws. */
  readonly choice: number | null;
  heard: Heard;
};

/** One try to open a vote. Each asks a question that was never asked before. */
export type Opening = {
  readonly event: string;
  readonly question: string;
  readonly heard:
    | { readonly kind: 'opened'; readonly number: number }
    | Extract<Heard, { kind: 'refused' }>
    | Extract<Heard, { kind: 'silence' }>;
};

/** What the people of a storm remember; each person's attempts stand in the order in which they were made. */
export type LogBook = {
  readonly attempts: Attempt[];
  readonly openings: Opening[];
  /** Every event that anybody caused, whatever it was about. */
  readonly events: Set<string>;
};

export type DirectMessage = { readonly person: string; readonly text: string };

/** "c1", "c2" ...: what the options of every vote are called. */
export function optionName(place: number): string {
  return `c${place + 1}`;
}

export function nameOf(choice: number | null): string | null {
  return choice === null ? null : optionName(choice);
}

/** What an answer says of a ballot, as its reader takes it. */
export function readAnswer(text: string, { isDirect = false } = {}): Exclude<Heard, { kind: 'silence' }> {
  const [, receipt] = /Receipt: ([0-9A-Z]{5}-[0-9A-Z]{5})/.exec(text) ?? [];
  if (receipt === undefined) return { kind: 'refused', words: text };
  const [, counted, choice] = /(?:Counted in|Your ballot in) vote #(\d+)(?: said this already)?: (c\d+)\./.exec(text) ?? [];
  if (counted !== undefined && choice !== undefined) return { kind: 'receipt', receipt, vote: Number(counted), choice, isDirect };
  const [, withdrawn] = /Your ballot in vote #(\d+) is withdrawn/.exec(text) ?? [];
  if (withdrawn === undefined) throw new Error(`an answer names a receipt and nobody knows for what: ${text}`);
  return { kind: 'receipt', receipt, vote: Number(withdrawn), choice: null, isDirect };
}

/**
 * Answers that came too late for Discord, and directly: the person now knows of what they had heard nothing about. A withdrawal
 * is known by the ballot that it took back; where more than one try may have done that, none is noted.
 */
export function noteDirect({ attempts }: Pick<LogBook, 'attempts'>, messages: readonly DirectMessage[]): void {
  for (const { person, text } of messages) {
    const heard = readAnswer(text, { isDirect: true });
    if (heard.kind !== 'receipt') continue;
    const own = attempts.filter((attempt) => attempt.person === person && attempt.vote === heard.vote);
    const before = own.findIndex(({ choice }) => nameOf(choice) === /It was: (c\d+)\./.exec(text)?.[1]);
    const silent = own.filter((attempt, place) => {
      const isAfter = heard.choice !== null || place > before;
      return isAfter && attempt.heard.kind === 'silence' && nameOf(attempt.choice) === heard.choice;
    });
    if (silent.length === 1 && silent[0] !== undefined) silent[0].heard = heard;
  }
}
