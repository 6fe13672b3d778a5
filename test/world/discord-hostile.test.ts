import { describe, expect, it } from 'vitest';
import { cleanText } from '../../bots/conversation/clean-text.ts';
import { quote } from '../../bots/conversation/words.ts';
import { hostileStrings } from '../fixtures/hostile-strings.ts';
import { havePeers } from '../peers/install.ts';
import type { DiscordPerson } from './discord-person.ts';
import { discordStory } from './discord-story.ts';
import { pingsIn } from './discord-pings.ts';

/** As an option keeps them: what the disguises hide is gone, and what looks the same is there once. */
const hostile = [...new Map(hostileStrings().map((text) => [fold(text), oneLine(text)])).values()].filter(({ length }) => length <= 100);
/** Each kind once, without what stands around it. */
const plainly = [
  ...new Set(
    hostileStrings()
      .filter((_, place) => place % 8 === 0)
      .map(oneLine),
  ),
];
/** Every third, from there on. */
const some = (from: number): readonly string[] => plainly.filter((_, place) => place % 3 === from);
const direct = { direct: true };

describe.skipIf(!(await havePeers()))('what people may not do to each other on Discord', { timeout: 60_000 }, () => {
  const { person, people, village, settled, look, world } = discordStory();

  it('is done by no option, on no button and in no list, nor by the outcome that names it', async () => {
    const { ada, bob } = await village('Night Bakers', 'ada', 'bob');
    const parts = Array.from({ length: Math.ceil(hostile.length / 60) }, (_, part) => hostile.slice(part * 60, part * 60 + 60));
    for (const [place, options] of [plainly.slice(0, 5), plainly.slice(0, 25), ...parts].entries()) {
      await ada.says('/vote open');
      const method = place === 1 ? 'approval' : 'single';
      await ada.fills({ question: 'Which one?', options: options.map(quote).join('\n'), for: '1h', method });
      await ada.reads(`Vote #${place + 1} is open`);
    }
    const [five = '', tick = '', other = ''] = plainly;
    await bob.reads(/^Vote #2\nWhich one/);
    await bob.ticks(tick, other);
    await bob.reads(`Counted in vote #2: ${tick}, ${other}`);
    await bob.says('/vote cast number:1 option:#1');
    await bob.reads(`Counted in vote #1: ${five}`);
    const last = parts.length + 2;
    const [chosen = ''] = parts.at(-1) ?? [];
    await bob.chooses(chosen);
    await bob.reads(`Counted in vote #${last}: ${chosen}`);
    await ada.says(`/vote close number:${last}`);
    await bob.reads(new RegExp(`^Vote #${last} is over\\nWhich one\\?\\n[^]*1 of 2 members voted`));
    const stored = await look('select options from vote order by number');
    expect(stored.slice(2).flatMap(({ options }) => options)).toEqual(hostile);
    expect(await pings()).toEqual([]);
  });

  it('is done by no question: each is asked once, word for word', async () => {
    const asker = await person('asker');
    await asker.says('/network create name:Questioners', direct);
    await asker.reads('founded');
    const questions = some(0);
    const said = await saysAll(
      asker,
      questions.map((question) => `/vote open question:${question} options:A,B`),
    );
    await answered(said);
    const rows = await look('select question from vote where options = $1 order by number', ['["A", "B"]']);
    expect(rows.map(({ question }) => question)).toEqual(questions);
    await asker.says('/vote list', direct);
    const list = await asker.reads(`#${questions.length} `);
    for (const [place, question] of questions.entries()) expect(list).toContain(`#${place + 1} ${question}`);
    expect(await pings()).toEqual([]);
  });

  it('is done by no name of a network: taken as it is or refused, and shown to others harmlessly', async () => {
    const founder = await person('founder');
    const said = await saysAll(
      founder,
      some(1).map((name) => `/network create name:${name}`),
    );
    await answered(said);
    const names = (await look('select name from network')).map(({ name }) => String(name));
    expect(names.length).toBeGreaterThan(12);
    await founder.says('/vote list', direct);
    await founder.reads(/Which network/);
    await founder.says('/me show', direct);
    await founder.reads(/You are a member of/);
    expect(await pings()).toEqual([]);
  });

  it('is done by no name of a person, no line of the grammar and no answer to a question', async () => {
    const everyone = await person('@everyone <@123456789012345678>');
    await everyone.says('/me show', direct);
    await everyone.reads(/@everyone/);
    await everyone.says('vote open', direct);
    await everyone.reads(/./);
    const lines = some(0).map((text) => `vote open ${text} --options ${text},B`);
    const said = await saysAll(everyone, [...some(2), ...lines]);
    await answered(said);
    await everyone.says('cancel', direct);
    await everyone.reads(/left|nothing to leave/);
    expect(await pings()).toEqual([]);
  });

  it('is not done by what is too much', async () => {
    const { ada, bob } = await people('ada', 'bob');
    await bob.says('x'.repeat(10_000_000), direct);
    await bob.reads(/too long/);
    await bob.says(`/vote open question:${'@'.repeat(300)} options:${'A,'.repeat(2_000)}`);
    await bob.reads(/twice|at most/);
    await ada.says(
      `/vote open question:Long? options:${Array.from({ length: 30 }, (_, place) => `${'@everyone '.repeat(9)}${place}`).join(',')} for:1h`,
    );
    await ada.reads('is open until');
    await bob.reads(/^Vote #\d+\nLong\?/);
    await settled();
    expect(await pings()).toEqual([]);
  });

  /** Says one after the other, reading each answer. */
  async function saysAll(somebody: DiscordPerson, lines: readonly string[]): Promise<string[]> {
    const said: string[] = [];
    for (const line of lines) {
      await somebody.says(line, direct);
      said.push(somebody.last());
      await somebody.reads(/[^]/);
    }
    return said;
  }

  /** Every one of them was taken in once and answered once. */
  async function answered(events: readonly string[]): Promise<void> {
    await settled();
    const rows = await look('select event_id, count(*)::int as times from inbox where event_id = any($1) group by 1', [events]);
    expect(rows).toHaveLength(events.length);
    const answers = world().discord.requests.filter(({ path }) => path.endsWith('/callback'));
    const clicked = events.filter((id) => answers.some(({ path }) => path.startsWith(`/interactions/${id}/`)));
    const times = clicked.map((id) => answers.filter(({ path }) => path.startsWith(`/interactions/${id}/`)).length);
    expect(times.every((each) => each === 1)).toBe(true);
  }

  async function pings(): Promise<readonly string[]> {
    const commands = await world().discord.twin.prisma.applicationCommand.findMany({});
    const ours = new Set(commands.map(({ id }) => String(id)));
    return world().discord.requests.flatMap(({ body }) => pingsIn(body, ours));
  }
});

function oneLine(text: string): string {
  return cleanText(text).replaceAll(/\s+/gu, ' ').trim();
}

function fold(text: string): string {
  return oneLine(text).normalize('NFKC').toLowerCase();
}
