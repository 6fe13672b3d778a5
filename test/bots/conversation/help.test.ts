import { describe, expect, test } from 'vitest';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import { indexCommands } from '../../../bots/conversation/command-index.ts';
import { parseLine } from '../../../bots/conversation/grammar.ts';
import { withHelp } from '../../../bots/conversation/help.ts';
import { writeReference } from '../../../bots/conversation/reference.ts';
import { usageOf } from '../../../bots/conversation/usage.ts';
import { meSet, testCommands, voteCast, voteOpen } from './test-commands.ts';
import { createWorld } from './world.ts';

describe('help', () => {
  test('lists every command, itself too', async () => {
    const shown = await createWorld().says('help');
    for (const { name } of testCommands) expect(shown).toContain(`- ${name}: `);
    expect(shown).toContain('- help: Shows what you can say');
  });

  test('about a feature lists its commands with an example each', async () => {
    const shown = await createWorld().says('help vote');
    expect(shown).toContain('vote open "Which name?" --options Blue,Red');
    expect(shown).toContain('vote cast 3 Blue');
    expect(shown).not.toContain('network create');
  });

  test('about a command shows how to say it, an example, its fields and what happens without them', async () => {
    const shown = await createWorld().says('help vote open');
    expect(shown).toContain('    vote open QUESTION --options A,B,C [--for 2d] [--method single|approval] [--secret]');
    expect(shown).toContain('    vote open "Which name?" --options Blue,Red');
    expect(shown).toMatch(/- --for: .*For example 2d.*If left out: Shows what you can say/u);
    expect(shown).toMatch(/- --method: .*single or approval.*may be left out/u);
    expect(shown).toContain('--network');
  });

  test('about nothing that there is names the nearest', async () => {
    expect(await createWorld().says('help vtoe')).toContain('help vote');
    expect(await createWorld().says('help xyzzy plugh')).toContain('no help about “xyzzy plugh”');
  });

  test('is added once', () => {
    const commands = withHelp(testCommands);
    expect(commands.filter(({ name }) => name === 'help')).toHaveLength(1);
    expect(withHelp(commands)).toHaveLength(commands.length);
  });
});

test('every example in the definitions is a line of its own command', () => {
  const commands = withHelp(testCommands);
  const index = indexCommands(commands);
  for (const { name, example } of commands) expect(parseLine(example, index).command.name).toBe(name);
});

test('the usage shows what may be left out', () => {
  expect(usageOf(voteCast)).toBe('vote cast [NUMBER] OPTION');
  expect(usageOf(voteOpen)).toBe('vote open QUESTION --options A,B,C [--for 2d] [--method single|approval] [--secret]');
  expect(usageOf(meSet)).toContain('[--zone CITY]');
});

test('the reference is help as Markdown: an index, and a page per command with nothing that formats by accident', () => {
  const translator = createTranslator();
  const pages = writeReference([voteCast, voteOpen], (sentence) => translator.words(sentence, { language: 'en', timeZone: 'UTC' }));
  expect([...pages.keys()]).toEqual(['README', 'vote-cast', 'vote-open']);
  expect(pages.get('README')).toMatch(/^# What people can say\n[^]*\n- \[vote cast\]\(vote-cast\.md\): Shows what you can say\n/u);
  expect(pages.get('vote-cast')).toMatch(/^# vote cast: Shows what you can say\n/u);
  expect(pages.get('vote-cast')).toContain('```\nvote cast [NUMBER] OPTION\n```');
  expect(pages.get('vote-cast')).not.toContain('[NUMBER] OPTION\n\n[');
});
