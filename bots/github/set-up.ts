import { z } from 'zod';
import type { Finding } from '../conversation/platform.ts';
import type { Apis } from './api.ts';
import { doorPath } from './door.ts';
import { isOutage, isRejected } from './github-errors.ts';
import type { Self } from './own-comment.ts';
import type { Repositories } from './repositories.ts';

type SetUp = {
  readonly apis: Apis;
  readonly repositories: Repositories;
  readonly self: () => Promise<Self>;
  readonly isSigned: boolean;
};

/** What an app must be allowed, each with its reason in the README. "write" allows reading. */
export const needed: Readonly<Record<string, 'read' | 'write'>> = { issues: 'write', pull_requests: 'write', metadata: 'read' };
/** Left out, it does one thing less and nothing else. */
export const wished: Readonly<Record<string, string>> = {
  checks: 'shows no check runs on pull requests',
  contents: 'proposes no issue forms',
  discussions: 'hears no commands in discussions',
};

/** What the doctor says: key or token, permissions, repositories, webhook. Never rejects for what GitHub says. */
export async function examineSetUp({ apis, repositories, self, isSigned }: SetUp): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  try {
    const { login } = await self();
    findings.push({ level: 'ok', what: `GitHub accepts ${apis.kind === 'app' ? 'the key of the app' : 'the token of'} ${login}` });
    if (apis.kind === 'app') findings.push(...permissionFindings(await apis.app.get('/app', AppRead)));
    findings.push(repositoryFinding(await repositories.list(), apis.kind));
  } catch (error) {
    return [...findings, problemOf(error, apis.kind)];
  }
  findings.push(
    isSigned
      ? { level: 'ok', what: `takes signed webhooks of GitHub at ${doorPath}` }
      : {
          level: 'missing',
          what: 'no webhook is taken: comments are found by reading back, within minutes',
          advice: `set GITHUB_WEBHOOK_SECRET, and the webhook of GitHub to your public address and ${doorPath}`,
        },
  );
  return findings;
}

export function permissionFindings({ permissions }: z.infer<typeof AppRead>): readonly Finding[] {
  const missing = Object.entries(needed).filter(([name, level]) => !allows(permissions[name], level));
  const without = Object.keys(wished).filter((name) => !allows(permissions[name], 'write'));
  return [
    missing.length === 0
      ? { level: 'ok', what: 'the GitHub App has the permissions that it needs' }
      : {
          level: 'missing',
          what: `the GitHub App lacks ${missing.map(([name, level]) => `${name}: ${level}`).join(', ')}`,
          advice: 'add it on the page "Permissions & events" of your app, then accept it where the app is installed',
        },
    ...without.map((name): Finding => ({
      level: 'ok',
      what: `it ${wished[name] ?? ''}: that needs the permission "${name}: write"`,
    })),
  ];
}

function repositoryFinding(found: readonly { readonly name: string }[], kind: Apis['kind']): Finding {
  if (found.length > 0) {
    const more = found.length > 5 ? ` and ${found.length - 5} more` : '';
    return {
      level: 'ok',
      what: `looks after ${found
        .slice(0, 5)
        .map(({ name }) => name)
        .join(', ')}${more}`,
    };
  }
  return kind === 'app'
    ? { level: 'missing', what: 'the GitHub App is installed nowhere', advice: 'install it from the page "Install App" of your app' }
    : { level: 'missing', what: 'no repository is looked after', advice: 'name some in GITHUB_REPOSITORIES, as OWNER/NAME with commas' };
}

function allows(given: string | undefined, wanted: 'read' | 'write'): boolean {
  return given === 'write' || given === 'admin' || given === wanted;
}

export function problemOf(error: unknown, kind: Apis['kind']): Finding & { readonly advice: string } {
  if (isRejected(error)) {
    return kind === 'app'
      ? { level: 'wrong', what: 'GitHub does not accept the key of the app', advice: 'correct GITHUB_APP_ID and GITHUB_PRIVATE_KEY' }
      : { level: 'wrong', what: 'GitHub does not accept the token', advice: 'put a valid one into GITHUB_TOKEN' };
  }
  if (isOutage(error))
    return { level: 'wrong', what: 'GitHub cannot be reached', advice: 'check the network, and GITHUB_API_URL if it is set' };
  return { level: 'wrong', what: 'GitHub refused to answer', advice: 'check GITHUB_APP_ID, GITHUB_REPOSITORIES and GITHUB_API_URL' };
}

export const AppRead = z.object({ permissions: z.record(z.string(), z.string()).default({}) });
