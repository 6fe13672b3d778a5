import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { JsonValue } from '../../core/canonical-json.ts';
import { toHex } from '../../core/hex.ts';
import type { Bundle } from '../../core/voting/bundle.ts';
import { countVote } from '../../core/voting/count.ts';
import { closedVote, instance } from '../core/voting/closed-vote.ts';

export type Question = {
  readonly question: string;
  readonly method: 'single' | 'approval';
  readonly options: readonly string[];
  readonly choices: readonly JsonValue[];
  /** How many could vote. Default: as many as did. */
  readonly electors?: number;
};

/** The sealed outcome of a vote with these ballots, by the product's own count. */
export function sealOutcome({ choices, electors = choices.length, ...asked }: Question): Bundle {
  const closing = closedVote({ ...asked, electors, quorum: '0/1' });
  return countVote({ ...closing, ballots: choices.map((choice, place) => ({ tag: receipt(place), choice })) }, instance);
}

/** As many receipts as there are ballots, in another order than they were cast in. */
function receipt(place: number): string {
  const digits = ((place * 7_919_933) % 33_554_393).toString(32).toUpperCase().padStart(5, '0');
  return `${digits}-${place.toString(32).toUpperCase().padStart(5, '0')}`;
}

/** What `coop verify FILE --json`, as a process of its own, says of a document. */
export type Verified = {
  readonly code: number | null;
  readonly ok: boolean;
  readonly differences: readonly { readonly at: string; readonly message: string }[];
  readonly winners: readonly string[];
};

const Said = z.looseObject({
  ok: z.boolean(),
  differences: z.array(z.object({ at: z.string(), message: z.string() })),
  winners: z.array(z.string()).default([]),
});

/** Saves a document and lets the real program look at it, against the key that must have signed it. */
export async function verifyFile(document: object): Promise<Verified> {
  await using place = await temporaryFolder();
  const file = join(place.folder, 'outcome.json');
  await writeFile(file, JSON.stringify(document));
  const { code, out, err } = await runCoop(['verify', file, '--key', toHex(instance.signing.publicKey), '--json']);
  const said = Said.safeParse(parse(out));
  if (!said.success) throw new Error(`coop verify did not answer with its document (exit ${code}): ${out}${err}`);
  return { code, ...said.data };
}

export async function temporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'coop-accept-'));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

export type Ran = {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly seconds: number;
  readonly megabytes: number;
};

/** `coop` as a process of its own, with what it took. */
export async function runCoop(words: readonly string[]): Promise<Ran> {
  const door = join(import.meta.dirname, '../../cli/coop.mjs');
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', sayPeak, door, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [code, out, said] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  const [err = '', peak = '0'] = said.split(peakMark);
  return { code, out, err, seconds: (performance.now() - began) / 1_000, megabytes: Number(peak) / 1_024 };
}

const peakMark = 'peak memory in kB: ';
const sayPeak = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => process.stderr.write('${peakMark}' + process.resourceUsage().maxRSS))`,
)}`;

function parse(out: string): unknown {
  try {
    return JSON.parse(out);
  } catch {
    return null;
  }
}
