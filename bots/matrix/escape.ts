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

/** Line breaks for all systems; no control, bidi or unpaired characters. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '');
}
