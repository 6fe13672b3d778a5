import type { HttpResponse } from '../core/ports/http.ts';
import type { Reader } from '../core/ports/translator.ts';
import { say } from '../core/text/text.ts';
import { html } from './html.ts';
import { renderPage } from './layout.ts';
import type { Shown } from './layout.ts';
import type { Site } from './site.ts';

/** Nothing there, also where somebody may not know that there is something. */
export function notFoundPage({ site, reader }: Shown): HttpResponse {
  const title = site.translator.words(say('pages.missing-title'), reader);
  const body = html`<h1>${title}</h1>
    <p class="lead">${site.translator.words(say('pages.missing'), reader)}</p>`;
  return renderPage({ title, body, status: 404, headers: { 'cache-control': 'no-store' } }, { site, reader });
}

/** What the server shows where no route answered, and where one failed. In English: nobody knows the reader. */
export function errorPages(site: Site): { notFound: () => HttpResponse; failed: (reference: string) => HttpResponse } {
  const reader: Reader = { language: 'en', timeZone: 'UTC' };
  return {
    notFound: () => notFoundPage({ site, reader }),
    failed: (reference) => {
      const title = site.translator.words(say('pages.failed-title'), reader);
      const body = html`<h1>${title}</h1>
        <p class="lead">${site.translator.words(say('pages.failed', { reference }), reader)}</p>`;
      return renderPage({ title, body, status: 500, headers: { 'cache-control': 'no-store' } }, { site, reader });
    },
  };
}
