import { describe } from 'vitest';
import { itFinds } from './plant.ts';
import { ballot, history, sealedOutcome, soundVote, tags } from './sound-evidence.ts';
import type { OpenEvidence } from './sound-evidence.ts';

describe('in the box the checker finds', () => {
  const box = ({ database }: OpenEvidence) => database.ballots;

  itFinds([
    ['no row of an acknowledged ballot', 'lost', /bob: c1 was acknowledged 1 times.* 0 times/, (all) => box(all).splice(1, 1)],
    ['no row of an acknowledged withdrawal', 'lost', /bob: nothing was acknowledged 2 times.* 1 times/, (all) => box(all).pop()],
    ['a ballot twice', 'doubled', /ada: c1 .* 2 times/, (all) => box(all).splice(1, 0, ballot('ada', 0))],
    ['a withdrawal twice', 'doubled', /bob: nothing .* 3 times/, (all) => box(all).push(ballot('bob', null))],
    ['a choice that nobody named', 'phantom', /ada: c5 /, (all) => box(all).push(ballot('ada', 4))],
    ['a refused ballot', 'phantom', /eve: c1 /, (all) => box(all).push(ballot('eve', 0))],
    ['a ballot of somebody who said nothing', 'phantom', /carl: a ballot/, (all) => box(all).push({ ...ballot('ada', 0), person: 'carl' })],
    [
      'another order than that in which it was said',
      'lost',
      /bob: .*another order.*: c3, nothing, c1, nothing$/,
      ({ database }) => void (database.ballots = database.ballots.with(1, ballot('bob', 2)).with(4, ballot('bob', 0))),
    ],
  ]);
});

describe('in what is counted the checker finds', () => {
  const ada = { tag: tags.ada, choice: 2 };

  /** Sealed and entered in the ledger as it should be, whatever stands in it. */
  const publish = (evidence: OpenEvidence, ballots: { tag: string; choice: number }[]): void => {
    const outcome = sealedOutcome(ballots);
    evidence.outcomes.set(soundVote, outcome);
    evidence.database.ledger = history([
      { kind: 'vote.opened', body: { vote: soundVote } },
      { kind: 'vote.closed', body: { vote: soundVote, hash: outcome.hash } },
    ]);
  };
  const enrol = ({ database }: OpenEvidence, person: string, tag: string) => database.electors.push({ vote: 1, person, tag });

  itFinds([
    [
      'nothing of somebody whose ballot was acknowledged',
      'lost',
      /of ada nothing is counted, not c1 or c2 or c3$/,
      (all) => publish(all, []),
    ],
    [
      'an earlier ballot in place of a withdrawal',
      'lost',
      /of bob c3 is counted, not nothing$/,
      (all) => publish(all, [ada, { tag: tags.bob, choice: 2 }]),
    ],
    ['a choice that nobody named', 'phantom', /of ada c5 is counted/, (all) => publish(all, [{ ...ada, choice: 4 }])],
    [
      'a receipt that nobody has',
      'phantom',
      /receipt ZZZZZ-ZZZZZ belongs to 0 people/,
      (all) => publish(all, [ada, { tag: 'ZZZZZ-ZZZZZ', choice: 1 }]),
    ],
    [
      'somebody who said nothing',
      'phantom',
      /of carl c1 is counted, not nothing$/,
      (all) => {
        enrol(all, 'carl', 'CCCCC-CCCCC');
        publish(all, [ada, { tag: 'CCCCC-CCCCC', choice: 0 }]);
      },
    ],
    [
      'a person twice',
      'doubled',
      /#1: ada is counted twice/,
      (all) => {
        enrol(all, 'ada', 'DDDDD-DDDDD');
        publish(all, [ada, { ...ada, tag: 'DDDDD-DDDDD' }]);
      },
    ],
    [
      'another receipt than was given',
      'lost',
      /100 got the receipt AAAAA-AAAAA, but XXXXX-XXXXX stands in #1/,
      (all) => {
        all.database.electors[0]!.tag = 'XXXXX-XXXXX';
        publish(all, [{ ...ada, tag: 'XXXXX-XXXXX' }]);
      },
    ],
    [
      'an answer about something else',
      'phantom',
      /100 said c1 in #1 and was told c4 in #1/,
      ({ book }) => Object.assign(book.attempts[0]!.heard, { choice: 'c4' }),
    ],
  ]);
});
