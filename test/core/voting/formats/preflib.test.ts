import { describe, expect, test } from 'vitest';
import { readPrefLib } from '../../../../core/voting/formats/preflib.ts';
import { ballotsIn, faultOf } from './said.ts';

const names = '# ALTERNATIVE NAME 1: Branden Robinson\n# ALTERNATIVE NAME 2: A: b\n# ALTERNATIVE NAME 3: __proto__\n';
const header = `# FILE NAME: x\n# TITLE: Debian 2002\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 15\n${names}`;

describe('PrefLib', () => {
  test('orders with ties, complete or not', () => {
    const election = readPrefLib(`${header}9: 3,{1,2}\n5: 2 , 1\n1: {1, 2, 3}\n`, 'toi');
    expect(election).toMatchObject({ title: 'Debian 2002', options: ['Branden Robinson', 'A: b', '__proto__'], warnings: [] });
    expect(ballotsIn(election)).toEqual([
      '__proto__ > Branden Robinson = A: b * 9',
      'A: b > Branden Robinson * 5',
      'Branden Robinson = A: b = __proto__ * 1',
    ]);
  });

  test('another number of voters than the header says is told', () => {
    expect(readPrefLib(`${header}9: 1\n`).warnings).toEqual(['The header says 15 voters, the orders are of 9.']);
  });

  test.each([
    ['an incomplete order in a .soc', `${header}1: 1,2\n`, '.soc', 'line 8, column 7: found 2 of 3 alternatives'],
    ['a tie in a .soi', `${header}1: {1,2}\n`, '.soi', 'line 8, column 4: found {, expected no ties'],
    ['what the header says, not the name', `${header}# DATA TYPE: soc\n1: 1\n`, '.toi', 'the file says that it is soc'],
    ['categories', `# DATA TYPE: cat\n`, '.toi', 'line 1, column 14: found "cat"'],
    ['no number of alternatives', `# TITLE: x\n1: 1\n`, '.soi', 'found no number of alternatives'],
    ['a name too few', '# NUMBER ALTERNATIVES: 4\n# ALTERNATIVE NAME 1: A\n1: 1\n', '.soi', 'found no name of alternative 2'],
    ['an alternative that there is not', `${header}1: 4\n`, '.toi', 'line 8, column 4: found "4"'],
    ['one twice', `${header}1: 1,1\n`, '.toi', 'line 8, column 6: found alternative 1 for the second time'],
    ['no colon', `${header}1,2,3\n`, '.toi', 'line 8, column 1: found "1,2,3"'],
    ['braces in braces', `${header}1: {1,{2}}\n`, '.toi', 'line 8, column 7: found {, expected no braces'],
    ['braces that stay open', `${header}1: 1,{2\n`, '.toi', 'line 8, column 6: found {, expected }'],
    ['braces that were not open', `${header}1: 1}\n`, '.toi', 'line 8, column 5: found }'],
    ['a comma at the end', `${header}1: 1,\n`, '.toi', 'line 8, column 6: found the end of the line'],
    ['two numbers without a comma', `${header}1: 1 2\n`, '.toi', 'line 8, column 6: found "2", expected a comma'],
    ['words', `${header}1: one\n`, '.toi', 'line 8, column 4: found "o"'],
    ['a negative number of voters', `${header}-1: 1\n`, '.toi', 'line 8, column 1: found "-1"'],
    ['a header after the orders', `${header}1: 1\n# TITLE: y\n`, '.toi', 'line 9, column 1: found a line of the header'],
  ])('refuses %s', (_, text, extension, said) => {
    expect(faultOf(text, extension)).toContain(said);
  });
});
