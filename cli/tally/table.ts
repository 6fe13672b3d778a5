/** A table: its first row is the head; the first column stands to the left, figures to the right. */
export type Rows = readonly (readonly string[])[];

/** As lines that are no wider than a terminal: what is wider goes on below, with the first column again. */
export function tableLines(rows: Rows, width = 100): readonly string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  const lines: string[] = [];
  for (let from = 1; from < columns || lines.length === 0;) {
    let until = from;
    let taken = widths[0] ?? 0;
    while (until < columns && (until === from || taken + 2 + (widths[until] ?? 0) <= width)) {
      taken += 2 + (widths[until] ?? 0);
      until += 1;
    }
    if (lines.length > 0) lines.push('');
    for (const row of rows) {
      const cells = [padEnd(row[0] ?? '', widths[0] ?? 0)];
      for (let column = from; column < until; column += 1) cells.push(padStart(row[column] ?? '', widths[column] ?? 0));
      lines.push(`  ${cells.join('  ')}`.trimEnd());
    }
    from = Math.max(until, from + 1);
  }
  return lines;
}

/** A name cut to fit a column. */
export function fit(text: string, most = 28): string {
  const characters = Array.from(text);
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}

/** To the left, as wide as a terminal shows it. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** Characters that take two places in a terminal count twice, those that join another none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}
