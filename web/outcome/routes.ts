import { VoteId } from '../../core/ids.ts';
import type { HttpRequest, HttpResponse, Route } from '../../core/ports/http.ts';
import type { PublishedOutcome, PublishedOutcomes } from '../../core/ports/outcomes.ts';
import { PublishedTally } from '../../core/voting/outcome-line.ts';
import { Bundle } from '../../core/voting/bundle.ts';
import { CoopError } from '../../core/errors.ts';
import { exportFormats, exportName, exportOutcome, mostExported } from '../../core/voting/formats/export-outcome.ts';
import type { ExportFormat } from '../../core/voting/formats/export-outcome.ts';
import { methodOf } from '../../core/voting/announcement.ts';
import { barChart } from '../chart/bar-chart.ts';
import { paperPalette } from '../chart/palette.ts';
import { notFoundPage } from '../error-pages.ts';
import { readerOf } from '../site.ts';
import type { Site } from '../site.ts';
import { outcomeBars } from './figures-section.ts';
import { outcomePage } from './outcome-page.ts';

export type OutcomeParts = {
  readonly outcomes: PublishedOutcomes;
  /** An SVG as a PNG. */
  readonly renderPng: (svg: string) => Promise<Uint8Array>;
};

/** A closed vote for everybody who has its address: the page, the file to recount, the picture. */
export function outcomeRoutes(site: Site, { outcomes, renderPng }: OutcomeParts): readonly Route[] {
  const route = (path: string, answer: (outcome: PublishedOutcome, request: HttpRequest) => Promise<HttpResponse>): Route => ({
    method: 'GET',
    path,
    handle: async (request) => {
      const id = VoteId.safeParse(request.parameters['id']);
      const outcome = id.success ? await outcomes.find(id.data) : null;
      if (outcome === null) return notFoundPage({ site, reader: readerOf(request) });
      const kept = { etag: `"${outcome.hash}-${edition}"`, 'cache-control': 'public, max-age=300', vary: 'accept-language' };
      if (request.headers['if-none-match'] === kept.etag) return { status: 304, headers: kept, body: '' };
      const { status, headers, body } = await answer(outcome, request);
      return { status, headers: { ...headers, ...kept }, body };
    },
  });
  return [
    route('/votes/:id', async (outcome, request) => outcomePage(outcome, { site, request })),
    route('/votes/:id/outcome.json', async (outcome, request) => {
      const file = await outcomes.file(outcome.vote.id);
      if (file === null) return notFoundPage({ site, reader: readerOf(request) });
      return { status: 200, headers: download(outcome.vote.number, 'json'), body: file };
    }),
    ...exportFormats
      .filter((format) => format !== 'json')
      .map((format) =>
        route(`/votes/:id/ballots.${format}`, async ({ vote, ballots }, request) => {
          if (ballots > mostExported) return plainly(404, tooMany(vote.number, format));
          const file = await outcomes.file(vote.id);
          if (file === null) return notFoundPage({ site, reader: readerOf(request) });
          return exported(Bundle.parse(JSON.parse(file)), format);
        }),
      ),
    route('/votes/:id/chart.png', async (outcome) => {
      const bars = outcomeBars({ outcome, tally: PublishedTally.parse(outcome.tally) }).slice(0, mostBars);
      const svg = barChart({ title: outcome.vote.question, bars, palette: paperPalette, width: 640, fixed: true }).markup;
      return { status: 200, headers: { 'content-type': 'image/png' }, body: await renderPng(svg) };
    }),
  ];
}

/** Raised when the pages change, so that a browser forgets what it kept. */
const edition = 1;

/** A picture that is looked at in a chat. */
const mostBars = 12;

function exported(bundle: Bundle, format: ExportFormat): HttpResponse {
  try {
    return { status: 200, headers: download(bundle.vote.number, format), body: exportOutcome(bundle, methodOf(bundle.vote), format) };
  } catch (error) {
    if (error instanceof CoopError && error.code === 'format') return plainly(404, error.message);
    throw error;
  }
}

function tooMany(number: number, format: ExportFormat): string {
  const line = `coop tally outcome-${number}.json --export ${exportName(number, format)}`;
  return `These are more ballots than are written here. Download outcome.json, and say: ${line}`;
}

function plainly(status: number, words: string): HttpResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${words}\n` };
}

/** Any page may read it: recounting needs nobody's permission. */
function download(number: number, format: ExportFormat): Readonly<Record<string, string>> {
  const type = format === 'json' ? 'application/json' : `${format === 'csv' ? 'text/csv' : 'text/plain'}; charset=utf-8`;
  return {
    'content-type': type,
    'content-disposition': `attachment; filename="${exportName(number, format)}"`,
    'access-control-allow-origin': '*',
  };
}
