import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, dataParts } from './real-data.ts';

/** Nothing here may pass because there was nothing to check. */
export function setup(): void {
  const missing = dataParts.filter((part) => !existsSync(join(dataFolder, part)));
  if (missing.length === 0) return;
  throw new Error(
    [
      '',
      'THE REAL DATA IS NOT THERE, SO NOTHING WAS CHECKED.',
      `Looked in ${dataFolder} for: ${missing.join(', ')}.`,
      'Say where it is:  COOP_DATA=/path/to/data npm run accept',
      'It holds elections/*.cvotes with expected.json (CondorcetVote/Condorcet_Tideman_Election_Collection), budgets/*.pb (pabulib.org)',
      'and vectors/vc-di-eddsa (TestVectors of github.com/w3c/vc-di-eddsa).',
      '',
    ].join('\n'),
  );
}
