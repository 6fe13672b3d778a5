import { expect, test } from 'vitest';
import { span, wrap } from '../../../cli/demo/line.ts';
import { recordingSvg } from '../../../cli/demo/recording.ts';

const shown = [
  { at: 0, line: [span('Ada on Discord  ', 'Discord'), span('<b>&"join"')] },
  { at: 60_000, line: [span('Welcome')] },
];

test('a recording is one SVG, with every line in it and nothing that breaks out', () => {
  const svg = recordingSvg(shown, 'npm run demo');
  expect(svg).toContain('<tspan fill="#d7dee7">&lt;b&gt;&amp;&quot;join&quot;</tspan>');
  expect(svg.match(/<text x="0"/gu)).toHaveLength(2);
  expect(svg).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/u);
});

test('long waits are cut short, and whoever wants no motion sees the end', () => {
  const svg = recordingSvg(shown, 'npm run demo');
  expect(svg).toContain('animation:play 8.5s');
  expect(svg).toContain('prefers-reduced-motion:no-preference');
});

test('the same story gives the same bytes', () => {
  expect(recordingSvg(shown, 'x')).toBe(recordingSvg(shown, 'x'));
});

test('a line is broken at spaces, and what goes on is indented', () => {
  const lines = wrap([span('one two '), span('three four', 'bold')], { columns: 12, indent: 2 });
  expect(lines.map((line) => line.map(({ text }) => text).join(''))).toEqual(['one two ', '  three four']);
  expect(lines[1]?.at(-1)).toEqual(span('three four', 'bold'));
});

test('a word longer than a line stands alone', () => {
  const lines = wrap([span(`see ${'x'.repeat(40)}`)], { columns: 20, indent: 2 });
  expect(lines).toHaveLength(2);
});
