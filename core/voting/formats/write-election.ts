import { CoopError } from '../../errors.ts';
import { groupsAsRanks } from './ballots-for.ts';
import type { Election, Scores } from './election.ts';
import { writeBlt } from './write-blt.ts';
import { writeCsvScores } from './write-csv-scores.ts';
import { writeCvotes } from './write-cvotes.ts';
import { writePabulib } from './write-pabulib.ts';
import { writePrefLib } from './write-preflib.ts';

/**
 * An election in the format that the ending of a file's name asks for (".blt"). Formats of rankings take anything as a ranking;
 * scores and budgets are written only from scores and budgets, because nothing is made up.
 * @throws CoopError "format" that says why not
 */
export function writeElection(election: Election, extension: string): string {
  const { ballots } = election;
  switch (extension.toLowerCase()) {
    case '.cvotes':
      return writeCvotes(election, groupsAsRanks(ballots));
    case '.blt':
      return writeBlt(election, groupsAsRanks(ballots));
    case '.pb':
      return writePabulib(election);
    case '.csv':
      if (ballots.kind !== 'scores')
        throw new CoopError('format', 'a .csv holds scores, and these ballots have none: choose .cvotes, .blt or .pb');
      return writeCsvScores(election, ballots.groups satisfies readonly { choice: Scores }[]);
    case '.soc':
    case '.soi':
    case '.toc':
    case '.toi': {
      const { text, type } = writePrefLib(election, groupsAsRanks(ballots));
      if (`.${type}` !== extension.toLowerCase())
        throw new CoopError('format', `these orders are ${type}: PrefLib wants them in a file that ends in .${type}`);
      return text;
    }
    default:
      throw new CoopError('format', `nothing is written as "${extension}": it is .cvotes, .blt, .pb, .csv, .soc, .soi, .toc or .toi`);
  }
}
