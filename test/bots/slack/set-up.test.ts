import { WebAPIPlatformError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { scopes } from '../../../bots/slack/manifest.ts';
import { examineSetUp } from '../../../bots/slack/set-up.ts';

describe('setting Slack up', () => {
  it('says what is there and what is missing', async () => {
    const answer = { user: 'cooperatus', team: 'Bakers', response_metadata: { scopes: Object.keys(scopes).slice(1) } };
    const findings = await examineSetUp({ api: async () => answer, connected: false, signed: true });
    expect(findings.map(({ level }) => level)).toEqual(['ok', 'missing', 'wrong', 'ok']);
    expect(findings[1]?.what).toContain('commands');
  });

  it('says which token to mend', async () => {
    const api = () => Promise.reject(new WebAPIPlatformError({ ok: false, error: 'invalid_auth' }));
    const [finding] = await examineSetUp({ api, connected: null, signed: false });
    expect(finding).toMatchObject({ level: 'wrong', advice: expect.stringContaining('SLACK_BOT_TOKEN') });
  });
});
