import { z } from 'zod';
import type { Translator } from '../../core/ports/translator.ts';
import type { AnyCommand } from '../conversation/command.ts';
import { fails, passes } from '../conversation/set-up.ts';
import type { Guide, SetUp, Verdict } from '../conversation/set-up.ts';
import { createApi } from './api.ts';
import { doorPath } from './door.ts';
import { slackManifest } from './manifest.ts';
import { examineSetUp, problemOf } from './set-up.ts';
import { slackCode } from './web-errors.ts';

const apiUrl = 'https://slack.com/api/';

type Parts = { readonly commands: readonly AnyCommand[]; readonly translator: Translator };

/** `coop setup slack`: an app from our manifest, its tokens, and how it is heard. */
export function createSlackSetUp(parts: Parts): SetUp {
  return {
    walk: async (guide) => {
      const heard = await howHeard(guide);
      const publicUrl = heard === 'signed' ? (guide.value('COOP_PUBLIC_URL') ?? null) : null;
      const create = createLink(slackManifest({ ...parts, publicUrl }));
      guide.tell(
        'Slack, in three minutes:',
        '  1. Open this link and create the app in your workspace; scopes and events are filled in:',
        `     ${create}`,
        '  2. Press "Install to Workspace". Page "OAuth & Permissions": copy the Bot User OAuth Token.',
      );
      const found: string[] = [];
      await guide.ask({
        what: 'The bot token (xoxb-...)',
        variable: 'SLACK_BOT_TOKEN',
        secret: true,
        check: (token) => noting(found, checkBotToken(token, addressOf(guide))),
      });
      await (heard === 'socket' ? askAppToken(guide, found) : askSigningSecret(guide));
      return {
        found,
        next: [
          'Then: npm start. In Slack, say /invite @Cooperatus in a channel that you made, and /coop network create.',
          ...(publicUrl === null ? [] : [`Slack calls ${new URL(doorPath, publicUrl).href}: it must lead to the port of your instance.`]),
        ],
        links: { create },
      };
    },
  };
}

/** Signed HTTP needs an address that Slack reaches. */
async function howHeard(guide: Guide): Promise<'socket' | 'signed'> {
  if (guide.value('COOP_PUBLIC_URL') === undefined) return 'socket';
  return guide.choose('How shall Slack reach us?', [
    { name: 'socket', means: 'Socket Mode: we call Slack; works everywhere' },
    { name: 'signed', means: `signed HTTP: Slack calls ${guide.value('COOP_PUBLIC_URL') ?? ''}; for production` },
  ]);
}

async function askAppToken(guide: Guide, found: string[]): Promise<void> {
  guide.tell(
    '  3. Page "Basic Information", "App-Level Tokens": press "Generate Token and Scopes", add the scope connections:write, copy the token.',
  );
  await guide.ask({
    what: 'The app-level token (xapp-...)',
    variable: 'SLACK_APP_TOKEN',
    secret: true,
    check: (token) => noting(found, checkAppToken(token, addressOf(guide))),
  });
}

async function askSigningSecret(guide: Guide): Promise<void> {
  guide.tell('  3. Page "Basic Information", "App Credentials": copy the Signing Secret.');
  const check = async (secret: string) =>
    /^\S{8,}$/.test(secret)
      ? passes('the signing secret is taken; the first call of Slack shows whether it is right')
      : fails('that is no signing secret', 'press "Show" beside "Signing Secret" and copy all of it');
  await guide.ask({ what: 'The signing secret', variable: 'SLACK_SIGNING_SECRET', secret: true, check });
  // With both, Socket Mode would be taken.
  guide.unset('SLACK_APP_TOKEN');
}

async function checkBotToken(token: string, address: string): Promise<Verdict> {
  if (!/^xoxb-\S+$/.test(token)) return fails(wrongKind(token), 'copy the Bot User OAuth Token; it begins with xoxb-');
  const findings = await examineSetUp({ api: createApi(token, address), connected: null, signed: false });
  const amiss = findings.find(({ level }) => level !== 'ok');
  if (amiss !== undefined) return fails(amiss.what, amiss.advice ?? 'mend that');
  return passes(...findings.map(({ what }) => what));
}

async function checkAppToken(token: string, address: string): Promise<Verdict> {
  if (!/^xapp-\S+$/.test(token)) return fails(wrongKind(token), 'copy the app-level token; it begins with xapp-');
  try {
    z.object({ url: z.string() }).parse(await createApi(token, address)('apps.connections.open'));
    return passes('Slack opens connections for the app-level token');
  } catch (error) {
    const code = slackCode(error);
    if (code === 'missing_scope') return fails('the app-level token lacks the scope connections:write', 'generate one that has it');
    const { what, advice } = problemOf(error);
    if (code === null) return fails(what, advice);
    return fails(
      `Slack does not accept the app-level token (${code})`,
      'copy it again from "App-Level Tokens" on the page "Basic Information"',
    );
  }
}

/** What was pasted is not shown; its kind is. */
function wrongKind(token: string): string {
  const [kind] = /^xox[a-z]-|^xapp-/.exec(token) ?? [];
  return kind === undefined ? 'that is no token of Slack' : `that is a token of another kind (${kind}...)`;
}

async function noting(found: string[], checking: Promise<Verdict>): Promise<Verdict> {
  const verdict = await checking;
  if (verdict.passes) found.push(...verdict.says);
  return verdict;
}

const addressOf = (guide: Guide): string => guide.value('SLACK_API_URL') ?? apiUrl;

/** Source: Slack, "Create apps from a manifest", shareable links. */
function createLink(manifest: unknown): string {
  return `https://api.slack.com/apps?${new URLSearchParams({ new_app: '1', manifest_json: JSON.stringify(manifest) }).toString()}`;
}
