import { describe, expect, it } from 'vitest';
import { createCommandWords } from '../../../bots/discord/command-words.ts';
import { encodeMessage } from '../../../bots/discord/encode.ts';
import { createForms } from '../../../bots/discord/forms.ts';
import { commandLine, paragraph, say } from '../../../core/text/text.ts';
import type { Message } from '../../../core/text/text.ts';
import { commands, english, plainTranslator } from './scripted-world.ts';

describe('a command to say, on Discord', () => {
  it.each([
    ['vote open', '/vote open'],
    ['vote cast 3', '/vote cast vote:3'],
    ['vote cast 3 --network "Night Bakers"', '/vote cast vote:3 network:Night Bakers'],
    ['vote open "Which name?" --options A,B --for 2d', '/vote open question:Which name? options:A,B for:2d'],
    ['join NAME', '/join name:NAME'],
    ['coop verify outcome-3.json', 'coop verify outcome-3.json'],
    ['say "what', 'say "what'],
    ['', ''],
  ])('%j is said %j', (line, said) => {
    expect(createCommandWords(commands).write(line)).toBe(said);
  });

  it('is a click away where nothing has to be filled in and Discord knows it', () => {
    const { mention, register } = createCommandWords(commands);
    expect(mention('vote open')).toBeNull();
    register(new Map([['vote', '77']]));
    expect(mention('vote open')).toBe('</vote open:77>');
    expect(mention('vote cast 3')).toBeNull();
    expect(mention('join')).toBeNull();
    expect(mention('nothing of ours')).toBeNull();
  });

  it('is told apart from what is copied exactly, and from what people wrote', () => {
    const commandWords = createCommandWords(commands);
    commandWords.register(new Map([['vote', '77']]));
    const message: Message = {
      text: [
        paragraph(say('discord.yes', { list: commandLine('vote open'), name: 'vote open' })),
        paragraph(
          { kind: 'command', text: 'vote cast 3' },
          { kind: 'code', text: 'vote cast 3' },
          { kind: 'quote', text: '</vote open:77>' },
        ),
        { kind: 'preformatted', text: 'join NAME' },
      ],
    };
    const speaker = { translator: plainTranslator, reader: english, forms: createForms(), commandWords };
    expect(encodeMessage(message, speaker).content.split('\n')).toEqual([
      'discord.yes</vote open:77> vote open',
      '`/vote cast vote:3` `vote cast 3` \\<\\/vote open:77\\>',
      '```',
      '/join name:NAME',
      '```',
    ]);
  });
});
