import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { NetworkId, VoteId } from '../../../core/ids.ts';
import { en } from '../../../core/messages/en/index.ts';
import type { Block, Inline, Message } from '../../../core/text/text.ts';
import type { Bundle } from '../../../core/voting/bundle.ts';
import { closedAnnouncement, outcomeMessage } from '../../../core/voting/outcome-message.ts';

test('a decided vote names the winner, its figures and how to count again', () => {
  expect(lines(outcomeMessage(bundle(), null))).toEqual([
    '# Vote #3 is over',
    '"Which name?"',
    'Ada wins.',
    '[Ada 2 0.67] [Bea 1 0.33]',
    '3 of 4 members voted (75%).',
    'Anyone can count again: save the outcome as a file and run `coop verify outcome-3.json`',
    'Every ballot stands in it beside its receipt, so you can find your own. It does not say whose the others are.',
    'Fingerprint of the outcome: `abc123`',
  ]);
});

test('of very many options those with the most votes are drawn, and it says that there are more', () => {
  const votes = Object.fromEntries(Array.from({ length: 30 }, (_, place) => [`Option ${place}`, String(place)]));
  const many = bundle({ votes, winners: ['Option 29'] });
  const { text } = outcomeMessage({ ...many, vote: { ...many.vote, options: Object.keys(votes) } }, null);
  const bars = text.find(isBars);
  expect(bars?.rows).toHaveLength(20);
  expect(bars?.rows[0]?.label).toBe('Option 29');
  expect(lines({ text }).join('\n')).toContain('10 more options have no more votes than these.');
});

test('bars stand in order of votes, whatever the order of the options', () => {
  const bars = outcomeMessage(bundle({ votes: { Ada: '1', Bea: '2' }, winners: ['Bea'] }), null).text.find(isBars);
  expect(bars?.rows.map(({ label }) => label)).toEqual(['Bea', 'Ada']);
});

test('shares of an approval vote are shares of the ballots, and it says that they add up to more', () => {
  const approved = bundle({ method: 'approval', votes: { Ada: '3', Bea: '3' } });
  const bars = outcomeMessage(approved, null).text.find(isBars);
  expect(bars?.rows.map(({ share }) => share)).toEqual([1, 1]);
  expect(lines(outcomeMessage(approved, null)).join('\n')).toContain('add up to more than 100 %');
});

test.each([
  [
    'a missed quorum',
    { verdict: 'no-quorum', quorum: '4/5', winners: [] },
    'No decision: too few took part.',
    'at least 4/5 of the members vote: missed',
  ],
  ['a met quorum', { quorum: '1/2' }, 'Ada wins.', 'at least 1/2 of the members vote: met'],
  [
    'a missed threshold',
    { verdict: 'no-winner', threshold: '9/10', winners: [] },
    'no option reached the threshold',
    'more than 9/10 of the ballots',
  ],
  ['equal winners', { winners: ['Ada', 'Bea'] }, 'Equal winners: Ada, Bea.', ''],
  ['an empty box', { verdict: 'no-winner', ballots: 0, votes: {}, winners: [] }, 'Nobody cast a ballot', '0 of 4 members voted (0%).'],
] as const)('%s is explained', (_, change, verdict, rule) => {
  const text = lines(outcomeMessage(bundle(change), null)).join('\n');
  expect(text).toContain(verdict);
  expect(text).toContain(rule);
});

test('a tie is told step by step, with the number that anyone can repeat the draw with', () => {
  const tie = { between: ['Ada', 'Bea'], path: ['Both have 2 votes.', 'The draw took Ada.'], seed: 'f00d' };
  const text = lines(outcomeMessage(bundle({ tie }), null)).join('\n');
  expect(text).toContain('a tie between Ada, Bea');
  expect(text).toContain('1. "Both have 2 votes."\n2. "The draw took Ada."');
  expect(text).toContain('`f00d`');
});

test('the announcement of a closed vote says what came of it, and offers nothing to press', () => {
  const closed = closedAnnouncement(bundle());
  expect(lines(closed).slice(0, 3)).toEqual(['# Vote #3 is over', '"Which name?"', 'Ada wins.']);
  expect(closed.actions).toBeUndefined();
});

test('ballots of the console are called what they are', () => {
  expect(lines(outcomeMessage(bundle({ console: true }), null)).join('\n')).toContain('They prove no identity');
});

test('the page is linked only where there is one', () => {
  expect(lines(outcomeMessage(bundle(), 'https://coop.example/votes/1')).at(-1)).toBe('<https://coop.example/votes/1>');
  expect(lines(outcomeMessage(bundle(), null)).join('\n')).not.toContain('<');
});

test('words of people are never part of a sentence that could be read as ours', () => {
  const text = outcomeMessage(bundle({ question: '@everyone **now**' }), null).text;
  expect(text[1]).toEqual({ kind: 'paragraph', inlines: [{ kind: 'quote', text: '@everyone **now**' }] });
});

type Change = {
  method?: string;
  question?: string;
  quorum?: string;
  threshold?: string;
  console?: boolean;
  ballots?: number;
  verdict?: Bundle['verdict'];
  votes?: Readonly<Record<string, string>>;
  winners?: readonly string[];
  tie?: { between: string[]; path: string[]; seed: string };
};

function bundle({ winners = ['Ada'], votes = { Ada: '2', Bea: '1' }, tie, ...change }: Change = {}): Bundle {
  const { method = 'single', question = 'Which name?', quorum = '0/1', threshold = '0/1', ballots = 3 } = change;
  return {
    format: 'cooperatus-outcome/1',
    network: { id: NetworkId.parse(crypto.randomUUID()), name: 'Garden', console: change.console ?? false },
    vote: {
      id: VoteId.parse(crypto.randomUUID()),
      number: 3,
      question,
      options: ['Ada', 'Bea'],
      method,
      rules: { charterVersion: 1, quorum, threshold, steer: 'opener' },
      purpose: null,
      openedAt: '2026-11-24T12:00:00.000Z',
      closedAt: '2026-11-26T12:00:00.000Z',
    },
    electors: 4,
    ballots: Array.from({ length: ballots }, (_, index) => ({ tag: `TAG-${index}`, choice: 0 })),
    tally: {
      method,
      options: ['Ada', 'Bea'],
      ballots,
      winners: [...winners],
      ranking: [],
      tie: tie ?? null,
      rounds: [{ votes: { ...votes } }],
      rules: {},
    },
    verdict: change.verdict ?? 'decided',
    hash: 'abc123',
    signature: { algorithm: 'Ed25519', publicKey: '', value: '' },
  };
}

function lines({ text }: Message): string[] {
  return text.map((block): string => {
    switch (block.kind) {
      case 'heading':
        return `# ${line(block.inlines)}`;
      case 'paragraph':
        return line(block.inlines);
      case 'list':
        return block.items.map((item, index) => `${index + 1}. ${line(item)}`).join('\n');
      case 'bars':
        return block.rows.map(({ label, value, share }) => `[${label} ${value} ${share.toFixed(2)}]`).join(' ');
      case 'preformatted':
        return block.text;
      default:
        return block satisfies never;
    }
  });
}

function line(inlines: readonly Inline[]): string {
  return inlines.map(words).join(' ');
}

function words(inline: Inline): string {
  switch (inline.kind) {
    case 'sentence':
      return String(new IntlMessageFormat(en[inline.id], 'en').format({ ...inline.values }));
    case 'quote':
      return `"${inline.text}"`;
    case 'code':
    case 'command':
      return `\`${inline.text}\``;
    case 'strong':
      return line(inline.inlines);
    case 'link':
      return `<${inline.url}>`;
    default:
      return inline satisfies never;
  }
}

function isBars(block: Block): block is Extract<Block, { kind: 'bars' }> {
  return block.kind === 'bars';
}
