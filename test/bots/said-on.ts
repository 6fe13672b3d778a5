import { cleanText } from '../../bots/conversation/clean-text.ts';
import { decodeMessage as decodeDiscord, DiscordMessageRead } from '../../bots/discord/decode-message.ts';
import { commandLines } from '../../bots/github/lines.ts';
import { decodeMessage as decodeMatrix } from '../../bots/matrix/decode.ts';
import { wordsIn } from '../../bots/slack/words.ts';
import type { Event } from '../../bots/conversation/event.ts';
import { Refusal } from '../../core/errors.ts';

/** What arrives of a text that somebody says on a platform, by the platform's own decoder; null where it is refused or never heard. */
export const saidOn: Readonly<Record<string, (text: string) => Promise<string | null>>> = {
  discord: async (text) =>
    clean(wordsOf(decodeDiscord(DiscordMessageRead.parse({ ...spoken, content: text }), { self: '1', private: true }))),
  // Its client escapes what is typed; what a program posts may be anything.
  slack: async (text) => clean(`${wordsIn(escaped(text), 'U0BOT')} ${wordsIn(text, 'U0BOT')}`),
  matrix: async (text) => {
    const event = {
      type: 'm.room.message',
      event_id: '$1',
      sender: '@ada:here',
      origin_server_ts: 0,
      content: { msgtype: 'm.text', body: text },
    };
    return clean(wordsOf(await decodeMatrix({ room: '!1:here', event, at: new Date(0) }, alone)));
  },
  // Only lines that call it are heard: the first of a text that has several.
  github: async (text) => {
    const [line] = commandLines(`/coop vote open "${text.replaceAll('"', String.raw`\\"`)}"`, () => true);
    return line === undefined ? null : clean(line.replace('/coop vote open ', ''));
  },
};

const spoken = { id: '2', channel_id: '3', author: { id: '4', username: 'ada' } };
const alone = {
  self: '@coop:here',
  name: 'coop',
  rooms: { nameOf: async () => 'ada', mayManage: async () => false },
  directs: { isPrivate: async () => true },
  callWords: { isCall: () => false },
  isOurs: async () => false,
} as unknown as Parameters<typeof decodeMatrix>[1];

function wordsOf(event: Event | null): string {
  return event?.said.kind === 'text' ? event.said.text : '';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function clean(text: string): string | null {
  try {
    const cleaned = cleanText(text);
    return cleaned === '' ? null : cleaned;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
