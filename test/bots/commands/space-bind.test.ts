import { describe, expect, test } from 'vitest';
import { defaultCharter } from '../../../core/charter/charter.ts';
import { foundBakers } from './bakers.ts';

const managing = { in: 'attic', managing: true };

describe('space bind', () => {
  test('gives the network a place, and tells everybody there what it means', async () => {
    const { ada, memory } = await foundBakers();
    const answer = await ada.answer({ kind: 'text', text: 'space bind' }, managing);
    expect(answer?.audience).toBe('everyone');
    expect(memory.state.spaces).toMatchObject([{ externalId: 'kitchen' }, { externalId: 'attic' }]);
    expect(await ada.says('space bind', { in: 'hall', managing: true })).toBe(
      'This place belongs to the network Bakers now: its votes are announced here. Say join to become a member, vote list to see the votes.',
    );
  });

  test('said again it changes nothing, and disturbs nobody', async () => {
    const { ada, memory } = await foundBakers();
    const answer = await ada.answer({ kind: 'text', text: 'space bind' }, { in: 'kitchen', managing: true });
    expect(answer?.audience).toBe('author');
    expect(await ada.says('space bind', { in: 'kitchen', managing: true })).toBe('This place belongs to Bakers already.');
    expect(memory.state.spaces).toHaveLength(1);
  });

  test.each([
    [
      'without the right to manage it',
      { in: 'attic' },
      'You need the right to manage this channel. Ask somebody who has it to say this here.',
    ],
    [
      'in a direct conversation',
      { managing: true },
      'Say this in the channel that is meant: a direct conversation cannot be the place of a network.',
    ],
  ])('is refused %s', async (_, spot, said) => {
    const { ada, memory } = await foundBakers();
    expect(await ada.says('space bind', spot)).toBe(said);
    expect(memory.state.spaces).toHaveLength(1);
  });

  test('is refused to everybody where the charter says so', async () => {
    const { ada, memory } = await foundBakers();
    for (const network of memory.state.networks) network.charter = { ...defaultCharter, spaces: 'nobody' };
    const said = 'By the charter of Bakers nobody binds or unbinds places. You can still talk to me about it in a direct conversation.';
    expect(await ada.says('space bind', managing)).toBe(said);
    expect(await ada.says('space unbind', { in: 'kitchen', managing: true })).toBe(said);
    expect(memory.state.spaces).toHaveLength(1);
  });

  test('is for members, whoever manages the place', async () => {
    const { person, memory } = await foundBakers();
    expect(await person('Dan').says('space bind --network Bakers', managing)).toBe(
      'Only members of Bakers can do that. Say join --network Bakers to become one.',
    );
    expect(memory.state.spaces).toHaveLength(1);
  });

  test('a place has one network, and the refusal leads out', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says('network create Cooks');
    expect(await ada.says('space bind --network Cooks', { in: 'kitchen', managing: true })).toBe(
      'This place belongs to Bakers. For Cooks, say it in one of its own places, or to me in a direct conversation.',
    );
    expect(memory.state.spaces).toHaveLength(1);
  });

  test('asks somebody in several networks which one', async () => {
    const { ada } = await foundBakers();
    await ada.says('network create Cooks');
    expect(await ada.says('space bind', managing)).toMatch(/^Which network\?\n\n- Bakers\n- Cooks\n/u);
    expect(await ada.says('cooks', managing)).toContain('This place belongs to the network Cooks now');
  });
});
