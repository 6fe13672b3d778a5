import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lastVotes } from '../../core/voting/last-votes.ts';
import { sealOutcome, verifyFile } from './outcome-file.ts';
import { readParticipatoryBudget } from './read-participatory-budget.ts';
import { listData, readData } from './real-data.ts';
import { notNamed, tamperings } from './tampering.ts';

const Tallied = z.object({ winners: z.array(z.string()), rounds: z.array(z.json()) });

/**
 * The column "votes" of a project says how many voters named it, whatever the vote type: on cumulative ballots those who gave it
 * points, on choose-1 ballots those who chose it. So every budget is a check of approval, and a choose-1 one of single choice too.
 */
describe('approval on the ballots of real participatory budgets', () => {
  const budgets = listData('budgets', '.pb').map((name) => ({ name, ...readParticipatoryBudget(readData('budgets', `${name}.pb`)) }));

  it('has budgets of approval ballots', () => {
    expect(budgets.filter(({ voteType }) => voteType === 'approval').length).toBeGreaterThan(0);
  });

  const methods = budgets.flatMap(({ name, voteType }) =>
    voteType === 'choose-1'
      ? ([
          [name, 'approval'],
          [name, 'single'],
        ] as const)
      : ([[name, 'approval']] as const),
  );
  it.each(methods)('%s by %s', async (name, method) => {
    const { votes, ballots } = budgets.find((budget) => budget.name === name)!;
    const options = [...votes.keys()];
    const named = ballots.map((ids) => ids.map((id) => options.indexOf(id)).sort((one, other) => one - other));
    const choices = method === 'single' ? named.map(([only = -1]) => only) : named;
    const bundle = sealOutcome({ question: `Which projects of ${name}?`, method, options, choices });

    const tally = Tallied.parse(bundle.tally);
    const counted = new Map([...(lastVotes(tally.rounds) ?? [])].map(([option, figure]) => [option, Number(figure)]));
    expect(counted).toEqual(votes);
    expect(votes.get(tally.winners[0] ?? '')).toBe(Math.max(...votes.values()));

    expect(await verifyFile(bundle)).toMatchObject({ code: 0, ok: true, differences: [], winners: tally.winners });
    for (const tampering of tamperings) {
      const caught = await verifyFile(tampering.apply(bundle));
      expect(caught, tampering.name).toMatchObject({ code: 1, ok: false });
      expect(notNamed(tampering, caught.differences), tampering.name).toEqual([]);
    }
  });
});
