import { pino } from 'pino';
import { hashing } from '../../adapters/crypto/sha256.ts';
import { startServer } from '../../adapters/http/server.ts';
import type { RunningServer } from '../../adapters/http/server.ts';
import { createTranslator } from '../../adapters/icu/translator.ts';
import { renderPng } from '../../adapters/png/render-png.ts';
import { toHex } from '../../core/hex.ts';
import type { Closing } from '../../core/ports/lifecycle.ts';
import type { PublishedOutcomes } from '../../core/ports/outcomes.ts';
import type { Route } from '../../core/ports/http.ts';
import { countVote } from '../../core/voting/count.ts';
import { docIndexRoute, docRoutes } from '../../web/docs/docs.ts';
import { errorPages } from '../../web/error-pages.ts';
import { homeRoute } from '../../web/home/home.ts';
import { outcomeRoutes } from '../../web/outcome/routes.ts';
import type { Site } from '../../web/site.ts';
import { instance } from '../core/voting/closed-vote.ts';

const site: Site = {
  translator: createTranslator(),
  hashing,
  links: [{ path: '/docs/commands', label: 'pages.commands' }],
  publicUrl: 'https://coop.example.org',
  publicKey: toHex(instance.signing.publicKey),
};

/** The outcomes of these votes, and of no other. */
function published(...closings: readonly Closing[]): PublishedOutcomes {
  const bundles = new Map(closings.map((closing) => [String(closing.vote.id), countVote(closing, instance)]));
  return {
    find: async (vote) => {
      const bundle = bundles.get(vote);
      return bundle === undefined ? null : { ...bundle, ballots: bundle.ballots.length };
    },
    file: async (vote) => (bundles.has(vote) ? JSON.stringify(bundles.get(vote)) : null),
  };
}

function siteRoutes(outcomes: PublishedOutcomes): readonly Route[] {
  const commands =
    '# What people can say\n\nAs lines, with `code` and <b>.\n\n## vote open\n\n```\nvote open "Q"\n```\n\n- --for: how long\n';
  const pages = new Map([['README', commands]]);
  return [
    homeRoute(site),
    docIndexRoute(site),
    ...docRoutes(site, { folder: 'commands', pages }),
    ...outcomeRoutes(site, { outcomes, renderPng }),
  ];
}

/** The real server with these outcomes. */
export async function serve(...closings: readonly Closing[]): Promise<RunningServer> {
  const log = pino({ level: 'silent' });
  return startServer({ routes: siteRoutes(published(...closings)), host: '127.0.0.1', port: 0, log, errorPages: errorPages(site) });
}
