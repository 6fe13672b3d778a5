import { CoopError } from '../../core/errors.ts';
import { withHelp } from '../conversation/help.ts';
import { definePlatform } from '../conversation/platform-definition.ts';
import { token, webUrl } from '../conversation/setting.ts';
import { slackName } from './name.ts';

export const slack = definePlatform({
  name: slackName,
  title: 'Slack',
  greeting: 'In Slack, type /coop help.',
  variables: {
    SLACK_BOT_TOKEN: token('xoxb-').optional().meta({
      description: 'The bot token of your Slack app. Left out: Slack is off. Needs one of the two below.',
      example: 'xoxb-...',
      secret: true,
    }),
    SLACK_APP_TOKEN: token('xapp-').optional().meta({
      description: 'The app-level token: Slack is heard through Socket Mode, no public address needed.',
      example: 'xapp-...',
      secret: true,
    }),
    SLACK_SIGNING_SECRET: token().optional().meta({
      description: 'The signing secret: Slack calls /slack/events by signed HTTP, for production.',
      example: '8f74...',
      secret: true,
    }),
    SLACK_API_URL: webUrl().default('https://slack.com/api/').meta({
      description: 'The address of the Slack API; another one for tests and proxies.',
      example: 'http://127.0.0.1:3001/api/',
    }),
  },
  arrange: ({
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken = null,
    SLACK_SIGNING_SECRET: signingSecret = null,
    SLACK_API_URL: apiUrl,
  }) => {
    if (botToken === undefined) return null;
    if (appToken === null && signingSecret === null) {
      throw new CoopError('config', 'SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside it.');
    }
    return { botToken, appToken, signingSecret, apiUrl };
  },
  open: async (settings, parts) => {
    const { createSlack } = await import('./slack.ts');
    return createSlack({ ...settings, ...parts });
  },
  setUp: async ({ commands, translator }) => {
    const { createSlackSetUp } = await import('./walk.ts');
    return createSlackSetUp({ commands: withHelp(commands), translator });
  },
});
