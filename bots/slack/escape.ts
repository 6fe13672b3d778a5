import { clean, shorten } from '../conversation/shown-text.ts';

/**
 * Words for a place that shows no markup (labels, headers, rich text): no control, bidi or unpaired characters. Rich text and
 * plain_text show exactly what stands in them: no mention, link, emoji or formatting comes of it.
 */
export function plain(text: string): string {
  return clean(text);
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
