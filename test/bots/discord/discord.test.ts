import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { paragraph, say } from '../../../core/text/text.ts';
import { havePeers } from '../../peers/install.ts';
import { openScriptedWorld } from './scripted-world.ts';
import type { Script, ScriptedWorld } from './scripted-world.ts';

const quote = (text: string) => ({ message: { text: [paragraph({ kind: 'quote', text })] } });

/** Repeats what was said; asks by a form when something is missing. */
const script: Script = ({ said }) => {
  if (said.kind === 'text') return said.text === 'ask' ? ask('vote open', {}) : quote(`heard ${said.text}`);
  if (said.command === 'vote open' && said.answers['question'] === undefined) return ask('vote open', said.answers);
  if (said.answers['options'] === 'one') return ask('vote open', said.answers);
  if (said.answers['options'] === 'refused') return ask('vote open', said.answers, 'on-click');
  return { ...quote(`${said.command} ${JSON.stringify(said.answers)}`), audience: 'everyone' };
};

const ask = (command: string, answers: Readonly<Record<string, string>>, opens?: 'on-click') => ({
  message: {
    text: [paragraph(say('discord.yes'))],
    actions: [
      { kind: 'form' as const, command, answers, ...(opens === undefined ? {} : { opens }) },
      { kind: 'button' as const, label: say('discord.no'), say: 'cancel' },
      {
        kind: 'select' as const,
        prompt: say('discord.yes'),
        options: [{ label: { kind: 'quote' as const, text: 'Blue' }, say: 'vote cast 3 1' }],
      },
    ],
  },
});

describe.skipIf(!(await havePeers()))('Discord over its real wires', () => {
  let world: ScriptedWorld;
  beforeAll(async () => void (world = await openScriptedWorld(script)));
  afterAll(async () => {
    await world.close();
    expect(world.peer.violations).toEqual([]);
  });

  it('takes a slash command apart into fields and answers it', async () => {
    const ada = await world.person('ada');
    await ada.says('/vote open question:"Which name?" options:A,B for:2d seats:2 secret:true network:Bakers');
    await ada.reads(/vote open .*"question":"Which name\?".*"options":"A,B".*"for":"2d".*"seats":"2".*"secret":"yes".*"network":"Bakers"/);
    await vi.waitFor(() => expect(world.answered).toContain(ada.last()));
    expect(world.heard.at(-1)).toMatchObject({ id: ada.last(), installation: '', place: { private: false, managed: false } });
  });

  it('knows who may manage the place, and who says it', async () => {
    const mia = await world.person('mia', { manager: true });
    await mia.says('/join name:Bakers');
    await mia.reads('join {"name":"Bakers"}');
    expect(world.heard.at(-1)).toMatchObject({ author: { externalId: mia.id, displayName: 'mia' }, place: { managed: true } });
  });

  it('opens a form for what is missing, with what was given, and takes it back as fields', async () => {
    const ada = await world.person('ada');
    await ada.says('/vote open options:A,B network:Bakers');
    const form = await ada.seesForm();
    expect(form.fields.map(({ name, value }) => [name, value])).toEqual([
      ['question', ''],
      ['options', 'A,B'],
      ['for', ''],
      ['method', ''],
      ['seats', ''],
    ]);
    await ada.fills({ question: 'Which name?', for: '2d', method: 'single' });
    await ada.reads(/"network":"Bakers","?.*"question":"Which name\?"/);
  });

  it('answers a form that is not right yet with a button that opens it again, as it was filled in', async () => {
    const ada = await world.person('ada');
    await ada.says('/vote open');
    await ada.fills({ question: 'Which name?', options: 'one', for: '2d' });
    await ada.reads('discord.yes');
    await ada.clicks('discord.open-form');
    expect((await ada.seesForm()).fields.slice(0, 3).map(({ value }) => value)).toEqual(['Which name?', 'one', '2d']);
    await ada.fills({ options: 'A,B' });
    await ada.reads('"options":"A,B"');
  });

  it('takes back what is emptied in a form', async () => {
    const ada = await world.person('ada');
    await ada.says('/vote open options:A,B method:single seats:3 network:Bakers');
    await ada.fills({ question: 'Which name?', for: '2d', seats: '', method: '' });
    const answer = await ada.reads('Which name?');
    expect(answer).toContain('"network":"Bakers"');
    expect(answer).not.toMatch(/seats|method/);
  });

  it('shows why a form was refused before it is opened again', async () => {
    const ada = await world.person('ada');
    await ada.says('/vote open question:Why? options:refused');
    await ada.reads('discord.yes');
    await ada.clicks('discord.open-form');
    expect((await ada.seesForm()).fields[1]).toMatchObject({ name: 'options', value: 'refused' });
  });

  it('leaves alone what Discord itself says in the name of a person', async () => {
    const ada = await world.person('ada');
    const before = world.heard.length;
    const { id } = await world.peer.twin.simulateUserMessage({ channelId: world.peer.channel, userId: ada.id, content: 'what others say' });
    const pinned = { id: `${id}1`, channel_id: id, type: 6, author: { id: ada.id, username: 'ada' }, content: '', mentions: [] };
    world.peer.twin.server?.gateway.broadcast('MESSAGE_CREATE', pinned);
    await ada.says('@coop');
    await ada.reads('heard');
    expect(world.heard.slice(before).map(({ said }) => said)).toEqual([{ kind: 'text', text: '' }]);
  });

  it('hears a click and a choice as the words that they say', async () => {
    const ada = await world.person('ada');
    await ada.says('ask', { direct: true });
    await ada.reads('discord.yes');
    await ada.clicks('discord.no');
    await ada.reads('heard cancel');
    await ada.chooses('Blue');
    await ada.reads('heard vote cast 3 1');
  });

  it('hears direct messages and mentions, and nothing else that is said in a channel', async () => {
    const ada = await world.person('ada');
    const before = world.heard.length;
    await ada.says('what others talk about');
    await ada.says('@coop vote list');
    await ada.reads('heard vote list');
    await ada.says('vote status', { direct: true });
    await ada.reads('heard vote status');
    expect(world.heard.slice(before).map(({ said }) => said)).toEqual([
      { kind: 'text', text: 'vote list' },
      { kind: 'text', text: 'vote status' },
    ]);
    expect(world.heard.at(-1)?.place.private).toBe(true);
  });

  it('keeps a private answer to a mention out of the channel, also when the author takes no direct messages', async () => {
    const [ada, bob] = await Promise.all([world.person('ada'), world.person('bob')]);
    await ada.says('@coop me show');
    await ada.reads('heard me show');
    expect(await bob.sees()).not.toContain('heard me show');
    world.peer.closeDirect(ada.id);
    await ada.says('@coop me secret');
    await bob.reads('discord.answer-too-private');
    expect(await bob.sees()).not.toContain('heard me secret');
  });

  it('passes a delivery that comes twice on, and answers it once', async () => {
    const ada = await world.person('ada');
    await ada.says('/join name:Twice');
    await ada.reads('"Twice"');
    world.peer.redeliver(ada.last());
    await vi.waitFor(() => expect(world.heard.filter(({ id }) => id === ada.last())).toHaveLength(2));
    expect(callbacks(world, ada.last())).toHaveLength(1);
  });

  it('takes up a broken connection and misses nothing', async () => {
    const ada = await world.person('ada');
    world.peer.drop();
    await ada.says('/join name:Resumed');
    await ada.reads('"Resumed"');
  });

  it('reads back the messages of a time for which the connection cannot be taken up', { timeout: 30_000 }, async () => {
    const ada = await world.person('ada');
    await ada.says('first', { direct: true });
    await ada.reads('heard first');
    world.peer.drop({ forget: true });
    await ada.says('while nobody listened', { direct: true });
    await ada.says('@coop in the channel');
    await ada.reads('heard in the channel');
    await vi.waitFor(async () => expect(await ada.sees()).toContain('heard while nobody listened'));
  });

  it('leaves unknown commands and foreign buttons alone', async () => {
    const ada = await world.person('ada');
    // What was said before may be read back at any time, under the id that it had.
    const before = new Set(world.heard.map(({ id }) => id));
    const foreign = { channelId: world.peer.channel, userId: ada.id };
    const { id } = await world.peer.twin.simulateUserMessage({ ...foreign, content: 'a message of somebody' });
    await world.peer.twin.simulateInteraction({ ...foreign, type: 2, data: { name: '__proto__', type: 1 } });
    await world.peer.twin.simulateInteraction({ ...foreign, type: 3, messageId: id, data: { custom_id: 'x', component_type: 2 } });
    await world.peer.twin.simulateInteraction({ ...foreign, type: 5, data: { custom_id: 'y', components: [] } });
    await ada.says('/join name:After');
    await ada.reads('"After"');
    expect(world.heard.map(({ id }) => id).filter((heard) => !before.has(heard))).toEqual([ada.last()]);
  });

  it('says what the doctor wants to know', async () => {
    const findings = await world.platform.examine();
    expect(findings.map(({ level }) => level)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(findings.at(-1)?.what).toContain('scope=bot+applications.commands&permissions=');
  });
});

const callbacks = (world: ScriptedWorld, id: string) => world.peer.requests.filter(({ path }) => path.startsWith(`/interactions/${id}/`));
