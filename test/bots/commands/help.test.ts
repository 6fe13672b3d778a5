import { describe, expect, test } from 'vitest';
import { indexCommands } from '../../../bots/conversation/command-index.ts';
import { parseLine } from '../../../bots/conversation/grammar.ts';
import { withHelp } from '../../../bots/conversation/help.ts';
import { commands } from '../../../features/index.ts';
import { createVillage } from '../../fakes/village.ts';

const all = withHelp(commands);

describe('help', () => {
  test('lists everything that can be said, and how the conversation works', async () => {
    const shown = await createVillage().person('Dan').says('help');
    for (const { name } of all) expect(shown).toContain(`\n- ${name}: `);
    expect(shown).toMatch(
      /\nTo read all about one of them, say for example help network create\.\nLeave something out, and I ask for it\. While I ask, back corrects the answer before, and cancel leaves\. /u,
    );
  });

  test.each(['vote', 'network', 'space', 'me'])('help %s shows its commands with an example each', async (feature) => {
    const shown = await createVillage().person('Dan').says(`help ${feature}`);
    for (const { name, example } of all.filter((command) => command.name.startsWith(`${feature} `))) {
      expect(shown).toContain(`- ${name}: `);
      expect(shown).toContain(`    ${example}`);
    }
  });

  test.each(all.map(({ name, example }) => [name, example]))('help %s shows how to say it', async (name, example) => {
    const shown = await createVillage().person('Dan').says(`HELP ${name}`);
    expect(shown.startsWith(`${name}: `)).toBe(true);
    expect(shown).toContain(`For example:\n\n    ${example}`);
  });

  test('shows a vote’s rules for leaving things out', async () => {
    expect(await createVillage().person('Dan').says('help vote open')).toBe(
      `vote open: Opens a vote
=======================

How to say it:

    vote open QUESTION --options A,B,C [--for 2d] [--until TIME] [--method single|approval|score|star|irv|stv|meek|schulze|ranked-pairs|minimax|copeland|borda|kemeny|majority-judgment|quadratic|consent|equal-shares|greedy|lottery] [--threshold TEXT] [--times N] [--tier N] [--seats N] [--costs A,B,C] [--budget N]

For example:

    vote open "Which name?" --options Anchor,Beacon --for 2d

What belongs to it:

- --question: What is the question?
- --options: Which options are there? Several, with commas between them: A, B, C.
- --for: For how long is it open? For example 2d, 90m, 1 h 30 min, or until Friday 18:00. (If left out: as long as the charter says.)
- --until: Until when is it open, instead? For example tomorrow 6pm, Friday 18:00 or 2026-12-01 18:00. (It may be left out.)
- --method: How is it counted? Say single, approval, score, star, irv, stv, meek, schulze, ranked-pairs, minimax, copeland, borda, kemeny, majority-judgment, quadratic, consent, equal-shares, greedy or lottery. (If left out: as the charter says.)
- --threshold: Which share of the ballots must an option exceed? Like 1/2 or 60 %. (If left out: as the charter says; never less.)
- --times: How many times is it asked, one after the other? A whole number from 1 to 100. (If left out: once.)
- --tier: How well must somebody be known to vote, 0, 1 or 2? A whole number from 0 to 2. (If left out: as the charter says; never less.)
- --seats: How many are chosen? A whole number from 1 to 100. (If left out: one.)
- --costs: What does each option cost, in their order? Several, with commas between them: A, B, C. (If left out: each costs 1.)
- --budget: How much may be spent? A whole number from 1 to 1000000000000. (If left out: as much as there are seats.)

In a direct conversation, add --network and its name if you are in several.`,
    );
  });

  test.each([
    ['vtoe', 'I have no help about “vtoe”. Did you mean help vote?'],
    ['vote opn', 'I have no help about “vote opn”. Did you mean help vote open?'],
    ['everything else', 'I have no help about “everything else”. Say help to see what I can do.'],
  ])('about %s it knows nothing', async (topic, said) => {
    expect(await createVillage().person('Dan').says(`help ${topic}`)).toBe(said);
  });

  test('is there for whoever is in no network, everywhere', async () => {
    const dan = createVillage().person('Dan');
    for (const words of ['help', '/help', '!coop help', 'coop: help']) {
      expect(await dan.says(words, { in: 'street' })).toContain('What you can say');
    }
  });
});

test.each(all.map(({ name, example }) => [name, example]))('the example of %s is a whole line that asks nothing more', (name, example) => {
  const { command, answers } = parseLine(example, indexCommands(all));
  expect(command.name).toBe(name);
  const missing = Object.entries(command.fields).filter(([field, { optional }]) => optional !== true && !Object.hasOwn(answers, field));
  expect(missing).toEqual([]);
});
