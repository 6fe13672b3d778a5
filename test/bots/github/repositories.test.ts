import { afterEach, describe, expect, it } from 'vitest';
import { createRepositories } from '../../../bots/github/repositories.ts';
import { openScriptedApi } from './scripted-api.ts';
import type { ScriptedApi } from './scripted-api.ts';

let open: ScriptedApi | null = null;
afterEach(() => open?.close());

const bakery = { id: 7, full_name: 'village/bakery', has_discussions: false };
const mill = { id: 8, full_name: 'village/mill', has_discussions: false };

/** With a token for the bakery; the API answers by name as GitHub does, also under a name that was given up. */
async function openBakery() {
  let name = bakery.full_name;
  open = await openScriptedApi(({ path }) =>
    path.toLowerCase() === '/repos/village/bakery' ? { body: { ...bakery, full_name: name } } : { status: 404, body: {} },
  );
  const { api, asked } = open;
  return { repositories: createRepositories({ kind: 'token', api }, ['Village/Bakery']), asked, renamed: (to: string) => (name = to) };
}

describe('with a token, of the repositories that a webhook tells of', () => {
  it('the named one is looked after', async () => {
    const { repositories, asked } = await openBakery();
    await repositories.learn(bakery, null);
    expect(await repositories.find('7')).toMatchObject({ name: 'village/bakery' });
    expect(asked).toEqual([]);
  });

  it('another is refused, and asked for once', async () => {
    const { repositories, asked } = await openBakery();
    for (let time = 0; time < 3; time += 1) {
      await repositories.learn(mill, null);
      expect(await repositories.find('8')).toBeNull();
    }
    expect(asked).toHaveLength(1);
  });

  it.each([true, false])('the named one is looked after under its new name; known before: %s', async (isKnown) => {
    const { repositories, renamed } = await openBakery();
    if (isKnown) await repositories.list();
    renamed('village/oven');
    await repositories.learn({ ...bakery, full_name: 'village/oven' }, null);
    expect(await repositories.find('7')).toMatchObject({ name: 'village/oven' });
  });
});
