import { expect, it } from 'vitest';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import { slackManifest } from '../../../bots/slack/manifest.ts';
import { withHelp } from '../../../bots/conversation/help.ts';
import { commands } from '../../../features/index.ts';

const parts = { commands: withHelp(commands), translator: createTranslator() };

it('asks for Socket Mode without a public address, and for one command', () => {
  const manifest = slackManifest({ ...parts, publicUrl: null });
  expect(manifest).toMatchObject({
    features: { slash_commands: [{ command: '/coop', should_escape: true }] },
    settings: { socket_mode_enabled: true, interactivity: { is_enabled: true } },
  });
  expect(JSON.stringify(manifest)).not.toContain('url');
});

it('names one address of ours for everything over HTTP', () => {
  const manifest = slackManifest({ ...parts, publicUrl: 'https://coop.example.org' });
  const address = 'https://coop.example.org/slack/events';
  expect(manifest).toMatchObject({
    features: { slash_commands: [{ url: address }] },
    settings: { socket_mode_enabled: false, event_subscriptions: { request_url: address }, interactivity: { request_url: address } },
  });
});
