import { defineCommand } from '../../../bots/conversation/command.ts';
import { Refusal } from '../../../core/errors.ts';
import { message, paragraph, say } from '../../../core/text/text.ts';

/** Commands as the grammar meets them, without any feature behind: they write down what reached them. */
export type Notebook = { readonly notebook: { readonly write: (line: unknown) => void } };

const ask = 'conversation.help-topic';
const summary = 'conversation.help-summary';

export const voteOpen = defineCommand({
  name: 'vote open',
  summary,
  example: 'vote open "Which name?" --options Blue,Red',
  needs: 'member',
  fields: {
    question: { kind: 'line', maxLength: 100, ask },
    options: { kind: 'list', minItems: 2, maxItems: 5, maxLength: 40, ask, named: true },
    for: { kind: 'duration', min: 60_000, max: 31 * 86_400_000, ask, optional: true, named: true, otherwise: 'conversation.help-summary' },
    method: {
      kind: 'choice',
      ask,
      optional: true,
      named: true,
      options: [
        { value: 'single', label: 'conversation.back' },
        { value: 'approval', label: 'conversation.cancel' },
      ],
    },
    secret: { kind: 'flag', ask, optional: true },
  },
  run: async ({ input, network }, { notebook }: Notebook) => {
    notebook.write({ opened: input, network: network.name });
    return message(say('conversation.help-title'));
  },
});

export const voteCast = defineCommand({
  name: 'vote cast',
  summary,
  example: 'vote cast 3 Blue',
  needs: 'network',
  fields: {
    number: { kind: 'number-sign', ask, optional: true },
    option: { kind: 'line', maxLength: 40, ask },
  },
  run: async ({ input }, { notebook }: Notebook) => {
    notebook.write({ cast: input });
    return message(say('conversation.help-title'));
  },
});

const voteStatus = defineCommand({
  name: 'vote status',
  summary,
  example: 'vote status 3',
  needs: 'network',
  fields: { number: { kind: 'number-sign', ask, optional: true } },
  run: async ({ network }) => ({ ...message(say('conversation.help-about', { words: network.name })), audience: 'everyone' }),
});

export const networkCreate = defineCommand({
  name: 'network create',
  summary,
  example: 'network create Bakers',
  needs: 'anyone',
  fields: { name: { kind: 'line', maxLength: 40, ask }, kind: { kind: 'choice', ask, options: [{ value: 'open', label: summary }] } },
  run: async ({ input }, { notebook }: Notebook) => {
    notebook.write({ created: input.name });
    if (input.name === 'Taken') throw new Refusal(say('conversation.same-item', { item: input.name }));
    return { text: [paragraph(say('conversation.help-about', { words: input.name }))] };
  },
});

const join = defineCommand({
  name: 'join',
  summary,
  example: 'join',
  needs: 'network',
  fields: {},
  run: async ({ network }, { notebook }: Notebook) => {
    notebook.write({ joined: network.name });
    return message(say('conversation.help-about', { words: network.name }));
  },
});

/** Every kind of field, for tables and properties. */
export const meSet = defineCommand({
  name: 'me set',
  summary,
  example: 'me set --zone berlin',
  needs: 'anyone',
  fields: {
    zone: { kind: 'time-zone', ask, optional: true, named: true },
    language: { kind: 'language', ask, optional: true, named: true },
    quiet: { kind: 'quiet-hours', ask, optional: true, named: true },
    hours: { kind: 'integer', min: 0, max: 168, ask, optional: true, named: true },
    until: { kind: 'moment', ask, optional: true, named: true },
    friend: { kind: 'person', ask, optional: true, named: true },
    about: { kind: 'paragraph', maxLength: 500, ask, optional: true },
  },
  run: async ({ input }, { notebook }: Notebook) => {
    notebook.write({ set: input });
    return message(say('conversation.help-title'));
  },
});

const breakDown = defineCommand({
  name: 'break down',
  summary,
  example: 'break down',
  needs: 'anyone',
  fields: {},
  run: async (_, { notebook }: Notebook) => {
    notebook.write('half done');
    throw new Error('the lamp fell over');
  },
});

export const testCommands = [voteOpen, voteCast, voteStatus, networkCreate, join, meSet, breakDown];
