import type { DigestSection } from '../digest/section.ts';
import type { Vote, Votes } from '../ports/votes.ts';
import { commandLine, moment, paragraph, say } from '../text/text.ts';
import type { Block, Sentence } from '../text/text.ts';
import { outcomeLine } from './outcome-line.ts';

/** A digest is read at a glance; `vote list` shows the others. */
const mostShown = 10;

/** What was decided in the period, and what waits for ballots. */
export const votingDigest: DigestSection<{ votes: Pick<Votes, 'list' | 'turnout' | 'decided'> }> = async (period, { votes }) => {
  const open = await votes.list(period.network, { status: 'open', limit: mostShown + 1 });
  const running = open.filter(({ closesAt }) => closesAt > period.end).toSorted((a, b) => Number(a.closesAt) - Number(b.closesAt));
  const decided = await votes.decided(period.network, period);
  if (running.length === 0 && decided.length === 0) return null;

  const waiting = [];
  for (const vote of running.slice(0, mostShown)) {
    const { voted, electors } = await votes.turnout(vote);
    waiting.push([...named(vote), say('voting.closes', { at: moment(vote.closesAt) }), say('voting.turnout', { voted, electors })]);
  }
  const outcomes = decided
    .slice(0, mostShown)
    .map((vote) => (vote.bundle === null ? named(vote) : [...named(vote), outcomeLine(vote.bundle)]));
  const more = running.length > mostShown || decided.length > mostShown;
  return {
    title: say('voting.digest-title'),
    blocks: [
      ...list(say('voting.digest-decided'), outcomes),
      ...list(say('voting.digest-open'), waiting),
      ...(more ? [paragraph(say('voting.digest-more', { list: commandLine('vote list') }))] : []),
    ],
  };
};

function list(title: Sentence, items: readonly (readonly Sentence[])[]): readonly Block[] {
  return items.length === 0 ? [] : [paragraph({ kind: 'strong', inlines: [title] }), { kind: 'list', ordered: false, items }];
}

function named({ number, question }: Vote): readonly Sentence[] {
  return [say('voting.numbered', { number, question })];
}
