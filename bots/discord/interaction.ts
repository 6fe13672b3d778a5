import { InteractionType } from 'discord-api-types/v10';
import { z } from 'zod';

const Snowflake = z.string().regex(/^\d{1,20}$/);
const User = z.object({ id: Snowflake, username: z.string(), global_name: z.string().nullish(), bot: z.boolean().optional() });
const Option = z.object({
  name: z.string(),
  type: z.number(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  /** While it is typed: the one that is. */
  focused: z.boolean().optional(),
  get options() {
    return z.array(Option).optional();
  },
});
export type Option = z.infer<typeof Option>;
const Input = z.object({ custom_id: z.string(), value: z.string().optional(), values: z.array(z.string()).optional() });
export type Input = z.infer<typeof Input>;

const Shared = {
  id: Snowflake,
  application_id: Snowflake,
  token: z.string(),
  channel_id: Snowflake,
  guild_id: Snowflake.nullish(),
  /** Of a thread, the channel that it belongs to. */
  channel: z.object({ type: z.number(), parent_id: Snowflake.nullish() }).nullish(),
  /** The person's own language. */
  locale: z.string().default('en'),
  context: z.number().nullish(),
  member: z.object({ user: User, nick: z.string().nullish(), permissions: z.string().regex(/^\d{1,30}$/) }).nullish(),
  user: User.nullish(),
};

/** What we read of the interactions that we know (API reference, "Receiving and Responding to Interactions"). */
export const Interaction = z.discriminatedUnion('type', [
  z.object({
    ...Shared,
    type: z.literal(InteractionType.ApplicationCommand),
    data: z.object({
      name: z.string(),
      options: z.array(Option).optional(),
      /** Of an entry in the menu of a message: that message. */
      target_id: Snowflake.optional(),
      resolved: z.object({ messages: z.record(z.string(), z.object({ content: z.string().default('') })).optional() }).optional(),
    }),
  }),
  z.object({
    ...Shared,
    type: z.literal(InteractionType.ApplicationCommandAutocomplete),
    data: z.object({ name: z.string(), options: z.array(Option).optional() }),
  }),
  z.object({
    ...Shared,
    type: z.literal(InteractionType.MessageComponent),
    data: z.object({ custom_id: z.string(), component_type: z.number(), values: z.array(z.string()).optional() }),
  }),
  z.object({
    ...Shared,
    type: z.literal(InteractionType.ModalSubmit),
    data: z.object({
      custom_id: z.string(),
      components: z.array(z.object({ component: Input.optional(), components: z.array(Input).optional() })),
    }),
  }),
]);
export type Interaction = z.infer<typeof Interaction>;
