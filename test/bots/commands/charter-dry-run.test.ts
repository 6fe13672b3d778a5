import { describe, expect, test } from 'vitest';
import { day } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

/** Ada, Bea, Dan and Eve; who says what in a vote that is then over. */
async function foundFour(create?: string) {
  const village = await foundBakers(create);
  const { ada, bea, person, later, closeDue } = village;
  const [dan, eve] = [person('Dan'), person('Eve')];
  for (const one of [dan, eve]) await one.says('join Bakers');
  const members = [ada, bea, dan, eve];
  let number = 0;
  return {
    ...village,
    decide: async (open: string, ...ballots: readonly string[]) => {
      number += 1;
      await ada.says(open);
      for (const [place, ballot] of ballots.entries()) await members[place]?.says(`vote cast ${number} ${ballot}`);
      later(8 * day);
      await closeDue();
    },
  };
}

const names = 'vote open "Which name?" --options Anchor,Beacon';

describe('charter dry-run', () => {
  test('shows which past outcomes would be others under another quorum, and changes nothing', async () => {
    const { ada, decide, memory } = await foundFour();
    await decide(names, 'Anchor');
    await decide('vote open "Which oven?" --options Gas,Wood', 'Wood', 'Wood', 'Gas');
    expect(await ada.says('charter dry-run quorum half')).toBe(
      `If quorum were 1/2 instead of 0/1
=================================

1 of the 2 past votes that it decides would have come out otherwise:

- #1 Which name? It was: Anchor wins. It would be: No decision: too few took part.

One would be the same.
Nothing was changed, and nobody was told. To propose it, say: \`charter propose quorum 1/2\`

Propose it: say \`charter propose quorum 1/2\``,
    );
    expect(memory.state.votes).toHaveLength(2);
    expect(memory.state.networks[0]?.charter.quorum).toBe('0/1');
  });

  test('… under another threshold, where no option would have been enough', async () => {
    const { ada, decide } = await foundFour();
    await decide('vote open Which? --options A,B,C', 'A', 'A', 'B', 'C');
    expect(await ada.says('charter dry-run threshold 1/2')).toContain(
      '#1 Which? It was: A wins. It would be: No decision: no option reached the threshold.',
    );
    expect(await ada.says('charter dry-run threshold 1/3')).toContain('The one past vote that it decides would have come out the same.');
  });

  test('… under another method: only of votes that took the charter’s, and whose ballots it can read', async () => {
    const { ada, decide } = await foundFour('network create Bakers');
    await decide('vote open Ranks? --options A,B,C --method borda', 'A>B>C', 'A>B>C', 'B>C>A', 'B>C>A');
    await decide(names, 'Anchor');
    const shown = await ada.says('charter dry-run method approval');
    expect(shown).toContain('One cannot be counted so, because its ballots say something else.');
    expect(shown).toContain('One more does not depend on it.');
  });

  test('counts ranked votes of the charter’s method by the other one', async () => {
    const { ada, bea, decide, memory } = await foundFour();
    for (const network of memory.state.networks)
      network.charter = { ...network.charter, votes: { ...network.charter.votes, method: 'irv' } };
    await decide('vote open Where? --options A,B,C', 'A>B>C', 'A>B>C', 'B>C>A', 'C>B>A');
    expect(await ada.says('vote status 1')).toContain('A wins.');
    expect(await bea.says('charter dry-run method borda', { in: 'kitchen' })).toContain('#1 Where? It was: A wins. It would be: B wins.');
  });

  test('knows that votes on the charter and on newcomers ask for more', async () => {
    const { ada, decide } = await foundFour();
    await decide('charter propose reminders 2', 'yes', 'yes', 'yes', 'no');
    expect(await ada.says('charter dry-run threshold 9/10')).toContain('this rule decides nothing once ballots are cast');
    expect(await ada.says('charter dry-run charter-threshold 4/5')).toContain(
      '#1 Change the charter: reminders from 1 to 2? It was: Yes wins. It would be: No decision: no option reached the threshold.',
    );
    expect(await ada.says('charter dry-run quorum 4/5')).toContain('The one past vote that it decides would have come out the same.');
  });

  test('says of a rule that decides nothing that it does, and of a network without votes that it has none', async () => {
    const { ada, decide } = await foundFour();
    expect(await ada.says('charter dry-run quorum 1/2')).toContain('No vote is over yet, so there is nothing to count again.');
    await decide(names, 'Anchor');
    expect(await ada.says('charter dry-run jury 7')).toContain(
      'The one past vote would have come out the same: this rule decides nothing once ballots are cast.',
    );
  });

  test('takes no vote that is open, cancelled or still being counted', async () => {
    const { ada, later, beginCounting } = await foundFour();
    await ada.says(names);
    await ada.says('vote cancel');
    await ada.says(names);
    await ada.says(`${names} --for 10d`);
    later(4 * day);
    beginCounting();
    expect(await ada.says('charter dry-run quorum 1/2')).toContain('No vote is over yet');
  });

  test('refuses what cannot be, and what is', async () => {
    const { ada, person } = await foundFour();
    expect(await ada.says('charter dry-run quorum much')).toContain('is no share');
    expect(await ada.says('charter dry-run quorum 0/5')).toContain('The charter says so already');
    expect(await person('Fay').says('charter dry-run quorum 1/2', { in: 'kitchen' })).toContain('Only members of Bakers can do that.');
  });
});
