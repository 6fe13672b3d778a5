import type { Logger } from 'pino';
import type { Clock } from '../../core/ports/clock.ts';
import type { Message } from '../../core/text/text.ts';
import type { Event } from '../conversation/event.ts';
import type { Answer as Heard, Hear } from '../conversation/platform.ts';
import type { Address } from './address.ts';
import type { Answer } from './answers.ts';
import { authorshipOf } from './authorship.ts';
import type { CallWords } from './call-words.ts';
import type { Self } from './own-comment.ts';
import { createTurns } from './in-turn.ts';
import { answeredToForm } from './issue-form.ts';
import type { ReadForm } from './issue-form.ts';
import { commandLines } from './lines.ts';
import { isMarked } from './marks.ts';
import { githubName } from './name.ts';
import type { People } from './people.ts';
import type { Repository } from './repositories.ts';
import { compare, forgotten, rememberedFor } from './said.ts';
import type { SaidLines, Version } from './said.ts';
import { attempt } from './send.ts';
import type { Spoken } from './spoken.ts';

/** Takes in what is new in a text. Resolves after the commit with how to answer it; how much was new is known then. */
export type Receive = (spoken: Spoken, repository: Repository) => Promise<Taken>;

export type Taken = { readonly heard: number; readonly answer: () => Promise<void> };

type ReceiveParts = {
  readonly hear: Hear;
  readonly answer: Answer;
  readonly callWords: CallWords;
  readonly said: SaidLines;
  readonly people: People;
  readonly self: () => Promise<Self>;
  readonly clock: Clock;
  readonly log: Logger;
  /** More that a text says than its lines do: an issue form is a command of several fields. */
  readonly readForm?: ReadForm;
};

/**
 * One text at a time. Each new line is an event, named by the text and the line: it is the same however often and in whatever way it
 * arrives. What the text says now is remembered only after all of it was committed.
 */
export function createReceive({ hear, answer, callWords, said, people, self, clock, log, readForm }: ReceiveParts): Receive {
  const inTurn = createTurns();

  async function take(spoken: Spoken, repository: Repository): Promise<Taken> {
    const { author, body, source } = spoken;
    if (author.type === 'Bot' || (author.login === (await self()).login && isMarked(body))) return nothing;
    const isAsWritten = spoken.changedAt.getTime() === spoken.writtenAt.getTime();
    const { version, form } = versionOf(spoken);
    if (version.lines.length === 0 && version.before === null && isAsWritten) return nothing;

    const isForgotten = spoken.writtenAt.getTime() < clock.now().getTime() - rememberedFor;
    const known = (await said.recall(source)) ?? (isForgotten ? forgotten(version) : null);
    const news = compare(version, known);
    if (news === null || !news.changed) return nothing;
    const authorship = await authorshipFor(spoken, repository, news.fresh.length);
    if (authorship === null) {
      log.warn({ source }, 'GitHub does not tell who changed a text; what is new in it was left alone');
      return nothing;
    }
    const given: Given[] = [];
    if (authorship.wordsOf === 'author') {
      const managed = news.fresh.length > 0 && (await people.manages(spoken, repository));
      for (const [place, { line, key }] of news.fresh.entries()) {
        const asked = form !== null && line === form.key ? form : null;
        const address = addressOf(spoken, { key, shown: asked?.shown ?? line, first: known === null && place === 0 });
        if (asked?.said === null) {
          given.push({ address, heard: answerWith(asked.refusal) });
          continue;
        }
        // A form is filled in once, whatever becomes of its label.
        const id = `${source}:${asked === null ? key : 'form'}`;
        const event = { ...eventOf(spoken, managed), id, at: authorship.at, answerTo: address };
        const heard = await hear({ ...event, said: asked?.said ?? { kind: 'text', text: line } });
        if (heard !== null) given.push({ address, heard: asked === null ? heard : { ...heard, message: answeredToForm(heard.message) } });
      }
    } else if (news.fresh.length > 0) log.info({ source }, 'lines that somebody else wrote into a text were left alone');
    await said.remember(source, news.next);
    return { heard: given.length, answer: () => giveAll(given) };
  }

  function versionOf(spoken: Spoken): { version: Version; form: ReturnType<ReadForm> } {
    const form = readForm?.(spoken) ?? null;
    const linesOf = (body: string, key: string | undefined): string[] => [
      ...commandLines(body, callWords.isCall),
      ...(key === undefined ? [] : [key]),
    ];
    const { before, body, changedAt: at } = spoken;
    const linesBefore = before === null ? null : linesOf(before, readForm?.({ ...spoken, body: before })?.key);
    return { version: { lines: linesOf(body, form?.key), at, before: linesBefore }, form };
  }

  /** Whose words the new lines are, and when they were said. */
  async function authorshipFor(
    spoken: Spoken,
    repository: Repository,
    fresh: number,
  ): Promise<{ wordsOf: 'author' | 'other'; at: Date } | null> {
    if (spoken.wordsOf !== 'unknown' || fresh === 0)
      return { wordsOf: spoken.wordsOf === 'other' ? 'other' : 'author', at: spoken.changedAt };
    const found = await authorshipOf(spoken, repository);
    return found === null ? null : { wordsOf: found.wordsOf, at: found.editedAt ?? spoken.writtenAt };
  }

  /** One after the other: they stand in one comment. */
  async function giveAll(given: readonly Given[]): Promise<void> {
    for (const { address, heard } of given) {
      const sent = await attempt(() => answer(address, { ...heard, attempts: 0 })).catch((error: unknown) => ({
        kind: 'failed' as const,
        error,
      }));
      if (sent.kind === 'sent') await heard.answered();
      else log.warn({ source: address.source, ...sent }, 'an answer did not reach GitHub at once; the relay has it');
    }
  }

  return (spoken, repository) => inTurn(spoken.source, () => take(spoken, repository));
}

type Given = { readonly address: Address; readonly heard: Heard };

/** Where there is no command there is no event: nothing is stored, and the answer is told apart by its mark. */
function answerWith(message: Message): Heard {
  return { message, audience: 'everyone', reader: { language: 'en', timeZone: 'UTC' }, answered: async () => {} };
}

const nothing: Taken = { heard: 0, answer: async () => {} };

/** A name that was given up may be taken by somebody else, a number never is. GitHub promises no order of what it delivers. */
function eventOf({ repository, thread, author }: Spoken, managed: boolean): Omit<Event, 'id' | 'at' | 'said' | 'answerTo'> {
  return {
    platform: githubName,
    installation: '',
    author: { externalId: String(author.id), displayName: author.login },
    place: { externalId: String(repository.id), private: false, thread, managed },
    outOfTurn: true,
  };
}

const longestShown = 300;

function addressOf(spoken: Spoken, line: { key: string; shown: string; first: boolean }): Address {
  return {
    repository: String(spoken.repository.id),
    thread: spoken.thread,
    source: spoken.source,
    line: line.key,
    login: spoken.author.login,
    said: line.shown.slice(0, longestShown),
    since: spoken.writtenAt.toISOString(),
    first: line.first ? 'yes' : 'no',
  };
}
