import { z } from 'zod';
import { fromHex } from '../../core/hex.ts';
import { verifyLedger } from '../../core/ledger/verify.ts';
import type { Hashing, Verifying } from '../../core/ports/cryptography.ts';
import { recount } from '../../core/voting/recount.ts';
import { checkBallots, checkCounted } from './check-ballots.ts';
import type { Evidence, Violation } from './evidence.ts';
import { nameOf, readAnswer } from './log-book.ts';

export type CheckPorts = { readonly hashing: Hashing; readonly verifying: Verifying };

/** Everything that does not hold after a storm; nothing when all is well. Knows the product only by what it publishes and stores. */
export function* checkStorm(evidence: Evidence, ports: CheckPorts): Generator<Violation> {
  yield* checkEvents(evidence);
  yield* checkVotes(evidence);
  yield* checkBallots(evidence);
  yield* checkCounted(evidence);
  yield* checkOutcomes(evidence, ports);
  yield* checkLedger(evidence, ports);
  yield* checkOutbox(evidence);
  yield* checkSpaces(evidence);
  yield* checkDirect(evidence);
  for (const what of evidence.wrong) yield { kind: 'unfinished', what: `the doctor says: ${what}` };
}

/** What was answered was taken in; what was taken in was said, once, and has its one answer. */
function* checkEvents({ book, database }: Evidence): Generator<Violation> {
  const taken = occurrences(database.inbox);
  const answers = occurrences(database.outbox.map(({ key }) => key));
  for (const [event, times] of taken) {
    if (times > 1) yield { kind: 'doubled', what: `the event ${event} was taken in ${times} times` };
    if (!book.events.has(event)) yield { kind: 'phantom', what: `the event ${event} was taken in, and nobody said it` };
    if (!answers.has(answerKey(event))) yield { kind: 'lost', what: `the event ${event} was taken in without an answer` };
  }
  for (const { event, heard } of book.attempts) {
    if (heard.kind === 'receipt' && !taken.has(event))
      yield { kind: 'lost', what: `the event ${event} got a receipt and was not taken in` };
  }
}

/** Each vote was opened by somebody, once, and is over. */
function* checkVotes({ book, database, outcomes }: Evidence): Generator<Violation> {
  for (const { id, number, question, status } of database.votes) {
    const opening = book.openings.find((each) => each.question === question);
    if (opening === undefined) yield { kind: 'phantom', what: `#${number} was opened by nobody` };
    else if (opening.heard.kind === 'refused')
      yield { kind: 'phantom', what: `#${number} was opened, and who asked for it was told: ${opening.heard.words}` };
    if (status !== 'closed') yield { kind: 'unfinished', what: `#${number} is ${status}` };
    else if (!outcomes.has(id)) yield { kind: 'lost', what: `#${number} is closed and has no outcome` };
  }
  for (const { question, heard } of book.openings) {
    const opened = database.votes.filter((vote) => vote.question === question);
    if (opened.length > 1) yield { kind: 'doubled', what: `"${question}" was opened ${opened.length} times` };
    if (heard.kind === 'opened' && opened[0]?.number !== heard.number)
      yield { kind: 'lost', what: `#${heard.number} "${question}" is not there` };
  }
}

/** Each outcome is the one of its vote, and can be counted again by a stranger. */
function* checkOutcomes({ database, outcomes }: Evidence, ports: CheckPorts): Generator<Violation> {
  for (const { id, number } of database.votes) {
    const outcome = outcomes.get(id);
    if (outcome === undefined) continue;
    const differences = recount(outcome, { ...ports, publicKey: database.publicKey });
    for (const { at, sentence } of differences) yield { kind: 'broken', what: `the outcome of #${number}: ${at} ${sentence.id}` };
    const named = Outcome.safeParse(outcome).data;
    if (named?.vote.id !== id) yield { kind: 'broken', what: `the outcome of #${number} is the one of ${named?.vote.id}` };
  }
}

/** The history holds, and tells of each vote one opening and one end: the one that was published. */
function* checkLedger({ database, outcomes }: Evidence, ports: CheckPorts): Generator<Violation> {
  const { ledger, publicKey } = database;
  const verdict = verifyLedger(ledger, { ...ports, publicKey: fromHex(publicKey) });
  if (!verdict.intact) yield { kind: 'broken', what: `the ledger at ${verdict.sequence}: ${verdict.reason}` };
  for (const { id, number } of database.votes) {
    for (const kind of ['vote.opened', 'vote.closed'] as const) {
      const entries = ledger.filter((entry) => entry.kind === kind && About.safeParse(entry.body).data?.vote === id);
      if (entries.length > 1) yield { kind: 'doubled', what: `the ledger tells ${kind} of #${number} ${entries.length} times` };
      if (entries.length === 0 && (kind === 'vote.opened' || outcomes.has(id)))
        yield { kind: 'lost', what: `the ledger tells no ${kind} of #${number}` };
      const hash = About.safeParse(entries[0]?.body).data?.hash;
      if (kind === 'vote.closed' && entries.length > 0 && hash !== Outcome.safeParse(outcomes.get(id)).data?.hash)
        yield { kind: 'broken', what: `the ledger tells another outcome of #${number} than was published` };
    }
  }
}

function* checkOutbox({ database }: Evidence): Generator<Violation> {
  for (const { key, status, reason } of database.outbox) {
    if (status !== 'sent') yield { kind: 'unfinished', what: `${key} is ${status}${reason === null ? '' : `: ${reason}`}` };
  }
  for (const [key, times] of occurrences(database.outbox.map((row) => row.key))) {
    if (times > 1) yield { kind: 'doubled', what: `${key} was queued ${times} times` };
  }
}

/** Every place shows of every vote that it is over where it was announced, and the outcome, each once. */
function* checkSpaces({ database, discord }: Evidence): Generator<Violation> {
  for (const [space, messages] of discord.spaces) {
    const shown = occurrences(messages.flatMap(subjectOf));
    for (const { number } of database.votes) {
      for (const subject of [`announcement ${number}`, `outcome ${number}`]) {
        const times = shown.get(subject) ?? 0;
        shown.delete(subject);
        if (times !== 1) yield { kind: times === 0 ? 'lost' : 'doubled', what: `${space} shows ${subject} ${times} times` };
      }
    }
    for (const subject of shown.keys())
      yield { kind: subject.startsWith('open') ? 'unfinished' : 'phantom', what: `${space} shows ${subject}` };
  }
}

/** What a message in a space is about. */
function subjectOf(text: string): string[] {
  const [, over] = /^Vote #(\d+) is over/.exec(text) ?? [];
  if (over !== undefined) return [text.includes('Fingerprint of the outcome') ? `outcome ${over}` : `announcement ${over}`];
  const [, open] = /^Vote #(\d+)\n/.exec(text) ?? [];
  return open === undefined ? [] : [`open ${open}`];
}

/** Nobody is told twice: directly only what was not answered where it was said. */
function* checkDirect({ book, discord }: Evidence): Generator<Violation> {
  const told = discord.direct.flatMap(({ person, text }) => {
    const heard = readAnswer(text);
    return heard.kind === 'receipt' ? [`${person} #${heard.vote}: ${heard.choice ?? 'withdrawn'}`] : [];
  });
  for (const [what, times] of occurrences(told)) {
    const tries = book.attempts.filter(({ person, vote, choice }) => `${person} #${vote}: ${nameOf(choice) ?? 'withdrawn'}` === what);
    const most = tries.filter(({ heard }) => heard.kind === 'silence' || (heard.kind === 'receipt' && heard.isDirect)).length;
    if (times > most)
      yield { kind: tries.length === 0 ? 'phantom' : 'doubled', what: `told directly ${times} times, not ${most}: ${what}` };
  }
}

function answerKey(event: string): string {
  return `answer/discord//${event}`;
}

function occurrences(things: Iterable<string>): Map<string, number> {
  const times = new Map<string, number>();
  for (const thing of things) times.set(thing, (times.get(thing) ?? 0) + 1);
  return times;
}

const Outcome = z.object({ vote: z.object({ id: z.string() }), hash: z.string() });
const About = z.object({ vote: z.string(), hash: z.string().optional() });
