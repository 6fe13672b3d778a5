import { describe, expect, test } from 'vitest';
import { readCvotes } from '../../../../core/voting/formats/cvotes.ts';
import { ballotsIn, faultOf } from './said.ts';

const list = '#/Candidates: A;B;C\n';

describe('the Condorcet Election Format', () => {
  test('is read as its text shows it: tags, comments, weights, quantifiers, equals', () => {
    const election = readCvotes(
      [
        '# My beautiful election',
        '#/Candidates: Candidate A ; Candidate B;Candidate C',
        '#/implicit ranking: TRUE',
        '#/Weight allowed: true',
        '#/Number of Seats: 42',
        '',
        '# Here the votes datas:',
        'Candidate A > Candidate B > Candidate C * 42',
        'julien@condorcet.vote , signature:55073db57b0a859911 || Candidate A > Candidate B > Candidate C # Same as above',
        'Candidate C > Candidate A = Candidate B ^7 * 8 # 8 votes with a weight of 7.',
        'Candidate B = Candidate A > Candidate C',
        '  Candidate C',
        '/EMPTY_RANKING/ * 2',
        '/empty/',
      ].join('\n'),
    );
    expect(ballotsIn(election)).toEqual([
      'Candidate A > Candidate B > Candidate C * 43',
      'Candidate C > Candidate A = Candidate B * 56',
      'Candidate A = Candidate B > Candidate C * 1',
      'Candidate C * 1',
      ' * 2',
      ' * 1',
    ]);
    expect(election).toMatchObject({ seats: 42, unranked: 'last', warnings: [] });
  });

  test('without weights all lines weigh one; without implicit ranking who is unranked is ignored', () => {
    const election = readCvotes('#/Candidates: A;B\n#/Implicit Ranking: false\nA>B ^7 *2\n');
    expect(ballotsIn(election)).toEqual(['A > B * 2']);
    expect(election.unranked).toBe('ignored');
  });

  test('without a list the candidates are those of the ballots', () => {
    expect(readCvotes('Zoe > __proto__ * 2\nconstructor = Zoe\n').options).toEqual(['Zoe', '__proto__', 'constructor']);
  });

  test('candidates that are not in the list are passed over and named; parameters that nobody knows too', () => {
    const election = readCvotes(`#/Voting Methods: Borda\n${list}A > D > B\nD * 3\n`);
    expect(ballotsIn(election)).toEqual(['A > B * 1', ' * 3']);
    expect(election.warnings).toEqual([
      'line 1: the parameter "Voting Methods" is not known here and changes nothing.',
      'line 3: "D" is not in the list of candidates and is passed over.',
      'line 4: "D" is not in the list of candidates and is passed over.',
    ]);
  });

  test.each(['\n', '\r\n', '\r'])('takes any line end: %j', (end) => {
    const text = ['#/Candidates: A;B', 'A > B', '', 'B'].join(end);
    expect(ballotsIn(readCvotes(text))).toEqual(['A > B * 1', 'B * 1']);
    expect(faultOf(`${text}${end}A > A`, '.cvotes')).toMatch(/^line 5, column 5: found "A" for the second time/);
  });

  test('numbers of any size are exact', () => {
    const { ballots } = readCvotes(`${list}A * 9007199254740993\nA * 1\nB * ${'9'.repeat(40)}\n`);
    expect(ballots.groups.map(({ count }) => count)).toEqual([9007199254740994n, BigInt('9'.repeat(40))]);
  });

  test.each([
    ['a comment on a parameter', '#/Candidates: A;B # x', 'line 1, column 19: found #'],
    ['space before a parameter', `${list}   #/Implicit Ranking: false`, 'line 2, column 1: found space before a parameter'],
    ['space before the colon', '#/Implicit Ranking   : false', 'line 1, column 21: found a space before the colon'],
    ['a parameter after a ballot', `${list}A\n#/Number of Seats: 2`, 'line 3, column 1: found a parameter'],
    ['a parameter twice', `${list}${list}`, 'line 2, column 3: found "Candidates" for the second time'],
    ['a candidate twice', '#/Candidates: A;B; A', 'line 1, column 20: found "A" for the second time'],
    ['a candidate without a name', '#/Candidates: A;;B', 'line 1, column 17: found nothing'],
    ['<', `${list}A < B > C`, 'line 2, column 1: found "A < B"'],
    ['a candidate on two ranks', `${list}A > B > A`, 'line 2, column 9: found "A" for the second time'],
    ['a candidate twice on one rank', `${list}A = A`, 'line 2, column 5: found "A" for the second time'],
    ['the weight after the quantifier', `${list}A * 8 ^7`, 'line 2, column 7: found ^ after *'],
    ['the empty ranking as a rank', `${list}A > /EMPTY_RANKING/`, 'line 2, column 5: found /EMPTY_RANKING/'],
    ['an empty rank', `${list}A > > B`, 'line 2, column 5: found nothing'],
    ['an end without a rank', `${list}A >`, 'line 2, column 4: found nothing'],
    ['no ranking', `${list}tag || * 3`, 'line 2, column 8: found nothing'],
    ['no quantifier', `${list}A *`, 'line 2, column 4: found nothing, expected a whole number'],
    ['a quantifier of 0', `${list}A * 0`, 'line 2, column 4: found "0"'],
    ['a negative one', `${list}A * -1`, 'line 2, column 4: found "-1"'],
    ['a decimal', `${list}A * 1.5`, 'found "1.5"'],
    ['an exponent', `${list}A * 1e400`, 'found "1e400"'],
    ['a hexadecimal', `${list}A * 0x10`, 'found "0x10"'],
    ['full-width digits', `${list}A * １２`, 'found "１２"'],
    ['no number', `${list}A * NaN`, 'found "NaN"'],
    ['41 digits', `${list}A * ${'9'.repeat(41)}`, 'at most 40 digits'],
    ['a million digits', `${list}A * ${'9'.repeat(1_000_000)}`, 'at most 40 digits'],
    ['a boolean that is none', '#/Implicit Ranking: yes', 'line 1, column 21: found "yes", expected true or false'],
    ['no seats', '#/Number of Seats: 0', 'line 1, column 20: found "0"'],
    ['nothing', '', 'line 1, column 1: found no candidate'],
    [
      'too many candidates',
      `#/Candidates: ${Array.from({ length: 1_001 }, (_, place) => `C${place}`).join(';')}`,
      'found candidate 1001, expected at most 1000',
    ],
  ])('refuses %s', (_, text, said) => {
    expect(faultOf(text, '.cvotes')).toContain(said);
    expect(faultOf(text, '.cvotes')?.length).toBeLessThan(250);
  });
});
