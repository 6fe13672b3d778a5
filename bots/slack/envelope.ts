import { z } from 'zod';

const Id = z.string().regex(/^[A-Z0-9]{1,30}$/);
/** Seconds with six digits behind the point: when it was said, and with the channel the name of a message. */
const Ts = z.string().regex(/^\d{1,12}\.\d{1,6}$/);

/** What we read of a message, delivered or read back (Events API, "message"; conversations.history). */
export const SlackMessageRead = z.object({
  ts: Ts,
  user: Id.optional(),
  text: z.string().default(''),
  subtype: z.string().optional(),
  bot_id: z.string().nullish(),
  thread_ts: Ts.optional(),
  /** Who began the thread. */
  parent_user_id: z.string().optional(),
  latest_reply: z.string().optional(),
});
export type SlackMessageRead = z.infer<typeof SlackMessageRead>;

export const EventEnvelope = z.object({
  type: z.literal('event_callback'),
  event: z.discriminatedUnion('type', [
    SlackMessageRead.extend({ type: z.literal('message'), channel: Id, channel_type: z.string().default('channel') }),
    SlackMessageRead.extend({ type: z.literal('app_mention'), channel: Id }),
    /** Somebody looks at what we show them. */
    z.object({ type: z.literal('app_home_opened'), user: Id, tab: z.string().default('home') }),
  ]),
});

export const UrlVerification = z.object({ type: z.literal('url_verification'), challenge: z.string().max(200) });

export const SlashCommand = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: Id,
  user_name: z.string().default(''),
  channel_id: Id,
  channel_name: z.string().default(''),
  response_url: z.string(),
  trigger_id: z.string().min(1),
});

const User = z.object({ id: Id, username: z.string().default(''), name: z.string().default('') });
const Chosen = z.object({ value: z.string().default('') });

/** The state of an input: in a form, and of the lists of a message. */
export const Input = z.object({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: Chosen.nullish(),
  selected_options: z.array(Chosen).nullish(),
});
export type Input = z.infer<typeof Input>;
const State = z.object({ values: z.record(z.string(), z.record(z.string(), Input)).default({}) });

export const BlockActions = z.object({
  type: z.literal('block_actions'),
  user: User,
  trigger_id: z.string().min(1),
  response_url: z.string().default(''),
  /** None at home. */
  channel: z.object({ id: Id, name: z.string().default('') }).nullish(),
  view: z.object({ type: z.string(), state: State.nullish() }).nullish(),
  container: z.object({ message_ts: z.string().optional(), thread_ts: z.string().optional() }).default({}),
  state: State.nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        block_id: z.string().default(''),
        action_ts: z.string().default(''),
        value: z.string().nullish(),
        selected_option: Chosen.nullish(),
      }),
    )
    .min(1),
});

/** An entry chosen in the menu of a message. */
export const MessageShortcut = z.object({
  type: z.literal('message_action'),
  callback_id: z.string(),
  user: User,
  trigger_id: z.string().min(1),
  response_url: z.string().default(''),
  channel: z.object({ id: Id, name: z.string().default('') }),
  message: z.object({ text: z.string().default(''), thread_ts: Ts.optional() }),
});

/** Somebody types in a list of a form. */
export const BlockSuggestion = z.object({
  type: z.literal('block_suggestion'),
  user: User,
  block_id: z.string(),
  value: z.string().default(''),
  view: z.object({ callback_id: z.string(), private_metadata: z.string().default(''), state: State.nullish() }),
});

export const ViewSubmission = z.object({
  type: z.literal('view_submission'),
  user: User,
  trigger_id: z.string().default(''),
  view: z.object({
    id: z.string(),
    hash: z.string().default(''),
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    state: State,
  }),
});
