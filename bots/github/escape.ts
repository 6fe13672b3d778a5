import { clean } from '../conversation/shown-text.ts';

/**
 * A person's words as GitHub Flavored Markdown that shows exactly these words on one line: no mention, reference, link, emoji, formula,
 * formatting or HTML, and nothing that another bot takes for a command. GitHub looks for references ("@ada", "#1", "GH-1", a commit) in
 * what is shown, whatever the markup says, so they are parted by a zero-width space; with them break "closes #1" and its like.
 * Source: GitHub Docs, "Autolinked references and URLs"; GitHub Flavored Markdown Spec.
 */
export function escape(text: string): string {
  return parted(clean(text))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('$', '&#36;')
    .replace(/[\\`*_[\]~|]/g, String.raw`\$&`)
    .replace(/^[ \t]+/, '')
    .replace(/^[#+\-=/:!]/, String.raw`\$&`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`)
    .replaceAll('\n', '<br>');
}

/** The same for a title, which shows no markup but code. */
export function plain(text: string): string {
  return parted(clean(text)).replaceAll('`', '‘').replace(/\s+/g, ' ').trim();
}

/** Something to type or to copy, exactly: GitHub finds no references in code. A comment in it could pass for a mark of ours. */
export function exact(text: string): string {
  return clean(text).replaceAll('<!--', '<!\u200B--');
}

function parted(text: string): string {
  return text
    .replace(/[@#]/g, '$&\u200B')
    .replace(/:\/\//g, ':\u200B//')
    .replace(/\bwww\./gi, 'www\u200B.')
    .replace(/\b(?:mailto|xmpp):/gi, '$&\u200B')
    .replace(/(?<=\p{L})-(?=\p{N})|\bGHSA-/giu, '$&\u200B')
    .replace(/\b[0-9a-f]{7,}\b/gi, (hash) => hash.replace(/.{6}(?=.)/g, '$&\u200B'))
    .replace(/:(?=[\w+-]+:)/g, ':\u200B');
}
