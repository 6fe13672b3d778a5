import { ComponentType, InteractionContextType, InteractionType, PermissionFlagsBits } from 'discord.js';
import { z } from 'zod';
import { PlatformName } from '../../core/ids.ts';
import type { AnyCommand } from '../conversation/command.ts';
import type { Event, Said } from '../conversation/event.ts';
import { decodeClick } from './actions.ts';
import type { Address } from './address.ts';
import type { Forms } from './forms.ts';
import { optionNames } from './slash-commands.ts';
import { timeOf } from './snowflake.ts';

export const discordName = PlatformName.parse('discord');

/** More than Discord lets a person type (4,000; 6,000 in an option): the rest of a forged text is not carried on. */
const longestText = 10_000;
const longestName = 100;

const Snowflake = z.string().regex(/^\d{1,20}$/);
const User = z.object({ id: Snowflake, username: z.string(), global_name: z.string().nullish(), bot: z.boolean().optional() });
const Option = z.object({
  name: z.string(),
  type: z.number(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  get options() {
    return z.array(Option).optional();
  },
});
const Input = z.object({ custom_id: z.string(), value: z.string().optional(), values: z.array(z.string()).optional() });
const Shared = {
  id: Snowflake,
  application_id: Snowflake,
  token: z.string(),
  channel_id: Snowflake,
  guild_id: Snowflake.nullish(),
  /** The person's own language. */
  locale: z.string().default('en'),
  context: z.number().nullish(),
  member: z.object({ user: User, nick: z.string().nullish(), permissions: z.string().regex(/^\d{1,30}$/) }).nullish(),
  user: User.nullish(),
};

/** What we read of the interactions that we know (API reference, "Receiving and Responding to Interactions"). */
const Interaction = z.discriminatedUnion('type', [
  z.object({
    ...Shared,
    type: z.literal(InteractionType.ApplicationCommand),
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
type Interaction = z.infer<typeof Interaction>;

export type DecodedInteraction =
  | { readonly kind: 'event'; readonly event: Event }
  /** A click on the button that opens a form: has no effect, needs no commit. */
  | { readonly kind: 'open-form'; readonly form: string; readonly locale: string; readonly address: Address & { kind: 'interaction' } }
  /** Nothing that we ever offered. */
  | { readonly kind: 'unknown'; readonly why: string };

type Vocabulary = { readonly paths: ReadonlyMap<string, AnyCommand>; readonly forms: Forms };

/** An interaction as Discord delivers it, over the gateway or by HTTP. */
export function decodeInteraction(payload: unknown, vocabulary: Vocabulary): DecodedInteraction {
  const parsed = Interaction.safeParse(payload);
  if (!parsed.success) return { kind: 'unknown', why: 'shape' };
  const interaction = parsed.data;
  const author = interaction.member?.user ?? interaction.user;
  if (!author) return { kind: 'unknown', why: 'author' };
  const address: Address & { kind: 'interaction' } = {
    kind: 'interaction',
    application: interaction.application_id,
    id: interaction.id,
    author: author.id,
    token: interaction.token,
    form: interaction.type === InteractionType.ModalSubmit ? 'button' : 'modal',
  };
  if (interaction.type === InteractionType.MessageComponent && vocabulary.forms.find(interaction.data.custom_id)) {
    return { kind: 'open-form', form: interaction.data.custom_id, locale: interaction.locale, address };
  }
  const said = saidBy(interaction, vocabulary);
  if (said === null) return { kind: 'unknown', why: 'command' };
  const event: Event = {
    platform: discordName,
    installation: '',
    id: interaction.id,
    at: timeOf(interaction.id),
    author: { externalId: author.id, displayName: nameOf(interaction.member?.nick ?? author.global_name ?? author.username) },
    place: {
      externalId: interaction.channel_id,
      private: (interaction.context ?? (interaction.guild_id ? InteractionContextType.Guild : null)) !== InteractionContextType.Guild,
      managed: mayManage(BigInt(interaction.member?.permissions ?? 0)),
    },
    said,
    answerTo: address,
  };
  return { kind: 'event', event };
}

/** Manage Channels or Manage Server; an administrator has every permission. */
export function mayManage(permissions: bigint): boolean {
  const { Administrator, ManageChannels, ManageGuild } = PermissionFlagsBits;
  return (permissions & (Administrator | ManageChannels | ManageGuild)) !== 0n;
}

function saidBy(interaction: Interaction, { paths, forms }: Vocabulary): Said | null {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      return saidBySlash(interaction.data, paths);
    case InteractionType.MessageComponent: {
      const { component_type: type, custom_id: id, values } = interaction.data;
      const text = decodeClick(type === ComponentType.StringSelect ? (values?.[0] ?? '') : id);
      return text === null ? null : { kind: 'text', text, clicked: true };
    }
    case InteractionType.ModalSubmit: {
      const form = forms.find(interaction.data.custom_id);
      if (!form) return null;
      const inputs = interaction.data.components.flatMap(({ component, components }) => (component ? [component] : (components ?? [])));
      return { kind: 'fields', command: form.command, answers: { ...form.answers, ...filledIn(inputs) } };
    }
    default:
      return interaction satisfies never;
  }
}

function filledIn(inputs: readonly z.infer<typeof Input>[]): Record<string, string> {
  const filled = inputs.map((input) => [input.custom_id, bounded(input.value ?? input.values?.join(', ') ?? '')] as const);
  return record(filled.filter(([, words]) => words.trim() !== ''));
}

function saidBySlash(
  data: { name: string; options?: readonly z.infer<typeof Option>[] | undefined },
  paths: Vocabulary['paths'],
): Said | null {
  const path = [data.name];
  let options = data.options ?? [];
  while (options[0]?.options || options[0]?.type === 1 || options[0]?.type === 2) {
    path.push(options[0].name);
    options = options[0].options ?? [];
  }
  const command = paths.get(path.join(' '));
  if (!command) return null;
  const names = optionNames(command);
  const answers = options.flatMap(({ name, value }) => {
    const field = names.get(name);
    return field === undefined || value === undefined ? [] : [[field, wordsOf(value)] as const];
  });
  return { kind: 'fields', command: command.name, answers: record(answers) };
}

function wordsOf(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return bounded(String(value));
}

/** Without a prototype: "__proto__" is a name like any other. */
function record(entries: readonly (readonly [string, string])[]): Record<string, string> {
  const answers: Record<string, string> = Object.create(null);
  for (const [name, words] of entries) answers[name] = words;
  return answers;
}

export function bounded(text: string): string {
  return text.length > longestText ? text.slice(0, longestText) : text;
}

export function nameOf(name: string): string {
  return name.slice(0, longestName);
}
