import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { methods } from '../../core/voting/methods.ts';
import { coop, coopIn } from '../cli/run-coop.ts';
import { readCondorcetElection } from './read-condorcet-election.ts';
import { readParticipatoryBudget } from './read-participatory-budget.ts';
import { dataFolder, listData, readData } from './real-data.ts';

const Tallied = z.object({ ballots: z.number(), winners: z.array(z.string()), rounds: z.array(z.json()) });
const Compared = z.object({
  compare: z.object({ methods: z.array(z.object({ method: z.string() })), sentences: z.array(z.string()).min(1) }),
});

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'coop-accept-'));
});
afterAll(() => rm(home, { recursive: true }));

/** Which method takes which file; each of the others must say in words why not. */
const takes = {
  ranks: new Set(['option', 'ranks']),
  budget: new Set(['option', 'options', 'ranks', 'scores', 'cart']),
};

describe('coop tally on real elections, by every method that there is', () => {
  it.each(listData('elections', '.cvotes'))('%s', async (name) => {
    const file = join(dataFolder, 'elections', `${name}.cvotes`);
    const { firstPreferences } = readCondorcetElection(readData('elections', `${name}.cvotes`));
    for (const { name: method, asks } of methods) {
      const { code, out, err } = await coop('tally', file, '--method', method, '--json');
      if (takes.ranks.has(asks)) {
        expect({ code, err: code === 0 ? '' : err }, method).toEqual({ code: 0, err: '' });
        const nobody = asks === 'option' ? firstPreferences.filter((first) => first === null).length : 0;
        expect(Tallied.parse(JSON.parse(out)).ballots, method).toBe(firstPreferences.length - nobody);
      } else {
        expect({ code, out }, method).toEqual({ code: 1, out: '' });
        expect(err).toContain(method);
      }
    }
    const compared = await coop('tally', file, '--method', 'single', '--compare', '--json');
    expect(Compared.parse(JSON.parse(compared.out)).compare.methods.length).toBeGreaterThan(0);

    const [saved, exported] = [join(home, `${name}.json`), join(home, `${name}.blt`)];
    await expect(
      coopIn({ COOP_HOME: home }, 'tally', file, '--method', 'single', '--bundle', saved, '--export', exported),
    ).resolves.toMatchObject({ code: 0 });
    await expect(coop('verify', saved)).resolves.toMatchObject({ code: 0 });
    const again = await coop('tally', exported, '--method', 'single', '--json');
    const before = await coop('tally', file, '--method', 'single', '--json');
    expect(Tallied.parse(JSON.parse(again.out)).rounds).toEqual(Tallied.parse(JSON.parse(before.out)).rounds);
  });
});

describe('coop tally on real participatory budgets, by every method that there is', () => {
  it.each(listData('budgets', '.pb'))('%s', async (name) => {
    const file = join(dataFolder, 'budgets', `${name}.pb`);
    const { votes, ballots } = readParticipatoryBudget(readData('budgets', `${name}.pb`));
    for (const { name: method, asks } of methods) {
      const { code, out, err } = await coop('tally', file, '--method', method, '--json');
      // Points are scores, though not of every method's scale: that is for the method to say.
      const expected = asks === 'scores' ? code : takes.budget.has(asks) ? 0 : 1;
      expect({ method, code }).toEqual({ method, code: expected });
      if (code !== 0) expect(err).toContain(method);
      if (code === 0 && asks !== 'option') expect(Tallied.parse(JSON.parse(out)).ballots, method).toBe(ballots.length);
    }
    const { out } = await coop('tally', file, '--method', 'approval', '--json');
    expect(Tallied.parse(JSON.parse(out)).rounds).toEqual([
      { votes: Object.fromEntries([...votes].map(([option, count]) => [option, String(count)])) },
    ]);

    const [saved, exported] = [join(home, `${name}.json`), join(home, `${name}.pb`)];
    await expect(
      coopIn({ COOP_HOME: home }, 'tally', file, '--method', 'approval', '--bundle', saved, '--export', exported),
    ).resolves.toMatchObject({ code: 0 });
    await expect(coop('verify', saved)).resolves.toMatchObject({ code: 0 });
    expect((await coop('tally', exported, '--method', 'approval', '--json')).out).toBe(out);
  });
});
