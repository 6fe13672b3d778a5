import type { Audience, Sent } from '../../core/ports/sender.ts';
import type { Reader } from '../../core/ports/translator.ts';
import { message as messageOf, say } from '../../core/text/text.ts';
import type { Message } from '../../core/text/text.ts';
import { shorten } from '../conversation/shown-text.ts';
import type { Address } from './address.ts';
import type { Comments, ThreadPlace } from './comments.ts';
import type { Encode } from './encode.ts';
import { escape, exact } from './escape.ts';
import { createTurns } from './in-turn.ts';
import { hasMark, writeMark } from './marks.ts';
import type { OwnComment } from './own-comment.ts';
import type { Repositories } from './repositories.ts';
import { code } from './write.ts';

export type AnswerTask = {
  readonly message: Message;
  readonly audience: Audience;
  readonly reader: Reader;
  /** Above 0 the answer may stand there already. */
  readonly attempts: number;
};

/** Answers a line that somebody wrote. Rejects with a GithubFailure. */
export type Answer = (to: Address, task: AnswerTask) => Promise<Sent>;

/** GitHub bounds a text to 65,536 characters. */
const longestBody = 65_000;
/** How many answered texts are remembered; looking for an answer costs a request, nothing else. */
const remembered = 2_000;

type AnswerParts = { readonly repositories: Repositories; readonly comments: Comments; readonly encode: Encode };

/**
 * All answers to one text are one comment below it: each further line, and what an edit added, is written behind the others. Everybody
 * reads everything, so a secret is not told.
 */
export function createAnswer({ repositories, comments, encode }: AnswerParts): Answer {
  const inTurn = createTurns();
  const standing = new Map<string, OwnComment>();

  async function find(to: Address, place: ThreadPlace, attempts: number): Promise<readonly OwnComment[]> {
    const known = standing.get(to.source);
    if (attempts === 0 && known !== undefined) return [known];
    if (attempts === 0 && to.first === 'yes') return [];
    const mark = { kind: 'answer', key: to.source } as const;
    return (await comments.own(place, new Date(to.since))).filter(({ body }) => hasMark(body, mark));
  }

  async function answer(to: Address, { message, reader, attempts }: AnswerTask): Promise<Sent> {
    const repository = await repositories.find(to.repository);
    if (repository === null) return { kind: 'impossible', reason: 'GitHub does not let us into this repository any more' };
    const place = { repository, thread: to.thread };
    const found = await find(to, place, attempts);
    const line = { kind: 'line', key: `${to.source} ${to.line}` } as const;
    const given = found.find(({ body }) => hasMark(body, line));
    if (given !== undefined) return { kind: 'sent', externalId: given.id };
    const text = `${heading(to)}\n\n${encode(message.secret === true ? tooPrivate(to) : message, reader)}\n\n${writeMark(line)}`;
    const last = found.at(-1);
    const longer = last === undefined ? null : { id: last.id, body: `${last.body}\n\n${text}` };
    if (longer !== null && longer.body.length <= longestBody && (await comments.update(repository, longer))) {
      remember(to.source, longer);
      return { kind: 'sent', externalId: longer.id };
    }
    const body = `${text}\n${writeMark({ kind: 'answer', key: to.source })}`;
    const id = await comments.create(place, body);
    remember(to.source, { id, body });
    return { kind: 'sent', externalId: id };
  }

  function remember(source: string, comment: OwnComment): void {
    standing.delete(source);
    standing.set(source, comment);
    const [oldest] = standing.keys();
    if (oldest !== undefined && standing.size > remembered) standing.delete(oldest);
  }

  return (to, task) => inTurn(to.source, () => answer(to, task));
}

/** Whom it answers and what: in a thread of many people nothing else tells. A name without "@" pings nobody. */
function heading({ login, said }: Address): string {
  return `> **${escape(login)}** ${code(shorten(exact(said).replace(/\s+/g, ' '), 200))}`;
}

function tooPrivate({ said }: Address): Message {
  const words = said.replace(/^\/(?:coop\s+)?/i, '');
  return messageOf(say('github.too-private', { words: shorten(words, 100) }));
}
