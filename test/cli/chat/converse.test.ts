import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, test, vi } from 'vitest';
import { converse } from '../../../cli/chat/converse.ts';
import { forTerminal } from '../../../cli/chat/for-terminal.ts';

const upTwo = '\u001B[2A';
const clear = '\u001B[0J';

/** A terminal of 40 columns, and what was written to it since the last look. */
function openTerminal(say: (line: string) => Promise<string> = async () => '') {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 40, rows: 24 });
  const said: string[] = [];
  const interrupt = vi.fn<() => void>();
  const ended = Promise.withResolvers<void>();
  const client = {
    ended: ended.promise,
    say: (line: string) => {
      said.push(line);
      return say(line);
    },
  };
  const conversation = converse({ name: 'Ada', input, output, client, interrupt });
  conversation.over.catch(() => {});
  const written = (): string => String(output.read() ?? '');
  const type = async (keys: string): Promise<void> => {
    input.write(keys);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { input, said, interrupt, conversation, written, type };
}

test('what is typed is said, with its prompt', async () => {
  const { said, written, type } = openTerminal();
  expect(stripVTControlCharacters(written())).toBe('Ada> ');
  await type('vote list\r\r  \r');
  expect(said).toEqual(['vote list']);
});

test('a message stands above what is half typed, which stays', async () => {
  const { said, written, type, conversation } = openTerminal();
  await type('half ty');
  written();
  conversation.print('Vote #1 is over\nBlue wins');
  const shown = written();
  expect(stripVTControlCharacters(shown)).toBe('Vote #1 is over\nBlue wins\nAda> half ty');
  expect(shown.indexOf(clear)).toBeLessThan(shown.indexOf('Vote'));
  await type('ped\r');
  expect(said).toEqual(['half typed']);
});

test('also where that goes over several rows', async () => {
  const { written, type, conversation } = openTerminal();
  for (const key of 'x'.repeat(90)) await type(key);
  written();
  conversation.print('hello');
  const [before = '', after = ''] = written().split('hello');
  expect(before).toContain(upTwo);
  expect(after.startsWith('\n\n\n')).toBe(true);
  expect(after).toContain(upTwo);
  expect(stripVTControlCharacters(after).trim()).toBe(`Ada> ${'x'.repeat(90)}`);
});

test('lines said before are there again', async () => {
  const { said, type } = openTerminal();
  await type('vote list\r');
  await type('\u001B[A\r');
  expect(said).toEqual(['vote list', 'vote list']);
});

test('Ctrl-D leaves, Ctrl-C interrupts, and afterwards messages are still printed', async () => {
  const { interrupt, type, conversation, written } = openTerminal();
  await type('\u0003');
  expect(interrupt).toHaveBeenCalledOnce();
  await type('\u0004');
  await conversation.over;
  written();
  conversation.print('goodbye');
  expect(written()).toBe('goodbye\n');
});

test('it is over when the terminal itself was closed', async () => {
  const { input, conversation } = openTerminal();
  input.destroy(new Error('read EIO'));
  await conversation.over;
});

test('it is over when nobody answers any more', async () => {
  const { type, conversation } = openTerminal(() => Promise.reject(new Error('gone')));
  await type('help\r');
  await expect(conversation.over).rejects.toThrow('gone');
});

test('words of strangers never steer the terminal, and keep their lines', () => {
  const stream = Object.assign(new PassThrough(), { isTTY: false });
  expect(forTerminal({ heading: 'eve\u001B[2J asked:', text: 'one\u001B]0;x\u0007\r\ntwo\u202E\n\tthree\u0085' }, stream)).toBe(
    'eve\\u{1b}[2J asked:\none\\u{1b}]0;x\\u{7}\\u{d}\ntwo\\u{202e}\n\\u{9}three\\u{85}',
  );
});

test('long lines break between words where a person reads, and stay whole in a pipe', () => {
  const text = `- ${'word '.repeat(12).trim()}\n    ${'x'.repeat(50)}\n${'y'.repeat(50)}`;
  const [pipe, terminal] = [false, true].map((isTTY) =>
    forTerminal({ heading: null, text }, Object.assign(new PassThrough(), { isTTY, columns: 40 })),
  );
  expect(pipe).toBe(text);
  expect(terminal).toBe(`- word word word word word word word\n  word word word word word\n    ${'x'.repeat(50)}\n${'y'.repeat(50)}`);
});
