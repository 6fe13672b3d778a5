import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createPeople } from '../../../bots/github/people.ts';
import { openScriptedApi } from './scripted-api.ts';
import type { ScriptedApi } from './scripted-api.ts';

let open: ScriptedApi | null = null;
afterEach(() => open?.close());

async function openPeople(answer: () => object | null) {
  open = await openScriptedApi(() => {
    const body = answer();
    return body === null ? { status: 404, body: {} } : { body };
  });
  const { repository, asked } = open;
  let now = Date.UTC(2026, 10, 26);
  const { manages } = createPeople({ clock: { now: () => new Date(now) }, log: pino({ level: 'silent' }) });
  const ada = { id: 5, login: 'ada', type: 'User' };
  return {
    asked,
    manages: (association: string) => manages({ author: ada, association }, repository),
    later: (seconds: number) => (now += seconds * 1_000),
  };
}

describe('who may manage a repository', () => {
  it.each([
    ['OWNER', { permission: 'read' }, true, 0],
    ['MEMBER', { permission: 'admin', role_name: 'admin' }, true, 1],
    ['COLLABORATOR', { permission: 'write', role_name: 'maintain' }, true, 1],
    ['COLLABORATOR', { permission: 'write', role_name: 'write' }, false, 1],
    ['MEMBER', { permission: 'read', role_name: 'a role of our own' }, false, 1],
    ['MEMBER', null, false, 1],
    ['CONTRIBUTOR', { permission: 'admin', role_name: 'admin' }, false, 0],
    ['NONE', { permission: 'admin', role_name: 'admin' }, false, 0],
  ])('%s with %j: %j, after %i questions', async (association, answer, may, questions) => {
    const { manages, asked } = await openPeople(() => answer);
    expect(await manages(association)).toBe(may);
    expect(asked).toHaveLength(questions);
  });

  it('is asked again after a minute, and after ten who had no right', async () => {
    let role = 'admin';
    const { manages, asked, later } = await openPeople(() => ({ permission: 'write', role_name: role }));
    expect(await manages('MEMBER')).toBe(true);
    role = 'write';
    later(30);
    expect(await manages('MEMBER')).toBe(true);
    later(31);
    expect(await manages('MEMBER')).toBe(false);
    later(500);
    await manages('MEMBER');
    expect(asked).toHaveLength(2);
    later(101);
    await manages('MEMBER');
    expect(asked).toHaveLength(3);
  });
});
