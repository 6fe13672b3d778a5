import { Refusal } from '../../core/errors.ts';
import type { Arrival } from '../../core/ports/intake.ts';
import type { Network } from '../../core/ports/networks.ts';
import { fieldsOf, networkFieldName } from './command-index.ts';
import type { AnyCommand } from './command.ts';
import type { Answers, Request } from './grammar.ts';
import { askingOrder } from './question.ts';
import { readField } from './read-field.ts';
import type { ReadValue } from './read-field.ts';
import type { Reading } from './reading.ts';
import { checkMembership, resolveNetwork } from './resolve-network.ts';
import type { Directory } from './resolve-network.ts';
import { settleWords } from './settle-words.ts';

/** How far a command has come. */
export type Progress =
  | { readonly kind: 'complete'; readonly network: Network | null; readonly input: Readonly<Record<string, ReadValue>> }
  /** `answers`: as given, and settled for later. */
  | { readonly kind: 'ask'; readonly asking: string; readonly answers: Answers; readonly networks?: readonly Network[] }
  /** An answer cannot be read: that field is to be asked again. */
  | { readonly kind: 'wrong'; readonly field: string; readonly refusal: Refusal };

type Said = { readonly request: Request; readonly arrival: Arrival; readonly reading: Reading };

/** Resolves the network, reads what was given, and finds what is missing. Throws a Refusal that no other answer would mend. */
export async function progress({ request, arrival, reading }: Said, directory: Directory): Promise<Progress> {
  const { command, answers } = request;
  const asked = { command, named: own(answers, networkFieldName), arrival };

  let resolved;
  try {
    resolved = await resolveNetwork(asked, directory);
  } catch (error) {
    if (error instanceof Refusal && asked.named !== undefined) return { kind: 'wrong', field: networkFieldName, refusal: error };
    throw error;
  }
  if (resolved.kind === 'network') await checkMembership(asked, resolved.network, directory);

  const read = readAnswers(command, answers, reading);
  if (read.kind === 'wrong') return read;
  if (resolved.kind === 'ask') return { kind: 'ask', asking: networkFieldName, answers: read.settled, networks: resolved.networks };
  const asking = askingOrder(command).find((name) => name !== networkFieldName && !Object.hasOwn(read.input, name));
  return asking === undefined
    ? { kind: 'complete', network: resolved.network, input: read.input }
    : { kind: 'ask', asking, answers: read.settled };
}

type Read =
  | { readonly kind: 'read'; readonly input: Readonly<Record<string, ReadValue>>; readonly settled: Answers }
  | Extract<Progress, { kind: 'wrong' }>;

function readAnswers(command: AnyCommand, answers: Answers, reading: Reading): Read {
  const input = new Map<string, ReadValue>();
  const settled = new Map(Object.entries(answers));
  for (const [name, field] of fieldsOf(command)) {
    const words = own(answers, name);
    if (words === undefined || !Object.hasOwn(command.fields, name)) continue;
    try {
      const value = readField(field, words, reading);
      input.set(name, value);
      settled.set(name, settleWords(field, { words, value }, reading));
    } catch (error) {
      if (error instanceof Refusal) return { kind: 'wrong', field: name, refusal: error };
      throw error;
    }
  }
  return { kind: 'read', input: Object.fromEntries(input), settled: Object.fromEntries(settled) };
}

const own = (answers: Answers, name: string): string | undefined => (Object.hasOwn(answers, name) ? answers[name] : undefined);
