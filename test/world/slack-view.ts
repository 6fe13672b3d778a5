import { z } from 'zod';
import type { SlackPeer } from '../peers/slack/start.ts';

/** A message as somebody sees it. */
export type Visible = {
  readonly ts: string;
  readonly channel: string;
  readonly ours: boolean;
  /** Another one after each change. */
  readonly version: string;
  readonly text: string;
  readonly controls: readonly Control[];
  readonly links: ReadonlyMap<string, string>;
};

/** What one person's Slack shows: the channel, their direct messages, and what is for them alone. Oldest first. */
export function createSlackView(person: string, peer: SlackPeer): { readonly visible: () => Promise<Visible[]> } {
  async function visible(): Promise<Visible[]> {
    const places = [peer.channel, await peer.openDirect(person)];
    const messages = await Promise.all(places.map(async (place) => Messages.parse(await peer.control(`/messages/${place}`)).messages));
    return messages
      .flat()
      .filter(({ ephemeral_to: alone }) => alone === undefined || alone === person)
      .toSorted((one, other) => Number(one.ts) - Number(other.ts))
      .map((message) => ({
        ts: message.ts,
        channel: message.channel,
        ours: message.user === peer.bot,
        version: `${message.ts} ${JSON.stringify(message.blocks)}`,
        text: message.blocks.length === 0 ? message.text : message.blocks.flatMap(shownBlock).join('\n'),
        controls: message.blocks.flatMap(controlsOf),
        links: new Map(message.blocks.flatMap(linksIn)),
      }));
  }
  return { visible };
}

/** What somebody's App Home shows. */
export function readHome(view: unknown): { readonly text: string; readonly controls: readonly Control[] } | null {
  const home = Home.safeParse(view);
  if (!home.success) return null;
  return { text: home.data.blocks.flatMap(shownBlock).join('\n'), controls: home.data.blocks.flatMap(controlsOf) };
}

function shownBlock(block: Block): string[] {
  switch (block.type) {
    case 'header':
    case 'section':
      return block.text === undefined ? [] : [block.text.text];
    case 'rich_text':
      return (block.elements ?? []).flatMap((element) => {
        if (element.type !== 'rich_text_list') return [shownRuns(element.elements)];
        return element.elements.map((item, place) => `${element.style === 'ordered' ? `${place + 1}.` : '-'} ${shownRuns(item.elements)}`);
      });
    default:
      return [];
  }
}

function shownRuns(runs: readonly Element[]): string {
  return runs
    .map((run) =>
      run.type === 'date' ? `${new Date(run.timestamp * 1_000).toISOString()} (in a while)` : typeof run.text === 'string' ? run.text : '',
    )
    .join('');
}

function linksIn(block: Block): [string, string][] {
  const runs = (block.elements ?? []).flatMap((element) =>
    element.elements.flatMap((each) => (each.elements.length > 0 ? each.elements : [each])),
  );
  return runs.flatMap((run) => (run.type === 'link' && typeof run.text === 'string' ? [[run.text, run.url] as [string, string]] : []));
}

function controlsOf(block: Block): Control[] {
  const found = block.type === 'actions' ? (block.elements ?? []) : block.accessory ? [block.accessory] : [];
  return found.map((element) => ({
    type: element.type,
    actionId: element.action_id,
    blockId: block.block_id,
    label: labelOf(element.text) || labelOf(element.placeholder),
    value: element.value,
    options: [...element.options, ...element.option_groups.flatMap(({ options }) => options)],
  }));
}

const labelOf = (text: unknown): string => z.object({ text: z.string() }).safeParse(text).data?.text ?? '';

export type Control = {
  readonly type: string;
  readonly actionId: string;
  readonly blockId: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
};

const Option = z.object({ text: z.object({ text: z.string() }), value: z.string() });
type Option = z.infer<typeof Option>;

const Element = z.object({
  type: z.string(),
  text: z.unknown().optional(),
  url: z.string().default(''),
  style: z.unknown().optional(),
  timestamp: z.number().default(0),
  action_id: z.string().default(''),
  value: z.string().default(''),
  placeholder: z.unknown().optional(),
  options: z.array(Option).default([]),
  option_groups: z.array(z.object({ options: z.array(Option) })).default([]),
  get elements() {
    return z.array(Element).default([]);
  },
});
type Element = z.infer<typeof Element>;
const Block = z.object({
  type: z.string(),
  block_id: z.string().default(''),
  text: z.object({ text: z.string() }).optional(),
  elements: z.array(Element).optional(),
  accessory: Element.optional(),
});
type Block = z.infer<typeof Block>;
const Home = z.object({ blocks: z.array(Block) });
const Messages = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      channel: z.string(),
      user: z.string().default(''),
      text: z.string().default(''),
      ephemeral_to: z.string().optional(),
      blocks: z.array(Block).default([]),
    }),
  ),
});
