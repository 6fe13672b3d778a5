import { z } from 'zod';
import { en } from '../../core/messages/en/index.ts';
import type { MessageId } from '../../core/messages/en/index.ts';
import type { Reader } from '../../core/ports/translator.ts';
import type { Action, Block, Inline, Label, Message, Sentence, Status, Value } from '../../core/text/text.ts';

/** A message as it waits in the database: an older release may have written it, so it is checked when read. */
export const StoredMessage: z.ZodType<Message> = z.lazy(() =>
  z.object({
    text: z.array(StoredBlock),
    actions: z.array(StoredAction).exactOptional(),
    status: StoredStatus.exactOptional(),
    secret: z.literal(true).exactOptional(),
  }),
);

const StoredStatus: z.ZodType<Status> = z.object({
  thing: z.string(),
  number: z.int(),
  title: z.string(),
  state: z.enum(['open', 'counting', 'passed', 'rejected', 'decided', 'undecided', 'cancelled']),
});

export const StoredReader: z.ZodType<Reader> = z.object({ language: z.string(), timeZone: z.string() });

const StoredMessageId = z.custom<MessageId>((id) => typeof id === 'string' && Object.hasOwn(en, id), 'this release has no such message');

const StoredSentence: z.ZodType<Sentence> = z.lazy(() =>
  z.object({ kind: z.literal('sentence'), id: StoredMessageId, values: z.record(z.string(), StoredValue).exactOptional() }),
);

const StoredValue: z.ZodType<Value> = z.lazy(() =>
  z.union([z.string(), z.number(), z.object({ moment: z.iso.datetime() }), z.object({ command: z.string() }), StoredSentence]),
);

const StoredInline: z.ZodType<Inline> = z.lazy(() =>
  z.union([
    StoredSentence,
    z.object({ kind: z.literal('quote'), text: z.string() }),
    z.object({ kind: z.literal('code'), text: z.string() }),
    z.object({ kind: z.literal('command'), text: z.string() }),
    z.object({ kind: z.literal('strong'), inlines: z.array(StoredInline) }),
    z.object({ kind: z.literal('link'), url: z.string(), label: StoredSentence }),
  ]),
);

const StoredBlock: z.ZodType<Block> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('paragraph'), inlines: z.array(StoredInline), openly: z.array(StoredInline).exactOptional() }),
    z.object({ kind: z.literal('heading'), inlines: z.array(StoredInline) }),
    z.object({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(z.array(StoredInline)) }),
    z.object({ kind: z.literal('bars'), rows: z.array(z.object({ label: z.string(), value: z.string(), share: z.number() })) }),
    z.object({ kind: z.literal('preformatted'), text: z.string() }),
  ]),
);

const StoredLabel: z.ZodType<Label> = z.lazy(() => z.union([StoredSentence, z.object({ kind: z.literal('quote'), text: z.string() })]));

const StoredAction: z.ZodType<Action> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('button'),
      label: StoredLabel,
      say: z.string(),
      weight: z.enum(['primary', 'plain', 'danger']).exactOptional(),
    }),
    z.object({
      kind: z.literal('select'),
      prompt: StoredSentence,
      options: z.array(z.object({ label: StoredLabel, say: z.string() })),
    }),
    z.object({
      kind: z.literal('several'),
      prompt: StoredSentence,
      say: z.string(),
      options: z.array(z.object({ label: StoredLabel, word: z.string() })),
    }),
    z.object({
      kind: z.literal('form'),
      command: z.string(),
      answers: z.record(z.string(), z.string()),
      opens: z.literal('on-click').exactOptional(),
    }),
  ]),
);
