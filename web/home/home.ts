import type { Route } from '../../core/ports/http.ts';
import { say } from '../../core/text/text.ts';
import type { Sentence } from '../../core/text/text.ts';
import { html } from '../html.ts';
import { renderPage } from '../layout.ts';
import { readerOf } from '../site.ts';
import type { Site } from '../site.ts';

/** What this instance is, how one begins, and the key that its outcomes are signed with. */
export function homeRoute(site: Site): Route {
  return {
    method: 'GET',
    path: '/',
    handle: async (request) => {
      const reader = readerOf(request);
      const words = (sentence: Sentence) => site.translator.words(sentence, reader);
      const body = html`<h1>${words(say('pages.home-title'))}</h1>
        <p class="lead">${words(say('pages.home-lead'))}</p>
        <section class="card" aria-labelledby="how">
          <h2 id="how">${words(say('pages.home-how'))}</h2>
          <ol>
            <li>${words(say('pages.home-network'))}</li>
            <li>${words(say('pages.home-vote'))}</li>
            <li>${words(say('pages.home-outcome'))}</li>
          </ol>
        </section>
        <section class="card" aria-labelledby="begin">
          <h2 id="begin">${words(say('pages.home-begin'))}</h2>
          <p>${words(say('pages.home-say'))}</p>
          <pre><code>${example}</code></pre>
          <p>${words(say('pages.home-docs'))} <a href="/docs/commands">${words(say('pages.home-doc-commands'))}</a></p>
        </section>
        <section class="card" aria-labelledby="key">
          <h2 id="key">${words(say('pages.home-key'))}</h2>
          <p>${words(say('pages.home-key-what'))}</p>
          <pre><code>${site.publicKey}</code></pre>
        </section>`;
      return renderPage({ title: words(say('pages.name')), body, path: '/', headers: { 'cache-control': 'no-cache' } }, { site, reader });
    },
  };
}

/** As help writes it. */
const example = 'vote open "Which name?" --options "Anchor, Beacon" --for 2d';
