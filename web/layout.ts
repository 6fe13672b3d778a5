import type { HttpResponse } from '../core/ports/http.ts';
import type { Reader } from '../core/ports/translator.ts';
import { say } from '../core/text/text.ts';
import type { Sentence } from '../core/text/text.ts';
import { html, trusted } from './html.ts';
import type { Html } from './html.ts';
import type { Site } from './site.ts';
import { mark, style } from './style.ts';

export type Page = {
  /** Of the window; the page's own heading stands in the body. */
  readonly title: string;
  readonly body: Html;
  /** Where it stands in the navigation. */
  readonly path?: string;
  /** Metadata for whoever shows a preview of the link. */
  readonly head?: Html;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * The one frame of all pages: works without scripts (there are none, and the policy forbids them), on a telephone, in the dark,
 * by keyboard and for screen readers. Nothing is loaded from anywhere else; search engines are asked to stay away.
 */
export function renderPage({ title, body, path, head, status = 200, headers }: Page, { site, reader }: Shown): HttpResponse {
  const words = (sentence: Sentence) => site.translator.words(sentence, reader);
  const name = words(say('pages.name'));
  const links = [{ path: '/', label: say('pages.home') }, ...site.links.map((link) => ({ path: link.path, label: say(link.label) }))];
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title === name ? name : `${title} · ${name}`}</title>
        <link rel="icon" href="data:image/svg+xml,${encodeURIComponent(mark)}" />
        ${head} ${styleSheet}
      </head>
      <body>
        <a class="skip" href="#content">${words(say('pages.skip'))}</a>
        <header>
          <a class="brand" href="/">${trusted(mark)}${name}</a>
          ${
            links.length > 1 &&
            html`<nav aria-label="${words(say('pages.navigation'))}">
              <ul>
                ${links.map((link) => html`<li><a href="${link.path}" ${link.path === path && html` aria-current="page"`}>${words(link.label)}</a></li>`)}
              </ul>
            </nav>`
          }
        </header>
        <main id="content">${body}</main>
        <footer><p>${words(say('pages.footer'))}</p></footer>
      </body>
    </html> `;
  return { status, headers: { ...policies(site), 'content-type': 'text/html; charset=utf-8', ...headers }, body: document.markup };
}

/** In one piece, so that its hash in the policy stays true whoever formats the template. */
const styleSheet = trusted(`<style>${style}</style>`);

export type Shown = { readonly site: Site; readonly reader: Reader };

function policies({ hashing }: Site): Readonly<Record<string, string>> {
  const styleHash = Buffer.from(hashing.sha256(new TextEncoder().encode(style))).toString('base64');
  return {
    'content-security-policy': [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      "img-src 'self' data:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  };
}
