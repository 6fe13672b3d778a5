import { z } from 'zod';
import type { Finding } from '../conversation/platform.ts';
import type { SlackApi } from './api.ts';
import { scopes } from './manifest.ts';
import { isRejected, slackCode } from './web-errors.ts';

type SetUp = {
  readonly api: SlackApi;
  /** Null when this process does not listen to Slack, or is called by it. */
  readonly connected: boolean | null;
  readonly signed: boolean;
};

/** What the doctor says: token, scopes, connection. Never rejects. */
export async function examineSetUp({ api, connected, signed }: SetUp): Promise<readonly Finding[]> {
  let answer;
  try {
    answer = Test.parse(await api('auth.test'));
  } catch (error) {
    return [problemOf(error)];
  }
  const findings: Finding[] = [{ level: 'ok', what: `Slack accepts the token of "${answer.user}" in the workspace "${answer.team}"` }];
  const granted = new Set(answer.response_metadata?.scopes ?? []);
  const missing = Object.keys(scopes).filter((scope) => !granted.has(scope));
  if (missing.length === 0) findings.push({ level: 'ok', what: 'the Slack app has all the scopes it needs' });
  else {
    findings.push({
      level: 'missing',
      what: `the Slack app lacks the scopes ${missing.join(', ')}`,
      advice: 'add them on the page "OAuth & Permissions" of your app, then reinstall it to the workspace',
    });
  }
  if (connected === true) findings.push({ level: 'ok', what: 'connected to Slack through Socket Mode' });
  if (connected === false) {
    findings.push({
      level: 'wrong',
      what: 'not connected to Slack through Socket Mode',
      advice: 'it connects again by itself; see the log for the cause',
    });
  }
  if (signed) findings.push({ level: 'ok', what: 'takes signed calls of Slack at /slack/events' });
  return findings;
}

const Test = z.object({
  user: z.string(),
  team: z.string(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

export function problemOf(error: unknown): Finding & { readonly advice: string } {
  if (isRejected(error)) {
    return {
      level: 'wrong',
      what: 'Slack does not accept the bot token',
      advice: 'copy it again from the page "OAuth & Permissions" of your app into SLACK_BOT_TOKEN',
    };
  }
  const code = slackCode(error);
  if (code !== null) return { level: 'wrong', what: `Slack refused to answer (${code})`, advice: 'try again in a minute' };
  return { level: 'wrong', what: 'Slack cannot be reached', advice: 'check the network, and SLACK_API_URL if it is set' };
}
