import { Refusal } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Messenger } from '../../core/ports/messenger.ts';
import type { Vote, Votes } from '../../core/ports/votes.ts';
import { commandLine, message, moment, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { durationWords } from '../conversation/duration-words.ts';
import { readDuration } from '../conversation/read-duration.ts';
import type { Reading } from '../conversation/reading.ts';
import { readMoment } from '../conversation/read-moment.ts';
import { quote } from '../conversation/words.ts';
import { aboutVote } from './voting/about-vote.ts';
import type { VoteFinding } from './voting/about-vote.ts';
import { announce } from './voting/announce.ts';
import { refuseUnlessSteering } from './voting/steer.ts';

type Ports = VoteFinding & {
  readonly votes: Pick<Votes, 'find' | 'list' | 'turnout' | 'reschedule'>;
  readonly messenger: Pick<Messenger, 'post'>;
  readonly clock: Clock;
};

const minute = 60_000;
const longest = 366 * 86_400_000;

/**
 * Moves the deadline further away: by a length of time, counted from the deadline, or until a moment. One field for
 * both, because only its words tell them apart.
 */
export const voteExtend = defineCommand({
  name: 'vote extend',
  summary: 'voting.extend-summary',
  example: 'vote extend 3 1d',
  needs: 'member',
  fields: {
    number: { kind: 'number-sign', ask: 'voting.ask-number', suggest: 'vote', optional: true, otherwise: 'voting.otherwise-number' },
    by: { kind: 'line', maxLength: 100, ask: 'voting.ask-by' },
  },
  run: async ({ input: { number, by }, ...call }, ports: Ports): Promise<Reply> => {
    const longer = readLonger(by, { now: call.at, timeZone: call.reader.timeZone });
    const again = (chosen: number): string => `vote extend ${chosen} ${quote(by)}`;
    return aboutVote({ call, number, again }, ports, async (vote) => {
      refuseUnlessSteering(vote, { person: call.person, now: ports.clock.now() });
      const closesAt = laterDeadline(vote, longer);
      await ports.votes.reschedule(vote, closesAt);
      await announce({ ...vote, closesAt }, { occasion: `extended:${closesAt.toISOString()}`, ...ports });
      return { ...message(say('voting.extended', { number: vote.number, at: moment(closesAt) })), audience: 'everyone' };
    });
  },
});

/** Milliseconds, or until when. */
function readLonger(words: string, reading: Reading): number | Date {
  const until = /^\s*(?:until|till|til)\s+(.+)$/isu.exec(words)?.[1];
  return until === undefined ? readDuration(words, { ...reading, min: minute, max: longest }) : readMoment(until, reading);
}

/** Throws a Refusal for a deadline that is not later, or for a vote of more than a year altogether. */
function laterDeadline({ number, openedAt, closesAt }: Vote, longer: number | Date): Date {
  const later = typeof longer === 'number' ? new Date(closesAt.getTime() + longer) : longer;
  if (later <= closesAt)
    throw new Refusal(say('voting.not-later', { number, at: moment(closesAt), close: commandLine(`vote close ${number}`) }));
  if (later.getTime() > openedAt.getTime() + longest) {
    throw new Refusal(say('voting.until-far', { at: moment(later), most: durationWords(longest) }));
  }
  return later;
}
