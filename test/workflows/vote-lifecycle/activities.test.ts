import { expect, test } from 'vitest';
import { defaultCharter } from '../../../core/charter/charter.ts';
import { NetworkId, PersonId, VoteId } from '../../../core/ids.ts';
import type { Closing, Lifecycle } from '../../../core/ports/lifecycle.ts';
import type { Text } from '../../../core/text/text.ts';
import type { Bundle } from '../../../core/voting/bundle.ts';
import type { VotePurpose } from '../../../core/voting/vote.ts';
import { createVoteActivities } from '../../../workflows/vote-lifecycle/activities.ts';

const network = NetworkId.parse(crypto.randomUUID());
const vote = VoteId.parse(crypto.randomUUID());
const bea = PersonId.parse(crypto.randomUUID());

test('publishing enters the outcome in the ledger, ends the announcement and posts the outcome', async () => {
  const world = createWorld({ winners: ['Yes'] });
  await world.activities.publishVote({ network, vote });
  expect(world.done).toEqual([
    ['ledger', 'vote.closed', { vote, number: 3, verdict: 'decided', hash: 'abc' }],
    ['post', `vote:${vote}`, 'closed'],
    ['post', `outcome:${vote}`, 'closed'],
    ['stored', 'abc'],
  ]);
});

test('a vote that is not counting is not published again', async () => {
  const world = createWorld({ winners: ['Yes'], status: 'closed' });
  await world.activities.publishVote({ network, vote });
  expect(world.done).toEqual([]);
});

test.each([
  ['passed', ['Yes'], 'decided', true],
  ['was lost', ['No'], 'decided', false],
  ['ended equal', ['Yes', 'No'], 'decided', false],
  ['missed its quorum', ['Yes'], 'no-quorum', false],
] as const)('an admission that %s', async (_, winners, verdict, admitted) => {
  const world = createWorld({ winners, verdict, purpose: { kind: 'admission', person: bea } });
  await world.activities.publishVote({ network, vote });
  expect(world.done.filter(([what]) => what === 'admit')).toEqual(admitted ? [['admit', bea]] : []);
  expect(world.done.filter(([what]) => what === 'leave')).toEqual(admitted ? [] : [['leave', bea]]);
  expect(world.done).toContainEqual(['tell', bea, admitted ? 'outcome.admitted' : 'outcome.not-admitted']);
});

test('nothing is stored or told when counting fails', async () => {
  const world = createWorld({ winners: [], failure: new Error('a ballot is malformed') });
  await expect(world.activities.publishVote({ network, vote })).rejects.toThrow('malformed');
  expect(world.done).toEqual([]);
});

test('every platform is asked for what it never delivered', async () => {
  const world = createWorld({ winners: [] });
  await world.activities.sweepForVote({ network, vote });
  expect(world.done).toEqual([
    ['sweep', 'slack', network],
    ['sweep', 'github', network],
  ]);
});

test.each(['lookAtVote', 'beginCounting', 'sweepForVote', 'publishVote'] as const)('%s takes nothing but ids', async (step) => {
  const world = createWorld({ winners: [] });
  const stranger = { network: "' or true", vote } as unknown as { network: NetworkId; vote: VoteId };
  await expect((async () => world.activities[step](stranger))()).rejects.toThrow(/uuid/i);
});

test.each([
  ['passed', ['Yes'], 'decided', true],
  ['was lost', ['No'], 'decided', false],
  ['missed its quorum', ['Yes'], 'no-quorum', false],
] as const)('an exclusion that %s', async (_, winners, verdict, excluded) => {
  const world = createWorld({ winners, verdict, purpose: { kind: 'exclusion', person: bea } });
  await world.activities.publishVote({ network, vote });
  expect(world.done.filter(([what]) => what === 'exclude')).toEqual(excluded ? [['exclude', bea]] : []);
  expect(world.done).toContainEqual(['tell', bea, excluded ? 'outcome.excluded' : 'outcome.not-excluded']);
});

test.each([
  ['passed', ['Yes'], 'decided', false, 'charter.changed'],
  ['passed after the charter said so already', ['Yes'], 'decided', true, 'charter.changed-already'],
  ['was lost', ['No'], 'decided', false, null],
  ['ended equal', ['Yes', 'No'], 'decided', false, null],
  ['missed its quorum, and was lost', ['No'], 'no-quorum', false, null],
] as const)('a change of the charter that %s', async (_, winners, verdict, standing, told) => {
  const world = createWorld({ winners, verdict, standing, purpose: { kind: 'charter', rule: 'quorum', from: '0/1', value: '1/4' } });
  await world.activities.publishVote({ network, vote });
  const about = world.done.filter(([what, subject]) => what === 'adopt' || subject === `charter:${vote}`);
  expect(about).toEqual(
    told === null
      ? []
      : [
          ['adopt', 'quorum', '1/4'],
          ['post', `charter:${vote}`, 'changed', told],
        ],
  );
});

test('a change of the charter that failed on nothing but the quorum changes nothing, and everybody is told how to go on', async () => {
  const purpose = { kind: 'charter', rule: 'quorum', from: '0/1', value: '1/4' } as const;
  const world = createWorld({ winners: ['Yes'], verdict: 'no-quorum', purpose });
  await world.activities.publishVote({ network, vote });
  expect(world.done.filter(([what]) => what === 'adopt')).toEqual([]);
  expect(world.done).toContainEqual(['post', `charter:${vote}`, 'failed', 'charter.failed-on-quorum']);
});

type Given = {
  winners: readonly string[];
  verdict?: Bundle['verdict'];
  purpose?: VotePurpose;
  status?: 'counting' | 'closed';
  failure?: Error;
  /** The charter says so already. */
  standing?: boolean;
};

function createWorld({ winners, verdict = 'decided', purpose, status = 'counting', failure, standing = false }: Given) {
  const done: unknown[][] = [];
  const closing: Closing = {
    vote: {
      id: vote,
      network,
      number: 3,
      question: 'Admit Bea?',
      options: ['Yes', 'No'],
      method: 'single',
      rules: { charterVersion: 1, quorum: '0/1', threshold: '0/1', steer: 'opener' },
      purpose: purpose ?? null,
      status: 'closed',
      openedBy: null,
      openedAt: new Date(0),
      closesAt: new Date(1000),
      bundle: null,
    },
    network: { id: network, name: 'Garden', console: false },
    electors: 1,
    ballots: [{ tag: 'T', choice: 0 }],
  };
  const lifecycle: Lifecycle = {
    look: async () => ({ status, wait: 0 }),
    remind: async () => {},
    beginCounting: async () => {},
    unfinished: async () => [],
    finish: async (_, publish) => {
      if (status !== 'counting') return false;
      const bundle = await publish(closing, {
        ledger: {
          append: async (_network, { kind, body }) => {
            done.push(['ledger', kind, body]);
            return { sequence: 1, hash: '' };
          },
        },
        charters: {
          current: async () => ({ version: 1, rules: defaultCharter }),
          adopt: async (_network, { rule, value }) => {
            done.push(['adopt', rule, value]);
            return standing ? null : { version: 2, from: '0/1' };
          },
        },
        members: {
          admit: async (_network, person) => void done.push(['admit', person]),
          status: async () => 'asked',
          exclude: async (_network, { person }) => void done.push(['exclude', person]),
          leave: async (_network, person) => void done.push(['leave', person]),
        },
        votes: { open: unasked, turnout: unasked },
        clock: { now: () => new Date(2000) },
        messenger: {
          post: async (_network, { subject, occasion, message: { text } }) => {
            done.push(['post', subject, occasion, ...(occasion === 'changed' || occasion === 'failed' ? [firstSentence(text)] : [])]);
          },
          tell: async (person, { message: { text } }) => void done.push(['tell', person, firstSentence(text)]),
        },
      });
      done.push(['stored', bundle.hash]);
      return true;
    },
  };
  const count = ({
    vote: { id, number, question, options, method, rules, purpose: why, openedAt, closesAt },
    ...rest
  }: Closing): Bundle => {
    if (failure !== undefined) throw failure;
    return {
      format: 'cooperatus-outcome/1',
      network: rest.network,
      vote: {
        id,
        number,
        question,
        options: [...options],
        method,
        rules,
        purpose: why,
        openedAt: openedAt.toISOString(),
        closedAt: closesAt.toISOString(),
      },
      electors: rest.electors,
      ballots: [],
      tally: { winners: [...winners], rounds: [], tie: null },
      verdict,
      hash: 'abc',
      signature: { algorithm: 'Ed25519', publicKey: '', value: '' },
    };
  };
  const sweeps = ['slack', 'github'].map((platform) => async (id: NetworkId) => void done.push(['sweep', platform, id]));
  return { done, activities: createVoteActivities({ lifecycle, sweeps, count, pageOf: () => null }) };
}

function firstSentence(text: Text): unknown {
  const [block] = text;
  const inline = block?.kind === 'paragraph' ? block.inlines[0] : undefined;
  return inline?.kind === 'sentence' ? inline.id : inline;
}

async function unasked(): Promise<never> {
  throw new Error('nothing is opened here');
}
