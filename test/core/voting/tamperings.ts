import { toHex } from '../../../core/hex.ts';
import type { Bundle } from '../../../core/voting/bundle.ts';
import { stranger } from './closed-vote.ts';

const ballot = (place: number, change: object) => (bundle: Bundle) => ({
  ...bundle,
  ballots: bundle.ballots.with(place, { ...bundle.ballots[place]!, ...change }),
});

/** What somebody can do to an outcome after it was sealed, by what they touch. */
export const tamperings = {
  'the question': (bundle) => ({ ...bundle, vote: { ...bundle.vote, question: 'Which other?' } }),
  'an option’s name': (bundle) => ({ ...bundle, vote: { ...bundle.vote, options: ['Red', 'Azure', 'Dark Green'] } }),
  'the number of electors': (bundle) => ({ ...bundle, electors: 10 }),
  'the console flag': (bundle) => ({ ...bundle, network: { ...bundle.network, console: true } }),
  'the network’s name': (bundle) => ({ ...bundle, network: { ...bundle.network, name: 'Cooks' } }),
  'the deadline': (bundle) => ({ ...bundle, vote: { ...bundle.vote, closedAt: '2026-11-26T12:00:01.000Z' } }),
  'who may steer': (bundle) => ({ ...bundle, vote: { ...bundle.vote, rules: { ...bundle.vote.rules, steer: 'members' } } }),
  'the quorum': (bundle) => ({ ...bundle, vote: { ...bundle.vote, rules: { ...bundle.vote.rules, quorum: '3/4' } } }),
  'the verdict': (bundle) => ({ ...bundle, verdict: 'no-quorum' }),
  'the winner': (bundle) => ({ ...bundle, tally: { ...Object(bundle.tally), winners: ['Red'] } }),
  'a figure': (bundle) => ({
    ...bundle,
    tally: { ...Object(bundle.tally), rounds: [{ votes: { Red: '2', Blue: '4', 'Dark Green': '0' } }] },
  }),
  'the whole tally': (bundle) => ({ ...bundle, tally: [] }),
  'a ballot': ballot(1, { choice: 2 }),
  'a ballot into another form': ballot(1, { choice: [0] }),
  'a ballot for an option that there is not': ballot(4, { choice: 3 }),
  'a receipt': ballot(4, { tag: 'TAG99-ABCDE' }),
  'a weight given to a ballot': ballot(0, { weight: '3' }),
  'the root of the tree': (bundle) => ({ ...bundle, tree: { size: 5, root: 'ab'.repeat(32) } }),
  'the size of the tree': (bundle) => ({ ...bundle, tree: { size: 6, root: bundle.tree?.root } }),
  'a receipt into another voter’s': ballot(4, { tag: 'TAG03-ABCDE' }),
  'a ballot added': (bundle) => ({ ...bundle, ballots: [...bundle.ballots, { tag: 'ZZZZZ-ZZZZZ', choice: 1 }] }),
  'a ballot removed': (bundle) => ({ ...bundle, ballots: bundle.ballots.toSpliced(1, 1) }),
  'ballots in another order': (bundle) => ({ ...bundle, ballots: bundle.ballots.toReversed() }),
  'more ballots than people': (bundle) => ({ ...bundle, electors: 4 }),
  'of how many the quorum was asked': (bundle) => ({ ...bundle, active: 4 }),
  'the method': (bundle) => ({ ...bundle, vote: { ...bundle.vote, method: 'sortition' } }),
  'an option twice': (bundle) => ({ ...bundle, vote: { ...bundle.vote, options: ['Red', 'Blue', 'Red'] } }),
  'the fingerprint': (bundle) => ({ ...bundle, hash: 'ab'.repeat(32) }),
  'the signature': (bundle) => ({ ...bundle, signature: { ...bundle.signature, value: '00'.repeat(64) } }),
  'the key': (bundle) => ({ ...bundle, signature: { ...bundle.signature, publicKey: toHex(stranger.signing.publicKey) } }),
  'something beside the signature': (bundle) => ({ ...bundle, signature: { ...bundle.signature, note: 'trust me' } }),
} satisfies Record<string, (bundle: Bundle) => object>;

/** In the order of the page that lists them. */
export const tamperingKinds = Object.keys(tamperings).filter((kind): kind is keyof typeof tamperings => kind in tamperings);
