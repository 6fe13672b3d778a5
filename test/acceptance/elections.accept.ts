import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sealOutcome, verifyFile } from './outcome-file.ts';
import { readCondorcetElection } from './read-condorcet-election.ts';
import { listData, readData } from './real-data.ts';
import { notNamed, tamperings } from './tampering.ts';

const Expected = z.record(
  z.string(),
  z.object({ implicit: z.looseObject({ plurality: z.string() }), explicit: z.looseObject({ plurality: z.string() }) }),
);
const expected = Expected.parse(JSON.parse(readData('elections', 'expected.json')));
const Tallied = z.object({
  winners: z.array(z.string()),
  ranking: z.array(z.array(z.string())),
  tie: z.object({ between: z.array(z.string()), seed: z.string() }).nullable(),
});

/** "B > A = C" with equals in one order: which of them stands first says nothing. */
const ranking = (text: string) => text.split(' > ').map((group) => group.split(' = ').sort());

describe('single choice on the first preferences of real elections', () => {
  const names = listData('elections', '.cvotes');

  it('has every election that something is known of', () => {
    expect(names).toEqual(Object.keys(expected).sort());
  });

  /**
   * Where nobody is ranked (/EMPTY_RANKING/) there is no first preference and no single choice; the other implementation gives
   * every candidate an equal share of such a ballot, which moves none past another. Nobody is ranked equally first in these files.
   */
  it.concurrent.each(names.map((name, place) => [name, place] as const))('%s', async (name, place) => {
    const { candidates, firstPreferences } = readCondorcetElection(readData('elections', `${name}.cvotes`));
    const choices = firstPreferences.filter((first) => first !== null).map((first) => candidates.indexOf(first));
    const bundle = sealOutcome({
      question: `Who is elected in ${name}?`,
      method: 'single',
      options: candidates,
      choices,
      electors: firstPreferences.length,
    });

    const tally = Tallied.parse(bundle.tally);
    const { implicit, explicit } = expected[name]!;
    expect(tally.ranking.map((group) => group.toSorted())).toEqual(ranking(implicit.plurality));
    expect(implicit.plurality).toBe(explicit.plurality);
    const leaders = tally.ranking[0] ?? [];
    expect(tally.winners).toEqual([expect.toBeOneOf(leaders)]);
    expect(tally.tie?.between ?? tally.winners).toEqual(leaders);

    expect(await verifyFile(bundle)).toMatchObject({ code: 0, ok: true, differences: [], winners: tally.winners });
    const tampering = tamperings[place % tamperings.length]!;
    const caught = await verifyFile(tampering.apply(bundle));
    expect(caught, tampering.name).toMatchObject({ code: 1, ok: false });
    expect(notNamed(tampering, caught.differences), tampering.name).toEqual([]);
  });
});
