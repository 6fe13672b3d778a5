import { z } from 'zod';
import type { DiscordPeer } from '../peers/discord/start.ts';
import { shown } from './shown.ts';

const ephemeral = 1 << 6;

/** A message as somebody sees it. */
export type Visible = {
  readonly id: string;
  readonly channelId: string;
  readonly ours: boolean;
  /** Another one after each change. */
  readonly version: string;
  readonly text: string;
  readonly components: readonly Component[];
  /** Label -> address. */
  readonly links: ReadonlyMap<string, string>;
};

/** What one person's Discord shows: the channels, their direct messages, and what is for them alone. Oldest first. */
export function createDiscordView(
  person: string,
  { peer, made }: { peer: DiscordPeer; made: ReadonlyMap<string, string> },
): { readonly visible: () => Promise<Visible[]> } {
  const { channel, message, interactionResponse } = peer.twin.prisma;

  async function visible(): Promise<Visible[]> {
    const direct = await peer.openDirect(person);
    const shared = Channels.parse(await channel.findMany({ where: { guildId: peer.twin.guildId } }));
    const places = new Set([direct, ...shared.map(({ id }) => id)]);
    const rows = Rows.parse(await message.findMany({ orderBy: { id: 'asc' } }));
    const responses = Responses.parse(await interactionResponse.findMany({}));
    const privateTo = new Map(responses.map(({ interactionId, messageId }) => [messageId, made.get(interactionId)]));
    return rows
      .filter((row) => places.has(row.channelId))
      .filter((row) => (row.flags & ephemeral) === 0 || privateTo.get(row.id) === person)
      .map((row) => ({
        id: row.id,
        channelId: row.channelId,
        ours: row.authorId === peer.bot,
        version: `${row.id} ${row.content} ${row.embeds}`,
        text: parts(row).map(shown).join('\n'),
        links: new Map(parts(row).flatMap(linksIn)),
        components: ComponentRows.parse(JSON.parse(row.components)).flatMap((each) => each.components),
      }));
  }
  return { visible };
}

function parts({ content, embeds }: { content: string; embeds: string }): string[] {
  return [content, ...Embeds.parse(JSON.parse(embeds)).map(({ description }) => description)];
}

function linksIn(markdown: string): [string, string][] {
  return Array.from(markdown.matchAll(/\[([^\]]*)\]\(<([^>]*)>\)/g), ([, label = '', address = '']) => [label, address]);
}

/** In the newest message that has it. */
export function find(
  messages: readonly Visible[],
  wanted: (component: Component) => boolean,
): { readonly message: Visible; readonly component: Component } | null {
  for (const message of messages.toReversed()) {
    const component = message.components.find(wanted);
    if (component) return { message, component };
  }
  return null;
}

const Option = z.object({ label: z.string(), value: z.string(), default: z.boolean().default(false) });

export const Component = z.object({
  type: z.number(),
  custom_id: z.string().default(''),
  label: z.string().default(''),
  placeholder: z.string().default(''),
  value: z.string().optional(),
  required: z.boolean().default(true),
  max_length: z.number().default(4_000),
  min_values: z.number().default(1),
  max_values: z.number().default(1),
  options: z.array(Option).default([]),
});
export type Component = z.infer<typeof Component>;

const Channels = z.array(z.object({ id: z.string() }));
const ComponentRows = z.array(z.object({ components: z.array(Component).default([]) }));
const Embeds = z.array(z.object({ description: z.string().default('') }));
const Responses = z.array(z.object({ interactionId: z.string(), messageId: z.string().nullable() }));
const Rows = z.array(
  z.object({
    id: z.string(),
    channelId: z.string(),
    authorId: z.string(),
    content: z.string(),
    flags: z.number(),
    embeds: z.string(),
    components: z.string(),
  }),
);
