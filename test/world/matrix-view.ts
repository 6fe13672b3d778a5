import { z } from 'zod';
import type { MatrixClient } from './matrix-account.ts';

/** A message as somebody sees it. */
export type MatrixMessage = {
  readonly id: string;
  readonly room: string;
  readonly sender: string;
  /** Another one after each change. */
  readonly version: string;
  readonly text: string;
  readonly html: string;
  /** What it answers; null for what nobody asked. */
  readonly answers: string | null;
  readonly thread: string | null;
  readonly pings: boolean;
};

export type MatrixView = {
  /** Asks the homeserver for what is new, and waits for it so many milliseconds. Accepts invitations. */
  readonly update: (wait: number) => Promise<void>;
  /** Oldest first, edits in place, without what was deleted. */
  readonly messages: () => readonly MatrixMessage[];
  /** Rooms in which the person is. */
  readonly rooms: () => ReadonlySet<string>;
};

const Content = z.object({
  body: z.string().default(''),
  formatted_body: z.string().optional(),
  'm.mentions': z.unknown().optional(),
  'm.new_content': z.object({ body: z.string(), formatted_body: z.string().optional() }).optional(),
  'm.relates_to': z
    .object({
      rel_type: z.string().optional(),
      event_id: z.string().optional(),
      'm.in_reply_to': z.object({ event_id: z.string() }).optional(),
    })
    .optional(),
});
const Event = z.object({
  event_id: z.string(),
  type: z.string(),
  sender: z.string(),
  origin_server_ts: z.number(),
  redacts: z.string().optional(),
  content: z.record(z.string(), z.unknown()),
});
const Sync = z.object({
  next_batch: z.string(),
  rooms: z
    .object({
      join: z.record(z.string(), z.object({ timeline: z.object({ events: z.array(Event.or(z.unknown())) }) })).default({}),
      invite: z.record(z.string(), z.unknown()).default({}),
    })
    .prefault({}),
});

const filter = encodeURIComponent(JSON.stringify({ room: { timeline: { limit: 1_000 } }, presence: { not_types: ['*'] } }));

/** What one person's client shows. `decrypt` opens what is encrypted, where the client can. */
export function createMatrixView(
  client: MatrixClient,
  decrypt: (room: string, event: unknown) => Promise<unknown> = (_, event) => Promise.resolve(event),
): MatrixView {
  const shown = new Map<string, MatrixMessage & { readonly at: number }>();
  const rooms = new Set<string>();
  let since: string | null = null;
  let running: Promise<void> = Promise.resolve();

  async function round(wait: number): Promise<void> {
    const from = since === null ? '' : `&since=${since}`;
    const sync = Sync.parse(await client.request('GET', `/sync?timeout=${since === null ? 0 : wait}&filter=${filter}${from}`));
    since = sync.next_batch;
    for (const room of Object.keys(sync.rooms.invite)) await client.join(room);
    for (const [room, { timeline }] of Object.entries(sync.rooms.join)) {
      rooms.add(room);
      for (const raw of timeline.events) {
        const event = Event.safeParse(await decrypt(room, raw));
        if (event.success) show(room, event.data);
      }
    }
  }

  function show(room: string, { event_id: id, type, sender, origin_server_ts: at, redacts, content }: z.infer<typeof Event>): void {
    if (type === 'm.room.redaction') return void shown.delete(redacts ?? z.object({ redacts: z.string() }).parse(content).redacts);
    const read = type === 'm.room.message' ? Content.safeParse(content) : null;
    if (read?.success !== true || read.data.body === '') return;
    const { 'm.relates_to': relation, 'm.new_content': changed, body, formatted_body: html } = read.data;
    const pings = JSON.stringify(read.data['m.mentions'] ?? null) !== '{}';
    const before = relation?.rel_type === 'm.replace' ? shown.get(relation.event_id ?? '') : undefined;
    if (before !== undefined && changed !== undefined) {
      const newHtml = changed.formatted_body ?? '';
      shown.set(before.id, { ...before, version: id, text: textOf(changed.body, changed.formatted_body), html: newHtml, pings });
    } else if (relation?.rel_type !== 'm.replace') {
      const answers = relation?.['m.in_reply_to']?.event_id ?? null;
      const thread = relation?.rel_type === 'm.thread' ? (relation.event_id ?? null) : null;
      shown.set(id, { id, room, sender, version: id, text: textOf(body, html), html: html ?? '', answers, thread, pings, at });
    }
  }

  return {
    update: async (wait) => {
      const mine = running.then(() => round(wait));
      running = mine.catch(() => {}); // whoever waits for it gets the error
      await mine;
    },
    messages: () => [...shown.values()].toSorted((one, other) => one.at - other.at),
    rooms: () => rooms,
  };
}

/** As Element shows it. */
function textOf(body: string, html: string | undefined): string {
  if (html === undefined) return body.replaceAll('\u200B', '');
  const numbered = html.replace(/<ol(?: start="(\d+)")?>(.*?)<\/ol>/gs, (_, start: string | undefined, items: string) => {
    let number = Number(start ?? 1);
    return items.replace(/<li>/g, () => `${number++}. `).replaceAll('</li>', '\n');
  });
  const text = numbered
    .replace(/<li>/g, '• ')
    .replace(/<\/(?:p|li|h4|pre)>|<br \/>/g, '\n')
    .replace(/<\/?(?:p|h4|pre|ul|ol|li|strong|code|a)(?: [^>]*)?>/g, '');
  return unescapeHtml(text).replaceAll('\u200B', '').trim();
}

export function unescapeHtml(html: string): string {
  return html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
