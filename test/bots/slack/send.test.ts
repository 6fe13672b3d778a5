import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import { createAnswers } from '../../../bots/slack/answers.ts';
import type { SlackApi } from '../../../bots/slack/api.ts';
import { encodeMessage } from '../../../bots/slack/encode.ts';
import { createPosts } from '../../../bots/slack/posts.ts';
import { createSend } from '../../../bots/slack/send.ts';
import type { MessageTask } from '../../../core/ports/sender.ts';
import { message as messageOf, say } from '../../../core/text/text.ts';

const reader = { language: 'en', timeZone: 'UTC' };
const translator = createTranslator();
const refusal = (error: string) => new WebAPIPlatformError({ ok: false, error });

/** A channel that keeps what is posted, and fails as it is told. */
function slack({ fails = [], urlTakes = true }: { fails?: readonly (readonly [string, Error])[]; urlTakes?: boolean } = {}) {
  const calls: string[] = [];
  const standing: { ts: string; metadata: unknown }[] = [];
  const failing = [...fails];
  const api: SlackApi = async (method, parameters = {}) => {
    calls.push(method);
    const place = failing.findIndex(([name]) => name === method);
    const [failure] = place < 0 ? [] : failing.splice(place, 1);
    if (failure) throw failure[1];
    if (method === 'conversations.open') return { channel: { id: 'D1' } };
    if (method.startsWith('conversations.')) return { messages: standing };
    const ts = `${standing.length + 1}.000000`;
    if (method === 'chat.postMessage') standing.push({ ts, metadata: parameters['metadata'] });
    return { ts };
  };
  const respond = async () => {
    calls.push('respond');
    return urlTakes;
  };
  const encode = (message: Parameters<typeof encodeMessage>[0]) => encodeMessage(message, { translator, reader });
  const posts = createPosts(api);
  const answers = createAnswers({ api, respond, encode, translator, posts, commands: [] });
  return { calls, standing, send: createSend({ answers, posts, encode }) };
}

const deliver = (target: MessageTask['target'], attempts = 0) => ({
  key: 'a-key',
  installation: 'T1',
  attempts,
  task: { kind: 'message', message: messageOf(say('slack.yes')), reader, target } as const,
});
const post = { kind: 'post', place: 'C1' } as const;
const answerTo = (responseUrl: string): MessageTask['target'] => ({
  kind: 'answer',
  audience: 'author',
  to: { kind: 'interaction', channel: 'C1', author: 'U1', responseUrl, trigger: '', thread: '', id: 'trigger:1', private: 'no' },
});

describe('what leaves for Slack', () => {
  it('shows once, though its first answer was lost', async () => {
    const { send, standing } = slack();
    expect(await send(deliver(post))).toEqual({ kind: 'sent', externalId: '1.000000' });
    expect(await send(deliver(post, 1))).toEqual({ kind: 'sent', externalId: '1.000000' });
    expect(standing).toHaveLength(1);
    expect(JSON.stringify(standing)).not.toContain('a-key');
  });

  it('is changed in place, and posted again where somebody deleted it', async () => {
    const { send, calls } = slack({ fails: [['chat.update', refusal('message_not_found')]] });
    const edit = { kind: 'edit', place: 'C1', externalId: '9.000000' } as const;
    expect(await send(deliver(edit))).toEqual({ kind: 'sent', externalId: '1.000000' });
    expect(await send(deliver(edit))).toEqual({ kind: 'sent', externalId: '9.000000' });
    expect(calls).toEqual(['chat.update', 'chat.postMessage', 'chat.update']);
  });

  it('comes into a public channel that it is not in', async () => {
    const { send, calls } = slack({ fails: [['chat.postMessage', refusal('not_in_channel')]] });
    expect(await send(deliver(post))).toMatchObject({ kind: 'sent' });
    expect(calls).toEqual(['chat.postMessage', 'conversations.join', 'chat.postMessage']);
  });

  it('answers where it was asked; after half an hour for that person in the channel, else directly', async () => {
    const atOnce = slack();
    await atOnce.send(deliver(answerTo('https://hooks/1')));
    expect(atOnce.calls).toEqual(['respond']);
    const late = slack({ urlTakes: false, fails: [['chat.postEphemeral', refusal('not_in_channel')]] });
    expect(await late.send(deliver(answerTo('https://hooks/1')))).toMatchObject({ kind: 'sent' });
    expect(late.calls.filter((call) => call.startsWith('chat') || call === 'respond' || call === 'conversations.open')).toEqual([
      'respond',
      'chat.postEphemeral',
      'conversations.open',
      'chat.postMessage',
    ]);
  });

  it.each([
    [new WebAPIRateLimitedError(7), { kind: 'later', after: 7_000, scope: 'route' }],
    [refusal('token_revoked'), { kind: 'later', after: 60_000, scope: 'platform' }],
    [refusal('channel_not_found'), { kind: 'impossible', reason: 'Slack refused it: channel_not_found' }],
    [refusal('is_archived'), { kind: 'impossible', reason: 'Slack refused it: is_archived' }],
  ])('waits or gives up as Slack says', async (error, sent) => {
    expect(await slack({ fails: [['chat.postMessage', error]] }).send(deliver(post))).toEqual(sent);
  });

  it.each([
    [refusal('missing_scope'), 'slack-scope'],
    [refusal('internal_error'), 'slack-unavailable'],
    [new WebAPIHTTPError(503, 'busy', {}), 'slack-unavailable'],
    [new Error('connect https://hooks/secret'), 'slack-unreachable'],
  ])('is tried again when it may pass, and no secret stands in what is logged', async (error, code) => {
    const failure = await slack({ fails: [['chat.postMessage', error]] })
      .send(deliver(post))
      .catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code });
    expect(JSON.stringify([String(failure), failure])).not.toContain('secret');
  });
});
