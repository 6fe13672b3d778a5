import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEnvEntries, withSettings } from '../../config/env-file.ts';

describe('a file .env', () => {
  test('is told apart into settings, comments, empty lines and what is none of them', () => {
    const content = '# c\n\nA=1\nexport B="x\ny # no comment\nC=no setting"\nODD\nD=2';
    expect(readEnvEntries(content).map(({ kind, name, line }) => [kind, name, line])).toEqual([
      ['comment', '', 1],
      ['empty', '', 2],
      ['setting', 'A', 3],
      ['setting', 'B', 4],
      ['other', '', 7],
      ['setting', 'D', 8],
    ]);
  });

  test('keeps everything else, byte for byte, where a setting is changed', () => {
    const content = "# keep\r\nA = old # why\nB='x\ny'\n\n\n";
    expect(withSettings(content, new Map([['B', 'new']]))).toBe('# keep\r\nA = old # why\nB=new\n');
    expect(withSettings('A=1', new Map([['A', null]]))).toBe('\n');
    expect(() => withSettings('', new Map([['A', `'"\`\n`]]))).toThrow(RangeError);
  });

  test('says afterwards what it was told, and each name once, whatever stood there', () => {
    const name = fc.constantFrom('A', 'B', 'C');
    const value = fc.oneof(fc.string(), fc.constantFrom('a b', 'a#b', 'a"b', "a'b", '', 'a\\nb', '-----BEGIN\nx\n-----END', '$A'));
    const line = fc.oneof(
      fc.tuple(name, value).map(([key, given]) => `${key}=${given.replaceAll(/[\n\r"'`]/g, '')}`),
      fc.tuple(name, fc.stringMatching(/^[a-z \n]*$/)).map(([key, given]) => `${key}="${given}"`),
      fc.constantFrom('# comment', '', 'ODD LINE'),
    );
    const law = fc.property(fc.array(line), fc.dictionary(name, value), (lines, wanted) => {
      const before = lines.join('\n');
      let after: string;
      try {
        after = withSettings(before, new Map(Object.entries(wanted)));
      } catch (error) {
        return error instanceof RangeError;
      }
      const names = readEnvEntries(after).flatMap((entry) => (entry.name in wanted ? [entry.name] : []));
      expect(names.toSorted()).toEqual(Object.keys(wanted).toSorted());
      expect(parseEnv(after)).toEqual({ ...parseEnv(before), ...wanted });
      return true;
    });
    fc.assert(law, { numRuns: 300 });
  });
});
