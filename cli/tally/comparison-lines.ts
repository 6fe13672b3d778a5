import type { Comparison } from '../../core/voting/report/compare-methods.ts';
import { visible } from '../visible.ts';
import { matrixLines } from './round-lines.ts';

/** The method report for a terminal: who wins by which method, the pairwise matrix, and why methods differ. */
export function comparisonLines(comparison: Comparison, options: readonly string[]): readonly string[] {
  const { methods, refused, pairwise, sentences } = comparison;
  const width = Math.max(...[...methods, ...refused].map(({ method }) => method.length));
  return [
    'What other methods choose:',
    ...methods.map(
      ({ method, winners, isTie }) =>
        `  ${method.padEnd(width)}  ${winners.length === 0 ? '-' : winners.map(visible).join(', ')}${isTie ? '  (a tie)' : ''}`,
    ),
    ...refused.map(({ method, because }) => `  ${method.padEnd(width)}  - ${visible(because)}`),
    '',
    ...matrixLines(pairwise, options),
    '',
    ...sentences.map(visible),
  ];
}
