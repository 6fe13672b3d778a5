import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { verifying } from '../adapters/crypto/ed25519.ts';
import { hashing } from '../adapters/crypto/sha256.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { toHex } from '../core/hex.ts';
import { Bundle } from '../core/voting/bundle.ts';
import { recount } from '../core/voting/recount.ts';
import type { MemoryOfAcks } from './memory-of-acks.ts';
import type { OpenedVote, Stage } from './stage.ts';

export type Audit = {
  /** Ballots in the published outcome. */
  readonly counted: number;
  /** Acknowledged and not counted, or counted otherwise. */
  readonly lost: number;
  /** Counted and never acknowledged. */
  readonly phantom: number;
  /** Rows of the ballot box beyond those that were acknowledged, or missing. */
  readonly unexplained: number;
  /** What a stranger who counts again finds. */
  readonly differences: number;
};

/** Compares what was published with what people were told, ballot by ballot. Looks as the owner of the tables: only there stands whose a receipt is. */
export async function auditVote(stage: Stage, vote: OpenedVote, memory: MemoryOfAcks): Promise<Audit> {
  const bundle = await publishedBundle(stage, vote);
  const { rows } = await stage.look.query<{ tag: string; name: string }>(
    `select elector.tag, account.external_id as name from elector join account on account.person_id = elector.person_id where elector.vote_id = $1`,
    [vote.vote],
  );
  const nameOf = new Map(rows.map(({ tag, name }) => [tag, name]));
  const acknowledged = memory.choices(vote);
  const counted = new Map(bundle.ballots.map(({ tag, choice }) => [nameOf.get(tag) ?? '', choice]));
  let lost = 0;
  for (const [name, choice] of acknowledged) {
    const found = counted.get(name);
    if (found === undefined || canonicalJson(found) !== canonicalJson(choice)) lost += 1;
  }
  const phantom = bundle.ballots.filter(({ tag }) => !acknowledged.has(nameOf.get(tag) ?? '')).length;
  const publicKey = toHex(stage.house.signing.publicKey);
  return {
    counted: bundle.ballots.length,
    lost,
    phantom,
    unexplained: Math.abs((await rowsOf(stage, vote)) - memory.acknowledged(vote)),
    differences: recount(bundle, { hashing, verifying, publicKey }).length,
  };
}

/** Waits for it; throws when it does not come. */
async function publishedBundle({ look }: Stage, { vote, number }: OpenedVote): Promise<Bundle> {
  for (const until = performance.now() + 60_000; performance.now() < until; await sleep(100)) {
    const { rows } = await look.query("select bundle from vote where id = $1 and status = 'closed'", [vote]);
    if (rows[0] !== undefined) return z.object({ bundle: Bundle }).parse(rows[0]).bundle;
  }
  throw new Error(`vote #${number} was closed, and a minute later there is no outcome`);
}

async function rowsOf({ look }: Stage, { vote }: OpenedVote): Promise<number> {
  const { rows } = await look.query<{ count: number }>('select count(*)::integer as count from ballot where vote_id = $1', [vote]);
  return rows[0]?.count ?? 0;
}

/** Rows of the outbox that have not left, and those that were set aside; waits a while for the first to go. */
export async function outboxLeft({ look }: Stage): Promise<{ readonly due: number; readonly aside: number }> {
  const count = async () => {
    const { rows } = await look.query<{ due: number; aside: number }>(
      "select count(*) filter (where status = 'due')::integer as due, count(*) filter (where status = 'aside')::integer as aside from outbox",
    );
    return rows[0] ?? { due: 0, aside: 0 };
  };
  let left = await count();
  for (const until = performance.now() + 30_000; left.due > 0 && performance.now() < until; left = await count()) await sleep(250);
  return left;
}
