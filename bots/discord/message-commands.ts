import { ApplicationCommandType, ApplicationIntegrationType, InteractionContextType } from 'discord-api-types/v10';
import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import type { MessageId } from '../../core/messages/en/index.ts';
import type { Translator } from '../../core/ports/translator.ts';
import { say } from '../../core/text/text.ts';
import type { AnyCommand } from '../conversation/command.ts';
import { messageCommands } from '../conversation/from-message.ts';
import { shorten } from '../conversation/shown-text.ts';
import { plain } from './escape.ts';

/** Discord's limit for the entries that an application has in the menu of a message, and for the name of one. */
const mostEntries = 15;
const longestName = 32;

/** The entries in the menu of a message ("Apps"): what can be begun from somebody's words. */
export function encodeMessageCommands(commands: readonly AnyCommand[], translator: Translator): RESTPutAPIApplicationCommandsJSONBody {
  return entriesOf(commands, translator).map(([name]) => ({
    type: ApplicationCommandType.Message,
    name,
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  }));
}

/** Which command an entry begins, by its name as Discord gives it back. */
export function messageEntries(commands: readonly AnyCommand[], translator: Translator): ReadonlyMap<string, AnyCommand> {
  return new Map(entriesOf(commands, translator));
}

function entriesOf(commands: readonly AnyCommand[], translator: Translator): [string, AnyCommand][] {
  return messageCommands(commands)
    .slice(0, mostEntries)
    .map(({ command, label }) => [entryName(label, translator), command]);
}

function entryName(label: MessageId, translator: Translator): string {
  return shorten(plain(translator.words(say(label), { language: 'en', timeZone: 'UTC' })).trim(), longestName);
}
