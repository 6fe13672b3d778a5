import { Refusal } from '../../../core/errors.ts';
import type { Vote } from '../../../core/ports/votes.ts';
import { outcomeLine } from '../../../core/voting/outcome-line.ts';
import { commandLine, moment, say } from '../../../core/text/text.ts';
import type { Sentence } from '../../../core/text/text.ts';

/** Throws a Refusal that says how it ended, unless the vote was open at that moment. */
export function refuseIfOver(vote: Vote, at: Date): void {
  const running = vote.status === 'open' || vote.status === 'counting';
  if (!running || at >= vote.closesAt) throw tooLate(vote);
}

/** The answer to whatever comes after the end: how the vote ended, and what can be done instead. */
export function tooLate(vote: Vote): Refusal {
  const open = commandLine('vote open');
  const next =
    vote.status === 'cancelled'
      ? say('voting.cancelled-next', { open })
      : say('voting.over-next', { status: commandLine(`vote status ${vote.number}`), open });
  return new Refusal(...howItEnded(vote), next);
}

/** When a vote ended, and with what. */
export function howItEnded(vote: Vote): readonly [Sentence, ...Sentence[]] {
  const { number, status, closesAt, bundle } = vote;
  if (status === 'cancelled') return [say('voting.was-cancelled', { number })];
  if (bundle === null) return [say('voting.deadline-passed', { number, at: moment(closesAt) })];
  return [say('voting.was-closed', { number, at: moment(closesAt) }), outcomeLine(bundle)];
}
