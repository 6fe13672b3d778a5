import { say } from '../../core/text/text.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { Writing } from './writing.ts';

/** How a stranger counts again, and how a voter finds their own ballot. */
export function checkSection({ outcome, words }: Writing): Html {
  const { vote, hash, signature } = outcome;
  const file = `outcome-${vote.number}.json`;
  return html`<section class="card" aria-labelledby="check">
    <h2 id="check">${words(say('pages.outcome-check'))}</h2>
    <p>${words(say('pages.outcome-check-what'))}</p>
    <a class="button" href="/votes/${vote.id}/outcome.json" download="${file}">${words(say('pages.outcome-download'))}</a>
    <pre><code>npx coop verify ${file} --key ${signature.publicKey}</code></pre>
    <h3>${words(say('pages.outcome-receipt-title'))}</h3>
    <p>${words(say('pages.outcome-receipt'))}</p>
    <pre><code>npx coop verify ${file} --receipt K7QXM-4R2TD</code></pre>
    <details>
      <summary>${words(say('pages.outcome-seal'))}</summary>
      <dl>
        <dt>${words(say('pages.outcome-hash'))}</dt>
        <dd><code>${hash}</code></dd>
        <dt>${words(say('pages.outcome-key'))}</dt>
        <dd><code>${signature.publicKey}</code></dd>
      </dl>
    </details>
  </section>`;
}
