import { describe, expect, test } from 'vitest';
import { readPabulib } from '../../../../core/voting/formats/pabulib.ts';
import { ballotsIn, faultOf } from './said.ts';

const file = (type: string, votes: string, meta = '') =>
  `META\nkey;value\ndescription;Łódź\nbudget;1000\nvote_type;${type}\n${meta}PROJECTS\nproject_id;cost;name;selected\n` +
  `A;500;"A ""park""; with trees";1\nB;499.5;B;0\n__proto__;0.25;;0\nVOTES\n${votes}`;

describe('Pabulib', () => {
  test('projects by id, costs in whole units of what all of them need', () => {
    const election = readPabulib(file('approval', 'voter_id;vote;age\n1;B,A;42\n2;;7\n3;A,B;42\n', 'num_votes;4\nnum_projects;3\n'));
    expect(election).toMatchObject({ title: 'Łódź', options: ['A', 'B', '__proto__'], labels: ['A "park"; with trees', 'B', '__proto__'] });
    expect(election.budget).toEqual({ costs: ['50000', '49950', '25'], total: '100000', decimals: 2 });
    expect(ballotsIn(election)).toEqual(['{A,B} * 1', '{} * 1', '{A,B} * 1']);
    expect(election.warnings).toEqual(['META says num_votes 4, the file has 3.']);
  });

  test.each([
    ['choose-1', 'voter_id;vote\n1;B\n2;B\n', ['{B} * 2']],
    ['ordinal', 'voter_id;vote\n1;B,A\n2;A,B\n', ['B > A * 1', 'A > B * 1']],
    ['cumulative', 'voter_id;vote;points\n1;B,A;2,1.50\n2;A;3\n', ['A:1.5 B:2 * 1', 'A:3 * 1']],
    ['scoring', 'voter_id;points;vote\n1;-1,5;B,A\n', ['A:5 B:-1 * 1']],
  ])('votes of type %s', (type, votes, said) => {
    expect(ballotsIn(readPabulib(file(type, votes)))).toEqual(said);
  });

  test('a scoring vote gives the default to whom it does not name', () => {
    expect(ballotsIn(readPabulib(file('scoring', 'voter_id;vote;points\n1;B;5\n', 'default_score;-1\n')))).toEqual([
      'A:-1 B:5 __proto__:-1 * 1',
    ]);
  });

  test.each([
    ['another type', file('ranked', 'voter_id;vote\n'), 'line 5, column 11: found vote_type "ranked"'],
    ['a project that there is not', file('approval', 'voter_id;vote\n1;C\n'), 'line 13, column 3: found "C", expected the id of a project'],
    ['a project twice in a vote', file('approval', 'voter_id;vote\n1;A,A\n'), 'line 13, column 3: found project "A" for the second time'],
    ['two of one', file('choose-1', 'voter_id;vote\n1;A,B\n'), 'line 13, column 3: found 2 projects, expected one'],
    ['points too few', file('cumulative', 'voter_id;vote;points\n1;A,B;1\n'), 'line 13, column 7: found 1 figures, expected 2'],
    ['points that are no number', file('cumulative', 'voter_id;vote;points\n1;A;1e400\n'), 'line 13, column 5: found "1e400"'],
    ['no points', file('cumulative', 'voter_id;vote\n1;A\n'), 'expected a column that is called points'],
    [
      'no votes',
      'META\nkey;value\nbudget;1\nvote_type;approval\nPROJECTS\nproject_id;cost\nA;1\n',
      'found the end of the file, expected the section VOTES',
    ],
    ['no budget', 'META\nkey;value\nvote_type;approval\nPROJECTS\nproject_id;cost\nA;1\nVOTES\nvoter_id;vote\n', 'found budget nothing'],
    ['a negative cost', file('approval', 'voter_id;vote\n').replace('A;500', 'A;-5'), 'line 8, column 3: found the cost "-5"'],
    [
      'a project twice',
      file('approval', 'voter_id;vote\n').replace('B;499.5', 'A;499.5'),
      'line 9, column 1: found project "A" for the second time',
    ],
    ['sections in another order', 'META\nkey;value\nVOTES\n', 'line 3, column 1: found "VOTES", expected the section PROJECTS'],
    ['nothing', '', 'found the end of the file, expected the section META'],
  ])('refuses %s', (_, text, said) => {
    expect(faultOf(text, '.pb')).toContain(said);
  });
});
