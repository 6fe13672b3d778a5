import { CoopError } from '../../../../core/errors.ts';
import type { Election } from '../../../../core/voting/formats/election.ts';
import { readElection } from '../../../../core/voting/formats/read-election.ts';

/** Ballots as one reads them: "A > B = C * 3", "A:5 B: * 1", "{A,B} * 2". */
export function ballotsIn({ options, ballots }: Election): string[] {
  const named = (places: readonly number[], mark: string) => places.map((place) => options[place]).join(mark);
  const lines = (texts: readonly string[]) => texts.map((text, at) => `${text} * ${ballots.groups[at]?.count}`);
  switch (ballots.kind) {
    case 'ranks':
      return lines(ballots.groups.map(({ choice }) => choice.map((equals) => named(equals, ' = ')).join(' > ')));
    case 'approvals':
      return lines(ballots.groups.map(({ choice }) => `{${named(choice, ',')}}`));
    case 'scores':
      return lines(ballots.groups.map(({ choice }) => choice.map((score, place) => `${options[place]}:${score ?? ''}`).join(' ')));
    case 'points':
      return lines(ballots.groups.map(({ choice }) => choice.map(([place, points]) => `${options[place]}:${points}`).join(' ')));
    default:
      return ballots satisfies never;
  }
}

/** What is wrong with a file, in the words of the reader; null where nothing is. An unexpected error is thrown on. */
export function faultOf(text: string, extension: string): string | null {
  try {
    readElection(text, extension);
    return null;
  } catch (error) {
    if (error instanceof CoopError) return error.message;
    throw error;
  }
}
