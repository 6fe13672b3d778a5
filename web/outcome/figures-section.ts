import { lastVotes } from '../../core/voting/last-votes.ts';
import { say } from '../../core/text/text.ts';
import { barChart } from '../chart/bar-chart.ts';
import type { Bar } from '../chart/bar-chart.ts';
import { pagePalette } from '../chart/palette.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { Writing } from './writing.ts';

/** Bars and the same as a table; for a method without votes per option its ranking. */
export function figuresSection(writing: Writing): Html {
  const { outcome, tally, words } = writing;
  const bars = outcomeBars(writing);
  if (outcome.ballots === 0) return html``;
  if (bars.length === 0) {
    return html`<section class="card" aria-labelledby="figures">
      <h2 id="figures">${words(say('pages.outcome-ranking'))}</h2>
      <ol>
        ${tally.ranking.map((group) => html`<li><bdi>${group.join(', ')}</bdi></li>`)}
      </ol>
    </section>`;
  }
  return html`<section class="card" aria-labelledby="figures">
    <h2 id="figures">${words(say('pages.outcome-votes'))}</h2>
    ${bars.length <= mostBars && chart(bars, words(say('pages.outcome-chart')))}
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">${words(say('pages.outcome-option'))}</th>
            <th scope="col" class="figure">${words(say('pages.outcome-votes'))}</th>
            <th scope="col" class="figure">${words(say('pages.outcome-share'))}</th>
          </tr>
        </thead>
        <tbody>
          ${bars.map(
            ({ label, value, isBest }) =>
              html`
<tr${isBest && html` class="best"`}><th scope="row"><bdi>${label}</bdi></th><td class="figure">${value}</td><td class="figure">${words(say('pages.outcome-percent', { share: Number(value) / outcome.ballots }))}</td></tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** Most votes first; the winners stand out. Numbers only draw here; what decides was counted exactly. */
export function outcomeBars({ outcome, tally }: Pick<Writing, 'outcome' | 'tally'>): readonly Bar[] {
  const votes = lastVotes(tally.rounds);
  if (votes === null) return [];
  const winners = new Set(outcome.verdict === 'decided' ? tally.winners : []);
  const rows = outcome.vote.options.map((label) => ({ label, value: votes.get(label) ?? '0', size: Number(votes.get(label) ?? 0) }));
  const full = rows.reduce((most, { size }) => Math.max(most, size), outcome.ballots);
  return rows
    .toSorted((a, b) => b.size - a.size || Number(winners.has(b.label)) - Number(winners.has(a.label)))
    .map(({ label, value, size }) => ({ label, value, share: full === 0 ? 0 : size / full, isBest: winners.has(label) }));
}

/** More than this no eye compares; the table has them all. */
const mostBars = 40;

/** Twice, broken for a wide and for a narrow window; the style sheet shows one. */
function chart(bars: readonly Bar[], title: string): Html {
  const draw = (width: number) => barChart({ title, bars, palette: pagePalette, width });
  return html`<figure>
    <div class="wide">${draw(560)}</div>
    <div class="narrow">${draw(250)}</div>
  </figure>`;
}
