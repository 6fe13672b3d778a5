import { describe, expect, test } from 'vitest';
import { createWorld } from './world.ts';

describe('a command with fields missing', () => {
  test('asks one question after the other, then runs once', async () => {
    const ada = createWorld();

    expect(await ada.says('vote open')).toContain('say `cancel`');
    expect(ada.intake.stored.draft).toMatchObject({ command: 'vote open', asking: 'question', answers: {} });
    expect(await ada.says('Which name?')).toContain('with commas between them');
    expect(ada.lines).toEqual([]);

    await ada.says('Blue, "Deep, Red"');
    expect(ada.lines).toEqual([{ opened: { question: 'Which name?', options: ['Blue', 'Deep, Red'] }, network: 'Bakers' }]);
    expect(ada.intake.stored.draft).toBeNull();
  });

  test('runs at once when all required ones are there', async () => {
    const ada = createWorld();
    await ada.says('vote open Why? --options A,B --for 2 days --secret');
    expect(ada.lines).toEqual([{ opened: { question: 'Why?', options: ['A', 'B'], for: 172_800_000, secret: true }, network: 'Bakers' }]);
  });

  test('offers a form with what was given, but only with the first question', async () => {
    const ada = createWorld();
    const first = await ada.answer({ kind: 'fields', command: 'vote open', answers: { for: '2d' } });
    expect(first?.message.actions).toContainEqual({ kind: 'form', command: 'vote open', answers: { for: '2d' } });
    await ada.says('vote open --for 2d');
    const second = await ada.answer({ kind: 'text', text: 'Why?' });
    expect(second?.message.actions?.map((action) => action.kind)).toEqual(['button', 'button']);
  });

  test('leaves no question open where it opened a form: one that is shut unsaid is forgotten', async () => {
    const ada = createWorld();
    await ada.fills('vote open', { for: '2d' });
    expect(ada.intake.stored.draft).toBeNull();
    expect(await ada.says('Why?')).toContain('I know no command');
    await ada.says('vote open');
    await ada.fills('vote open', { for: '2d' });
    expect(ada.intake.stored.draft).toMatchObject({ asking: 'question', answers: {} });
  });

  test('reminds of a question by a form where a form was spoken', async () => {
    const ada = createWorld();
    await ada.says('vote open --for 2d');
    const reminded = await ada.answer({ kind: 'fields', command: 'help', answers: {} });
    expect(ada.shown(reminded)).toContain('Your vote open still waits');
    expect(reminded?.message.actions?.[0]).toEqual({ kind: 'form', command: 'vote open', answers: { for: '2d' }, opens: 'on-click' });
    const said = await ada.answer({ kind: 'text', text: '/help' });
    expect(said?.message.actions?.map(({ kind }) => kind)).toEqual(['button']);
  });

  test('a form that is refused can be opened again as it was filled in, to be clicked after reading why', async () => {
    const ada = createWorld();
    const answers = { question: 'Why?\u0000', options: 'only one', for: '2d' };
    const refused = await ada.answer({ kind: 'fields', command: 'vote open', answers: { ...answers, network: 'Bakers' } });
    expect(ada.shown(refused)).toContain('I see only 1 there');
    expect(refused?.message.actions).toEqual([
      {
        kind: 'form',
        command: 'vote open',
        answers: { question: 'Why?', options: 'only one', for: '2d', network: 'Bakers' },
        opens: 'on-click',
      },
    ]);
    const tooLong = await ada.answer({ kind: 'fields', command: 'vote open', answers: { question: 'x'.repeat(5_000), for: '2d' } });
    expect(tooLong?.message.actions).toMatchObject([{ answers: { for: '2d' } }]);
    expect((await ada.answer({ kind: 'text', text: 'vote open Why? --options one' }))?.message.actions).toEqual([]);
  });

  test('a wrong answer is refused and asked again; nothing else is lost', async () => {
    const ada = createWorld();
    await ada.says('vote open');
    await ada.says('Why?');
    expect(await ada.says('only one')).toMatch(/I see only 1 there[^]*commas/u);
    await ada.says('A, B');
    expect(ada.lines).toMatchObject([{ opened: { question: 'Why?', options: ['A', 'B'] } }]);
  });

  test('back corrects the answer before, and shows it', async () => {
    const ada = createWorld();
    await ada.says('vote open');
    expect(await ada.says('back')).toContain('no answer before');
    await ada.says('Whyy?');
    expect(await ada.says('/back')).toMatch(/You said before: Whyy\?/u);
    await ada.says('Why?');
    await ada.says('A, B');
    expect(ada.lines).toMatchObject([{ opened: { question: 'Why?' } }]);
  });

  test('cancel leaves it, and does nothing', async () => {
    const ada = createWorld();
    await ada.says('vote open');
    expect(await ada.says('Cancel')).toBe('I left vote open. Nothing was done.');
    expect(ada.intake.stored.draft).toBeNull();
    expect(await ada.says('cancel')).toContain('nothing to leave');
  });

  test('a misspelt command with a mark is no answer: the nearest is named and the question waits on', async () => {
    const ada = createWorld();
    await ada.says('vote open');
    expect(await ada.says('/vote opne')).toContain('Did you mean');
    expect(ada.intake.stored.draft).toMatchObject({ command: 'vote open', asking: 'question', answers: {} });
    await ada.says('"/vote opne"');
    expect(ada.intake.stored.draft).toMatchObject({ asking: 'options', answers: { question: '/vote opne' } });
  });

  test('an answer may begin with a slash, or with a call', async () => {
    for (const [said, taken] of [
      ['/srv/ovens', '/srv/ovens'],
      ['/coop Buy ovens', 'Buy ovens'],
    ] as const) {
      const ada = createWorld();
      await ada.says('vote open');
      await ada.says(said);
      expect(ada.intake.stored.draft).toMatchObject({ asking: 'options', answers: { question: taken } });
    }
  });

  test('an answer in quotes is taken word for word', async () => {
    const ada = createWorld();
    await ada.says('vote open --options A,B');
    await ada.says('"cancel"');
    expect(ada.lines).toMatchObject([{ opened: { question: 'cancel' } }]);
  });

  test('an answer may begin with a mark, and a call is taken off', async () => {
    const ada = createWorld();
    await ada.says('vote open --options A,B');
    await ada.says('!coop /r/bread or /r/cake?');
    expect(ada.lines).toMatchObject([{ opened: { question: '/r/bread or /r/cake?' } }]);
  });

  test('it expires with a note at the next message, which is then understood by itself', async () => {
    const ada = createWorld();
    await ada.says('vote open');
    ada.later(31);
    expect(await ada.says('vote status')).toMatch(/Your vote open had waited for more than 30 minutes[^]*Bakers/u);
    expect(ada.intake.stored.draft).toBeNull();
  });

  test('the note also comes with a refusal', async () => {
    const ada = createWorld();
    await ada.says('vote open');
    ada.later(31);
    expect(await ada.says('Why?')).toMatch(/had waited[^]*I know no command/u);
    expect(ada.intake.stored.draft).toBeNull();
  });

  test('every answer gives it another half hour', async () => {
    const ada = createWorld();
    await ada.says('vote open');
    ada.later(29);
    await ada.says('Why?');
    ada.later(29);
    await ada.says('A, B');
    expect(ada.lines).toHaveLength(1);
  });

  test('a misspelt command or field starts none', async () => {
    const ada = createWorld();
    await ada.says('vote opne');
    await ada.says('vote open --optoins A,B');
    await ada.says('vote open --for banana');
    expect(ada.intake.stored.draft).toBeNull();
  });

  test('times keep the meaning they had when they were said', async () => {
    const ada = createWorld();
    await ada.says('vote open --for "until tomorrow 0:15"');
    ada.state.now = new Date('2026-11-24T14:20:00Z');
    await ada.says('Why?');
    expect(ada.intake.stored.draft?.answers).toMatchObject({ for: 'until 2026-11-24 23:15:00 UTC' });
    await ada.says('A, B');
    expect(ada.lines).toMatchObject([{ opened: { for: (8 * 60 + 55) * 60_000 } }]);
  });

  test('an answer that has become wrong is asked again at the end', async () => {
    const ada = createWorld();
    await ada.says('vote open --for "until 16:00"');
    ada.later(25);
    await ada.says('Why?');
    ada.later(25);
    await ada.says('not a list');
    ada.later(20);
    expect(await ada.says('A, B')).toMatch(/Tue 24 Nov 2026, 16:00 CET, and that has passed/u);
    await ada.says('2h');
    expect(ada.lines).toMatchObject([{ opened: { question: 'Why?', options: ['A', 'B'], for: 7_200_000 } }]);
  });

  test('a refusal of the command itself keeps the question, so that another answer may do', async () => {
    const ada = createWorld();
    await ada.says('network create --kind open');
    expect(await ada.says('Taken')).toMatch(/still waits for an answer/u);
    expect(ada.lines).toEqual([]);
    await ada.says('Free');
    expect(ada.lines).toEqual([{ created: 'Free' }]);
  });

  test('a draft of a command that is no more is left with a note', async () => {
    const ada = createWorld();
    ada.intake.stored.draft = { command: 'vote sing', asking: 'song', answers: {}, expiresAt: new Date(ada.state.now.getTime() + 60_000) };
    expect(await ada.says('help')).toContain('Your vote sing no longer exists');
    expect(ada.intake.stored.draft).toBeNull();
  });
});

describe('another command while a question waits', () => {
  test('runs, and the question is repeated below', async () => {
    const ada = createWorld();
    await ada.says('vote open');
    expect(await ada.says('vote cast 3 Blue')).toMatch(/vote open still waits/u);
    expect(ada.lines).toEqual([{ cast: { number: 3, option: 'Blue' } }]);
    expect(ada.intake.stored.draft).toMatchObject({ command: 'vote open' });
  });

  test('the question is not shown to everyone', async () => {
    const ada = createWorld();
    await ada.says('vote open');
    expect(await ada.says('vote status')).not.toContain('still waits');
    expect(ada.intake.stored.draft).toMatchObject({ command: 'vote open' });
  });

  test('replaces it when it must ask itself, and says so', async () => {
    const ada = createWorld();
    await ada.says('vote open');
    expect(await ada.says('network create')).toContain('I left your vote open half said');
    expect(ada.intake.stored.draft).toMatchObject({ command: 'network create' });
  });

  test('the same command in one line finishes it', async () => {
    const ada = createWorld();
    await ada.says('vote open');
    await ada.says('vote open Why? --options A,B');
    expect(ada.lines).toHaveLength(1);
    expect(ada.intake.stored.draft).toBeNull();
  });

  test('help helps; a whole command of one word runs, plain, marked or clicked, and the question stays', async () => {
    const ada = createWorld();
    await ada.says('vote open --options A,B');
    expect(await ada.says('help')).toMatch(/What you can say[^]*still waits/u);
    expect(await ada.says('/join')).toMatch(/Bakers[^]*still waits/u);
    expect(await ada.clicks('join')).toMatch(/Bakers[^]*still waits/u);
    expect(await ada.says('Join')).toMatch(/Bakers[^]*still waits/u);
    await ada.says('"join"');
    expect(ada.lines).toEqual([
      { joined: 'Bakers' },
      { joined: 'Bakers' },
      { joined: 'Bakers' },
      { opened: { question: 'join', options: ['A', 'B'] }, network: 'Bakers' },
    ]);
  });

  test.each(['Join us?', 'join the bakers', 'Joining', 'helpful words'])('"%s" is an answer', async (words) => {
    const ada = createWorld();
    await ada.says('vote open --options A,B');
    await ada.says(words);
    expect(ada.lines).toMatchObject([{ opened: { question: words } }]);
  });

  test('options may begin like a command', async () => {
    const ada = createWorld();
    await ada.says('vote open --question Why?');
    await ada.says('Join us, Stay');
    expect(ada.lines).toMatchObject([{ opened: { options: ['Join us', 'Stay'] } }]);
  });

  test('a form that is sent finishes its own draft', async () => {
    const ada = createWorld();
    await ada.says('vote open');
    await ada.fills('vote open', { question: 'Why?', options: 'A\nB' });
    expect(ada.lines).toMatchObject([{ opened: { options: ['A', 'B'] } }]);
    expect(ada.intake.stored.draft).toBeNull();
  });
});

describe('a fixed choice', () => {
  test('is a button whose words are the plain answer', async () => {
    const ada = createWorld();
    const asked = await ada.answer({ kind: 'text', text: 'network create Bread' });
    expect(asked?.message.actions).toContainEqual(expect.objectContaining({ kind: 'button', say: 'open' }));
    await ada.clicks('open');
    expect(ada.lines).toEqual([{ created: 'Bread' }]);
  });
});
