import type { Translator } from '../../core/ports/translator.ts';
import { say } from '../../core/text/text.ts';
import type { AnyCommand } from '../conversation/command.ts';
import { messageCommands } from '../conversation/from-message.ts';
import { shorten } from '../conversation/shown-text.ts';
import { doorPath } from './door.ts';

/** What the app may do, and why; it asks for nothing else. */
export const scopes = {
  commands: '/coop',
  'app_mentions:read': 'hears who mentions it',
  'channels:history': 'hears and reads back what is said to it in public channels',
  'groups:history': 'the same in private channels it was invited to',
  'im:history': 'the same in direct messages',
  'channels:read': 'knows who created a channel, and which ones it is in',
  'groups:read': 'the same for private channels',
  'im:read': 'the same for direct messages',
  'channels:join': 'comes into a public channel that was bound to a network',
  'chat:write': 'speaks',
  'im:write': 'opens a direct message',
  'users:read': 'shows names, and knows who administers the workspace',
} as const;

type ManifestParts = {
  readonly commands: readonly AnyCommand[];
  readonly translator: Translator;
  readonly name?: string;
  /** Our public address, for signed HTTP; null for Socket Mode. */
  readonly publicUrl: string | null;
};

/** The app manifest, to paste at https://api.slack.com/apps (Create New App, From a manifest). Source: "App manifest reference". */
export function slackManifest({ commands, translator, name = 'Cooperatus', publicUrl }: ManifestParts): Readonly<Record<string, unknown>> {
  const door = publicUrl === null ? null : new URL(doorPath, publicUrl).href;
  const summary = commands.find(({ name: each }) => each === 'help')?.summary;
  const description = summary === undefined ? name : translator.words(say(summary), { language: 'en', timeZone: 'UTC' });
  const features = [...new Set(commands.map(({ name: each }) => each.split(' ')[0] ?? each))];
  return {
    display_information: { name: shorten(name, 35) },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: name, always_online: true },
      shortcuts: shortcuts(commands, translator),
      slash_commands: [
        {
          command: '/coop',
          description: shorten(description, 100),
          usage_hint: shorten(features.join(' | '), 100),
          should_escape: true,
          ...(door === null ? {} : { url: door }),
        },
      ],
    },
    oauth_config: { scopes: { bot: Object.keys(scopes) } },
    settings: {
      event_subscriptions: {
        ...(door === null ? {} : { request_url: door }),
        bot_events: ['app_home_opened', 'app_mention', 'message.channels', 'message.groups', 'message.im'],
      },
      interactivity: { is_enabled: true, ...(door === null ? {} : { request_url: door, message_menu_options_url: door }) },
      org_deploy_enabled: false,
      socket_mode_enabled: door === null,
      token_rotation_enabled: false,
    },
  };
}

/** Slack takes ten shortcuts of an app. */
const mostShortcuts = 10;

/** What can be begun from a message, in its menu; the command's name tells which. */
function shortcuts(commands: readonly AnyCommand[], translator: Translator) {
  const words = (...sentence: Parameters<typeof say>) => translator.words(say(...sentence), { language: 'en', timeZone: 'UTC' });
  return messageCommands(commands)
    .slice(0, mostShortcuts)
    .map(({ command, label }) => ({
      name: shorten(words(label), 24),
      type: 'message',
      callback_id: command.name,
      description: shorten(words(command.summary), 150),
    }));
}
