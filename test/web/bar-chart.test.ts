import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barChart } from '../../web/chart/bar-chart.ts';
import type { Bar } from '../../web/chart/bar-chart.ts';
import { pagePalette, paperPalette } from '../../web/chart/palette.ts';
import { wrapLabel } from '../../web/chart/wrap-label.ts';

const bars: readonly Bar[] = [
  { label: 'Blue', value: '3', share: 0.6, isBest: true },
  { label: 'Red & "Dark" <Green>', value: '2', share: 0.4, isBest: false },
  { label: 'None', value: '0', share: 0, isBest: false },
];

describe('a bar chart', () => {
  test('is this picture', () => {
    expect(barChart({ title: 'Which colour?', bars, palette: paperPalette, width: 400, fixed: true }).markup).toMatchSnapshot();
    expect(barChart({ title: 'Votes', bars, palette: pagePalette, width: 250 }).markup).toMatchSnapshot();
  });

  test('has a name, and all figures in words', () => {
    const { markup } = barChart({ title: 'Votes', bars, palette: pagePalette, width: 250 });
    expect(markup).toContain('role="img"');
    expect(markup).toContain('<title>Votes</title>');
    expect(markup).toContain('<desc>Blue: 3; Red &amp; &quot;Dark&quot; &lt;Green&gt;: 2; None: 0</desc>');
  });

  test('is well-formed whatever the labels and shares are', () => {
    const bar = fc.record({
      label: fc.string({ unit: 'binary' }),
      value: fc.string({ maxLength: 8 }),
      share: fc.double(),
      isBest: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(bar, { maxLength: 5 }), fc.string(), (any, title) => {
        const { markup } = barChart({ title, bars: any, palette: paperPalette, width: 320, fixed: true });
        expect(markup).not.toMatch(/NaN|Infinity|undefined|="-/);
        for (const [, length] of markup.matchAll(/width="([\d.]+)%"/g)) expect(Number(length)).toBeLessThanOrEqual(100);
        expect(markup.match(/<text/g)?.length ?? 0).toBe(markup.match(/<\/text>/g)?.length ?? 0);
      }),
    );
  });
});

describe('a label', () => {
  const wrap = (label: string, most = 3) => wrapLabel(label, { width: 150, fontSize: 15, most });

  test('is broken at spaces', () => {
    expect(wrap('the colour of the sea')).toEqual(['the colour of the', 'sea']);
  });

  test('is broken anywhere where there are none', () => {
    expect(wrap('W'.repeat(20))).toEqual(['W'.repeat(9), 'W'.repeat(9), 'WW']);
    expect(wrap('藍'.repeat(10))).toEqual(['藍'.repeat(7), '藍'.repeat(3)]);
  });

  test('is cut short with an ellipsis when it is longer than its lines', () => {
    const lines = wrap('word '.repeat(50));
    expect(lines).toHaveLength(3);
    expect(lines.at(-1)).toMatch(/…$/);
  });

  test('never splits what people see as one character', () => {
    const family = '👩‍👩‍👧‍👦';
    for (const line of wrap(family.repeat(30), 10)) expect(line.replaceAll(family, '')).toMatch(/^…?$/);
  });
});
