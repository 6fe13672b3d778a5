import { freePort } from '../../adapters/embedded/free-port.ts';
import type { Finding } from '../../bots/conversation/platform.ts';
import { preferredPort } from '../../config.ts';
import { findInstances } from '../../main/instances.ts';
import { missing, ok, reasonOf, wrong } from './examination.ts';
import type { Examination } from './examination.ts';

export const http: Examination = {
  area: 'http',
  examine: async ({ home, http: { host, port, publicUrl } }) => {
    const served = (await findInstances(home)).filter(({ runs }) => runs).flatMap(({ url }) => (url === null ? [] : [url]));
    if (served.length > 0) return examineServed(served, publicUrl);
    if (port === 0) return [ok('the HTTP server takes any free port')];
    const wanted = port ?? preferredPort;
    const reach = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    const health = await ask(`http://${reach}:${wanted}/healthz`);
    if (health === null)
      return [ok('the HTTP server answers'), publicUrl === null ? ok('pages have a local address') : await examinePublic(publicUrl)];
    if ((await freePort(wanted, host)) !== null) return [missing(`nothing listens at port ${wanted}`, 'npm start does')];
    return port === null
      ? [missing(`another program has port ${wanted}`, 'a free one is taken instead; set COOP_PORT for one that stays')]
      : [wrong(`another program has port ${wanted}`, 'set COOP_PORT to a free one, or end that program')];
  },
};

/** What runs says where it is: it may have taken another port than the one that is wished for. */
async function examineServed(urls: readonly string[], publicUrl: string | null): Promise<readonly Finding[]> {
  const findings = await Promise.all(
    urls.map(async (url) => {
      const health = await ask(`${url}/healthz`);
      const ready = health ?? (await ask(`${url}/readyz`));
      if (health !== null) return wrong(`the HTTP server at ${url} does not answer: ${health}`, 'see the log of that process');
      return ready === null
        ? ok(`the HTTP server answers at ${url}`)
        : wrong(`the HTTP server at ${url} is not ready: ${ready}`, 'see database and workflows above');
    }),
  );
  return [...findings, publicUrl === null ? ok('pages have a local address') : await examinePublic(publicUrl)];
}

async function examinePublic(publicUrl: string) {
  const health = await ask(`${publicUrl}/healthz`);
  if (health === null) return ok('COOP_PUBLIC_URL leads to us');
  return wrong(`COOP_PUBLIC_URL does not lead to us: ${health}`, 'correct it, or the proxy in front of us');
}

/** Null when it answers as we do, else why not. */
async function ask(url: string): Promise<string | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' });
    return response.ok ? null : `it answers ${response.status}`;
  } catch (error) {
    return reasonOf(error instanceof Error && error.cause instanceof Error ? error.cause : error);
  }
}
