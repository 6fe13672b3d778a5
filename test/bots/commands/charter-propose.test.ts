import { describe, expect, test } from 'vitest';
import { createVillage, day } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

const found = async (create?: string) => {
  const village = await foundBakers(create);
  return { ...village, week: async () => (village.later(7 * day), village.closeDue()) };
};

describe('charter propose', () => {
  test('opens a vote by the charter’s own rules; its passing changes the charter by itself, and everybody is told', async () => {
    const { ada, bea, week, stands, memory } = await found();
    expect(await ada.says('charter propose quorum 1/4', { in: 'kitchen' })).toBe(
      `Vote #1 decides whether quorum becomes 1/4, until Tue 1 Dec 2026, 14:00 UTC. 2 members can vote.
If more than 1/2 of the ballots say yes, the charter changes by itself. Nobody can end the vote early. At least 1/4 of the active members must vote.
To vote, choose one option, or say: \`vote cast 1 1\`

Yes: say \`vote cast 1 1\`
No: say \`vote cast 1 2\``,
    );
    expect(stands('kitchen')).toEqual([
      expect.stringMatching(/^Vote #1\n[^]*Change the charter: quorum from 0\/1 to 1\/4\?\n\n1\. Yes\n2\. No\n/u),
    ]);
    await ada.says('vote cast yes');
    await bea.says('vote cast yes');
    await week();
    expect(stands('kitchen').at(-1)).toBe(
      'The charter of Bakers has changed, by vote #1. From now on quorum is 1/4; it was 0/1. This is version 2.',
    );
    expect(await bea.says('charter show quorum', { in: 'kitchen' })).toContain(
      'Which share of the active members must vote for a vote to stand: 1/4\n',
    );
    expect(memory.state.ledger.map(({ kind }) => kind)).toEqual(['vote.closed', 'charter.adopted']);
    await ada.says('vote open "Which name?" --options Anchor,Beacon');
    expect(memory.state.votes.at(-1)?.rules).toMatchObject({ charterVersion: 2, quorum: '1/4' });
  });

  test.each([
    ['a no', ['No', 'No']],
    ['a tie', ['Yes', 'No']],
    ['silence', []],
  ])('%s changes nothing', async (_, ballots) => {
    const { ada, bea, week, stands } = await found();
    await ada.says('charter propose steering members');
    for (const [place, ballot] of ballots.entries()) await [ada, bea][place]?.says(`vote cast 1 ${ballot}`);
    await week();
    expect(await ada.says('charter show steering')).toContain('version 1 of the charter');
    expect(stands('kitchen').at(-1)).not.toContain('The charter of Bakers has changed');
  });

  test('too few ballots change nothing, even if all of them say yes', async () => {
    const { ada, person, week } = await found();
    for (const name of ['Dan', 'Eve', 'Fay']) await person(name).says('join Bakers');
    await ada.says('charter propose reminders 0');
    await ada.says('vote cast yes');
    await week();
    expect(await ada.says('vote status 1')).toContain('No decision: too few took part.');
    expect(await ada.says('charter show reminders')).toContain('version 1 of the charter');
  });

  test('says nothing of a quorum where the charter asks for none', async () => {
    const { ada, bea, week } = await found();
    await ada.says('charter propose charter-quorum none');
    for (const one of [ada, bea]) await one.says('vote cast yes');
    await week();
    expect(await ada.says('charter propose reminders 2')).not.toContain('of the active members');
  });

  test('asks never for less than other votes do', async () => {
    const { ada, memory } = await found('network create Bakers --template circle');
    await ada.says('charter propose quorum none');
    expect(memory.state.votes[0]?.rules).toMatchObject({ quorum: '1/2', threshold: '1/2', steer: 'nobody' });
  });

  test('is counted and lasts as the charter says of itself', async () => {
    const { ada, bea, week, later, closeDue, memory } = await found();
    await ada.says('charter propose charter-duration 2 days');
    await ada.says('charter propose charter-method consent');
    for (const one of [ada, bea]) for (const number of [1, 2]) await one.says(`vote cast ${number} yes`);
    await week();
    await bea.says('charter propose admission vouched');
    const [vote] = memory.state.votes.slice(-1);
    expect(vote).toMatchObject({ method: 'consent', question: 'Change the charter: admission from open to vouched?' });
    expect(await ada.says('vote cast object: we know nobody yet')).toContain('object');
    later(2 * day);
    await closeDue();
    expect(await ada.says('charter show admission')).toContain('How one becomes a member: open\n');
  });

  test('nobody ends it early, not even who proposed it', async () => {
    const { ada, bea } = await found('network create Bakers --template circle');
    await bea.says('join Bakers');
    await ada.says('charter propose steering nobody');
    for (const words of ['vote close', 'vote cancel', 'vote extend 1d']) {
      expect(await ada.says(words)).toBe('By the charter nobody can do that. Vote #1 runs until its deadline.');
    }
  });

  test('where nobody may open votes it still can be changed', async () => {
    const { ada, bea, week } = await found();
    await ada.says('charter propose opening nobody');
    for (const one of [ada, bea]) await one.says('vote cast yes');
    await week();
    expect(await ada.says('vote open Why? --options A,B')).toContain('By its charter nobody opens votes in Bakers by hand.');
    expect(await bea.says('charter propose opening members')).toContain('Vote #2 decides whether opening becomes members');
  });

  test('one vote at a time about one rule; others run beside it', async () => {
    const { ada, bea, later, beginCounting, closeDue } = await found();
    await ada.says('charter propose quorum 1/4');
    const said = 'Vote #1 decides about quorum already. Two votes about one rule could contradict each other: say yours when it is over.';
    expect(await bea.says('charter propose quorum 1/2')).toBe(said);
    expect(await bea.says('charter propose threshold half')).toContain('Vote #2 decides whether threshold becomes 1/2');
    expect(await bea.says('charter show quorum')).toContain(
      'Vote #1 would change it from 0/1 to 1/4. It is open until Tue 1 Dec 2026, 14:00 UTC.',
    );
    later(7 * day);
    beginCounting();
    expect(await bea.says('charter propose quorum 1/2')).toBe(said);
    await closeDue();
    expect(await bea.says('charter propose quorum 1/2')).toContain('Vote #3 decides');
  });

  test('two that pass at once change two rules, one after the other', async () => {
    const { ada, bea, week } = await found();
    await ada.says('charter propose quorum 1/4');
    await ada.says('charter propose method approval');
    for (const one of [ada, bea]) for (const number of [1, 2]) await one.says(`vote cast ${number} yes`);
    await week();
    expect(await ada.says('charter history')).toBe(
      `How the charter of Bakers was changed
=====================================

- Version 3, Tue 1 Dec 2026, 14:00 UTC, by vote #2: method from single to approval.
- Version 2, Tue 1 Dec 2026, 14:00 UTC, by vote #1: quorum from 0/1 to 1/4.
- Version 1, Tue 24 Nov 2026, 14:00 UTC: what the network was founded with.`,
    );
  });

  test('what is no rule, no value of it, or said already is refused with what can be said', async () => {
    const { ada, memory } = await found();
    expect(await ada.says('charter propose qourum 1/4')).toBe(
      'No rule is called “qourum”. Did you mean quorum? Say charter show to see them all.',
    );
    expect(await ada.says('charter propose weather fine')).toMatch(
      /^No rule is called “weather”\. The rules are admission, vouches, exclusion, .* or charter-duration\.$/u,
    );
    expect(await ada.says('charter propose quorum many')).toBe('“many” is no share. Say one like 1/3, 25 %, half or none.');
    expect(await ada.says('charter propose charter-threshold 1/3')).toBe('“1/3” is out of bounds: it can be from 1/2 to 9/10.');
    expect(await ada.says('charter propose jury 0')).toContain('from 1 to 25');
    expect(await ada.says('charter propose admission closed')).toContain('open, vouched or voted');
    expect(await ada.says('charter propose duration 3 days')).toBe('The charter says so already: duration is 3 days.');
    expect(memory.state.votes).toEqual([]);
  });

  test('is for members', async () => {
    const { person } = await found();
    expect(await person('Dan').says('charter propose quorum 1/4', { in: 'kitchen' })).toContain('Only members of Bakers can do that.');
  });

  test('asks for what is left out', async () => {
    const { ada } = await found();
    expect(await ada.says('charter propose')).toContain('Which rule?');
    expect(await ada.says('reminders')).toContain('What shall it say?');
    expect(await ada.says('3')).toContain('Vote #1 decides whether reminders becomes 3');
  });
});

describe('charter show', () => {
  test('shows every rule with the name that changes it, to anybody', async () => {
    const { person } = await found();
    const shown = await person('Dan').says('charter show', { in: 'kitchen' });
    expect(shown).toContain('The charter of Bakers, version 1\n');
    expect(shown).toContain('- `quorum 0/1` Which share of the active members must vote for a vote to stand\n');
    expect(shown).toContain('- `jury-time 2 days` How long a member of a jury has to answer\n');
    expect(shown).toContain('It is changed only by a vote of the members. To propose one, say for example: `charter propose quorum 1/3`');
  });

  test.each([
    ['admission', 'It can be open, vouched or voted.', 'charter propose admission vouched'],
    ['reminders', 'It can be any whole number from 0 to 5.', 'charter propose reminders 2'],
    ['duration', 'It can be any time from 10 seconds to 366 days.', 'charter propose duration 5d'],
    ['charter-threshold', 'It can be any share from 1/2 to 9/10, like 1/3 or 25 %.', 'charter propose charter-threshold 2/3'],
  ])('of one rule it says what it can be, with an example that works: %s', async (rule, takes, example) => {
    const { ada } = await found();
    const shown = await ada.says(`charter show ${rule}`);
    expect(shown).toContain(takes);
    expect(shown).toContain(`\`${example}\``);
    expect(await ada.says(example)).toContain('Vote #1 decides');
  });

  test('in no network it says how to come into one', async () => {
    expect(await createVillage().person('Dan').says('charter show')).toContain('You are in no network yet.');
  });
});
