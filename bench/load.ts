import { setTimeout as sleep } from 'node:timers/promises';
import { auditVote, outboxLeft } from './audit.ts';
import type { Audit } from './audit.ts';
import { createCrowd } from './crowd.ts';
import type { Crowd } from './crowd.ts';
import { loadUsage, readLoadOptions } from './load-options.ts';
import type { LoadOptions } from './load-options.ts';
import { describeMachine } from './machine.ts';
import { watchMemory } from './watch-memory.ts';
import { createMemoryOfAcks } from './memory-of-acks.ts';
import type { MemoryOfAcks } from './memory-of-acks.ts';
import { startProcesses } from './processes.ts';
import { runAndCleanUp } from './run-and-clean-up.ts';
import { keepSchedule } from './schedule.ts';
import type { Kept } from './schedule.ts';
import { openStage } from './stage.ts';
import type { OpenedVote, Stage } from './stage.ts';
import { createChance, milliseconds, quantile, whole } from './statistics.ts';

/**
 * `npm run load`: sustained load through the whole path, with people who cast, change and withdraw and platforms that repeat
 * themselves. Half of the votes close in the middle of it, the others at its end; then every outcome is compared, ballot by
 * ballot, with what people were told.
 */
async function main(words: readonly string[], stack: AsyncDisposableStack): Promise<number> {
  if (words.includes('--help')) return say(0, loadUsage);
  const options = readLoadOptions(words);
  if (typeof options === 'string') return say(2, options, '', loadUsage);
  note(`An instance of its own with ${whole(options.electors)} electors ...`);
  const stage = await openStage(options.electors, stack);
  const processes = startProcesses(stage);
  stack.defer(processes.stop);
  const votes = await openVotes(stage, options);
  const memory = createMemoryOfAcks();
  const chance = createChance(options.seed);
  const crowd = createCrowd({ stage, votes, memory, chance });

  say(0, await describeMachine(stage.look), `${whole(options.electors)} electors, ${votes.length} votes, seed ${options.seed}`, '');
  note(`${whole(options.rate)} events a second for ${options.seconds} s ...`);
  const growth = watchMemory();
  const [kept] = await Promise.all([
    keepSchedule({ ...options, chance, arrive: crowd.arrive, patience: 30_000 }),
    closeHalf(stage, votes, options),
  ]);
  const grown = growth();
  for (const vote of votes.slice(Math.ceil(votes.length / 2))) await stage.closeVote(vote);

  note('Every outcome is compared with what people were told ...');
  const audits: Audit[] = [];
  for (const vote of votes) audits.push(await auditVote(stage, vote, memory));
  const revived = await crowd.retryLast();
  const left = await outboxLeft(stage);
  say(0, ...waitLines(options, kept, crowd), grown, '', ...auditLines(votes, audits, memory));
  const twice = [...processes.answers.values()].filter((times) => times > 1).length;
  const faults = [
    ...memory.contradictions.slice(0, 10),
    ...(revived > 0 ? [`${revived} events were taken in once more after the votes were over`] : []),
    ...(left.due + left.aside > 0 ? [`${left.due} rows are left in the outbox, ${left.aside} were set aside`] : []),
    ...(twice > 0 ? [`${twice} messages left the outbox twice`] : []),
    ...(kept.unfinished > 0 ? [`${kept.unfinished} events were not answered within 30 s`] : []),
  ];
  const isSound = faults.length === 0 && audits.every((audit) => audit.lost + audit.phantom + audit.unexplained + audit.differences === 0);
  say(0, '', `outbox: ${left.due} rows left, ${left.aside} set aside`, ...faults);
  return isSound
    ? say(0, 'Every acknowledged ballot was counted exactly once.')
    : say(1, 'NOT SOUND: what was counted is not what was acknowledged, or something was left behind.');
}

async function openVotes(stage: Stage, { votes }: LoadOptions): Promise<readonly OpenedVote[]> {
  const opened: OpenedVote[] = [];
  for (let number = 1; number <= votes; number += 1)
    opened.push(await stage.openVote(`Question ${number}?`, number % 2 === 0 ? 'approval' : 'single'));
  return opened;
}

/** Closes the first half of the votes while people still cast in them. */
async function closeHalf(stage: Stage, votes: readonly OpenedVote[], { seconds }: LoadOptions): Promise<void> {
  const early = votes.slice(0, Math.ceil(votes.length / 2));
  await sleep(seconds * 500);
  for (const vote of early) {
    await stage.closeVote(vote);
    await sleep((seconds * 300) / early.length);
  }
}

function waitLines({ rate }: LoadOptions, { arrivals, seconds, unfinished }: Kept, { waits, tally }: Crowd): readonly string[] {
  const parts = Object.entries(tally)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${whole(count)}`);
  const taken = arrivals - unfinished - tally.busy - tally['nobody free'];
  return [
    `${whole(arrivals)} events in ${seconds.toFixed(1)} s: ${whole(taken / seconds)}/s taken in of ${whole(rate)}/s asked`,
    `  ${parts.join(', ')}`,
    `  answered after p50 ${milliseconds(quantile(waits, 0.5))}, p99 ${milliseconds(quantile(waits, 0.99))}, at most ${milliseconds(quantile(waits, 1))}, from the moment each was due`,
  ];
}

function auditLines(votes: readonly OpenedVote[], audits: readonly Audit[], memory: MemoryOfAcks): readonly string[] {
  return votes.map((vote, place) => {
    const { counted = 0, lost = 0, phantom = 0, unexplained = 0, differences = 0 } = audits[place] ?? {};
    return [
      `#${vote.number} ${vote.method}: ${whole(memory.acknowledged(vote))} acknowledged, ${whole(memory.choices(vote).size)} to be counted, ${whole(counted)} counted`,
      `${lost} lost, ${phantom} phantom, ${unexplained} rows too many or too few, ${differences} differences in the recount`,
    ].join('; ');
  });
}

function say<Code extends number>(code: Code, ...lines: readonly string[]): Code {
  (code === 2 ? process.stderr : process.stdout).write(`${lines.join('\n')}\n`);
  return code;
}

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

await runAndCleanUp((stack) => main(process.argv.slice(2), stack));
