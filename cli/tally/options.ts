import { z } from 'zod';
import { hashing } from '../../adapters/crypto/sha256.ts';
import { toHex } from '../../core/hex.ts';
import type { Method } from '../../core/voting/method.ts';
import { findMethod, methods } from '../../core/voting/methods.ts';
import type { CountSettings } from '../../core/voting/settings.ts';
import { UsageError } from '../usage-error.ts';
import { visible } from '../visible.ts';

/** The options as commander gives them. */
export const TallyOptions = z.object({
  method: z.string().optional(),
  seats: z.string().optional(),
  unranked: z.string().optional(),
  completion: z.string().optional(),
  seed: z.string().optional(),
  compare: z.boolean().optional(),
  bundle: z.string().optional(),
  export: z.string().optional(),
  json: z.boolean().optional(),
});
export type TallyOptions = z.infer<typeof TallyOptions>;

/** What was asked for, checked. @throws UsageError that says how it is right. */
export type TallyWish = {
  /** Null: as the vote did. */
  readonly method: Method | null;
  readonly settings: CountSettings;
  readonly seed: string | undefined;
};

export function readWish({ method, seats, unranked, completion, seed }: TallyOptions): TallyWish {
  return {
    method: method === undefined ? null : namedMethod(method),
    settings: {
      ...(seats === undefined ? {} : { seats: readSeats(seats) }),
      ...(unranked === undefined ? {} : { unranked: oneOf('--unranked', unranked, ['last', 'ignored'] as const) }),
      ...(completion === undefined ? {} : { completion: oneOf('--completion', completion, ['greedy'] as const) }),
    },
    seed: seed === undefined ? undefined : readSeed(seed),
  };
}

export function methodNames(): string {
  return methods.map(({ name }) => name).join(', ');
}

function namedMethod(name: string): Method {
  const method = findMethod(name);
  if (method === null) throw new UsageError(`--method ${visible(name)}: this release counts by ${methodNames()}; others are not there yet`);
  return method;
}

function readSeats(text: string): number {
  const seats = /^\d{1,7}$/u.test(text) ? Number(text) : 0;
  if (seats < 1 || seats > 1_000_000) throw new UsageError(`--seats ${visible(text)}: a whole number from 1 to 1000000`);
  return seats;
}

function oneOf<Word extends string>(option: string, text: string, words: readonly Word[]): Word {
  const word = words.find((known) => known === text.toLowerCase());
  if (word === undefined) throw new UsageError(`${option} ${visible(text)}: it is ${words.join(' or ')}`);
  return word;
}

/** 64 hexadecimal digits are the seed itself; any other text gives one by its SHA-256. */
function readSeed(text: string): string {
  if (/^[0-9a-f]{64}$/iu.test(text)) return text.toLowerCase();
  return toHex(hashing.sha256(new TextEncoder().encode(text)));
}
