import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { commandPaths, encodeCommands, optionNames } from '../../../bots/discord/slash-commands.ts';
import type { AnyCommand } from '../../../bots/conversation/command.ts';
import { havePeers } from '../../peers/install.ts';
import { loadContract } from '../../peers/discord/contract.ts';
import { commands, plainTranslator } from './scripted-world.ts';

const peersAreThere = await havePeers();

const named = (...names: string[]): AnyCommand[] => names.flatMap((name) => commands.slice(0, 1).map((command) => ({ ...command, name })));

describe('slash commands', () => {
  it('are one per feature, with a subcommand per command and the fields as options', () => {
    expect(encodeCommands(commands, plainTranslator)).toMatchObject([
      {
        name: 'vote',
        options: [
          {
            name: 'open',
            type: ApplicationCommandOptionType.Subcommand,
            options: [
              { name: 'question', type: ApplicationCommandOptionType.String, max_length: 200, required: false },
              { name: 'options', type: ApplicationCommandOptionType.String, max_length: 4_000 },
              { name: 'for', type: ApplicationCommandOptionType.String },
              { name: 'method', choices: [{ value: 'single' }] },
              { name: 'seats', type: ApplicationCommandOptionType.Integer, min_value: 1, max_value: 9 },
              { name: 'secret', type: ApplicationCommandOptionType.Boolean },
              { name: 'network', type: ApplicationCommandOptionType.String },
            ],
          },
          { name: 'cast' },
        ],
      },
      { name: 'join', options: [{ name: 'name' }] },
    ]);
  });

  it('go three words deep', () => {
    const [me] = encodeCommands(named('me show', 'me set timezone', 'me set language'), plainTranslator);
    expect(me).toMatchObject({
      name: 'me',
      options: [
        { name: 'show', type: ApplicationCommandOptionType.Subcommand },
        { name: 'set', type: ApplicationCommandOptionType.SubcommandGroup, options: [{ name: 'timezone' }, { name: 'language' }] },
      ],
    });
  });

  it('give a command beside its own subcommands a place among them', () => {
    const both = named('link', 'link code');
    expect(encodeCommands(both, plainTranslator)).toMatchObject([{ name: 'link', options: [{ name: 'link' }, { name: 'code' }] }]);
    expect(commandPaths(both).get('link link')).toBe(both[0]);
  });

  it('refuse a name that Discord cannot take', () => {
    expect(() => encodeCommands(named('a b c d'), plainTranslator)).toThrow('at most three');
  });

  it('have options in lower case that lead back to their fields', () => {
    const [command] = commands;
    if (!command) throw new Error('no command');
    const renamed = { ...command, fields: { timeZone: { kind: 'time-zone', ask: 'discord.yes' } } } as const;
    expect([...optionNames(renamed)]).toEqual([
      ['time-zone', 'timeZone'],
      ['network', 'network'],
    ]);
  });

  it.skipIf(!peersAreThere)('keep to the contract', async () => {
    const contract = await loadContract();
    const request = (body: unknown) => contract.checkRequest({ method: 'PUT', path: '/applications/1/commands', body });
    expect(request(encodeCommands(commands, plainTranslator))).toEqual([]);
    expect(request([{ name: 'BAD NAME', description: '' }])).toHaveLength(2);
    expect(request([{ name: 'vote', description: 'x', surprise: 1 }])).toHaveLength(1);
  });
});
