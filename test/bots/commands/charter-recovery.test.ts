import { describe, expect, test } from 'vitest';
import { day } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

/** The Bakers with eight members, of whom only Ada speaks. */
async function foundSilent() {
  const village = await foundBakers();
  const { ada, person, later, closeDue, stands } = village;
  for (const name of ['Dan', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida']) await person(name).says('join Bakers');
  return {
    ...village,
    /** Proposes as Ada, who alone votes, and returns what the kitchen was told last. */
    propose: async (words: string, ballot = 'yes') => {
      const answer = await ada.says(`charter propose ${words}`);
      await ada.says(`vote cast ${ballot}`);
      later(7 * day);
      await closeDue();
      return { answer, told: stands('kitchen').at(-1) ?? '' };
    },
  };
}

describe('a change that failed on nothing but the quorum', () => {
  test('twice, may pass without one: by more of the ballots', async () => {
    const { ada, propose, stands } = await foundSilent();
    const first = await propose('steering members');
    expect(first.told).toBe(
      'Most said yes in vote #1, and it failed on nothing but the quorum. The same may be proposed again. After two such votes in a row none is asked any more, but more than 3/4 of the ballots must say yes.',
    );
    expect((await propose('steering members')).answer).toContain('At least 1/4 of the active members must vote.');
    const third = await propose('steering members');
    expect(third.answer).toContain(
      'Twice most said yes, and too few took part. So no quorum is asked this time, by the recovery rule of the charter. If more than 3/4 of the ballots say yes,',
    );
    expect(third.answer).not.toContain('of the active members must vote');
    expect(stands('kitchen').join('\n')).toContain(
      'Change the charter: steering from opener to members? Twice too few took part, so this vote asks for no quorum, and for more than 3/4 of the ballots.',
    );
    expect(third.told).toContain('The charter of Bakers has changed, by vote #3.');
    expect(await ada.says('charter show steering')).toContain('members\n');
  });

  test.each([
    ['another value', 'reminders 2', 'reminders 3'],
    ['another rule', 'reminders 2', 'jury 7'],
  ])('is not helped by votes about %s', async (_, first, other) => {
    const { propose } = await foundSilent();
    await propose(first);
    await propose(other);
    expect((await propose(first)).answer).toContain('At least 1/4 of the active members must vote.');
  });

  test('is not helped where most said no, and begins anew once it was lost by the recovery rule', async () => {
    const { propose } = await foundSilent();
    await propose('jury 7');
    await propose('jury 7', 'no');
    expect((await propose('jury 7')).answer).toContain('At least 1/4');
    await propose('jury 7');
    const recovery = await propose('jury 7', 'no');
    expect(recovery.answer).toContain('by the recovery rule');
    expect(recovery.told).not.toContain('has changed');
    expect((await propose('jury 7')).answer).toContain('At least 1/4');
  });
});

describe('the quorum', () => {
  const open = 'vote open "Which name?" --options Anchor,Beacon --for 1d';

  test('is asked of those who were active before, and of whoever votes', async () => {
    const { ada, bea, person, memory, later, closeDue, stands } = await foundSilent();
    for (const network of memory.state.networks) network.charter = { ...network.charter, quorum: '1/2' };
    later(31 * day);
    for (const name of ['Dan', 'Eve']) await person(name).says('help');
    await ada.says(open);
    await ada.says('vote cast Anchor');
    expect(await ada.says('vote status')).toContain('1 of 8 voted. Quorum: 1 of 2 needed.');
    await bea.says('vote cast Anchor');
    expect(await ada.says('vote status')).toContain('2 of 8 voted. Quorum: 2 of 2 needed.');
    later(day);
    await closeDue();
    expect(stands('kitchen').at(-1)).toContain(
      'The charter asks that at least 1/2 of the members vote: met.\nIt is asked of the 4 members who were active before this vote, or voted in it.',
    );
  });

  test('where everybody is away is reached by whoever is there: nobody is stuck', async () => {
    const { ada, memory, later, propose } = await foundSilent();
    later(400 * day);
    expect((await propose('reminders 3')).told).toContain('The charter of Bakers has changed');
    expect(memory.state.votes[0]?.bundle).toMatchObject({ electors: 8, active: 1, verdict: 'decided' });
    expect(await ada.says('charter dry-run active-within 366d')).toContain(
      'One depends on who was active or how well known, which an outcome does not tell.',
    );
  });
});
