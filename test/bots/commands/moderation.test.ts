import { describe, expect, test } from 'vitest';
import { createVillage, day, hour } from '../../fakes/village.ts';
import type { Villager } from '../../fakes/village.ts';

/** Ada opens a vote that names somebody; the others are members of the same network. */
async function foundAndAsk(...names: readonly string[]) {
  const village = createVillage();
  const ada = village.person('Ada');
  await ada.says('network create Bakers');
  await ada.says('space bind', { in: 'kitchen', managing: true });
  const others = names.map((name) => village.person(name));
  for (const other of others) await other.says('join Bakers');
  await ada.says('vote open "Does Ann Smith steal?" --options "Ann does","Ann does not" --for 2d');
  return { ...village, ada, others };
}

type Asked = Awaited<ReturnType<typeof foundAndAsk>>;

const ten = ['Bea', 'Cem', 'Dan', 'Eve', 'Fay', 'Gil', 'Hal', 'Ida', 'Jan'];

/** Those who were drawn and have not answered. */
const jurorsOf = ({ others, memory }: Asked): readonly Villager[] =>
  others.filter(({ name }) => {
    const account = memory.state.accounts.find(({ displayName }) => displayName === name);
    return memory.state.jurors.some((juror) => juror.person === account?.person && juror.answer === null);
  });

async function report({ others }: Asked, ...names: readonly string[]): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const name of names)
    answers.push((await others.find((other) => other.name === name)?.says('report vote 1 "It names a person"')) ?? '');
  return answers;
}

describe('report', () => {
  test('by three members hides the words everywhere and asks five others, drawn at random, privately', async () => {
    const world = await foundAndAsk(...ten);
    expect(await report(world, 'Bea', 'Cem')).toEqual([
      'Noted. 1 of 3 members asked to hide vote #1. With 3 it is hidden until a jury of members decides.',
      'Noted. 2 of 3 members asked to hide vote #1. With 3 it is hidden until a jury of members decides.',
    ]);
    expect(world.stands('kitchen').join('\n')).toContain('Ann Smith');
    expect(await report(world, 'Dan')).toEqual(['Vote #1 is hidden now, until a jury of members decides. You will be told.']);
    expect(world.stands('kitchen').join('\n')).toContain('Hidden until a jury of members decides');
    expect(world.stands('kitchen').join('\n')).not.toContain('Ann');
    for (const words of ['vote list', 'vote status 1']) expect(await world.ada.says(words)).not.toContain('Ann');

    const jurors = jurorsOf(world);
    expect(jurors).toHaveLength(5);
    expect(jurors.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['Bea']));
    for (const juror of jurors) {
      expect(['Ada', 'Bea', 'Cem', 'Dan']).not.toContain(juror.name);
      const [note = ''] = juror.notes();
      expect(note).toContain('Does Ann Smith steal?');
      expect(note).toContain('It names a person');
      for (const name of ['Ada', ...ten]) expect(note).not.toContain(name);
    }
    expect(world.ada.notes()).toEqual([]);
  });

  test('is decided by the jury as soon as most agree, and those concerned are told without names', async () => {
    const world = await foundAndAsk(...ten);
    await report(world, 'Bea', 'Cem', 'Dan');
    const [one, two, three, four] = jurorsOf(world);
    expect(await one?.says('me waiting')).toContain('Jury #1');
    expect(await one?.clicks('jury show 1')).toContain('Does Ann Smith steal?');
    expect(await one?.clicks('jury hide 1')).toBe('Thank you. Your answer to jury #1 is counted.');
    expect(await one?.clicks('jury keep 1')).toBe('You answered jury #1 already, and an answer stays.');
    expect(await one?.clicks('jury show 1')).toBe('You have nothing to answer as a member of jury #1.');
    await two?.clicks('jury hide 1');
    expect(world.stands('kitchen').join('\n')).toContain('Hidden until a jury of members decides');
    await three?.says('jury hide 1 "She is a child"');
    expect(world.stands('kitchen').join('\n')).toContain('Hidden by a jury of members');
    expect(await four?.says('jury keep 1')).toBe('Jury #1 has decided already.');
    const verdict = 'A jury of members decided: the words of vote #1 are hidden.\n3 of 5 said that they be hidden, 0 that they be shown.';
    for (const person of [world.ada, ...world.others.slice(0, 3)]) expect(person.notes()).toEqual([verdict]);
    expect(await world.others[0]?.says('report vote 1')).toBe('It is hidden already.');
    expect(world.memory.state.ledger.map(({ kind }) => kind).filter((kind) => kind.startsWith('moderation'))).toEqual([
      'moderation.asked',
      'moderation.asked',
      'moderation.asked',
      'moderation.drawn',
      'moderation.decided',
    ]);
    await world.others[8]?.says('vote cast 1 2');
    expect(await world.others[8]?.says('vote status 1')).toMatch(/1 of 10 voted[^]*Your ballot: Hidden B/u);
  });

  test('of harmless words brings them back, and nobody asks about them again for a month', async () => {
    const world = await foundAndAsk(...ten);
    await report(world, 'Bea', 'Cem', 'Dan');
    for (const juror of jurorsOf(world)) await juror.says('jury keep 1');
    expect(world.stands('kitchen').join('\n')).toContain('Does Ann Smith steal?');
    expect((await report(world, 'Eve'))[0]).toMatch(/^A jury decided about it, so until .* it is not asked about again\.$/u);
    world.later(31 * day);
    expect((await report(world, 'Eve'))[0]).toContain('1 of 3');
  });

  test('needs as many as there are beside the author where they are few, and whoever is left decides', async () => {
    const world = await foundAndAsk('Bea', 'Cem', 'Dan');
    await report(world, 'Bea', 'Cem', 'Dan');
    expect(world.stands('kitchen').join('\n')).toContain('Ann Smith');
    expect(world.others[0]?.notes().join('')).toContain('0 of 0 said');
  });

  test('counts each member once, and not the author', async () => {
    const world = await foundAndAsk(...ten);
    await report(world, 'Bea');
    expect(await report(world, 'Bea')).toEqual(['You asked that already. One voice counts once.']);
    expect(await world.ada.says('report vote 1')).toContain('These are your own words');
  });

  test('is limited for each member and day', async () => {
    const world = await foundAndAsk(...ten);
    for (let number = 2; number <= 6; number += 1) await world.ada.says(`vote open "Question ${number}?" --options Yes,No --for 2d`);
    const bea = world.others[0];
    for (let number = 1; number <= 5; number += 1) expect(await bea?.says(`report vote ${number}`)).toContain('1 of 3');
    expect(await bea?.says('report vote 6')).toContain('5 texts within a day');
    world.later(25 * hour);
    expect(await bea?.says('report vote 6')).toContain('1 of 3');
  });

  test('by somebody outside is not taken, and of a vote that is not there it says so', async () => {
    const world = await foundAndAsk(...ten);
    expect(await world.others[0]?.says('report vote 7')).toContain('has no vote #7');
    await world.person('Zoe').says('network create Others');
    expect(await world.person('Zoe').says('jury hide 1')).toBe('You are not on jury #1.');
  });
});

test('restore asks a jury to show again what is hidden', async () => {
  const world = await foundAndAsk(...ten);
  expect(await world.others[0]?.says('restore vote 1')).toBe('It is not hidden.');
  await report(world, 'Bea', 'Cem', 'Dan');
  for (const juror of jurorsOf(world)) await juror.says('jury hide 1');
  expect(await world.others[0]?.says('restore vote 1')).toContain('it is not asked about again');
  world.later(31 * day);
  for (const other of world.others.slice(0, 3)) await other.says('restore vote 1 "It was a joke"');
  expect(world.stands('kitchen').join('\n')).not.toContain('Ann Smith');
  for (const juror of jurorsOf(world)) await juror.says('jury keep 2');
  expect(world.stands('kitchen').join('\n')).toContain('Does Ann Smith steal?');
});
