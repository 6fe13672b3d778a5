import { expect, it } from 'vitest';
import { planBlows } from './blows.ts';
import { createChance } from './chance.ts';

it.each([
  { kills: 20, postgres: 5, temporal: 0 },
  { kills: 100, postgres: 25, temporal: 10 },
  { kills: 7, postgres: 0, temporal: 0 },
])(
  'plans exactly $kills kills, $postgres of PostgreSQL, $temporal of Temporal, and the last at a post',
  ({ kills, postgres, temporal }) => {
    const blows = planBlows({ kills, postgres, temporal }, createChance(kills));
    const count = (server: 'postgres' | 'temporal') => blows.filter(({ servers }) => servers.includes(server)).length;
    expect([blows.length, count('postgres'), count('temporal')]).toEqual([kills, postgres, temporal]);
    expect(new Set(blows.map(({ moment }) => moment))).toEqual(new Set(['starting', 'working', 'closing', 'posting']));
    expect(blows.at(-1)?.moment).toBe('posting');
  },
);
