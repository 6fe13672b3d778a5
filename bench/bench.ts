import { measureAcknowledgements } from './acknowledgements.ts';
import type { Acknowledgements } from './acknowledgements.ts';
import { createByHand } from './by-hand.ts';
import { describeMachine } from './machine.ts';
import { runRace } from './race.ts';
import type { RaceResult } from './race.ts';
import { createRaces } from './races.ts';
import { runAndCleanUp } from './run-and-clean-up.ts';
import { openStage } from './stage.ts';
import type { OpenedVote, Stage } from './stage.ts';
import { createChance, milliseconds, quantile, whole } from './statistics.ts';
import { tallySection } from './tally.ts';

/**
 * `npm run bench`: how many ballots a second are acknowledged after their commit, side by side with the same SQL written by
 * hand, how long people wait at 1,000 ballots a second, and how fast elections from files are counted. About two minutes; everything it makes is removed again.
 */
async function main(stack: AsyncDisposableStack): Promise<number> {
  const began = performance.now();
  process.stderr.write(`An instance of its own with ${whole(electors)} electors ...\n`);
  const stage = await openStage(electors, stack);
  const vote = await stage.openVote('Which name?');
  const byHand = await createByHand(stage, vote);
  stack.defer(byHand.close);
  const chance = createChance(20_261_124);
  print(await describeMachine(stage.look), `${whole(electors)} electors, 12 connections for either side`, '');

  let acknowledged = 0;
  const results: RaceResult[] = [];
  for (const race of createRaces({ stage, vote, byHand, chance })) {
    process.stderr.write(`${race.name}: taking turns ...\n`);
    const result = await runRace(race);
    results.push(result);
    acknowledged += result.acknowledged;
  }
  print(...raceTable(results), '');

  process.stderr.write(`${whole(rate)} ballots a second for ${seconds} s ...\n`);
  const acks = await measureAcknowledgements(stage, { vote, rate, seconds, chance });
  acknowledged += acks.waits.length;
  print(...waitLines(acks), '');
  print(...(await tallySection((line) => process.stderr.write(`${line}\n`))), '');

  const stored = await countStored(stage, vote);
  print(
    `${whole(acknowledged)} ballots were acknowledged, ${whole(stored)} are stored. ${((performance.now() - began) / 1_000).toFixed(0)} s in all.`,
  );
  for (const { name, ratio } of results)
    if (ratio < target)
      print(`BELOW THE TARGET of ${target}x: ${name.trim()} reached ${ratio.toFixed(3)}x the speed of the same SQL by hand.`);
  // What was not answered within the patience may be stored all the same.
  const isSound = acks.unfinished + acks.refused === 0 ? stored === acknowledged : stored >= acknowledged;
  return isSound ? 0 : 1;
}

const electors = 5_000;
const rate = 1_000;
const seconds = 12;
/** The share of the speed of hand-written SQL that the product promises. */
const target = 0.8;

function raceTable(results: readonly RaceResult[]): readonly string[] {
  const rows = results.map(({ name, product, byHand, ratio, lowest, highest, rounds }) => [
    name,
    `${whole(product)}/s`,
    `${whole(byHand)}/s`,
    `${ratio.toFixed(2)}x`,
    `${lowest.toFixed(2)} to ${highest.toFixed(2)} in ${rounds} rounds`,
  ]);
  return align([['ballots acknowledged after commit', 'product', 'by hand', 'ratio', 'spread'], ...rows]);
}

/** The first and the last column to the left, figures to the right. */
function align(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number) =>
    column === 0 || column === widths.length - 1 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('   ').trimEnd());
}

function waitLines({ arrivals, seconds, waits, refused, unfinished }: Acknowledgements): readonly string[] {
  const missed = refused + unfinished === 0 ? '' : `; ${whole(refused)} told to come again, ${whole(unfinished)} without an answer`;
  return [
    `${whole(rate)} ballots a second through the whole path, waiting counted from the moment each was due (no coordinated omission)`,
    `  ${whole(arrivals)} came in ${seconds.toFixed(1)} s: ${whole(waits.length / seconds)}/s acknowledged${missed}`,
    `  p50 ${milliseconds(quantile(waits, 0.5))}   p99 ${milliseconds(quantile(waits, 0.99))}   longest ${milliseconds(quantile(waits, 1))}`,
  ];
}

async function countStored({ look }: Stage, { vote }: OpenedVote): Promise<number> {
  const { rows } = await look.query<{ count: number }>('select count(*)::integer as count from ballot where vote_id = $1', [vote]);
  return rows[0]?.count ?? 0;
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

await runAndCleanUp(main);
