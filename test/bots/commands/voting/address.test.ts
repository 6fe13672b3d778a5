import { describe, expect, test } from 'vitest';
import { foundBakers } from '../bakers.ts';

const open = 'vote open "Which name?" --options Anchor,Beacon';

/** Ada is in the Bakers, who have the kitchen, and in a network with a long name and no place. */
async function inSeveral(other = 'Night Shift') {
  const village = await foundBakers();
  await village.ada.fills('network create', { name: other });
  return village;
}

describe('what a click says', () => {
  test('is short in a place of the network, and for somebody in one network anywhere', async () => {
    const { ada, bea } = await inSeveral();
    expect(await ada.isOffered(open, { in: 'kitchen' })).toEqual(['vote cast 1 1', 'vote cast 1 2']);
    expect(await bea.isOffered('vote status')).toEqual(['vote cast 1 1', 'vote cast 1 2']);
    expect(await bea.isOffered('vote status', { in: 'yard' })).toEqual(['vote cast 1 1', 'vote cast 1 2']);
  });

  test.each([
    ['in a direct conversation', {}],
    ['in a channel that belongs to nobody', { in: 'yard' }],
  ])('names the network of somebody in several %s, and works there', async (_, spot) => {
    const { ada } = await inSeveral();
    const named = ['vote cast 1 1 --network Bakers', 'vote cast 1 2 --network Bakers'];
    expect(await ada.isOffered(`${open} --network Bakers`, spot)).toEqual(named);
    expect(await ada.isOffered('vote status --network Bakers', spot)).toEqual(named);
    expect(await ada.isOffered('vote list --network Bakers', spot)).toEqual(['vote status 1 --network Bakers']);
    expect(await ada.clicks(named[1] ?? '', spot)).toContain('Counted in vote #1: Beacon.');
  });

  test('and so does the line to type, also where several votes are open', async () => {
    const { ada } = await inSeveral();
    expect(await ada.says(`${open} --network Bakers`)).toContain('or say: `vote cast 1 1 --network Bakers`');
    await ada.says(`${open} --network Bakers`);
    const asked = await ada.says('vote cast Beacon --network Bakers');
    const [, line = ''] = /Say its number too: `(.+)`/u.exec(asked) ?? [];
    expect(line).toBe('vote cast 2 Beacon --network Bakers');
    expect(await ada.says(line)).toContain('Counted in vote #2: Beacon.');
  });

  test('in a place of another network only that one is meant', async () => {
    const { ada } = await inSeveral();
    await ada.says('space bind --network "Night Shift"', { in: 'yard', managing: true });
    expect(await ada.says(`${open} --network Bakers`, { in: 'yard' })).toBe(
      'This place belongs to Night Shift. For Bakers, say it in one of its own places, or to me in a direct conversation.',
    );
  });

  test('a name that finds no room on a button is asked for after the click', async () => {
    const name = `Bakers ${'"x" '.repeat(13)}`.trim();
    const { ada } = await inSeveral(name);
    const [click = ''] = await ada.isOffered('vote open Why? --options A,B').then(() => ada.isOffered(name));
    expect(click).toBe('vote cast 1 1');
    expect(await ada.clicks(click)).toContain('Which network?');
    expect(await ada.says(name)).toContain('Counted in vote #1: A.');
  });

  test('words that find no room on a button stand in the text alone', async () => {
    const { ada } = await foundBakers();
    const [one, two] = ['x'.repeat(90), 'y'.repeat(90)];
    for (let vote = 1; vote <= 2; vote += 1) await ada.says(`vote open Why? --options ${one},${two}`);
    const asked = await ada.answer({ kind: 'text', text: `vote cast ${two}` });
    expect(asked?.message.actions).toEqual([]);
    expect(await ada.says(`vote cast ${two}`)).toContain(`Say its number too: \`vote cast 2 ${two}\``);
  });
});
