import { hashing } from '../adapters/crypto/sha256.ts';
import { freePort } from '../adapters/embedded/free-port.ts';
import { healthRoutes } from '../adapters/http/health.ts';
import type { Check } from '../adapters/http/health.ts';
import { startServer } from '../adapters/http/server.ts';
import { createTranslator } from '../adapters/icu/translator.ts';
import { renderPng } from '../adapters/png/render-png.ts';
import { createPublishedOutcomes } from '../adapters/postgres/outcomes.ts';
import { withHelp } from '../bots/conversation/help.ts';
import { writeReference } from '../bots/conversation/reference.ts';
import { preferredPort } from '../config.ts';
import type { Config } from '../config.ts';
import { toHex } from '../core/hex.ts';
import type { Route } from '../core/ports/http.ts';
import { commands, features } from '../features/index.ts';
import { docIndexRoute, docRoutes } from '../web/docs/docs.ts';
import { errorPages } from '../web/error-pages.ts';
import { homeRoute } from '../web/home/home.ts';
import type { Site } from '../web/site.ts';
import type { House, Joined } from './house.ts';

type Served = {
  /** Whether this process shows pages: the role "web". */
  readonly pages: boolean;
  /** Where platforms call this process: the role "bots". */
  readonly doors: readonly Route[];
};

/** The one HTTP server: health, the doors of the platforms, and the pages. Returns its local address. */
export async function startPages({ house, log, stack }: Joined, { http }: Config, { pages, doors }: Served): Promise<string> {
  const site = siteOf(house, http.publicUrl);
  const routes = [...healthRoutes({ checks: checksOf(house), log }), ...doors, ...(pages ? pageRoutes(site, house) : [])];
  const port = http.port ?? (await freePort(preferredPort, http.host)) ?? 0;
  const server = await startServer({ routes, host: http.host, port, log, errorPages: errorPages(site) });
  stack.defer(() => server.stop());
  return server.url;
}

/** Home, documentation and the pages of the features. */
function pageRoutes(site: Site, { database }: House): readonly Route[] {
  const parts = { site, outcomes: createPublishedOutcomes(database), renderPng };
  return [
    homeRoute(site),
    docIndexRoute(site),
    ...docRoutes(site, { folder: 'commands', pages: commandReference(site) }),
    ...features.flatMap((feature) => feature.routes?.(parts) ?? []),
  ];
}

function siteOf({ signing }: House, publicUrl: string | null): Site {
  const links = [{ path: '/docs/commands', label: 'pages.commands' }] as const;
  return { translator: createTranslator(), hashing, links, publicUrl, publicKey: toHex(signing.publicKey) };
}

function commandReference({ translator }: Site): ReadonlyMap<string, string> {
  return writeReference(withHelp(commands), (sentence) => translator.words(sentence, { language: 'en', timeZone: 'UTC' }));
}

/** What must be usable before this process is sent anybody. */
function checksOf({ database, temporal }: House): Readonly<Record<string, Check>> {
  const asked: Check = async () => void (await database.transact(({ sql }) => sql.query('select 1')));
  return temporal === null ? { database: asked } : { database: asked, workflows: () => temporal.reach() };
}
