import { Refusal } from '../../core/errors.ts';
import type { CommandIndex } from '../conversation/command-index.ts';
import type { Event, Said } from '../conversation/event.ts';
import { parseLine } from '../conversation/grammar.ts';
import type { Address, InteractionAddress } from './address.ts';
import type { SlackMessageRead } from './envelope.ts';
import { slackName } from './name.ts';
import { isForUs, mentionedIn, wordsIn } from './words.ts';
import type { People } from './people.ts';

/** Who we are in the workspace. */
export type Self = { readonly team: string; readonly user: string };

export type Decoding = { readonly self: Self; readonly people: People };

type Spoken = {
  readonly message: SlackMessageRead;
  readonly channel: string;
  readonly private: boolean;
  /** What was read back proves no rights. */
  readonly proves: boolean;
};

/**
 * A direct message, or one in a channel that is for us; null for everything else that is said there. Its name is its
 * channel and time: Slack delivers a mention twice (as message and as app_mention), a retry again, and it can be read back.
 */
export async function decodeMessage(
  { message, channel, private: isPrivate, proves }: Spoken,
  { self, people }: Decoding,
): Promise<Event | null> {
  const { user, subtype, bot_id: bot, text, ts, thread_ts: thread } = message;
  const written = subtype === undefined || subtype === 'file_share' || subtype === 'thread_broadcast' || subtype === 'me_message';
  if (user === undefined || user === self.user || bot || !written) return null;
  if (!isPrivate && !isForUs(message, self.user)) return null;
  const [displayName, managed, words] = await Promise.all([
    people.nameOf(user),
    isPrivate || !proves ? false : people.manages(user, channel),
    readWords(text, { self, people }),
  ]);
  const address: Address = {
    kind: 'message',
    channel,
    message: ts,
    thread: thread ?? '',
    author: user,
    private: isPrivate ? 'yes' : 'no',
  };
  return {
    platform: slackName,
    installation: self.team,
    id: `message:${channel}:${ts}`,
    // What stands behind the point only tells messages of one second apart.
    at: new Date(Math.floor(Number(ts)) * 1_000),
    author: { externalId: user, displayName },
    place: { externalId: channel, private: isPrivate, managed },
    said: { kind: 'text', text: words },
    answerTo: address,
  };
}

/** A message as its author wrote it, with the names of those who are mentioned. */
export async function readWords(text: string, { self, people }: Decoding): Promise<string> {
  const mentioned = await Promise.all(mentionedIn(text, self.user).map(async (id) => [id, await people.nameOf(id)] as const));
  const names = new Map(mentioned);
  return wordsIn(text, self.user, (id) => names.get(id) ?? id);
}

type Interacted = {
  readonly id: string;
  readonly at: Date;
  readonly author: { readonly id: string; readonly name: string };
  readonly address: InteractionAddress;
  readonly said: Said;
};

/** A command, a click or a form. */
export async function decodeInteraction({ id, at, author, address, said }: Interacted, { self, people }: Decoding): Promise<Event> {
  const isPrivate = address.private === 'yes';
  const [displayName, managed] = await Promise.all([
    people.nameOf(author.id, author.name),
    isPrivate ? false : people.manages(author.id, address.channel),
  ]);
  return {
    platform: slackName,
    installation: self.team,
    id,
    at,
    author: { externalId: author.id, displayName },
    place: { externalId: address.channel, private: isPrivate, managed },
    said,
    answerTo: address,
  };
}

/** What was typed behind /coop: a command as fields, so that what is missing is asked by a form; else the answer to a question. */
export function saidBySlash(text: string, index: CommandIndex): Said {
  try {
    const { command, answers } = parseLine(text, index);
    return { kind: 'fields', command: command.name, answers };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: 'text', text: `/coop ${text}` };
  }
}
