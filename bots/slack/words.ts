import { stripAddress } from '../conversation/address.ts';

/** More than Slack lets a person type: the rest of a forged text is not carried on. */
const longestText = 10_000;

/**
 * A message as its author wrote it: Slack escapes "&<>" and writes mentions, channels and links as "<...>". Mentions of us
 * are taken off. Source: "Formatting text for app surfaces", retrieving formatted text.
 */
export function wordsIn(text: string, self: string, nameOf: (id: string) => string = (id) => id): string {
  return text
    .slice(0, longestText)
    .replaceAll(`<@${self}>`, ' ')
    .replace(/<@([A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id: string, name?: string) => `@${name || nameOf(id)}`)
    .replace(/<#([A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id: string, name?: string) => `#${name || id}`)
    .replace(/<!([a-z]+)(?:[^>|]*)?(?:\|([^>]*))?>/g, (_, name: string, shown?: string) => shown || `@${name}`)
    .replace(/<((?:https?|mailto|tel):[^>|]*)(?:\|([^>]*))?>/g, (_, url: string, shown?: string) => shown || url)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

/** Who is mentioned without a name, and is not us. */
export function mentionedIn(text: string, self: string): readonly string[] {
  const ids = Array.from(text.slice(0, longestText).matchAll(/<@([A-Z0-9]+)>/g), ([, id = '']) => id);
  return [...new Set(ids)].filter((id) => id !== self).slice(0, 5);
}

/** Whether a message in a channel is for us: it mentions us, begins with our name, or answers in a thread of ours. */
export function isForUs({ text, parent_user_id: parent }: { text: string; parent_user_id?: string | undefined }, self: string): boolean {
  return text.includes(`<@${self}>`) || parent === self || stripAddress(text).named;
}
