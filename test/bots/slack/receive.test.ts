import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import { withHelp } from '../../../bots/conversation/help.ts';
import type { Event } from '../../../bots/conversation/event.ts';
import type { Answer } from '../../../bots/conversation/platform.ts';
import { createReceive } from '../../../bots/slack/receive.ts';
import type { Envelope } from '../../../bots/slack/receive.ts';
import { commands } from '../../../features/index.ts';

const translator = createTranslator();
const english = { language: 'en', timeZone: 'UTC' };

function listen(answer: Answer | null = null) {
  const heard: Event[] = [];
  const shown: string[] = [];
  const receive = createReceive({
    deleted: async () => {},
    hear: async (event) => {
      heard.push(event);
      return answer;
    },
    answers: { answer: async () => ({ kind: 'sent', externalId: null }), openForm: async () => true, hint: async () => {} },
    decoding: {
      self: { team: 'T1', user: 'U0BOT' },
      people: { nameOf: async (id, known) => known || `name of ${id}`, manages: async (id) => id === 'U0ADMIN' },
    },
    posts: { directChannel: async (account) => `D${account.slice(1)}` },
    home: { show: async ({ account }) => void shown.push(account) },
    suggest: async ({ words }) => [{ label: { kind: 'quote', text: `like ${words}` }, words: 'Europe/Berlin' }],
    commands: withHelp(commands),
    translator,
    clock: { now: () => new Date('2026-11-25T12:00:00Z') },
    log: pino({ level: 'silent' }),
  });
  return { receive, heard, shown };
}

const message = (event: Record<string, unknown>): Envelope => ({
  kind: 'event',
  body: { type: 'event_callback', event: { type: 'message', channel: 'C1', user: 'U1', ts: '1764072000.000100', text: '', ...event } },
});
const command = {
  command: '/coop',
  user_id: 'U1',
  user_name: 'ada',
  channel_id: 'C1',
  response_url: 'https://hooks/1',
  trigger_id: '1.2.3',
};

describe('what Slack delivers', () => {
  it('hears a mention once, however it is told: as a message, as a mention, and again', async () => {
    const { receive, heard } = listen();
    const text = '<@U0BOT> vote cast 1 &lt;b&gt; &amp; <@U2> <https://x.example|x.example>';
    for (const type of ['message', 'app_mention', 'message']) await receive(message({ type, text }));
    expect(new Set(heard.map(({ id }) => id))).toEqual(new Set(['message:C1:1764072000.000100']));
    expect(heard[0]?.said).toEqual({ kind: 'text', text: 'vote cast 1 <b> & @name of U2 x.example' });
    expect(heard[0]?.at.toISOString()).toBe('2025-11-25T12:00:00.000Z');
    await receive({ ...message({ text }), again: true });
    expect(heard.map(({ outOfTurn }) => outOfTurn)).toEqual([undefined, undefined, undefined, true]);
  });

  it.each([
    ['in a channel without calling us', { text: 'vote cast 1' }],
    ['by ourselves', { user: 'U0BOT', text: '<@U0BOT> help' }],
    ['by another bot', { bot_id: 'B1', text: '<@U0BOT> help' }],
    ['by Slack itself', { subtype: 'channel_join', text: '<@U0BOT> joined' }],
    ['when a message was edited', { subtype: 'message_changed', text: '<@U0BOT> help' }],
  ])('leaves alone what is said %s', async (_, event) => {
    const { receive, heard } = listen();
    expect(await receive(message(event))).toEqual({});
    expect(heard).toEqual([]);
  });

  it.each([
    ['directly', { channel: 'D1', channel_type: 'im', text: 'vote list' }],
    ['with our name before it', { text: '!coop vote list' }],
    ['in a thread of ours', { text: 'vote list', thread_ts: '1764072000.000001', parent_user_id: 'U0BOT' }],
  ])('hears what is said %s', async (_, event) => {
    const { receive, heard } = listen();
    await receive(message(event));
    expect(heard).toHaveLength(1);
  });

  it('takes a slash command apart, so that what is missing is asked by a form; and anything else as words', async () => {
    const { receive, heard } = listen();
    await receive({ kind: 'command', body: { ...command, text: 'vote open "Which name?"' } });
    await receive({ kind: 'command', body: { ...command, text: 'Monday, Tuesday', user_id: 'U0ADMIN', trigger_id: '4' } });
    expect(heard.map(({ said }) => said)).toEqual([
      { kind: 'fields', command: 'vote open', answers: { question: 'Which name?' } },
      { kind: 'text', text: '/coop Monday, Tuesday' },
    ]);
    expect(heard.map(({ place }) => place.managed)).toEqual([false, true]);
    expect(heard.map(({ id }) => id)).toEqual(['trigger:1.2.3', 'trigger:4']);
  });

  it('takes a direct conversation between two people for a place like another: there an answer is for its author alone', async () => {
    const { receive, heard } = listen();
    const own = { ...command, channel_id: 'D1', channel_name: 'directmessage', text: 'me show' };
    await receive({ kind: 'command', body: own });
    await receive({ kind: 'command', body: { ...own, channel_id: 'D7', trigger_id: '7' } });
    expect(heard.map(({ place, answerTo }) => [place.private, answerTo['private']])).toEqual([
      [true, 'yes'],
      [false, 'no'],
    ]);
  });

  it('begins a command from a message, with its words cut to what the field takes', async () => {
    const { receive, heard } = listen();
    const body = {
      type: 'message_action',
      callback_id: 'vote open',
      user: { id: 'U1', username: 'ada' },
      trigger_id: '5',
      channel: { id: 'C1', name: 'general' },
      message: { text: `&lt;b&gt; <@U2>\n${'x'.repeat(3_000)}` },
    };
    await receive({ kind: 'interactive', body });
    await receive({ kind: 'interactive', body: { ...body, callback_id: 'vote close' } });
    expect(heard).toHaveLength(1);
    const [said] = heard.map((event) => event.said);
    expect(said).toMatchObject({ kind: 'fields', command: 'vote open' });
    const question = said?.kind === 'fields' ? said.answers['question'] : '';
    expect(question).toMatch(/^<b> @name of U2 x+…$/);
    expect(question).toHaveLength(300);
  });

  it('offers what a list of a form may mean, and hears nothing by it', async () => {
    const { receive, heard } = listen();
    const context = { command: 'me set timezone', answers: {}, channel: 'C1', private: 'no', thread: '', responseUrl: '' };
    const view = { callback_id: 'coop-form', private_metadata: JSON.stringify(context) };
    const body = { type: 'block_suggestion', user: { id: 'U1' }, block_id: 'zone', action_id: 'value', value: 'ber', view };
    const option = { text: { type: 'plain_text', text: 'like ber', emoji: false }, value: 'Europe/Berlin' };
    expect(await receive({ kind: 'interactive', body })).toEqual({ body: { options: [option] } });
    expect(await receive({ kind: 'interactive', body: { ...body, block_id: 'none' } })).toEqual({ body: { options: [] } });
    expect(heard).toEqual([]);
  });

  it('shows somebody their home when they open it, and anew after a click in it', async () => {
    const { receive, heard, shown } = listen();
    const opened = { type: 'event_callback', event: { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home' } };
    await (await receive({ kind: 'event', body: opened })).after?.();
    expect([heard.length, shown.splice(0)]).toEqual([0, ['U1']]);
    const action = { type: 'button', action_id: 'say-1000', block_id: 'actions-1000', value: 'vote cast 1 1' };
    const click = { type: 'block_actions', user: { id: 'U1' }, trigger_id: '8', view: { type: 'home' }, container: {}, actions: [action] };
    await (await receive({ kind: 'interactive', body: click })).after?.();
    expect(heard.map(({ place, said }) => [place, said])).toEqual([
      [
        { externalId: 'D1', private: true, managed: false },
        { kind: 'text', text: 'vote cast 1 1', clicked: true },
      ],
    ]);
    expect(shown).toEqual(['U1']);
  });

  it('says under the input what cannot be read, before anything is taken in', async () => {
    const { receive, heard } = listen();
    const ack = await receive(submission({ question: 'Which?', options: 'Only' }));
    expect(ack.body).toMatchObject({ response_action: 'errors', errors: { options: expect.stringContaining('only 1') } });
    expect(heard).toEqual([]);
  });

  it('keeps the form open with what was filled in when it is refused, and closes it otherwise', async () => {
    const answers = { question: 'Which?', options: 'A, B', for: 'yesterday' };
    const refused = {
      message: {
        text: [{ kind: 'paragraph', inlines: [{ kind: 'quote', text: 'That is over' }] }],
        actions: [{ kind: 'form', command: 'vote open', answers, opens: 'on-click' }],
      },
      audience: 'author',
      reader: english,
      answered: async () => {},
    } satisfies Answer;
    const ack = await listen(refused).receive(submission(answers));
    expect(ack.body).toMatchObject({ response_action: 'update' });
    expect(JSON.stringify(ack.body)).toContain('That is over');
    expect(JSON.stringify(ack.body)).toContain('yesterday');
    expect(await listen().receive(submission(answers))).toEqual({ body: { response_action: 'clear' } });
  });

  it('survives 10,000 payloads of any shape, and takes none of them in', async () => {
    const { receive, heard } = listen();
    const kinds = fc.constantFrom<Envelope['kind']>('event', 'command', 'interactive');
    const bent = fc.tuple(fc.constantFrom('type', 'event', 'user', 'actions', 'view', 'text', 'trigger_id'), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(kinds, fc.jsonValue(), bent, async (kind, body, [name, value]) => {
        await receive({ kind, body });
        await receive({ kind, body: { type: 'block_actions', ...command, [name]: { type: 'event_callback', value } } });
      }),
      { numRuns: 5_000 },
    );
    expect(heard.filter(({ said }) => said.kind === 'fields')).toEqual([]);
  });
});

function submission(values: Readonly<Record<string, string>>): Envelope {
  const context = { command: 'vote open', answers: {}, channel: 'C1', private: 'no', thread: '', responseUrl: '' };
  const state = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value: { type: 'plain_text_input', value } }]));
  const view = { id: 'V1', hash: 'h1', callback_id: 'coop-form', private_metadata: JSON.stringify(context), state: { values: state } };
  return { kind: 'interactive', body: { type: 'view_submission', user: { id: 'U1', username: 'ada' }, trigger_id: '9', view } };
}
