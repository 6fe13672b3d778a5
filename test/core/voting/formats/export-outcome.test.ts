import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashing } from '../../../../adapters/crypto/sha256.ts';
import type { JsonValue } from '../../../../core/canonical-json.ts';
import { CoopError } from '../../../../core/errors.ts';
import type { Bundle } from '../../../../core/voting/bundle.ts';
import { countVote } from '../../../../core/voting/count.ts';
import { countElection } from '../../../../core/voting/formats/count-election.ts';
import { exportFormats, exportOutcome, recountLine } from '../../../../core/voting/formats/export-outcome.ts';
import type { ExportFormat } from '../../../../core/voting/formats/export-outcome.ts';
import { readElection } from '../../../../core/voting/formats/read-election.ts';
import { findMethod, methods } from '../../../../core/voting/methods.ts';
import type { BallotKind, Method } from '../../../../core/voting/method.ts';
import { PublishedTally } from '../../../../core/voting/outcome-line.ts';
import type { CountSettings } from '../../../../core/voting/settings.ts';
import { closedVote, instance } from '../closed-vote.ts';

const options = ['Anchor', 'Bread & Salt', 'Café', '__proto__'];

/** A ballot of each kind from four numbers of 0 to 4. */
const ballots: { readonly [kind in BallotKind]: (numbers: readonly number[]) => JsonValue } = {
  option: ([first = 0]) => first % options.length,
  options: (numbers) => options.flatMap((_, place) => ((numbers[place] ?? 0) > 2 ? [place] : [])),
  ranks: (numbers) => {
    const ranked = options.map((_, place) => place).filter((place) => (numbers[place] ?? 0) > 0);
    const equals = Map.groupBy(ranked, (place) => numbers[place] ?? 0);
    return [...equals].toSorted(([a], [b]) => a - b).map(([, places]) => places);
  },
  scores: (numbers) => options.map((_, place) => (numbers[place] === 4 ? null : String(numbers[place] ?? 0))),
  cart: (numbers) => options.flatMap((_, place) => ((numbers[place] ?? 0) > 2 ? [place] : [])),
  stance: ([first = 0]) => (first === 4 ? { stance: 'object', reason: '=1+1' } : { stance: 'agree' }),
};

type Wish = { readonly choices: readonly JsonValue[]; readonly settings?: CountSettings; readonly options?: readonly string[] };

function outcomeOf(method: Method, { choices, settings, options: names = options }: Wish): Bundle {
  const closing = closedVote({ method: method.name, options: names, choices, electors: 50 });
  const rules = { ...closing.vote.rules, ...(settings === undefined ? {} : { settings }) };
  return countVote({ ...closing, vote: { ...closing.vote, rules } }, instance);
}

const named = (name: string): Method => {
  const method = findMethod(name);
  if (method === null) throw new Error(name);
  return method;
};

const held: { readonly [kind in BallotKind]: readonly ExportFormat[] } = {
  option: ['json', 'csv', 'blt', 'cvotes'],
  options: ['json', 'csv', 'blt', 'cvotes'],
  ranks: ['json', 'csv', 'blt', 'cvotes'],
  scores: ['json', 'csv'],
  cart: ['json', 'pb'],
  stance: ['json'],
};
const pairs = methods.flatMap(({ name }) => exportFormats.map((format) => [name, format] as const));

describe('an exported vote', () => {
  const counted = pairs.filter(([name, format]) => format !== 'json' && held[named(name).asks].includes(format));
  test.each(counted)('by %s as .%s is counted to the same winners by whoever reads it', (name, format) => {
    const method = named(name);
    const settings: CountSettings | undefined = method.asks === 'cart' ? { costs: ['300', '200', '100', '50'], budget: '400' } : undefined;
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 12 }),
        (rows) => {
          const bundle = outcomeOf(method, { choices: rows.map(ballots[method.asks]), ...(settings === undefined ? {} : { settings }) });
          const before = PublishedTally.parse(bundle.tally);
          const seed = before.tie?.seed;
          const election = readElection(exportOutcome(bundle, method, format), `.${format}`);
          const { tally } = countElection(election, { method, settings: {}, seed, hashing });
          const labelled = tally.winners.map((winner) => election.labels?.[election.options.indexOf(winner)] ?? winner);
          // The lot is drawn among names; ids of projects stand in for them, so a drawn budget may end otherwise.
          if (format === 'pb' && before.tie !== null) return;
          expect(labelled).toEqual((bundle.tally as { winners: string[] }).winners);
          expect(String(tally.ballots)).toBe(String(bundle.ballots.length));
        },
      ),
      { numRuns: 40 },
    );
  });

  const refused = pairs.filter(([name, format]) => !held[named(name).asks].includes(format));
  test.each(refused)('by %s is refused as .%s, with the formats that can', (name, format) => {
    const method = named(name);
    const bundle = outcomeOf(method, { choices: [ballots[method.asks]([3, 1, 2, 3])] });
    expect(() => exportOutcome(bundle, method, format)).toThrow(
      new CoopError('format', `.${format} cannot hold the ballots of ${name}. These can: ${held[method.asks].join(', ')}.`),
    );
  });

  test('of approvals is a table of 1 and 0, also for who approves of nobody', () => {
    const bundle = outcomeOf(named('approval'), { choices: [[0, 2]], options: ['A', 'B', 'C'] });
    const nobody = outcomeOf(named('approval'), { choices: [[]], options: ['A', 'B', 'C'] });
    expect(exportOutcome(bundle, named('approval'), 'csv')).toBe('A,B,C\r\n1,0,1\r\n');
    expect(exportOutcome(nobody, named('approval'), 'csv')).toBe('A,B,C\r\n0,0,0\r\n');
  });

  test('with names that a format cannot write is refused, with the formats that can', () => {
    const bundle = outcomeOf(named('irv'), { choices: [[[0], [1]]], options: ['A > B', 'C; D'] });
    expect(() => exportOutcome(bundle, named('irv'), 'cvotes')).toThrow('These can: json, csv, blt.');
  });

  test('does not lose that unranked options are compared with nobody', () => {
    const bundle = outcomeOf(named('schulze'), { choices: [[[0], [1]]], settings: { unranked: 'ignored' } });
    expect(() => exportOutcome(bundle, named('schulze'), 'blt')).toThrow('These can: json, cvotes.');
    expect(readElection(exportOutcome(bundle, named('schulze'), 'cvotes'), '.cvotes').unranked).toBe('ignored');
  });

  test.each(['=HYPERLINK("http://x")', '+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', "'=1", '＝1+1'])(
    'in a spreadsheet the name %j is no formula (OWASP, CSV injection)',
    (hostile) => {
      for (const [name, choice] of [
        ['score', ['1', null]] as const,
        ['irv', [[0]]] as const,
        ['single', 0] as const,
        ['approval', [0]] as const,
      ]) {
        const bundle = outcomeOf(named(name), { choices: [choice], options: [hostile, 'B'] });
        const text = exportOutcome(bundle, named(name), 'csv');
        expect(text).not.toMatch(/(?:^|,|\r\n)"?(?:[=+\-@\t＝＋－＠]|\r(?!\n))/u);
        expect(readElection(text, '.csv').options).toEqual([hostile, 'B']);
      }
    },
  );

  test('says how it is counted again', () => {
    const bundle = outcomeOf(named('stv'), { choices: [[[0]]], settings: { seats: 2 } });
    expect(recountLine(bundle, 'blt', 'ab')).toBe('coop tally ballots-3.blt --method stv --seats 2 --seed ab');
    expect(recountLine(bundle, 'json', null)).toBe('coop verify outcome-3.json');
  });
});
