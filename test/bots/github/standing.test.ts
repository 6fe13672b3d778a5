import { afterEach, expect, it } from 'vitest';
import { createStands } from '../../../bots/github/standing.ts';
import { openScriptedApi } from './scripted-api.ts';
import type { Asked, ScriptedApi } from './scripted-api.ts';

// The peer cannot hide comments, delete issues or move them: GitHub's answers, as its REST description has them.

type Given = { readonly status?: number; readonly body?: unknown };
const opened: ScriptedApi[] = [];
afterEach(async () => void (await Promise.all(opened.splice(0).map(({ close }) => close()))));

async function stands(externalId: string, answers: Readonly<Record<string, Given>>): Promise<boolean> {
  const script = ({ path }: Asked): Given => answers[path] ?? { status: 404 };
  const api = await openScriptedApi(script);
  opened.push(api);
  return createStands({ find: async () => api.repository })({ place: '7', externalId });
}

const repository = { '/repos/village/bakery': { body: { id: 7 } } };
const issue = (repositoryUrl: string, number = 12): Given => ({ body: { number, repository_url: repositoryUrl } });
const comment = (minimized: { reason: string | null } | null): Given => ({ body: { minimized } });
const ofIssue = '/repos/village/bakery/issues/12';
const ofComment = '/repos/village/bakery/issues/comments/345';

it.each<[string, boolean, string, Readonly<Record<string, Given>>]>([
  ['an issue that is there', true, 'issue/12', { [ofIssue]: issue('https://api.github.com/repos/village/bakery') }],
  ['one that was deleted', false, 'issue/12', { [ofIssue]: { status: 410 } }],
  ['one that cannot be found', false, 'issue/12', repository],
  ['one that was moved to another number', false, 'issue/12', { [ofIssue]: issue('https://api.github.com/repos/village/mill', 3) }],
  ['a repository that is closed to us', true, 'issue/12', {}],
  ['a comment that is there', true, 'issue/12/comment/345', { [ofComment]: comment(null) }],
  ['one that was deleted', false, 'issue/12/comment/345', repository],
  ['one that was hidden as abuse', false, 'issue/12/comment/345', { [ofComment]: comment({ reason: 'ABUSE' }) }],
  ['one that was hidden as off topic', false, 'issue/12/comment/345', { [ofComment]: comment({ reason: 'off-topic' }) }],
  ['one that was hidden because it is over', true, 'issue/12/comment/345', { [ofComment]: comment({ reason: 'outdated' }) }],
  ['one of a discussion, which only deliveries tell of', true, 'discussion/3/discussion-comment/DC_1', {}],
])('%s: %s', async (_, expected, externalId, answers) => {
  expect(await stands(externalId, answers)).toBe(expected);
});

it.each([
  ['the same repository under a new name', 7, true],
  ['another repository', 8, false],
])('an issue of the same number in %s: %s', async (_, id, expected) => {
  const api: ScriptedApi = await openScriptedApi(({ path }) =>
    path === ofIssue ? issue(`${api.url}/repos/village/mill`) : path === '/repos/village/mill' ? { body: { id } } : { status: 404 },
  );
  opened.push(api);
  expect(await createStands({ find: async () => api.repository })({ place: '7', externalId: 'issue/12' })).toBe(expected);
});

it('passes on what may pass by itself: nothing is hidden because GitHub has trouble', async () => {
  await expect(stands('issue/12', { [ofIssue]: { status: 502 } })).rejects.toThrow('502');
});
