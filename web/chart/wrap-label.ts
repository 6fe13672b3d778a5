/**
 * Breaks a label into lines that fit a width, at spaces where there are any, the last line cut short with an ellipsis when there
 * are more than `most`. Widths are estimated, rather too large than too small, because an SVG cannot break lines and the font
 * may be anybody's.
 */
export function wrapLabel(label: string, { width, fontSize, most }: { width: number; fontSize: number; most: number }): readonly string[] {
  const room = width / fontSize;
  const lines: string[] = [];
  let line = '';
  for (const word of label
    .trim()
    .split(/\s+/u)
    .flatMap((text) => breakWord(text, room))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || measure(longer) <= room) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), cutShort(lines.slice(most - 1).join(' '), room)];
}

/** In em. */
function measure(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += advance(segment);
  return width;
}

/** Generous for the usual sans-serif fonts; a whole cluster is as wide as its first character. */
function advance(cluster: string): number {
  if (/^[ijl.,:;|!'()[\]\sIftr]$/u.test(cluster)) return 0.42;
  if (/^[mwMW@%—…]/u.test(cluster)) return 1.05;
  if (
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\p{Regional_Indicator}\uff00-\uff60]/u.test(
      cluster,
    )
  )
    return 1.3;
  return /^[\p{Lu}\p{Nd}]/u.test(cluster) ? 0.78 : 0.66;
}

function breakWord(word: string, room: number): readonly string[] {
  if (measure(word) <= room) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== '' && measure(piece + segment) > room) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...pieces, piece];
}

function cutShort(text: string, room: number): string {
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (measure(`${kept}${segment}…`) > room) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
