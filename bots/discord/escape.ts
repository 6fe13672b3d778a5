import { clean } from '../conversation/shown-text.ts';

/**
 * A person's words as Discord markdown that shows exactly these words: no mention, link, formatting, heading, list,
 * code, spoiler, emoji or timestamp. Line breaks stay. The server looks for mentions in the raw text whatever the
 * markup says, so "@" is parted from what follows by a zero-width space.
 * Source: Discord's "Message Formatting" reference and its help page on markdown.
 */
export function escape(text: string): string {
  return clean(text)
    .replace(/[\\*_~`|[\]<>/]/g, String.raw`\$&`)
    .replaceAll('@', '@\u200B')
    .replace(/^(\s*)(#{1,3}\s|-#|[-+]\s)/gm, String.raw`$1\$2`)
    .replace(/^(\s*\d+)([.)]\s)/gm, String.raw`$1\$2`);
}

/** What went on within a line and now begins one: there a heading, an item or a small line would begin. */
export function escapeStart(markdown: string): string {
  return markdown
    .replace(/^((?:\*\*)?\s*)(#{1,3}\s|-#|[-+]\s)/, String.raw`$1\$2`)
    .replace(/^((?:\*\*)?\s*\d+)([.)]\s)/, String.raw`$1\$2`);
}

/** Words for a place that shows no markup (button labels, form titles, code blocks): cleaned, mentions broken. */
export function plain(text: string): string {
  return clean(text)
    .replace(/@(?=everyone|here)|<(?=[@#:/t]|a:|id:)/gi, '$&\u200B')
    .replaceAll('```', '`\u200B`\u200B`');
}
