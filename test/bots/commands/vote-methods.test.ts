import { describe, expect, test } from 'vitest';
import { voteOpen } from '../../../bots/commands/vote-open.ts';
import { methodLabel } from '../../../core/voting/method-label.ts';
import { countVote } from '../../../core/voting/count.ts';
import { recount } from '../../../core/voting/recount.ts';
import { hashing } from '../../../adapters/crypto/sha256.ts';
import { verifying } from '../../../adapters/crypto/ed25519.ts';
import { closedVote, instance } from '../../core/voting/closed-vote.ts';
import { foundBakers } from './bakers.ts';

/** For every method: how a vote by it is opened, how the announcement says one votes, a ballot in words, and how it is said back. */
const conversations = [
  ['score', '', 'give options a score from 0 to 5', 'vote cast 1 1:5,2:3', 'Soup:4 Pizza: 2', 'Pizza 2, Soup 4'],
  ['star', '', 'give options 0 to 5 stars', 'vote cast 1 1:5,2:3', 'tea:5, soup:1', 'Soup 1, Tea 5'],
  ['irv', '', 'rank the options, the best first', 'vote cast 1 1>2>3', 'Tea > Pizza = Soup', 'Tea > Pizza = Soup'],
  ['stv', ' --seats 2', '2 are chosen', 'vote cast 1 1>2>3', '3 > 1', 'Tea > Pizza'],
  ['meek', ' --seats 2', '2 are chosen', 'vote cast 1 1>2>3', 'Tea, Pizza', 'Tea > Pizza'],
  ['schulze', '', 'rank the options, the best first', 'vote cast 1 1>2>3', 'Soup = Tea > Pizza', 'Soup = Tea > Pizza'],
  ['ranked-pairs', '', 'rank the options', 'vote cast 1 1>2>3', 's > t', 'Soup > Tea'],
  ['minimax', '', 'rank the options', 'vote cast 1 1>2>3', '2>1', 'Soup > Pizza'],
  ['copeland', '', 'rank the options', 'vote cast 1 1>2>3', 'Soup', 'Soup'],
  ['borda', '', 'rank the options', 'vote cast 1 1>2>3', 'Soup > Tea > Pizza', 'Soup > Tea > Pizza'],
  ['kemeny', '', 'rank the options', 'vote cast 1 1>2>3', 'none', 'none of them'],
  ['majority-judgment', '', 'grade the options', 'vote cast 1 1:4,2:2', 'Tea: very good, Soup: poor', 'Soup poor, Tea very good'],
  ['quadratic', '', 'spend 100 credits', 'vote cast 1 1:6,2:-3', 'Tea:9 Soup:-4', 'Soup -4, Tea 9'],
  ['consent', '', 'object: and the reason', 'vote cast 1 agree', 'object: it burns easily', 'object: it burns easily'],
  ['equal-shares', ' --costs 300,200,100 --budget 400', 'Together they may cost 400', 'vote cast 1 1,2', 'Tea, Soup', 'Soup, Tea'],
  ['greedy', ' --costs 300,200,100 --budget 400', '(costs 300)', 'vote cast 1 1,2', '#1', 'Pizza'],
  ['lottery', '', 'One ballot will be drawn', 'vote cast 1 1', 'Soup', 'Soup'],
] as const;

describe('a vote in chat', () => {
  test.each(conversations)('by %s%s', async (method, settings, how, example, words, shown) => {
    const { ada, bea } = await foundBakers();
    await ada.says(`vote open Lunch? --options Pizza,Soup,Tea --method ${method}${settings}`);
    const status = await bea.says('vote status 1');
    expect(status).toContain(how);
    expect(status).toContain(example);
    // What stands there as an example is a ballot.
    expect(await bea.says(example)).toContain('Counted in vote #1: ');
    const counted = await bea.says(`vote cast 1 ${words}`);
    expect(counted).toContain(`Counted in vote #1: ${shown}.`);
    expect(counted).toMatch(/Receipt: `\w+`/u);
    expect(await bea.says('vote status 1')).toContain(`Your ballot: ${shown}.`);
  });

  test.each([
    ['irv', 'Tea > Pear', 'There is no option “Pear”'],
    ['schulze', 'Tea > Soup > Tea', '“Tea” stands there twice'],
    ['star', 'Tea:6', 'gives no option a score from 0 to 5'],
    ['score', 'Tea:1e400', 'gives no option a score'],
    ['score', 'Tea:NaN', 'gives no option a score'],
    ['quadratic', 'Tea:9 Soup:5', 'That costs 106 credits, and you have 100'],
    ['consent', 'object', 'Whoever objects says why'],
    ['consent', 'perhaps', 'is no stance'],
  ])('by %s refuses the ballot %s, and says why', async (method, words, why) => {
    const { ada, memory } = await foundBakers();
    await ada.says(`vote open Lunch? --options Pizza,Soup,Tea --method ${method}`);
    expect(await ada.says(`vote cast 1 ${words}`)).toContain(why);
    expect(memory.state.ballots).toEqual([]);
  });

  test.each([
    ['irv --seats 2', 'irv chooses one option. To choose 2, count by stv'],
    ['star --costs 1,2 --budget 3', 'star does not look at costs'],
    ['greedy --costs 1,2,3 --budget 3', 'There are 2 options and 3 costs'],
    ['greedy --costs 1,2', 'Say how much may be spent, too'],
    ['greedy --costs 1,1e400 --budget 3', '“1e400” is no cost'],
    ['greedy --costs 1,-2 --budget 3', '“-2” is no cost'],
  ])('is not opened with %s', async (method, why) => {
    const { ada, memory } = await foundBakers();
    expect(await ada.says(`vote open Lunch? --options Pizza,Soup --method ${method}`)).toContain(why);
    expect(memory.state.votes).toEqual([]);
  });

  test('a ballot is held to what its own vote sets, when it is cast', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says('vote open Lunch? --options Pizza,Soup --method quadratic');
    await ada.says('vote open Dinner? --options Pizza,Soup --method score');
    const own = [{ scale: { lowest: '-2', highest: '2' } }, { credits: 9 }];
    memory.state.votes = memory.state.votes.map((vote) => ({ ...vote, rules: { ...vote.rules, settings: own[vote.number % 2] } }));
    expect(await ada.says('vote cast 1 Soup:4')).toContain('That costs 16 credits, and you have 9');
    expect(await ada.says('vote cast 1 "Soup:3 Pizza:1"')).toContain('That costs 10 credits, and you have 9');
    expect(await ada.says('vote cast 1 Soup:3')).toContain('Counted in vote #1');
    expect(await ada.says('vote cast 2 Soup:3')).toContain('a score from -2 to 2');
    expect(await ada.says('vote cast 2 Soup:-2')).toContain('Counted in vote #2');
  });

  test('consent is given by a click; whoever objects is asked for the reason', async () => {
    const { ada } = await foundBakers();
    const offered = await ada.isOffered('vote open "Bake at night?" --options Yes,No --method consent');
    expect(offered).toEqual(['vote cast 1 agree', 'vote cast 1 abstain', 'vote cast 1 stand aside']);
    expect(await ada.clicks('vote cast 1 stand aside')).toContain('Counted in vote #1: stand aside.');
  });
});

test('each way to count that is offered is said in the same words where a vote is over', () => {
  for (const { value, label } of voteOpen.fields.method.options) expect(methodLabel(value)).toEqual({ kind: 'sentence', id: label });
});

test('what was said on how to count stands in the outcome beside the rules, and a stranger counts by it', () => {
  const closing = closedVote();
  const settings = { seats: 2 };
  const vote = { ...closing.vote, method: 'stv', options: ['A', 'B', 'C'], rules: { ...closing.vote.rules, settings } };
  const choices = [
    [[0], [1]],
    [[0], [1]],
    [[2], [1]],
  ];
  const ballots = choices.map((choice, place) => ({ tag: `tag${place}`, choice }));
  const bundle = countVote({ ...closing, vote, ballots, electors: 3 }, instance);
  expect(bundle.vote).toMatchObject({ settings, rules: expect.not.objectContaining({ settings: expect.anything() }) });
  expect(bundle.tally).toMatchObject({ elected: ['A', 'C'] });
  expect(recount(bundle, { hashing, verifying })).toEqual([]);
});
