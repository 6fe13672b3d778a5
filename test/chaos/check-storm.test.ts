import { describe, expect, test } from 'vitest';
import { createSigning } from '../../adapters/crypto/ed25519.ts';
import { hashing } from '../../adapters/crypto/sha256.ts';
import { sealBundle } from '../../core/voting/seal.ts';
import { check, itFinds } from './plant.ts';
import { history, sealedOutcome, soundEvidence, soundVote, tags } from './sound-evidence.ts';
import type { OpenEvidence } from './sound-evidence.ts';

test('after a storm in which all is well, the checker finds nothing', () => {
  expect(check(soundEvidence())).toEqual([]);
});

describe('in events and answers the checker finds', () => {
  const inbox = ({ database }: OpenEvidence) => database.inbox;
  const first = ({ database }: OpenEvidence) => database.outbox[0]!;
  const tell = ({ discord }: OpenEvidence, person: string, text: string) => discord.direct.push({ person, text });

  itFinds([
    ['a receipt for what was not taken in', 'lost', /event 100 got a receipt and was not taken in/, (all) => inbox(all).splice(1, 1)],
    ['an event taken in twice', 'doubled', /event 100 was taken in 2 times/, (all) => inbox(all).push('100')],
    ['an event that nobody caused', 'phantom', /event 777 was taken in, and nobody said it/, (all) => inbox(all).push('777')],
    ['an event without its answer', 'lost', /event 99 was taken in without an answer/, ({ database }) => database.outbox.shift()],
    ['an answer queued twice', 'doubled', /discord\/\/99 was queued 2 times/, (all) => all.database.outbox.push({ ...first(all) })],
    ['a message that never left', 'unfinished', /discord\/\/99 is due/, (all) => Object.assign(first(all), { status: 'due' })],
    [
      'a message that was set aside',
      'unfinished',
      /discord\/\/99 is aside: broken/,
      (all) => Object.assign(first(all), { status: 'aside', reason: 'broken' }),
    ],
    [
      'somebody told directly of what was answered at once',
      'doubled',
      /told directly 1 times, not 0: ada #1: c1/,
      (all) => tell(all, 'ada', `Counted in vote #1: c1.\nReceipt: ${tags.ada}`),
    ],
    [
      'somebody told directly twice',
      'doubled',
      /told directly 2 times, not 1: bob #1: withdrawn/,
      ({ discord }) => discord.direct.push(discord.direct[0]!),
    ],
    [
      'somebody told directly of what was never said',
      'phantom',
      /told directly 1 times, not 0: eve #1: c4/,
      (all) => tell(all, 'eve', `Counted in vote #1: c4.\nReceipt: ${tags.eve}`),
    ],
  ]);
});

describe('in votes and outcomes the checker finds', () => {
  const vote = ({ database }: OpenEvidence) => database.votes[0]!;

  itFinds([
    ['a vote that nobody opened', 'phantom', /#1 was opened by nobody/, ({ book }) => book.openings.pop()],
    [
      'no vote where one was acknowledged',
      'lost',
      /#2 "Storm question 2" is not there/,
      ({ book }) => book.openings.push({ event: '98', question: 'Storm question 2', heard: { kind: 'opened', number: 2 } }),
    ],
    [
      'a vote opened twice',
      'doubled',
      /"Storm question 1" was opened 2 times/,
      (all) => all.database.votes.push({ ...vote(all), id: 'b', number: 2 }),
    ],
    ['a vote that never ends', 'unfinished', /#1 is counting/, (all) => Object.assign(vote(all), { status: 'counting' })],
    ['a closed vote without an outcome', 'lost', /#1 is closed and has no outcome/, ({ outcomes }) => outcomes.clear()],
    [
      'an outcome that does not add up',
      'broken',
      /outcome of #1: hash/,
      ({ outcomes }) => outcomes.set(soundVote, { ...sealedOutcome([{ tag: tags.ada, choice: 2 }]), electors: 3 }),
    ],
    [
      'an outcome sealed by somebody else',
      'broken',
      /outcome of #1: signature.publicKey/,
      ({ outcomes }) => {
        const { hash: _hash, signature: _signature, ...unsealed } = sealedOutcome([{ tag: tags.ada, choice: 2 }]);
        outcomes.set(soundVote, sealBundle(unsealed, { hashing, signing: createSigning(new Uint8Array(32).fill(8)) }));
      },
    ],
    [
      'the outcome of another vote',
      'broken',
      /outcome of #1 is the one of 0b7ad0a2/,
      (all) => {
        all.outcomes.set('other', all.outcomes.get(soundVote));
        Object.assign(vote(all), { id: 'other' });
      },
    ],
  ]);
});

describe('in the ledger the checker finds', () => {
  itFinds([
    ['a changed entry', 'broken', /ledger at 1: hash/, ({ database }) => Object.assign(database.ledger[0]!, { body: { vote: 'x' } })],
    ['a gap', 'broken', /ledger at 1: sequence/, ({ database }) => database.ledger.shift()],
    [
      'an end told twice',
      'doubled',
      /tells vote.closed of #1 2 times/,
      ({ database }) => void (database.ledger = history([...database.ledger, ...database.ledger.slice(1)])),
    ],
    ['an end that is not told', 'lost', /tells no vote.closed of #1/, ({ database }) => database.ledger.pop()],
    [
      'another outcome than was published',
      'broken',
      /tells another outcome of #1/,
      ({ outcomes }) => outcomes.set(soundVote, sealedOutcome([{ tag: tags.ada, choice: 1 }])),
    ],
  ]);
});

describe('in spaces the checker finds', () => {
  const general = ({ discord }: OpenEvidence) => discord.spaces.get('general')!;

  itFinds([
    ['no outcome', 'lost', /general shows outcome 1 0 times/, (all) => general(all).splice(1, 1)],
    ['an outcome twice', 'doubled', /general shows outcome 1 2 times/, (all) => general(all).push(general(all)[1]!)],
    ['an announcement twice', 'doubled', /general shows announcement 1 2 times/, (all) => general(all).push(general(all)[0]!)],
    ['an announcement that still invites', 'unfinished', /general shows open 1/, (all) => general(all).push('Vote #1\nWhich?')],
    ['the end of a vote that never was', 'phantom', /general shows announcement 5/, (all) => general(all).push('Vote #5 is over\n')],
  ]);
});

describe('of the doctor the checker repeats', () => {
  itFinds([['what is wrong', 'unfinished', /the doctor says: it aches/, ({ wrong }) => wrong.push('it aches')]]);
});
