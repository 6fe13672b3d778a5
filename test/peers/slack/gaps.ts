import { z } from 'zod';

/** What the peer lacks and Slack has. Only these; everything else is the peer's own. */
export type Gaps = {
  /** The names and rights of people: the peer knows only those of its configuration. */
  readonly members: Map<string, { readonly name: string; readonly admin: boolean }>;
  /** What somebody ticked in the lists of a message, which the peer leaves out of a click: "user message" -> state. */
  readonly ticked: Map<string, unknown>;
  readonly after: (request: { method: string; body: Readonly<Record<string, unknown>> }, answer: Answer) => Answer;
  /** A click as Slack delivers it. */
  readonly complete: (payload: Record<string, unknown>) => Record<string, unknown>;
};

export type Answer = Readonly<Record<string, unknown>>;

export function createGaps(): Gaps {
  const members: Gaps['members'] = new Map();
  const ticked: Gaps['ticked'] = new Map();
  const metadata = new Map<string, unknown>();

  function after({ method, body }: Parameters<Gaps['after']>[0], answer: Answer): Answer {
    if (answer['ok'] !== true) return answer;
    switch (method) {
      case 'users.info': {
        const member = members.get(String(body['user']));
        if (member === undefined) return answer;
        const user = z.record(z.string(), z.unknown()).parse(answer['user']);
        const { name, admin } = member;
        return { ...answer, user: { ...user, name, real_name: name, is_admin: admin, profile: { display_name: name, real_name: name } } };
      }
      case 'conversations.info':
        return { ...answer, channel: { ...z.record(z.string(), z.unknown()).parse(answer['channel']), creator: 'U0CREATOR' } };
      case 'chat.postMessage':
        metadata.set(`${String(body['channel'])} ${String(answer['ts'])}`, body['metadata']);
        return answer;
      case 'conversations.history':
      case 'conversations.replies': {
        const oldest = Number(body['oldest'] ?? 0);
        const messages = Messages.parse(answer['messages']).filter(({ subtype, ts }) => subtype !== 'ephemeral' && Number(ts) > oldest);
        const channel = String(body['channel']);
        return { ...answer, messages: messages.map((message) => ({ ...message, metadata: metadata.get(`${channel} ${message.ts}`) })) };
      }
      default:
        return answer;
    }
  }

  function complete(payload: Record<string, unknown>): Record<string, unknown> {
    const click = Click.safeParse(payload);
    if (!click.success) return payload;
    const values = ticked.get(`${click.data.user.id} ${click.data.container.message_ts}`);
    return values === undefined ? payload : { ...payload, state: { values } };
  }

  return { members, ticked, after, complete };
}

const Messages = z.array(z.looseObject({ ts: z.string(), subtype: z.string().optional() }));
const Click = z.object({
  type: z.literal('block_actions'),
  user: z.object({ id: z.string() }),
  container: z.object({ message_ts: z.string() }),
});
