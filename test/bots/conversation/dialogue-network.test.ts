import { describe, expect, test } from 'vitest';
import { bakers, createWorld, nightBakers } from './world.ts';

describe('the network', () => {
  test('is the place’s', async () => {
    const ada = createWorld();
    expect(await ada.says('vote status')).toContain('Bakers');
    expect(await ada.says('vote status --network bakers')).toContain('Bakers');
    expect(await ada.says('vote status --network "Night Bakers"')).toContain('direct conversation');
  });

  test('is the only one of the person, in a direct conversation', async () => {
    const ada = createWorld();
    ada.state.here = null;
    expect(await ada.says('vote status')).toContain('Bakers');
  });

  test('is asked for when there are several, before anything else', async () => {
    const ada = createWorld();
    ada.state.here = null;
    ada.state.member = [bakers, nightBakers];
    const asked = await ada.answer({ kind: 'text', text: 'vote open' });
    expect(ada.shown(asked)).toContain('Which network?');
    expect(asked?.message.actions).toContainEqual(
      expect.objectContaining({
        kind: 'select',
        options: [expect.objectContaining({ say: 'Bakers' }), expect.objectContaining({ say: 'Night Bakers' })],
      }),
    );
    expect(await ada.says('Nigt Bakers')).toMatch(/Did you mean Night Bakers/u);
    const next = await ada.answer({ kind: 'text', text: 'night bakers' });
    expect(next?.message.actions).toContainEqual({ kind: 'form', command: 'vote open', answers: { network: 'night bakers' } });
    await ada.says('Why?');
    await ada.says('back');
    await ada.says('back');
    await ada.says('Bakers');
    await ada.says('Why?');
    await ada.says('A, B');
    expect(ada.lines).toMatchObject([{ network: 'Bakers' }]);
  });

  test('by name needs no question', async () => {
    const ada = createWorld();
    ada.state.here = null;
    ada.state.member = [bakers, nightBakers];
    expect(await ada.says('vote status --network Night Bakers')).toContain('Night Bakers');
    expect(await ada.says('vote status --network Nobody')).toContain('no network “Nobody”');
    expect(ada.intake.stored.draft).toBeNull();
  });

  test('whoever has none is told how to get one', async () => {
    const ada = createWorld();
    ada.state.here = null;
    ada.state.member = [];
    expect(await ada.says('vote status')).toMatch(/no network yet[^]*network create/u);
  });

  test('members only are members only, before any question', async () => {
    const ada = createWorld();
    ada.state.status = 'none';
    expect(await ada.says('vote open')).toContain('Only members of Bakers can do that. Say join');
    ada.state.status = 'asked';
    expect(await ada.says('vote open')).toContain('You have asked to join');
    ada.state.here = null;
    ada.state.status = 'left';
    expect(await ada.says('vote open --network "Night Bakers"')).toContain('join --network "Night Bakers"');
    expect(ada.intake.stored.draft).toBeNull();
  });
});
