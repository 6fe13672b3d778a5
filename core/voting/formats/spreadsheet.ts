/**
 * A cell that no spreadsheet takes for a formula: one that begins with = + - @, a tab or a return gets an apostrophe in front
 * (OWASP, CSV injection; the full-width signs too), and quotes go around what needs them (RFC 4180). Numbers are left alone.
 */
export function spreadsheetCell(text: string, separator = ','): string {
  const guarded = isRisky(text) && !isNumber.test(text) ? `'${text}` : text;
  const needsQuotes = guarded.includes(separator) || /["\r\n]/u.test(guarded) || guarded !== guarded.trim();
  return needsQuotes ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** What `spreadsheetCell` guarded, as it was. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && isRisky(cell.slice(1)) ? cell.slice(1) : cell;
}

const isNumber = /^-?\d+(?:\.\d+)?$/u;

/** An apostrophe before such a beginning is guarded too, so that reading gives back what was written. */
function isRisky(text: string): boolean {
  return /^'*[=+\-@\t\r\n＝＋－＠]/u.test(text);
}
