import { describe, expect, test } from 'vitest';
import { day } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

const wordIn = (text: string): string => /`me erase ([^`]+)`/u.exec(text)?.[1] ?? 'none';

describe('me erase', () => {
  test('says what goes and what stays, and erases nothing before the word is repeated', async () => {
    const { bea, memory } = await foundBakers();
    expect(await bea.says('me erase')).toBe(
      [
        'This erases your names, your accounts, your settings, your memberships and what I still have to tell you, everywhere. It cannot be undone, and nobody can find you again.',
        'What was counted stays counted, without your name. What you or I wrote on a platform stays there: delete it there. Logs and backups of the server go when its operator lets them go.',
        'Your ballots in votes that still run count as they are, and nobody can change them any more, you included. To take one back, say vote withdraw first.',
        'To keep a copy, say me export first.',
        'If you are sure, say: `me erase forget-00000005`',
      ].join('\n'),
    );
    expect(memory.state.memberships).toHaveLength(2);
  });

  test('takes no word of anybody else', async () => {
    const { ada, bea, memory } = await foundBakers();
    const word = wordIn(await ada.says('me erase'));
    expect(await bea.says(`me erase ${word}`)).toBe(
      'This word confirms nothing, so nothing was erased. Say me erase to learn what goes and which word confirms it.',
    );
    expect(memory.state.memberships).toHaveLength(2);
  });

  test('keeps what was counted, and meets the same account as somebody new', async () => {
    const { ada, bea, memory, later, closeDue, stands } = await foundBakers();
    await ada.says('vote open "Which name?" --options Anchor,Beacon');
    await bea.says('vote cast Beacon');
    expect(await bea.says(`me erase ${wordIn(await bea.says('me erase')).toUpperCase()}`)).toBe(
      'Erased. I do not know you any more.\nWhatever you say to me next, you say as somebody new.',
    );
    expect(JSON.stringify(memory.state.accounts)).not.toMatch(/bea/iu);
    expect(await bea.says('whoami')).toContain('You are in no network yet.');
    expect(await bea.says('vote cast Anchor', { in: 'kitchen' })).toContain('Only members of Bakers');
    later(30 * day);
    await closeDue();
    expect(stands('kitchen').at(-1)).toContain('Beacon wins.');
  });

  test('cancels the vote about admitting whoever goes', async () => {
    const { bea, stands } = await foundBakers('network create Bakers --admission voted');
    await bea.says(`me erase ${wordIn(await bea.says('me erase'))}`);
    expect(stands('kitchen').join('\n')).toContain('Vote #1 is cancelled');
  });
});

describe('me export', () => {
  test('gives JSON, for the eyes of whoever asks', async () => {
    const { ada } = await foundBakers();
    const said = await ada.says('me export');
    expect(said).toContain('"account": [');
    const lines = said.split('\n').filter((line) => line.startsWith('    '));
    expect(JSON.parse(lines.join('\n'))).toMatchObject({ account: [{ platform: 'discord', displayName: 'Ada' }] });
    expect(await ada.answer({ kind: 'text', text: 'me export' })).toMatchObject({ message: { secret: true } });
  });
});
