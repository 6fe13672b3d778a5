/** A line without its end, its number from 1, and where it begins in the whole text. */
export type Line = { readonly text: string; readonly number: number; readonly start: number };

/** The lines of a text, whatever ends them: \n, \r\n or \r. Nothing is yielded after the last end. */
export function* linesOf(text: string): Generator<Line> {
  // Looked for once: searching for an end that the text never uses would read it whole for each line.
  const usesReturns = text.includes('\r');
  let number = 1;
  let start = 0;
  let feed = -1;
  while (start < text.length) {
    if (feed < start) feed = text.indexOf('\n', start);
    if (feed < 0) feed = text.length;
    let end = feed;
    let next = end + 1;
    if (usesReturns) {
      const turn = firstReturn(text, start, end);
      if (turn >= 0) {
        end = turn;
        next = turn + 1 === feed ? feed + 1 : turn + 1;
      }
    }
    yield { text: text.slice(start, end), number, start };
    number += 1;
    start = next;
  }
}

/** Between two places, so that a text with one end kind only stays linear. */
function firstReturn(text: string, from: number, until: number): number {
  for (let place = from; place < until; place += 1) if (text.charCodeAt(place) === 0x0d) return place;
  return -1;
}
