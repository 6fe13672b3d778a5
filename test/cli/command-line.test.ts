import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../cli/command-line.ts';
import { UsageError } from '../../cli/usage-error.ts';
import type { Verb } from '../../cli/verb.ts';
import { verbs } from '../../cli/verbs.ts';
import { CoopError } from '../../core/errors.ts';

/** Runs `coop WORDS` and returns what a terminal would see. */
async function coop(words: string, list: readonly Verb[] = [echo]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    print: (text: string) => void out.push(text),
    printJson: (document: unknown) => void out.push(JSON.stringify(document)),
    note: (text: string) => void err.push(text),
  };
  const code = await runCommandLine(words === '' ? [] : words.split(' '), { verbs: list, terminal, environment: {} });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

function verb(name: string, run: Verb['run']): Verb {
  return {
    name,
    summary: `does ${name}`,
    examples: [`npx coop ${name} 1`],
    configure: (command) => void command.argument('[words...]').option('--method <name>').option('--json'),
    run,
  };
}

const echo = verb('echo', async ({ positional, options, terminal }) => {
  terminal.printJson({ positional, options });
  return 0;
});
const failing = (error: Error) => [verb('fail', () => Promise.reject(error))];

describe('the command line', () => {
  test('hands a verb its arguments and options, and ends with its exit code', async () => {
    const { code, out } = await coop('echo a b --method irv --json');
    expect({ code, out: JSON.parse(out) }).toEqual({ code: 0, out: { positional: ['a', 'b'], options: { method: 'irv', json: true } } });
    await expect(coop('no', [verb('no', async () => 1)])).resolves.toMatchObject({ code: 1 });
  });

  test('a refusal is told in words with its causes: exit 1', async () => {
    const refusal = new CoopError('x', 'file.csv, line 3: no such option', { cause: new Error('it is empty\n  at secret place') });
    const { code, out, err } = await coop('fail', failing(refusal));
    expect({ code, out, err }).toEqual({ code: 1, out: '', err: 'file.csv, line 3: no such option\n  because: it is empty' });
  });

  test.each([
    ['an unknown verb', 'ecko', /Did you mean echo/],
    ['an unknown option', 'echo --metod x', /Did you mean --method/],
    ['an option without its value', 'echo --method', /argument missing/],
    ['nothing', '', /Usage: coop/],
  ])('%s is a wrong command line: exit 2', async (_, words, said) => {
    const { code, out, err } = await coop(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(said);
  });

  test('a verb can say that the command line is wrong: exit 2', async () => {
    await expect(coop('fail', failing(new UsageError('--seats 0: at least 1')))).resolves.toEqual({
      code: 2,
      out: '',
      err: '--seats 0: at least 1',
    });
  });

  test('a surprise is told without a stack trace: exit 1', async () => {
    const { code, err } = await coop('fail', failing(new TypeError('x is not a function')));
    expect(code).toBe(1);
    expect(err).toMatch(/unexpected.*x is not a function/);
    expect(err).not.toMatch(/\bat .*:\d+/);
  });

  test('help goes to standard output: exit 0', async () => {
    await expect(coop('--help')).resolves.toMatchObject({ code: 0, err: '' });
    await expect(coop('--version')).resolves.toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  });

  test.each(verbs.map(({ name }) => name))('`coop %s --help` shows an example that begins with it', async (name) => {
    const { code, out } = await coop(`${name} --help`, verbs);
    expect(code).toBe(0);
    expect(out).toContain(`$ npx coop ${name}`);
  });
});

describe('coop start', () => {
  test('refuses a role that there is not', async () => {
    const { code, err } = await coop('start --roles bots,cook', verbs);
    expect({ code, err }).toEqual({
      code: 2,
      err: '--roles bots,cook: it takes one or more of bots, worker, relay, web, with commas between. Example: --roles bots,relay',
    });
  });
});
