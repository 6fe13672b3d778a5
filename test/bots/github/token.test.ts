import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import { createGithub } from '../../../bots/github/github.ts';
import { commands } from '../../../features/index.ts';
import { createMemoryOfPlatform } from '../../fakes/memory-of-platform.ts';
import { openScriptedApi } from './scripted-api.ts';

it('a token that is revoked while we run is told of once, and what is to be said waits for the next one', async () => {
  let isRevoked = false;
  const scripted = await openScriptedApi(({ path, method }) => {
    if (isRevoked) return { status: 401, body: { message: 'Bad credentials' } };
    if (path === '/user') return { body: { login: 'coop-bot' } };
    if (path === '/repos/village/bakery') return { body: { id: 7, full_name: 'village/bakery' } };
    return method === 'POST' ? { status: 201, body: { id: 1 } } : { body: [] };
  });
  const lines: { level: number; msg: string }[] = [];
  const stream = new Writable({ write: (line: Buffer, _encoding, done) => (lines.push(JSON.parse(line.toString())), done()) });
  const platform = createGithub({
    login: { kind: 'token', token: 'ghp_test' },
    apiUrl: scripted.url,
    webhookSecret: null,
    repositories: ['village/bakery'],
    commands,
    translator: createTranslator(),
    log: pino(stream),
    clock: { now: () => new Date() },
    memory: createMemoryOfPlatform(),
  });
  await platform.start(async () => null);
  const target = { kind: 'post', place: '7', thread: 'issue/3' } as const;
  const send = () =>
    platform.send({
      key: 'post',
      installation: '',
      attempts: 0,
      task: { kind: 'message', message: { text: [] }, reader: { language: 'en', timeZone: 'UTC' }, target },
    });
  expect(await send()).toMatchObject({ kind: 'sent' });
  isRevoked = true;
  for (let time = 0; time < 5; time += 1) expect(await send()).toMatchObject({ kind: 'later', scope: 'platform' });
  await expect(platform.sweep?.()).rejects.toMatchObject({ code: 'github-token' });
  isRevoked = false;
  expect(await send()).toMatchObject({ kind: 'sent' });
  await platform.stop();
  await scripted.close();
  expect(lines.filter(({ level }) => level >= 50)).toEqual([expect.objectContaining({ msg: expect.stringContaining('does not accept') })]);
  expect(lines.filter(({ msg }) => msg.includes('accepts the key or token again'))).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain('ghp_test');
});
