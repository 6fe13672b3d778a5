import type { MessageId } from '../core/messages/en/index.ts';
import type { Hashing } from '../core/ports/cryptography.ts';
import type { HttpRequest } from '../core/ports/http.ts';
import type { Reader, Translator } from '../core/ports/translator.ts';

/** What all pages of an instance have in common. */
export type Site = {
  readonly translator: Translator;
  readonly hashing: Hashing;
  /** In the navigation of every page, beside the home page. */
  readonly links: readonly PageLink[];
  /** How people reach us from outside, without a slash at its end; null: only from this machine. */
  readonly publicUrl: string | null;
  /** Hex of the Ed25519 key that outcomes are signed with. */
  readonly publicKey: string;
};

export type PageLink = { readonly path: string; readonly label: MessageId };

/** Who looks: the first language that the browser asks for. Their time zone is not known, so moments are in UTC. */
export function readerOf({ headers }: HttpRequest): Reader {
  const [first = ''] = (headers['accept-language'] ?? '').split(',');
  const language = /^\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\s*(?:;|$)/u.exec(first)?.[1] ?? 'en';
  return { language, timeZone: 'UTC' };
}
