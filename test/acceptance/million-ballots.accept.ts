import { writeFile } from 'node:fs/promises';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toHex } from '../../core/hex.ts';
import { instance } from '../core/voting/closed-vote.ts';
import { runCoop, sealOutcome, temporaryFolder } from './outcome-file.ts';

const ballots = 1_000_000;
/** What the largest step takes, and some air. */
const gigabytesNeeded = 2.5;

/**
 * One vote with a million ballots, counted and sealed here, then verified and counted again by the real program. Prints what it
 * took. The bounds of `coop verify` are 128 MiB (about 4 million such ballots) and 10 million JSON values (about 3.3 million).
 */
it('a million ballots are counted, sealed, verified, and one changed ballot among them is found', { timeout: 600_000 }, async () => {
  const free = freemem() / 2 ** 30;
  expect(free, `${free.toFixed(1)} GB of memory are free: a million ballots need ${gigabytesNeeded} GB. Close something`).toBeGreaterThan(
    gigabytesNeeded,
  );
  await using place = await temporaryFolder();
  const file = join(place.folder, 'outcome.json');

  const choices = Array.from({ length: ballots }, (_, voter) => (voter * 7 + Math.floor(voter / 5)) % 4);
  const began = performance.now();
  const bundle = sealOutcome({ question: 'Which of four?', method: 'single', options: ['Anchor', 'Beacon', 'Compass', 'Dynamo'], choices });
  report('counted and sealed', { seconds: (performance.now() - began) / 1_000, megabytes: process.memoryUsage.rss() / 2 ** 20 });
  const votes = [0, 1, 2, 3].map((option) => String(choices.filter((choice) => choice === option).length));
  expect(bundle.tally).toMatchObject({
    ballots,
    rounds: [{ votes: { Anchor: votes[0], Beacon: votes[1], Compass: votes[2], Dynamo: votes[3] } }],
  });

  await writeFile(file, JSON.stringify(bundle));
  const verified = await runCoop(['verify', file, '--key', toHex(instance.signing.publicKey), '--json']);
  report('coop verify', verified);
  expect(verified).toMatchObject({ code: 0 });
  expect(JSON.parse(verified.out)).toMatchObject({ ok: true, ballots, hash: bundle.hash });

  const tallied = await runCoop(['tally', file, '--json']);
  report('coop tally', tallied);
  expect(JSON.parse(tallied.out)).toEqual(bundle.tally);

  const [middle, other] = [ballots / 2, (Number(bundle.ballots[ballots / 2]?.choice) + 1) % 4];
  await writeFile(
    file,
    JSON.stringify({ ...bundle, ballots: bundle.ballots.with(middle, { tag: bundle.ballots[middle]!.tag, choice: other }) }),
  );
  const caught = await runCoop(['verify', file]);
  report('coop verify, one ballot changed', caught);
  expect(caught).toMatchObject({ code: 1, out: expect.stringMatching(/NOT IN ORDER[^]*hash: [^]*tally\.rounds\[0\]\.votes/u) });
});

function report(what: string, { seconds, megabytes }: { seconds: number; megabytes: number }): void {
  console.log(`1,000,000 ballots, ${what}: ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB at most`);
}
