import { describe, expect, test } from 'vitest';
import { foundBakers } from './bakers.ts';

const managing = { in: 'attic', managing: true };

describe('space unbind', () => {
  test('says where the votes go on', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says('space bind', managing);
    await ada.says('space bind', { in: 'hall', managing: true });
    const answer = await ada.answer({ kind: 'text', text: 'space unbind' }, managing);
    expect(answer?.audience).toBe('everyone');
    expect(await ada.says('space unbind', { in: 'hall', managing: true })).toBe(
      'This place does not belong to Bakers any more. Its votes go on in its other place.',
    );
    expect(memory.state.spaces).toMatchObject([{ externalId: 'kitchen' }]);
  });

  test('says so when it was the last place', async () => {
    const { ada } = await foundBakers();
    expect(await ada.says('space unbind', { in: 'kitchen', managing: true })).toBe(
      'This place does not belong to Bakers any more. It has no place now, so nobody is told of its votes. To give it one, say space bind in a channel that you manage.',
    );
  });

  test('posts nothing there any more', async () => {
    const { ada, stands } = await foundBakers();
    await ada.says('space unbind', { in: 'kitchen', managing: true });
    await ada.says('vote open "Which name?" --options Anchor,Beacon');
    expect(stands('kitchen')).toEqual([]);
  });

  test.each([
    ['a place of no network', managing, 'This place belongs to no network. To make it one of Bakers, say space bind.'],
    ['no place at all', {}, 'Say this in the channel that is meant: a direct conversation cannot be the place of a network.'],
    [
      'one that they do not manage',
      { in: 'kitchen' },
      'You need the right to manage this channel. Ask somebody who has it to say this here.',
    ],
  ])('is refused for %s', async (_, spot, said) => {
    const { ada, memory } = await foundBakers();
    expect(await ada.says('space unbind', spot)).toBe(said);
    expect(memory.state.spaces).toHaveLength(1);
  });

  test('is for members', async () => {
    const { person } = await foundBakers();
    expect(await person('Dan').says('space unbind', { in: 'kitchen', managing: true })).toContain('Only members of Bakers can do that.');
  });
});
