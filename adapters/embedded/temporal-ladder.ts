import { CoopError } from '../../core/errors.ts';

/** One way to come by the Temporal server's program. */
export type Rung = {
  /** As shown to people: "on the PATH". */
  readonly name: string;
  /** Whether it takes minutes and the network. */
  readonly fetches: boolean;
  /** The path of a program that runs, or why there is none. Never throws for what a machine may lack. */
  readonly find: (progress: Progress) => Promise<Found | Missing>;
};

export type Found = { readonly program: string };
export type Missing = { readonly missing: string };

/** A line for people while it takes long. */
export type Progress = (line: string) => void;

/** Puts a program at `place`; null, or why it could not. */
export type Fetch = (order: FetchOrder) => Promise<string | null>;
export type FetchOrder = {
  readonly version: string;
  readonly place: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  readonly progress: Progress;
};

/**
 * Tries the rungs in order and takes the first program that runs.
 * @throws CoopError "temporal-missing" that names each rung, why it failed, and the one command that helps.
 */
export async function climb(rungs: readonly Rung[], progress: Progress): Promise<{ program: string; rung: string }> {
  const failures: string[] = [];
  for (const rung of rungs) {
    const result = await rung.find(progress);
    if ('program' in result) return { program: result.program, rung: rung.name };
    failures.push(`  - ${rung.name}: ${result.missing}`);
  }
  throw new CoopError(
    'temporal-missing',
    [`No Temporal server for the workflows could be found:`, ...failures, `What helps: ${remedy}`].join('\n'),
  );
}

const remedy =
  'install Go from https://go.dev/dl and start again (it is then built by itself), or put the Temporal CLI from https://temporal.download/cli on the PATH, or set TEMPORAL_ADDRESS=HOST:PORT to a server of yours.';
