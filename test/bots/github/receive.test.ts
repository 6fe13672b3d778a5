import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Address } from '../../../bots/github/address.ts';
import { createCallWords } from '../../../bots/github/call-words.ts';
import { createReceive } from '../../../bots/github/receive.ts';
import { createSaidLines, rememberedFor } from '../../../bots/github/said.ts';
import { spokenIn } from '../../../bots/github/spoken.ts';
import type { Spoken } from '../../../bots/github/spoken.ts';
import type { Event } from '../../../bots/conversation/event.ts';
import { message, say } from '../../../core/text/text.ts';
import { commands } from '../../../features/index.ts';
import { createMemoryOfPlatform } from '../../fakes/memory-of-platform.ts';
import { openScriptedApi } from './scripted-api.ts';
import type { ScriptedApi } from './scripted-api.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 26, 12, 0, second)).toISOString();
const ada = { id: 5, login: 'ada', type: 'User' };
const bob = { id: 6, login: 'bob', type: 'User' };

type Written = { body: string; user?: object; second?: number; edited?: { second: number; by?: object; from?: string }; event?: string };

/** A delivery as GitHub makes it, of a comment in issue 3. */
function delivered({ body, user = ada, second = 0, edited, event = 'issue_comment' }: Written) {
  const text = {
    id: 9,
    node_id: 'C_9',
    body,
    user,
    created_at: at(second),
    updated_at: at(edited?.second ?? second),
    author_association: 'NONE',
  };
  const issue = { ...text, id: 1, number: 3, title: 'The table', body: 'Everybody talks here.' };
  const parts = {
    issue_comment: { issue, comment: text },
    discussion: { discussion: { ...text, number: 4 } },
    discussion_comment: { discussion: { number: 4 }, comment: text },
    pull_request: { pull_request: { ...text, number: 8 } },
    pull_request_review: { pull_request: { number: 8 }, review: { ...text, submitted_at: at(edited?.second ?? second) } },
    pull_request_review_comment: { pull_request: { number: 8 }, comment: text },
  }[event];
  const payload = {
    action: edited === undefined ? 'created' : 'edited',
    repository: { id: 7, full_name: 'village/bakery' },
    sender: edited?.by ?? user,
    ...(edited?.from === undefined ? {} : { changes: { body: { from: edited.from } } }),
    ...parts,
  };
  return spokenIn({ name: event, payload })?.spoken ?? null;
}

let open: ScriptedApi | null = null;
afterEach(() => open?.close());

/** What stands behind the door, over an inbox that knows what it took in. */
async function openReceive(editor: object | null = null) {
  open = await openScriptedApi(() => (editor === null ? { status: 502 } : { body: { data: { node: editor } } }));
  const { repository } = open;
  const heard: Event[] = [];
  const inbox = new Set<string>();
  let now = Date.parse(at(30));
  const memory = createMemoryOfPlatform(() => new Date(now));
  let forgets = false;
  const life = () =>
    createReceive({
      hear: async (event) => {
        if (inbox.has(event.id)) return null;
        inbox.add(event.id);
        heard.push(event);
        return {
          message: message(say('slack.yes')),
          audience: 'author',
          reader: { language: 'en', timeZone: 'UTC' },
          answered: async () => {},
        };
      },
      answer: async () => ({ kind: 'sent', externalId: null }),
      callWords: createCallWords(commands),
      clock: { now: () => new Date(now) },
      said: createSaidLines({
        ...memory,
        write: async (entries) => {
          if (forgets) throw new Error('killed before it was remembered');
          await memory.write(entries);
        },
      }),
      people: { manages: async () => false },
      self: async () => ({ login: 'coop-bot' }),
      log: pino({ level: 'silent' }),
    });
  let receive = life();
  const take = async (spoken: Spoken | null) => (spoken === null ? null : receive(spoken, repository));
  const words = () => heard.map(({ said }) => (said.kind === 'text' ? said.text : said.command));
  const later = (days: number) => (now += days * 24 * 60 * 60_000);
  const prunes = () => createSaidLines(memory).forgetOld(new Date(now - rememberedFor));
  return {
    take,
    heard,
    words,
    later,
    prunes,
    forgets: () => inbox.clear(),
    dies: (does: boolean) => ((forgets = does), (receive = life())),
  };
}

describe('what arrives from GitHub', () => {
  it('is an event for each line, in its thread, said when it was written', async () => {
    const { take, heard } = await openReceive();
    await take(delivered({ body: 'Dear all\n/vote cast 1 A\n/coop join', second: 4 }));
    expect(heard).toMatchObject([
      { said: { text: '/vote cast 1 A' }, at: new Date(at(4)), author: { externalId: '5', displayName: 'ada' } },
      { said: { text: '/coop join' }, place: { externalId: '7', private: false, thread: 'issue/3', managed: false } },
    ]);
    expect(heard.map(({ answerTo }) => (answerTo as Address).first)).toEqual(['yes', 'no']);
  });

  it.each([
    ['discussion', 'discussion/4', '7/discussion/4'],
    ['discussion_comment', 'discussion/4', 'discussion-comment/9'],
    ['pull_request', 'pull/8', '7/pull/8'],
    ['pull_request_review', 'pull/8', 'review/9'],
    ['pull_request_review_comment', 'pull/8', 'review-comment/9'],
  ])('is heard in a %s too', async (event, thread, source) => {
    const spoken = delivered({ body: '/vote list', event });
    const opened = spoken ?? delivered({ body: '/vote list', event, edited: { second: 1 } });
    expect(opened).toMatchObject({ thread, source });
  });

  it('is the same however often it comes, also when we were killed before it was remembered', async () => {
    const { take, words, dies } = await openReceive();
    const comment = delivered({ body: '/vote cast 1 A\n/vote list' });
    dies(true);
    await expect(take(comment)).rejects.toThrow('killed');
    dies(false);
    for (let time = 0; time < 3; time += 1) await take(comment);
    await take(delivered({ body: '/vote list\n/vote cast 1 A', edited: { second: 5 } }));
    expect(words()).toEqual(['/vote cast 1 A', '/vote list']);
  });

  it('is what an edit added, said when it was edited; an older version is late', async () => {
    const { take, heard, words } = await openReceive();
    const first = delivered({ body: '/vote cast 1 A' });
    await take(delivered({ body: '/vote cast 1 B', edited: { second: 8 } }));
    await take(first);
    await take(delivered({ body: '/vote cast 1 A', edited: { second: 9 } }));
    expect(words()).toEqual(['/vote cast 1 B', '/vote cast 1 A']);
    expect(heard.map((event) => event.at.toISOString())).toEqual([at(8), at(9)]);
  });

  describe('edited twice within a second, which GitHub gives the same time', () => {
    const [one, two, three] = ['/vote cast 1 A', '/vote cast 1 B', '/vote cast 1 C'];
    const created = () => delivered({ body: one });
    const first = () => delivered({ body: two, edited: { second: 5, from: one } });
    const second = () => delivered({ body: three, edited: { second: 5, from: two } });
    it.each([
      ['in order, each again', () => [created(), first(), second(), first(), second(), created()], [one, two, three]],
      ['the other way round', () => [created(), second(), first()], [one, three]],
      ['the creation last', () => [second(), first(), created()], [three]],
      ['read back between', () => [first(), delivered({ body: three, edited: { second: 5 } }), second(), first()], [two, three]],
    ])('%s: what stands there at the end was said last, and nothing twice', async (_order, versions, said) => {
      const { take, words } = await openReceive();
      for (const version of versions()) await take(version);
      expect(words()).toEqual(said);
    });

    it('is said again where it was taken back within it', async () => {
      const { take, words } = await openReceive();
      const back = () => delivered({ body: one, edited: { second: 0, from: two } });
      const there = () => delivered({ body: two, edited: { second: 0, from: one } });
      for (const version of [created(), there(), back(), there(), created(), back()]) await take(version);
      expect(words()).toEqual([one, two, one]);
    });
  });

  it('is not an older version whose newer one says what was known before', async () => {
    const { take, words } = await openReceive();
    await take(delivered({ body: '/vote cast 1 A' }));
    await take(delivered({ body: '/vote cast 1 A', edited: { second: 9 } }));
    await take(delivered({ body: '/vote cast 1 B', edited: { second: 5 } }));
    expect(words()).toEqual(['/vote cast 1 A']);
  });

  it('is known for as long as it may matter; afterwards only what an edit is told to have added is new', async () => {
    const { take, words, later, prunes, forgets } = await openReceive();
    const body = '/coop network create "Bakers"';
    await take(delivered({ body }));
    later(399);
    expect(await prunes()).toBe(0);
    later(2);
    expect(await prunes()).toBe(1);
    forgets();
    await take(delivered({ body }));
    await take(delivered({ body: `${body}\n/vote list`, edited: { second: 50 } }));
    expect(words()).toEqual([body]);
    await take(delivered({ body: `${body}\n/vote list`, edited: { second: 51, from: body } }));
    await take(delivered({ body: `${body}\n/vote list`, edited: { second: 51, from: body } }));
    expect(words()).toEqual([body, '/vote list']);
  });

  it('is never what somebody else wrote into it, not even later', async () => {
    const { take, words } = await openReceive();
    await take(delivered({ body: 'I think.' }));
    await take(delivered({ body: '/vote cast 1 A', edited: { second: 5, by: bob } }));
    await take(delivered({ body: '/vote cast 1 A\nand I say so', edited: { second: 6 } }));
    expect(words()).toEqual([]);
    await take(delivered({ body: '/vote cast 1 B', edited: { second: 7 } }));
    expect(words()).toEqual(['/vote cast 1 B']);
  });

  it('is not what bots and we ourselves write', async () => {
    const { take, words } = await openReceive();
    await take(delivered({ body: '/vote list', user: { ...bob, type: 'Bot' } }));
    const ours = { id: 1, login: 'coop-bot', type: 'User' };
    await take(delivered({ body: '/vote list\n<!-- coop:answer AAAAAAAAAAAAAAAAAAAAAA -->', user: ours }));
    expect(words()).toEqual([]);
    // With a token the account may be a person's, who says something too; and anybody may write a mark.
    await take(delivered({ body: '/vote list', user: ours }));
    await take(delivered({ body: '/vote show\n<!-- coop:answer AAAAAAAAAAAAAAAAAAAAAA -->', edited: { second: 1 } }));
    expect(words()).toEqual(['/vote list', '/vote show']);
  });

  it.each([
    ['its author', { login: 'ada' }, ['/vote list']],
    ['another', { login: 'bob' }, []],
  ])('is asked for its editor when it was read back after a change: %s', async (_who, editor, said) => {
    const { take, heard, words } = await openReceive({ lastEditedAt: at(5), author: { login: 'ada' }, editor });
    const readBack = delivered({ body: '/vote list', edited: { second: 30 } });
    await take(readBack === null ? null : { ...readBack, wordsOf: 'unknown' });
    expect(words()).toEqual(said);
    for (const event of heard) expect(event.at.toISOString()).toBe(at(5));
  });

  it('waits until GitHub tells who changed it', async () => {
    const { take, words } = await openReceive(null);
    const readBack = delivered({ body: '/vote list', edited: { second: 30 } });
    await expect(take(readBack === null ? null : { ...readBack, wordsOf: 'unknown' })).rejects.toMatchObject({
      code: 'github-unavailable',
    });
    expect(words()).toEqual([]);
  });
});
