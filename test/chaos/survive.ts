import { expect } from 'vitest';
import { verifying } from '../../adapters/crypto/ed25519.ts';
import { hashing } from '../../adapters/crypto/sha256.ts';
import { startDiscord } from '../peers/discord/start.ts';
import { openApp } from './app.ts';
import type { App, Server } from './app.ts';
import { planBlows } from './blows.ts';
import { createChance } from './chance.ts';
import { checkStorm } from './check-storm.ts';
import type { Evidence } from './evidence.ts';
import { processesOf } from './processes-of.ts';
import { storm } from './storm.ts';
import type { StormOptions } from './storm.ts';

type Weather = Pick<StormOptions, 'people' | 'waits' | 'note'> & {
  readonly kills: number;
  /** The folder for the data folder; default: among the temporary files. */
  readonly within?: string;
  /** What ends a life of the app. Default: SIGKILL. */
  readonly strikeDown?: (app: App) => Promise<void>;
} & Partial<Record<Server, number>>;

/** A storm over a fresh instance, which must come out of it with everything that it ever acknowledged, and end in order. */
export async function surviveStorm({ within, strikeDown, ...weather }: Weather): Promise<void> {
  const seed = Math.trunc(Math.random() * 2 ** 32);
  console.log(`${describeBlows(weather)}, seed ${seed}`);
  const chance = createChance(seed);
  const blows = planBlows(weather, chance);
  await using stack = new AsyncDisposableStack();
  const peer = stack.adopt(await startDiscord(), ({ stop }) => stop());
  const app = stack.use(await openApp({ DISCORD_TOKEN: peer.token, DISCORD_API_URL: peer.apiUrl }, within));
  const evidence = await storm({ ...weather, app, peer, chance, blows, strikeDown: strikeDown && (() => strikeDown(app)) });
  const violations = [...checkStorm(evidence, { hashing, verifying })];
  const counted = (['lost', 'doubled', 'phantom'] as const).map(
    (kind) => `${violations.filter((each) => each.kind === kind).length} ${kind}`,
  );
  console.log(`${describeLoad(evidence)}: ${counted.join(', ')}`);
  const found = { collapses: app.collapses, violations: violations.slice(0, 20), ofDiscord: peer.violations };
  expect(found).toEqual({ collapses: [], violations: [], ofDiscord: [] });
  expect(evidence.database.votes.length).toBeGreaterThan(0);
  await expect(app.life()?.stop()).resolves.toEqual({ code: 0, signal: null });
  await expect(processesOf(app.home)).resolves.toEqual([]);
}

function describeBlows({ kills, postgres = 0, temporal = 0 }: Omit<Weather, 'within'>): string {
  return `${kills} kills of the app, ${postgres} of PostgreSQL, ${temporal} of Temporal`;
}

function describeLoad({ book, database }: Evidence): string {
  const heard = (kind: string) => book.attempts.filter((attempt) => attempt.heard.kind === kind);
  const late = heard('receipt').filter((attempt) => attempt.heard.kind === 'receipt' && attempt.heard.isDirect).length;
  const receipts = `${heard('receipt').length} receipts (${late} late, directly)`;
  return `${receipts}, ${heard('silence').length} unanswered, ${heard('refused').length} refused, ${database.votes.length} votes`;
}
