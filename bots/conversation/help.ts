import { Refusal } from '../../core/errors.ts';
import { commandLine, paragraph, say } from '../../core/text/text.ts';
import type { Block, Sentence } from '../../core/text/text.ts';
import { clip } from './clean-text.ts';
import { indexCommands } from './command-index.ts';
import type { CommandIndex } from './command-index.ts';
import { defineCommand } from './command.ts';
import type { AnyCommand, Reply } from './command.ts';
import type { Field } from './field.ts';
import { oneOf } from './one-of.ts';
import { hintOf } from './question.ts';
import { nearest } from './suggestions.ts';
import { usageOf } from './usage.ts';

/** The commands and help about them, itself among them. */
export function withHelp<C extends AnyCommand>(commands: readonly C[]): readonly (C | ReturnType<typeof createHelp>)[] {
  const all: (C | ReturnType<typeof createHelp>)[] = [...commands];
  if (!commands.some((command) => command.name === 'help')) all.push(createHelp(() => indexCommands(all)));
  return all;
}

/** `help`, `help vote`, `help vote open`: all from the definitions. */
function createHelp(index: () => CommandIndex) {
  return defineCommand({
    name: 'help',
    summary: 'conversation.help-summary',
    example: 'help vote open',
    needs: 'anyone',
    fields: { topic: { kind: 'line', maxLength: 100, ask: 'conversation.help-topic', optional: true } },
    run: async ({ input }): Promise<Reply> => {
      const { topic } = input;
      const { byName, of, commands } = index();
      if (topic === undefined) return { text: overview(commands) };

      const command = byName(topic);
      if (command !== null) return { text: aboutCommand(command) };
      const family = of(topic);
      if (family.length > 0) return { text: aboutFeature(topic.toLowerCase(), family) };
      throw unknownTopic(topic, commands);
    },
  });
}

function overview(commands: readonly AnyCommand[]): readonly Block[] {
  return [
    { kind: 'heading', inlines: [say('conversation.help-title')] },
    listOf(commands),
    paragraph(say('conversation.help-more', { example: commandLine(commands[0] === undefined ? 'help' : `help ${commands[0].name}`) })),
    paragraph(say('conversation.help-asks')),
  ];
}

function aboutFeature(words: string, family: readonly AnyCommand[]): readonly Block[] {
  return [
    { kind: 'heading', inlines: [say('conversation.help-about', { words })] },
    listOf(family),
    paragraph(say('conversation.help-example')),
    ...family.map((command): Block => ({ kind: 'preformatted', text: command.example })),
    paragraph(say('conversation.help-more', { example: commandLine(`help ${family[0]?.name ?? words}`) })),
  ];
}

/** All about one command; the reference has the same. */
export function aboutCommand(command: AnyCommand): readonly Block[] {
  const fields = Object.entries<Field>(command.fields);
  return [
    { kind: 'heading', inlines: [say('conversation.help-command', { command: commandLine(command.name), summary: say(command.summary) })] },
    paragraph(say('conversation.help-usage')),
    { kind: 'preformatted', text: usageOf(command) },
    paragraph(say('conversation.help-example')),
    { kind: 'preformatted', text: command.example },
    ...(fields.length === 0
      ? []
      : [
          paragraph(say('conversation.help-fields')),
          { kind: 'list', ordered: false, items: fields.map((field) => [aboutField(field)]) } satisfies Block,
        ]),
    ...(command.needs === 'anyone' ? [] : [paragraph(say('conversation.help-network'))]),
  ];
}

function aboutField([name, field]: [string, Field]): Sentence {
  const notes = [
    hintOf(field),
    field.optional === true && field.otherwise === undefined ? say('conversation.help-optional') : null,
    field.otherwise === undefined ? null : say('conversation.help-otherwise', { otherwise: say(field.otherwise) }),
  ].filter((note) => note !== null);
  return notes.reduce(
    (first, second) => say('conversation.and-more', { first, second }),
    say('conversation.help-field', { name, ask: say(field.ask) }),
  );
}

function listOf(commands: readonly AnyCommand[]): Block {
  const line = ({ name, summary }: AnyCommand): Sentence =>
    say('conversation.help-command', { command: commandLine(name), summary: say(summary) });
  return { kind: 'list', ordered: false, items: commands.map((command) => [line(command)]) };
}

function unknownTopic(topic: string, commands: readonly AnyCommand[]): Refusal {
  const known = new Set(commands.flatMap(({ name }) => [name, name.split(' ')[0] ?? name]));
  const near = nearest(topic, known);
  return new Refusal(
    near.length > 0
      ? say('conversation.help-unknown-near', { words: clip(topic), near: oneOf(near.map((name) => commandLine(`help ${name}`))) })
      : say('conversation.help-unknown', { words: clip(topic) }),
  );
}
