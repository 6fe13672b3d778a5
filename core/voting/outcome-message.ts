import type { Block, Inline, Message } from '../text/text.ts';
import { paragraph, say } from '../text/text.ts';
import { statusOf } from './announcement.ts';
import type { Bundle } from './bundle.ts';
import { lastVotes } from './last-votes.ts';
import { methodLabel } from './method-label.ts';
import { otherwise } from './report/otherwise.ts';
import { PublishedTally, outcomeLine } from './outcome-line.ts';
import { stateAfter } from './state-after.ts';

/**
 * What people read when a vote is over: who won, with which figures, by which rules, how a tie was settled, and how to
 * count again. `page` is the address of the outcome's page; null where the instance has none.
 */
export function outcomeMessage(bundle: Bundle, page: string | null): Message {
  const tally = PublishedTally.parse(bundle.tally);
  return {
    status: statusOf(bundle.vote, stateAfter(bundle)),
    text: [
      { kind: 'heading', inlines: [say('outcome.title', { number: bundle.vote.number })] },
      paragraph({ kind: 'quote', text: bundle.vote.question }),
      paragraph({ kind: 'strong', inlines: [outcomeLine(bundle)] }),
      ...bars(bundle, tally),
      ...order(bundle, tally),
      ...rules(bundle),
      ...comparison(bundle),
      ...tieBlocks(tally),
      ...(bundle.network.console ? [paragraph(say('outcome.console'))] : []),
      ...verification(bundle, page),
    ],
  };
}

/** What stands in place of the announcement from then on: nothing to press, and what came of it. */
export function closedAnnouncement(bundle: Bundle): Message {
  return {
    status: statusOf(bundle.vote, stateAfter(bundle)),
    text: [
      { kind: 'heading', inlines: [say('outcome.title', { number: bundle.vote.number })] },
      paragraph({ kind: 'quote', text: bundle.vote.question }),
      paragraph({ kind: 'strong', inlines: [outcomeLine(bundle)] }),
      paragraph(say('outcome.elsewhere')),
    ],
  };
}

/** The last round that has votes per option, most votes first. A method without such rounds draws none. */
function bars({ vote, ballots }: Bundle, { rounds }: PublishedTally): readonly Block[] {
  const votes = lastVotes(rounds);
  if (votes === null || ballots.length === 0) return [];
  // Numbers only draw here; what decides was counted exactly.
  const rows = vote.options.map((label) => ({ label, value: votes.get(label) ?? '0', size: Number(votes.get(label) ?? '0') }));
  const full = Math.max(ballots.length, ...rows.map(({ size }) => size));
  const sorted = rows.toSorted((a, b) => b.size - a.size);
  const drawn = sorted.slice(0, mostBars).map(({ label, value, size }) => ({ label, value, share: size / full }));
  const more = sorted.length - drawn.length;
  return [{ kind: 'bars', rows: drawn }, ...(more === 0 ? [] : [paragraph(say('outcome.more-options', { more }))])];
}

/** More fill a screen with what few read; the page and the file have them all. */
const mostBars = 20;

/** Where no votes are drawn as bars, or the last ones are not the whole story: the order of the options. */
function order({ ballots, verdict }: Bundle, { ranking, rounds }: PublishedTally): readonly Block[] {
  const isDrawn = rounds.length === 1 && lastVotes(rounds) !== null;
  if (isDrawn || ballots.length === 0 || verdict === 'no-quorum' || ranking.length < 2) return [];
  const ranks = ranking.slice(0, mostBars).map((equals) => equals.join(' = '));
  return [paragraph(say('outcome.ranking', { ranking: `${ranks.join(' > ')}${ranking.length > mostBars ? ' > …' : ''}` }))];
}

function rules({ vote, electors, active = electors, ballots, verdict }: Bundle): readonly Block[] {
  const voted = ballots.length;
  const lines: Inline[] = [say('outcome.turnout', { electors, voted, share: electors === 0 ? 0 : voted / electors })];
  const { quorum, threshold, tier } = vote.rules;
  if (tier !== undefined) lines.push(say('outcome.of-tier', { tier: tier.needed }));
  if (!isNothing(quorum)) lines.push(say(verdict === 'no-quorum' ? 'outcome.quorum-missed' : 'outcome.quorum-met', { share: quorum }));
  if (!isNothing(quorum) && active < electors) lines.push(say('outcome.quorum-of', { active }));
  if (!isNothing(threshold)) lines.push(say('outcome.threshold', { share: threshold }));
  if (vote.method === 'approval') lines.push(say('outcome.approval'));
  else if (vote.method !== 'single') lines.push(say('outcome.counted-by', { method: methodLabel(vote.method) ?? vote.method }));
  return lines.map((line) => paragraph(line));
}

function comparison(bundle: Bundle): readonly Block[] {
  const sentence = otherwise(bundle);
  return sentence === null ? [] : [paragraph(sentence)];
}

function tieBlocks({ tie }: PublishedTally): readonly Block[] {
  if (tie === null) return [];
  return [
    paragraph(say('outcome.tie', { options: tie.between.join(', ') })),
    { kind: 'list', ordered: true, items: tie.path.map((step) => [{ kind: 'quote', text: step }]) },
    paragraph(say('outcome.tie-seed'), { kind: 'code', text: tie.seed }),
  ];
}

function verification({ vote, hash }: Bundle, page: string | null): readonly Block[] {
  return [
    paragraph(say('outcome.verify'), { kind: 'code', text: `coop verify outcome-${vote.number}.json` }),
    paragraph(say('outcome.receipt')),
    paragraph(say('outcome.hash'), { kind: 'code', text: hash }),
    ...(page === null ? [] : [paragraph({ kind: 'link', url: page, label: say('outcome.page') })]),
  ];
}

/** "0/1" and the like ask for nothing. */
function isNothing(share: string): boolean {
  return share.startsWith('0/');
}
