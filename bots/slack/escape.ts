/**
 * Words for a place that shows no markup (labels, headers, rich text): no control, bidi or unpaired characters. Rich text and
 * plain_text show exactly what stands in them: no mention, link, emoji or formatting comes of it.
 */
export function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '');
}

/** One line of it, at most so long; never empty. */
export function label(text: string, limit: number): string {
  const line = plain(text).replace(/\s+/g, ' ').trim();
  return line === '' ? '…' : shorten(line, limit);
}

/** For the text that notifications show. Source: "Formatting text for app surfaces", escaping. */
export function escape(text: string): string {
  return plain(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** At most so many characters, the last one "…" where something was left out; never half a character. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let short = '';
  for (const character of text) {
    if (short.length + character.length > limit - 1) break;
    short += character;
  }
  return `${short}…`;
}
