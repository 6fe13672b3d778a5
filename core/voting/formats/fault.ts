import { CoopError } from '../../errors.ts';

/** Where something stands in a text: line and column, both from 1. */
export type Spot = { readonly line: number; readonly column: number };

/**
 * A file that is not what its format says: "line 3, column 14: found "x", expected y".
 * @returns CoopError "election-malformed", to be thrown
 */
export function malformed({ line, column }: Spot, found: string, expected: string): CoopError {
  return new CoopError('election-malformed', `line ${line}, column ${column}: found ${found}, expected ${expected}`);
}

/** A piece of a file in quotes, cut short, with nothing in it that ends a line. */
export function quoted(text: string): string {
  if (text === '') return 'nothing';
  const characters = Array.from(text.slice(0, 200));
  const cut = JSON.stringify(characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : characters.join(''));
  return cut.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`);
}

/** Remarks on a file, the first few by name: a file of strangers may give a million. */
export function createRemarks() {
  const named: string[] = [];
  let more = 0;
  return {
    note: (sentence: string): void => {
      if (named.length < most) named.push(sentence);
      else more += 1;
    },
    list: (): readonly string[] => (more === 0 ? named : [...named, `... and ${more} more of the kind.`]),
  };
}

export type Remarks = ReturnType<typeof createRemarks>;

const most = 5;
