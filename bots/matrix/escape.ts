import { clean } from '../conversation/shown-text.ts';

/**
 * A person's words as they show in any client: no control characters, nothing that turns the direction of writing, and nothing
 * that a client makes a link or a mention of by itself ("@ada:example.org", "#room:example.org", "https://...", "example.org"):
 * those are parted by a zero-width space. `m.mentions` keeps the server from pinging; this is for the eye, and for old clients.
 */
export function plain(text: string): string {
  return clean(text)
    .replace(/:\/\//g, ':/\u200B/')
    .replace(/([@#!+$])(?=[\p{L}\p{N}._=/-]+:)|@(?=room\b)/giu, '$&\u200B')
    .replace(/(?<=[\p{L}\p{N}])\.(?=\p{L}{2})/gu, '.\u200B')
    .replace(/\b(mailto|magnet|matrix|xmpp|tel|sip):/gi, '$1\u200B:');
}

/** Something to type or to copy, exactly: clients link nothing in code. */
export function exact(text: string): string {
  return clean(text);
}

/** For HTML, between tags and in attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
