import { availableParallelism, loadavg } from 'node:os';
import { describeMachine } from './machine.ts';
import { measureStorm } from './limits/storm.ts';
import { measureMemory } from './limits/memory.ts';
import { measureOverload } from './limits/overload.ts';
import { measureAcknowledgements } from './acknowledgements.ts';
import { runAndCleanUp } from './run-and-clean-up.ts';
import { openStage } from './stage.ts';
import { createChance, milliseconds, quantile, whole } from './statistics.ts';

/** One line of the result: what is promised, what was measured. */
type Verdict = { readonly promise: string; readonly measured: string; readonly holds: boolean };

/**
 * `npm run limits`: what is promised of the product when there is too much of something. Each line says the promise, the figure and
 * whether it holds; beside it how busy the machine was, since others may have been at work on it.
 */
async function main(stack: AsyncDisposableStack): Promise<number> {
  const verdicts: Verdict[] = [];
  const tell = (verdict: Verdict): void => {
    verdicts.push(verdict);
    process.stdout.write(`${verdict.holds ? 'holds ' : 'BROKEN'}  ${verdict.promise}\n        ${verdict.measured}, ${load()}\n`);
  };
  note('The door, calm and with ten times what it bears ...');
  const stage = await openStage(3_000, stack);
  process.stdout.write(`${await describeMachine(stage.look)}\n${load()}\n\n`);
  const chance = createChance(1);
  const vote = await stage.openVote('Which one?');
  await measureAcknowledgements(stage, { vote, rate: 300, seconds: 3, chance }); // warm
  const calm = await measureAcknowledgements(stage, { vote, rate: 1_000, seconds: 10, chance });
  const p99 = quantile(calm.waits, 0.99);
  tell({
    promise: '1,000 events/s: 99 of 100 acknowledged within 50 ms',
    measured: `p50 ${milliseconds(quantile(calm.waits, 0.5))}, p99 ${milliseconds(p99)}, ${calm.refused} refused`,
    holds: p99 <= 50 && calm.refused === 0,
  });
  const overload = await measureOverload(stage, { vote, chance });
  tell({
    promise: 'ten times the sustained rate: everybody acknowledged or refused within 2.5 s',
    measured: `${whole(overload.sustained)}/s sustained; of ${whole(overload.arrivals)} at ${whole(overload.asked)}/s ${whole(overload.counted)} counted, ${whole(overload.refused)} refused, ${overload.unanswered} unanswered; longest ${milliseconds(overload.longest)}; ${whole(overload.after)}/s right after`,
    holds: overload.longest <= 2_500 && overload.unanswered === 0 && overload.isExact,
  });

  note('One platform that asks to be left alone ...');
  const storm = await measureStorm(stage);
  tell({
    promise: 'a storm of 429 on one platform slows the others at most 2 times',
    measured: `${storm.posts} messages on three platforms: ${milliseconds(storm.calm)} calm, ${milliseconds(storm.stormy)} in the storm, ${(storm.stormy / storm.calm).toFixed(2)} times; ${storm.refusals} refusals`,
    holds: storm.stormy <= storm.calm * 2,
  });

  note('A process with the role "bots" and 1,000 spaces ...');
  const memory = await measureMemory(1_000, stack);
  tell({
    promise: '--roles bots with 1,000 spaces: at most 512 MB',
    measured:
      memory === null ? 'the test peers are missing: not measured' : `${memory.megabytes} MB at most, ${memory.spaces} channels known`,
    holds: memory !== null && memory.megabytes <= 512,
  });

  return verdicts.every(({ holds }) => holds) ? 0 : 1;
}

/** Beside every figure: above the number of cores others are at work too, and a figure says as much of them as of us. */
function load(): string {
  const [busy = 0] = loadavg();
  return `load average ${busy.toFixed(1)}${busy > availableParallelism() ? ' (others are at work on this machine)' : ''}`;
}

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

await runAndCleanUp(main);
