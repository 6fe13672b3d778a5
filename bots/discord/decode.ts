import { ChannelType, InteractionContextType, InteractionType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Event } from '../conversation/event.ts';
import type { SuggestAsked } from '../conversation/suggest.ts';
import type { Address } from './address.ts';
import { nameOf } from './bounds.ts';
import { readSlash, saidBy } from './decode-said.ts';
import type { Vocabulary } from './decode-said.ts';
import { Interaction } from './interaction.ts';
import { discordName } from './name.ts';
import { timeOf } from './snowflake.ts';

export type DecodedInteraction =
  /** `channel`: where it was said, also when that is a thread of its place. */
  | { readonly kind: 'event'; readonly event: Event; readonly channel: string }
  /** A click on the button that opens a form: has no effect, needs no commit. */
  | { readonly kind: 'open-form'; readonly form: string; readonly locale: string; readonly address: Address & { kind: 'interaction' } }
  /** A field that is being typed: has no effect either. */
  | { readonly kind: 'suggest'; readonly asked: SuggestAsked; readonly locale: string; readonly address: Address & { kind: 'interaction' } }
  /** Nothing that we ever offered. */
  | { readonly kind: 'unknown'; readonly why: string };

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
  if (interaction.type === InteractionType.ApplicationCommandAutocomplete) {
    const slash = readSlash(interaction.data, vocabulary.paths);
    if (slash === null || slash.focused === null) return { kind: 'unknown', why: 'field' };
    const { command, answers, focused: field } = slash;
    const onlooker = { platform: discordName, installation: '', account: author.id, place: placeOf(interaction) };
    const asked = { onlooker, command: command.name, field, words: answers[field] ?? '', answers };
    return { kind: 'suggest', asked, locale: interaction.locale, address };
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
      externalId: placeOf(interaction),
      private: (interaction.context ?? (interaction.guild_id ? InteractionContextType.Guild : null)) !== InteractionContextType.Guild,
      managed: mayManage(BigInt(interaction.member?.permissions ?? 0)),
    },
    said,
    answerTo: address,
  };
  return { kind: 'event', event, channel: interaction.channel_id };
}

/** A thread counts as the channel that it belongs to. */
function placeOf({ channel_id: here, channel }: Interaction): string {
  const isThread = channel?.type === ChannelType.PublicThread || channel?.type === ChannelType.PrivateThread;
  return (isThread || channel?.type === ChannelType.AnnouncementThread ? channel.parent_id : null) ?? here;
}

/** Manage Channels or Manage Server; an administrator has every permission. */
export function mayManage(permissions: bigint): boolean {
  const { Administrator, ManageChannels, ManageGuild } = PermissionFlagsBits;
  return (permissions & (Administrator | ManageChannels | ManageGuild)) !== 0n;
}
