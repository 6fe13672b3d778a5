/** More of one text are left alone. */
const mostLines = 20;
/** More than any command: the rest of a line is not carried on. */
const longestLine = 10_000;

/**
 * The lines of a text that are commands, as written. What is shown as code, quoted or commented out is an example or a template, not
 * said. Source: GitHub Flavored Markdown, 4.4 "Indented code blocks", 4.5 "Fenced code blocks", 6.6 "Raw HTML".
 */
export function commandLines(body: string, isCall: (line: string) => boolean): readonly string[] {
  const found: string[] = [];
  let fence = '';
  let isComment = false;
  for (const written of body.split(/\r\n?|\n/)) {
    if (fence !== '') {
      if (closes(written, fence)) fence = '';
      continue;
    }
    const { shown, open } = withoutComments(written, isComment);
    isComment = open;
    fence = fenceIn(shown);
    const said = /^ {0,3}(\/.*)$/.exec(shown)?.[1]?.trimEnd().slice(0, longestLine);
    if (said !== undefined && isCall(said)) found.push(said);
    if (found.length === mostLines) break;
  }
  return found;
}

/** The line without what is commented out in it, and whether a comment goes on behind it. */
function withoutComments(line: string, inside: boolean): { shown: string; open: boolean } {
  const end = inside ? line.indexOf('-->') : -3;
  if (inside && end < 0) return { shown: '', open: true };
  const shown = line.slice(end + 3).replace(/<!--.*?-->/g, '');
  const start = shown.indexOf('<!--');
  return start < 0 ? { shown, open: false } : { shown: shown.slice(0, start), open: true };
}

/** The mark that opens a block of code in this line, else "". */
function fenceIn(line: string): string {
  return /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1] ?? '';
}

function closes(line: string, fence: string): boolean {
  const mark = /^ {0,3}(`{3,}|~{3,})\s*$/.exec(line)?.[1] ?? '';
  return mark.startsWith(fence);
}
