import { shorten } from './shown-text.ts';

const cells = 10;
const longestLabel = 24;

type Row = { readonly label: string; readonly value: string; readonly share: number };

/** Horizontal bars in characters of one width, one line per row. `plain` makes words harmless where they are shown. */
export function bars(rows: readonly Row[], plain: (text: string) => string): string[] {
  const labels = rows.map((row) => shorten(plain(row.label).replace(/\s+/g, ' '), longestLabel));
  const widest = Math.max(0, ...labels.map(widthOf));
  return rows.map((row, index) => {
    const label = labels[index] ?? '';
    const filled = Math.round(Math.min(1, Math.max(0, row.share)) * cells);
    const bar = '█'.repeat(filled) + '░'.repeat(cells - filled);
    return `${label}${' '.repeat(widest - widthOf(label))} ${bar} ${plain(row.value)}`;
  });
}

/** East Asian letters and emoji are two columns wide, combining marks none. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/[\p{M}\u200B-\u200D]/u.test(character)) continue;
    width += /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u.test(character) ? 2 : 1;
  }
  return width;
}
