import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** What GitHub makes of a text: HTML by the GFM specification. Tags of our own stand as they are, as on GitHub. */
export function rendered(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

/** The words that a reader sees, line breaks as such. */
export function wordsOf(html: string): string {
  return html
    .replace(/<!--.*?-->/gs, '')
    .replace(/<br ?\/?>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|#x([0-9A-F]+)|(\w+));/gi, (all, decimal: string, hex: string, name: string) =>
      name === undefined ? String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)) : (named[name] ?? all),
    );
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/**
 * What GitHub would make of the words of a page beyond its Markdown: mentions, references, links, emoji, closings. It looks in what is
 * shown, outside of code and links. Written against "Autolinked references and URLs" and "Linking a pull request to an issue", not
 * against our encoder.
 */
export function liveReferences(html: string): string[] {
  const outsideCode = html.replace(/<(code|pre|a)\b[^>]*>.*?<\/\1>/gs, ' ');
  const words = wordsOf(outsideCode);
  return [
    ...(words.match(/(?<![\w`])@[a-z\d][\w-]*(?:\/[\w-]+)?/gi) ?? []),
    ...(words.match(/(?:[\w.-]+\/)?[\w.-]*#\d+/g) ?? []),
    ...(words.match(/\bGH-\d+|\b[A-Z]+-\d+|\bGHSA(?:-\w{4}){3}/gi) ?? []),
    ...(words.match(/\b[0-9a-f]{7,40}\b/gi) ?? []),
    ...(words.match(/\b(?:https?|ftp):\/\/\S|\bwww\.\S/gi) ?? []),
    ...(words.match(/:[a-z\d_+-]+:/gi) ?? []),
    ...(words.match(/\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:(?:[\w./-]*#|GH-)\d+|https?:\/\/\S)/gi) ?? []),
  ];
}

/** Lines that another bot takes for a command: it reads the source. */
export function commandsIn(markdown: string): readonly string[] {
  return markdown.split('\n').filter((line) => /^\s*[/!]\w/.test(line));
}

/** Formulas, which GitHub finds in the source too. */
export function formulasIn(markdown: string): readonly string[] {
  const outsideCode = markdown.replace(/(?<![\\`])(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, ' ');
  return outsideCode.match(/\$/g) ?? [];
}
