import { pino } from 'pino';
import { defineCommand } from '../../../bots/conversation/command.ts';
import type { AnyCommand } from '../../../bots/conversation/command.ts';
import type { Event } from '../../../bots/conversation/event.ts';
import type { Answer, Platform } from '../../../bots/conversation/platform.ts';
import { createDiscord } from '../../../bots/discord/discord.ts';
import type { DiscordParts } from '../../../bots/discord/discord.ts';
import type { Phrase, Translator } from '../../../core/ports/translator.ts';
import type { Message } from '../../../core/text/text.ts';
import { createMemoryOfPlatform } from '../../fakes/memory-of-platform.ts';
import { startDiscord } from '../../peers/discord/start.ts';
import type { DiscordPeer } from '../../peers/discord/start.ts';
import { createDiscordPerson } from '../../world/discord-person.ts';
import type { DiscordPerson } from '../../world/discord-person.ts';

export const english = { language: 'en', timeZone: 'UTC' };

/** Says the id and the values of a sentence, moments apart: enough to see what a platform makes of them. */
export const plainTranslator: Translator = {
  phrase: (sentence) => {
    const values = Object.values(sentence.values ?? {}).map((value): Phrase[number] => {
      if (typeof value !== 'object') return { kind: 'words', text: ` ${value}` };
      if ('moment' in value) return { kind: 'moment', at: new Date(value.moment) };
      return 'command' in value ? { kind: 'command', text: value.command } : { kind: 'words', text: ` ${value.id}` };
    });
    return [{ kind: 'words', text: sentence.id }, ...values];
  },
  words: (sentence) => [sentence.id, ...Object.values(sentence.values ?? {}).map((value) => JSON.stringify(value))].join(' '),
};

const run = (): Promise<never> => Promise.reject(new Error('a platform never runs a command'));

export const commands: readonly AnyCommand[] = [
  defineCommand({
    name: 'vote open',
    summary: 'discord.open-form',
    example: 'vote open "Which name?" --options A,B --for 2d',
    needs: 'member',
    fields: {
      question: { kind: 'line', ask: 'discord.yes', maxLength: 200 },
      options: { kind: 'list', ask: 'discord.yes', minItems: 2, maxItems: 20, maxLength: 80 },
      for: { kind: 'duration', ask: 'discord.yes', min: 60_000, max: 1e10, named: true },
      method: { kind: 'choice', ask: 'discord.yes', options: [{ value: 'single', label: 'discord.yes' }], optional: true },
      seats: { kind: 'integer', ask: 'discord.yes', min: 1, max: 9, optional: true },
      secret: { kind: 'flag', ask: 'discord.yes', optional: true },
    },
    run,
  }),
  defineCommand({
    name: 'vote cast',
    summary: 'discord.yes',
    example: 'vote cast 3 Blue',
    needs: 'member',
    fields: { vote: { kind: 'number-sign', ask: 'discord.yes', optional: true } },
    run,
  }),
  defineCommand({
    name: 'join',
    summary: 'discord.yes',
    example: 'join NAME',
    needs: 'anyone',
    fields: { name: { kind: 'line', ask: 'discord.no', maxLength: 60 } },
    run,
  }),
];

export type Script = (event: Event) => { message: Message; audience?: 'author' | 'everyone' } | null | Promise<never>;

export type ScriptedWorld = {
  readonly peer: DiscordPeer;
  readonly platform: Platform;
  /** Stops the platform, and begins another life of it over the same memory. */
  readonly rest: () => Promise<void>;
  readonly wake: () => Promise<void>;
  readonly heard: Event[];
  /** Events whose answer the platform took. */
  readonly answered: string[];
  readonly person: (name: string, rights?: { manager?: boolean }) => Promise<DiscordPerson>;
  readonly close: () => Promise<void>;
};

/** Our Discord platform against the twin, with a script in place of the rest of the house. */
export async function openScriptedWorld(script: Script, parts: Partial<DiscordParts> = {}): Promise<ScriptedWorld> {
  const peer = await startDiscord();
  const heard: Event[] = [];
  const answered: string[] = [];
  const made = new Map<string, string>();
  const create = () =>
    createDiscord({
      token: peer.token,
      apiUrl: peer.apiUrl,
      commands,
      translator: plainTranslator,
      log: pino({ level: 'silent' }),
      clock: { now: () => new Date() },
      memory: createMemoryOfPlatform(),
      ...parts,
    });
  let platform = create();
  const hear = async (event: Event): Promise<Answer | null> => {
    const known = heard.some(({ id }) => id === event.id);
    heard.push(event);
    const answer = known ? null : await script(event);
    if (answer === null) return null;
    return {
      message: answer.message,
      audience: answer.audience ?? 'author',
      reader: english,
      answered: async () => void answered.push(event.id),
    };
  };
  const wake = (): Promise<void> => platform.start(hear, () => void platform.sweep?.());
  await wake();
  return {
    peer,
    get platform() {
      return platform;
    },
    rest: () => platform.stop(),
    wake: async () => {
      platform = create();
      await wake();
    },
    heard,
    answered,
    person: (name, rights = {}) => createDiscordPerson(name, rights, { peer, made }),
    close: async () => {
      await platform.stop();
      await peer.stop();
    },
  };
}
