import type { HttpRequest, HttpResponse } from '../../core/ports/http.ts';
import type { PublishedOutcome } from '../../core/ports/outcomes.ts';
import { moment, say } from '../../core/text/text.ts';
import type { Sentence } from '../../core/text/text.ts';
import { methodLabel } from '../../core/voting/method-label.ts';
import { PublishedTally, outcomeLine } from '../../core/voting/outcome-line.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { renderPage } from '../layout.ts';
import { readerOf } from '../site.ts';
import type { Site } from '../site.ts';
import { checkSection } from './check-section.ts';
import { figuresSection } from './figures-section.ts';
import type { Writing } from './writing.ts';

/** A closed vote: what was asked, what came of it and why, and how to check it. */
export function outcomePage(outcome: PublishedOutcome, { site, request }: { site: Site; request: HttpRequest }): HttpResponse {
  const reader = readerOf(request);
  const words = (sentence: Sentence) => site.translator.words(sentence, reader);
  const { vote, network } = outcome;
  const writing: Writing = { outcome, tally: PublishedTally.parse(outcome.tally), words };
  const title = words(say('pages.outcome-title', { question: vote.question, number: vote.number }));
  const body = html`<p class="over">${words(say('pages.outcome-of', { number: vote.number, network: network.name }))}</p>
    <h1 dir="auto">${vote.question}</h1>
    ${verdict(writing)} ${figuresSection(writing)} ${rules(writing)} ${checkSection(writing)}`;
  return renderPage({ title, body, head: preview(writing, site) }, { site, reader });
}

function verdict({ outcome, words }: Writing): Html {
  const { vote, electors, ballots, network } = outcome;
  const share = electors === 0 ? 0 : ballots / electors;
  return html`<div class="verdict ${outcome.verdict}">
      <strong>${words(outcomeLine(outcome))}</strong>
      <p>
        ${words(say('outcome.turnout', { electors, voted: ballots, share }))}
        ${words(say('pages.outcome-closed', { closed: moment(new Date(vote.closedAt)) }))}
      </p>
    </div>
    ${network.console && html`<p class="warning">${words(say('outcome.console'))}</p>`}`;
}

function rules({ outcome, tally, words }: Writing): Html {
  const { quorum, threshold } = outcome.vote.rules;
  const lines = [methodLine(outcome.vote.method)];
  if (!isNothing(quorum)) {
    const id = outcome.verdict === 'no-quorum' ? 'outcome.quorum-missed' : 'outcome.quorum-met';
    lines.push(say(id, { share: quorum }));
  }
  if (!isNothing(threshold)) lines.push(say('outcome.threshold', { share: threshold }));
  return html`<section class="card" aria-labelledby="rules">
      <h2 id="rules">${words(say('pages.outcome-rules'))}</h2>
      <ul>
        ${lines.map((line) => html`<li>${words(line)}</li>`)}
      </ul>
    </section>
    ${
      tally.tie !== null &&
      html`<section class="card" aria-labelledby="tie">
        <h2 id="tie">${words(say('pages.outcome-tie'))}</h2>
        <p>${words(say('outcome.tie', { options: tally.tie.between.join(', ') }))}</p>
        <ol>
          ${tally.tie.path.map((step) => html`<li>${step}</li>`)}
        </ol>
        <p>${words(say('outcome.tie-seed'))}</p>
        <pre><code>${tally.tie.seed}</code></pre>
      </section>`
    }`;
}

function methodLine(method: string): Sentence {
  if (method === 'single') return say('pages.outcome-method-single');
  if (method === 'approval') return say('pages.outcome-method-approval');
  const label = methodLabel(method);
  return label === null ? say('pages.outcome-method', { method }) : say('outcome.counted-by', { method: label });
}

/** "0/1" and the like ask for nothing. */
function isNothing(share: string): boolean {
  return share.startsWith('0/');
}

/** For those who show a preview of the link: a title, a sentence, a picture. */
function preview({ outcome, words }: Writing, { publicUrl }: Site): Html {
  const address = publicUrl === null ? null : `${publicUrl}/votes/${outcome.vote.id}`;
  return html`<meta name="description" content="${words(outcomeLine(outcome))}" />
    <meta property="og:title" content="${outcome.vote.question}" />
    <meta property="og:description" content="${words(outcomeLine(outcome))}" />
    ${address !== null && html`<meta property="og:url" content="${address}" /><meta property="og:image" content="${address}/chart.png" />`}`;
}
