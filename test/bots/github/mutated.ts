import type { Dice } from './dice.ts';

/** What may stand where something else is expected. */
const oddities: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  0,
  -1,
  1.5,
  2 ** 53,
  1e300,
  [],
  {},
  [[]],
  '\u0000',
  '\uD800',
  '\u202Eevil',
  '__proto__',
  '../../..',
  '/vote list',
  '/coop leave\n/coop leave',
  '<!-- coop:post aaaaaaaaaaaaaaaaaaaaaa -->',
  '2026-02-31T25:61:00Z',
  'x'.repeat(70_000),
  { login: 'mallory', id: 1, type: 'User' },
  { constructor: { prototype: {} } },
];

/** The same with one to three things in it left out, exchanged, repeated or moved. */
export function mutated(payload: unknown, dice: Dice): unknown {
  let changed = structuredClone(payload);
  for (let times = 1 + dice(3); times > 0; times -= 1) changed = once(changed, dice);
  return changed;
}

function once(root: unknown, dice: Dice): unknown {
  const places = placesIn(root);
  const place = places[dice(places.length)];
  if (place === undefined) return oddities[dice(oddities.length)];
  const { holder, key } = place;
  switch (dice(5)) {
    case 0:
      Reflect.deleteProperty(holder, key);
      break;
    case 1: {
      const other = places[dice(places.length)];
      Reflect.set(holder, key, structuredClone(other === undefined ? null : Reflect.get(other.holder, other.key)));
      break;
    }
    case 2:
      Reflect.set(holder, key, [structuredClone(Reflect.get(holder, key))]);
      break;
    default:
      Reflect.set(holder, key, structuredClone(oddities[dice(oddities.length)]));
  }
  return root;
}

/** Everything that stands in something, what lies near the surface more often. */
function placesIn(root: unknown, depth = 0): { holder: object; key: string }[] {
  if (typeof root !== 'object' || root === null) return [];
  const found: { holder: object; key: string }[] = [];
  for (const key of Object.keys(root)) {
    for (let weight = depth < 2 ? 6 : 1; weight > 0; weight -= 1) found.push({ holder: root, key });
    found.push(...placesIn(Reflect.get(root, key), depth + 1));
  }
  return found;
}
