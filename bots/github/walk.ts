import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Clock } from '../../core/ports/clock.ts';
import { fails, passes } from '../conversation/set-up.ts';
import type { Guide, SetUp, SetUpReport, Verdict } from '../conversation/set-up.ts';
import { createApis } from './api.ts';
import type { GithubApi } from './api.ts';
import { doorPath } from './door.ts';
import { GithubFailure, isGone } from './github-errors.ts';
import { AppRead, needed, permissionFindings, problemOf, wished } from './set-up.ts';

const apiUrl = 'https://api.github.com';

/** What a webhook tells of; the rest is not asked for. */
const events = [
  'issues',
  'issue_comment',
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'discussion',
  'discussion_comment',
  'push',
] as const;

/** `coop setup github`: a token for some repositories, or a GitHub App. */
export const createGithubSetUp = (clock: Clock): SetUp => ({
  walk: async (guide) => {
    const way = await guide.choose('How shall it act on GitHub?', [
      { name: 'token', means: 'with a personal token: no public address needed, comments are read back once a minute' },
      { name: 'app', means: 'as a GitHub App: answers at once, shows votes as check runs; for production' },
    ]);
    return way === 'token' ? walkToken(guide, clock) : walkApp(guide, clock);
  },
});

async function walkToken(guide: Guide, clock: Clock): Promise<SetUpReport> {
  const link = tokenLink();
  const found: string[] = [];
  guide.tell('GitHub, in two minutes. Make an account for the bot, or take your own.');
  const repositories = await guide.ask({
    what: 'The repositories (owner/name, several with commas)',
    variable: 'GITHUB_REPOSITORIES',
    secret: false,
    check: async (given) =>
      /^[\w.-]+\/[\w.-]+(\s*,\s*[\w.-]+\/[\w.-]+)*$/.test(given) ? passes() : fails('that names no repository', 'write owner/name'),
  });
  guide.tell(
    '  1. Open this link; the permissions are filled in:',
    `     ${link}`,
    '  2. "Repository access": only those repositories. Press "Generate token", and copy it.',
  );
  await guide.ask({
    what: 'The token (github_pat_...)',
    variable: 'GITHUB_TOKEN',
    secret: true,
    check: async (token) => {
      const names = repositories.split(',').map((name) => name.trim());
      const verdict = await checkToken(token, { names, address: addressOf(guide), clock });
      if (verdict.passes) found.push(...verdict.says);
      return verdict;
    },
  });
  guide.unset('GITHUB_APP_ID');
  guide.unset('GITHUB_PRIVATE_KEY');
  return {
    found,
    next: ['Then: npm start. In any issue, write a comment with the line /network create "...", then one with /space bind.'],
    links: { token: link },
  };
}

type Checking = { readonly address: string; readonly clock: Clock };

async function checkToken(token: string, { names, address, clock }: Checking & { readonly names: readonly string[] }): Promise<Verdict> {
  if (/\s/.test(token)) return fails('a token has no spaces in it', 'copy it once more');
  const apis = createApis({ kind: 'token', token }, address, { clock });
  if (apis.kind !== 'token') return fails('that is no token', 'copy it once more');
  try {
    const { login } = await apis.api.get('/user', z.object({ login: z.string() }));
    for (const name of names) {
      const problem = await missingAt(apis.api, name);
      if (problem !== null) return fails(problem, 'give the token that on its page, or add the repository there');
    }
    return passes(`GitHub accepts the token of ${login}`, `it may read and write issues in ${names.join(', ')}`);
  } catch (error) {
    const { what, advice } = problemOf(error, 'token');
    return fails(what, advice);
  }
}

/**
 * What the token lacks in a repository. Whether it may write is asked by changing a label that is not there: whoever may is told
 * that there is none (404), whoever may not is refused (403); nothing changes either way.
 */
async function missingAt(api: GithubApi, name: string): Promise<string | null> {
  try {
    await api.get(`/repos/${name}`, z.object({ full_name: z.string() }));
  } catch (error) {
    if (isGone(error)) return `the token does not see ${name}`;
    throw error;
  }
  try {
    const label = `coop-setup-${randomBytes(8).toString('hex')}`;
    await api.send({ method: 'PATCH', path: `/repos/${name}/labels/${label}` }, z.unknown());
  } catch (error) {
    if (error instanceof GithubFailure && error.status === 403)
      return `the token may not write in ${name}: it lacks "Issues: read and write"`;
    if (!isGone(error)) throw error;
  }
  return null;
}

async function walkApp(guide: Guide, clock: Clock): Promise<SetUpReport> {
  const publicUrl = guide.value('COOP_PUBLIC_URL') ?? null;
  const link = appLink(publicUrl);
  const found: string[] = [];
  guide.tell(
    'GitHub, in five minutes:',
    '  1. Open this link (for an organization: the same page in its settings); permissions and events are filled in:',
    `     ${link}`,
    publicUrl === null
      ? '  2. Without COOP_PUBLIC_URL there is no webhook: comments are read back once a minute. Press "Create GitHub App".'
      : '  2. "Webhook secret": the output of openssl rand -hex 32. Keep it for below. Press "Create GitHub App".',
    '  3. "Generate a private key": a file is saved. The App ID stands at the top of the page.',
  );
  const id = await guide.ask({
    what: 'The App ID',
    variable: 'GITHUB_APP_ID',
    secret: false,
    check: async (given) =>
      /^\d+$/.test(given) ? passes() : fails('an App ID is a number', 'it stands at the top of the page of the app'),
  });
  await guide.ask({
    what: 'The path of the file with the private key (.pem)',
    variable: 'GITHUB_PRIVATE_KEY',
    secret: false,
    check: async (path) => {
      const verdict = await checkApp(path, { id, address: addressOf(guide), clock });
      if (verdict.passes) found.push(...verdict.says);
      return verdict;
    },
  });
  if (publicUrl !== null) {
    const check = async (given: string) =>
      /^\S{16,}$/.test(given)
        ? passes()
        : fails('a secret has at least 16 characters and no spaces', 'take the output of openssl rand -hex 32');
    await guide.ask({ what: 'The webhook secret', variable: 'GITHUB_WEBHOOK_SECRET', secret: true, optional: true, check });
  }
  guide.unset('GITHUB_TOKEN');
  const next = [
    'Page "Install App": install it in the repositories that it should look after.',
    'Then: npm start, and in any issue: /coop help',
  ];
  return { found, next, links: { app: link } };
}

async function checkApp(path: string, { id, address, clock }: Checking & { readonly id: string }): Promise<Verdict> {
  const privateKey = path.includes('-----BEGIN') ? path.replaceAll('\\n', '\n') : await readFile(path, 'utf8').catch(() => null);
  if (privateKey === null) return fails('there is no such file', 'give the path of the .pem file that GitHub saved');
  const apis = createApis({ kind: 'app', app: id, privateKey }, address, { clock });
  if (apis.kind !== 'app') return fails('that is no app', 'give its App ID again');
  try {
    const findings = permissionFindings(await apis.app.get('/app', AppRead));
    const amiss = findings.find(({ level }) => level !== 'ok');
    if (amiss !== undefined) return fails(amiss.what, amiss.advice ?? 'mend that');
    return passes('GitHub accepts the key of the app', ...findings.map(({ what }) => what));
  } catch (error) {
    const { what, advice } = problemOf(error, 'app');
    return fails(what, advice);
  }
}

const addressOf = (guide: Guide): string => guide.value('GITHUB_API_URL') ?? apiUrl;

/** Source: GitHub Docs, "Managing your personal access tokens", pre-filling by URL parameters. */
function tokenLink(): string {
  const permissions = { ...needed, contents: 'write', discussions: 'write' };
  const query = new URLSearchParams({ name: 'Cooperatus', ...permissions });
  return `https://github.com/settings/personal-access-tokens/new?${query.toString()}`;
}

/** Source: GitHub Docs, "Registering a GitHub App using URL parameters". */
function appLink(publicUrl: string | null): string {
  const permissions = { ...needed, ...Object.fromEntries(Object.keys(wished).map((name) => [name, 'write'])) };
  const hook =
    publicUrl === null ? { webhook_active: 'false' } : { webhook_active: 'true', webhook_url: new URL(doorPath, publicUrl).href };
  const query = new URLSearchParams({
    name: 'Cooperatus',
    url: publicUrl ?? 'https://github.com',
    public: 'false',
    ...permissions,
    ...hook,
  });
  if (publicUrl !== null) for (const event of events) query.append('events[]', event);
  return `https://github.com/settings/apps/new?${query.toString()}`;
}
