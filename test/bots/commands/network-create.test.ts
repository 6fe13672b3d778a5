import { describe, expect, test } from 'vitest';
import { createVillage } from '../../fakes/village.ts';

describe('network create', () => {
  test('says who is in it, by which rules it lives, and what comes next', async () => {
    const ada = createVillage().person('Ada');
    expect(await ada.says('network create Night Bakers')).toBe(
      `The network Night Bakers is founded, and you are its first member.
Its charter:

- Anyone may join.
- Every member may open a vote.
- The member who opened a vote may close it early, extend or cancel it.
- Unless its opener says otherwise, a vote is open for 3 days and counted by the method “single”.
- Who may vote and has not is reminded once before it closes.
- A vote stands however many take part.
- The option with the most votes wins.
- The charter is changed only by more than 1/2 of the ballots in a vote.
- A member is excluded only by more than 2/3 of the ballots in a vote.
- Members bind and unbind places that they manage.

To give it a place, say space bind in a channel that you manage. To join it, others say: \`join "Night Bakers"\``,
    );
  });

  test('the line that others are told to say works, whatever the name', async () => {
    const { person } = createVillage();
    for (const name of ['Night Bakers, Berlin', '"Die Nacht" & Co', String.raw`Back\slash`, 'Ünsere ❤️ Bäcker', '--console']) {
      const founded = await person('Ada').fills('network create', { name });
      const [, line = ''] = /others say: `(.+)`$/u.exec(founded) ?? [];
      expect(await person('Bea').says(line)).toContain(`Welcome to ${name}!`);
    }
  });

  test.each([
    ['circle', ['needs the word of 2 members', 'Every member may close a vote early', 'open for 2 days', 'at least 1/2', 'more than 1/2']],
    ['assembly', ['The members vote on whoever wants to join', 'Nobody may close a vote early', 'open for 7 days', 'at least 1/4']],
    ['open-source', ['Anyone may join', 'open for 5 days and counted by the method “approval”']],
  ])('--template %s starts with its charter', async (template, rules) => {
    const founded = await createVillage().person('Ada').says(`network create Bakers --template ${template}`);
    for (const rule of rules) expect(founded).toContain(rule);
  });

  test('a template leaves the admission to be chosen', async () => {
    const { person, memory } = createVillage();
    await person('Ada').says('network create Bakers --template circle --admission Voted');
    expect(memory.state.networks[0]?.charter).toMatchObject({ admission: { by: 'voted', vouches: 2 }, quorum: '1/2' });
  });

  test('a name is there once, whatever its case, spaces and forms of letters', async () => {
    const { person, memory } = createVillage();
    await person('Ada').says('network create Night Bakers');
    for (const name of ['night   BAKERS', '"Night Bakers"', 'Ｎight Bakers']) {
      expect(await person('Bea').says(`network create ${name}`)).toMatch(/^There is a network called night bakers already\./iu);
    }
    expect(memory.state.networks).toHaveLength(1);
  });

  test.each([
    ['x', 'at least two visible characters'],
    ['"\u200B \u2800"', 'There is nothing in it'],
    ['"123 456"', 'would be taken for a number'],
    ['x'.repeat(61), 'at most 60 fit'],
    ['ﷺﷺﷺﷺﷺﷺﷺ', 'at most 60 characters'],
  ])('refuses the name %s', async (name, said) => {
    const { person, memory } = createVillage();
    expect(await person('Ada').says(`network create ${name}`)).toContain(said);
    expect(memory.state.networks).toEqual([]);
  });

  test('a misspelt template, admission or field founds nothing and names the nearest', async () => {
    const { person, memory } = createVillage();
    const ada = person('Ada');
    expect(await ada.says('network create Bakers --template cirlce')).toContain(
      'Did you mean circle? There is circle, assembly or open-source.',
    );
    expect(await ada.says('network create Bakers --admission anyone')).toContain('Say open, vouched or voted.');
    expect(await ada.says('network create Bakers --tempalte circle')).toContain('Did you mean --template?');
    expect(memory.state).toMatchObject({ networks: [], drafts: [] });
  });

  test('offers the channel as its place to whoever manages it, and to nobody else', async () => {
    const { person } = createVillage();
    const ada = person('Ada');
    const here = { in: 'kitchen', managing: true };
    const [click = ''] = await ada.isOffered('network create Night Bakers', here);
    expect(click).toBe('space bind --network "Night Bakers"');
    expect(await ada.clicks(click, here)).toContain('belongs to the network Night Bakers now');
    expect(await ada.isOffered('network create Two', { in: 'attic' })).toEqual([]);
    expect(await ada.isOffered('network create Three')).toEqual([]);
    const name = `${'"'.repeat(40)}Four`;
    const founded = await ada.answer({ kind: 'fields', command: 'network create', answers: { name } }, here);
    expect(founded?.message).toMatchObject({ text: [{}, {}, {}, {}], actions: [] });
  });

  test('a console account is told that its ballots do not count, unless it founds it for the console', async () => {
    const { person } = createVillage();
    const cem = person('Cem', 'console');
    expect(await cem.says('network create Lonely')).toContain('Your console account proves no identity, so its ballots do not count here.');
    const founded = await cem.says('network create Terminals --console');
    expect(founded).toContain('Accounts of the console count here. They prove no identity: take every vote as a trial.');
    expect(founded).not.toContain('do not count here');
  });

  test('asks for the name', async () => {
    const { person, memory } = createVillage();
    const ada = person('Ada');
    expect(await ada.says('network create --console')).toContain('What shall it be called?');
    expect(await ada.says('x')).toMatch(
      /two visible characters[^]*Your network create still waits for an answer:\nWhat shall it be called\?/u,
    );
    expect(await ada.says('Bakers')).toContain('The network Bakers is founded');
    expect(memory.state).toMatchObject({ networks: [{ name: 'Bakers', console: true }], drafts: [] });
  });
});
