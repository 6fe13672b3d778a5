import type { Line, Style } from './line.ts';

/** A line and when it was shown, in milliseconds from the beginning. */
export type Shown = { readonly at: number; readonly line: Line };

const columns = 108;
const rows = 30;
const [fontSize, advance, lineHeight, padding, bar] = [14, 8.43, 20, 18, 34];

const paints: Readonly<Record<Style, string>> = {
  plain: 'fill="#d7dee7"',
  dim: 'fill="#7d8b9b"',
  bold: 'fill="#f4f7fa" font-weight="700"',
  title: 'fill="#5eead4" font-weight="700"',
  Discord: 'fill="#b3a1ff" font-weight="700"',
  Slack: 'fill="#f5c463" font-weight="700"',
  Matrix: 'fill="#6fe0b0" font-weight="700"',
  GitHub: 'fill="#ffffff" font-weight="700"',
  console: 'fill="#7cc4ff" font-weight="700"',
  good: 'fill="#86efac" font-weight="700"',
  bad: 'fill="#fca5a5" font-weight="700"',
};

/**
 * A terminal's recording as one SVG that plays by itself wherever pictures are shown, and shows its end to those who want no motion.
 * Long waits are cut short. One animation moves one column of lines, so the file stays small.
 */
export function recordingSvg(shown: readonly Shown[], title: string): string {
  const width = Math.ceil(columns * advance) + 2 * padding;
  const height = rows * lineHeight + 2 * padding + bar;
  const times = pace(shown);
  const length = (times.at(-1) ?? 0) + pauseAtEnd;
  const offset = (line: number): number => (rows - 1 - line) * lineHeight;
  const steps = times.map((at, line) => `${((at / length) * 100).toFixed(3)}%{transform:translateY(${offset(line)}px)}`);
  const texts = shown.map(({ line }, place) => text(line, place));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}">
<style>
text{font:${fontSize}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}
.reel{transform:translateY(${offset(shown.length - 1)}px)}
@media (prefers-reduced-motion:no-preference){.reel{animation:play ${(length / 1000).toFixed(1)}s step-end infinite}}
@keyframes play{0%{transform:translateY(${offset(-1)}px)}${steps.join('')}100%{transform:translateY(${offset(shown.length - 1)}px)}}
</style>
<rect width="100%" height="100%" rx="10" fill="#12181f"/>
<circle cx="20" cy="18" r="6" fill="#f87171"/><circle cx="40" cy="18" r="6" fill="#fbbf24"/><circle cx="60" cy="18" r="6" fill="#4ade80"/>
<text x="${width / 2}" y="22" text-anchor="middle" fill="#7d8b9b">${escape(title)}</text>
<svg x="${padding}" y="${bar + padding / 2}" width="${width - 2 * padding}" height="${rows * lineHeight}"><g class="reel">
${texts.join('\n')}
</g></svg>
</svg>
`;
}

const [shortestPause, longestPause, pauseAtEnd] = [90, 1_400, 7_000];

function pace(shown: readonly Shown[]): readonly number[] {
  let now = 0;
  let before = shown[0]?.at ?? 0;
  return shown.map(({ at }) => {
    now += Math.min(longestPause, Math.max(shortestPause, at - before));
    before = at;
    return now;
  });
}

function text(line: Line, place: number): string {
  const spans = line.map(({ text: words, style }) => `<tspan ${paints[style]}>${escape(words)}</tspan>`);
  return `<text x="0" y="${place * lineHeight + fontSize}">${spans.join('')}</text>`;
}

function escape(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
