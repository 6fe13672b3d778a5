import { describe, expect, test } from 'vitest';
import { consent } from '../../../core/voting/consent.ts';
import { lottery } from '../../../core/voting/lottery.ts';

const options = ['Adopt it', 'Leave it'];
const rules = { threshold: '0/1', seed: '07' };
const agree = { stance: 'agree' } as const;
const objects = (reason: string) => ({ stance: 'object', reason }) as const;

describe('consent', () => {
  test('adopts what nobody objects to', () => {
    const tally = consent.tally([agree, { stance: 'stand aside' }, { stance: 'abstain' }], options, rules);
    expect(tally).toMatchObject({ winners: ['Adopt it'], tie: null });
    expect(tally.rounds).toEqual([{ stances: { agree: '1', abstain: '1', 'stand aside': '1', object: '0' }, objections: [] }]);
  });

  test.each([
    [{}, []],
    [{ state: 'upheld' }, []],
    [{ state: 'resolved' }, ['Adopt it']],
  ] as const)('an objection with %j', (state, winners) => {
    const tally = consent.tally([agree, agree, { ...objects('It burns'), ...state }], options, rules);
    expect(tally.winners).toEqual(winners);
    expect(tally.rounds).toMatchObject([{ objections: [{ reason: 'It burns', state: 'state' in state ? state.state : 'standing' }] }]);
  });

  test('silence is no consent, and the threshold asks for more', () => {
    expect(consent.tally([{ stance: 'abstain' }], options, rules).winners).toEqual([]);
    expect(consent.tally([agree, { stance: 'abstain' }], options, { ...rules, threshold: '1/2' }).winners).toEqual([]);
  });

  test.each([
    ['agree', agree],
    ['Yes', agree],
    ['stand-aside', { stance: 'stand aside' }],
    ['object: too dear', objects('too dear')],
    ['Objection – no time', objects('no time')],
  ] as const)('reads %j', (words, choice) => {
    expect(consent.read(words, options)).toEqual(choice);
    expect(consent.read(consent.write(choice, options), options)).toEqual(choice);
  });

  test.each(['', 'object', 'object:  ', 'maybe'])('refuses %j', (words) => expect(() => consent.read(words, options)).toThrow());
  test.each([null, 'agree', { stance: 'object' }, { stance: 'object', reason: '' }, { stance: 'agree', reason: 'x' }])(
    'takes no %j',
    (choice) => expect(() => consent.parse(choice, options)).toThrow(/stance/u),
  );
});

describe('the lottery', () => {
  test('draws one ballot by the seed, and says how', () => {
    expect(lottery.tally([0, 0, 1], ['A', 'B'], { ...rules, seed: '05' })).toMatchObject({
      winners: ['B'],
      tie: {
        path: [
          'The ballots are numbered from 0 through the options in their order: 0 to 1 "A", 2 "B".',
          'The seed, read as a hexadecimal number and divided by 3, leaves 2: "B" is chosen.',
        ],
      },
    });
  });

  test('an option wins for exactly its share of all seeds', () => {
    const wins = new Map<string, number>();
    for (let seed = 0; seed < 70; seed += 1) {
      const [winner = ''] = lottery.tally([0, 1, 1, 2, 2, 2, 2], ['A', 'B', 'C'], { ...rules, seed: seed.toString(16) }).winners;
      wins.set(winner, (wins.get(winner) ?? 0) + 1);
    }
    expect(Object.fromEntries(wins)).toEqual({ A: 10, B: 20, C: 40 });
  });

  test('without ballots nobody is drawn; with one option there is nothing to draw', () => {
    expect(lottery.tally([], ['A', 'B'], rules)).toMatchObject({ winners: [], tie: null });
    expect(lottery.tally([1, 1], ['A', 'B'], rules)).toMatchObject({ winners: ['B'], tie: null });
  });
});
