import { Refusal } from '../../../core/errors.ts';
import type { PersonId } from '../../../core/ids.ts';
import { markOf } from '../../../core/people/mark.ts';
import { say } from '../../../core/text/text.ts';
import type { Sentence } from '../../../core/text/text.ts';
import { clip } from '../../conversation/clean-text.ts';
import { oneOf } from '../../conversation/one-of.ts';

/** Somebody who asked to join. */
export type Candidate = { readonly person: PersonId; readonly name: string };

/**
 * The candidate of that mark, name, or beginning of a name. A mark goes first, so that nobody can take another's by name.
 * Throws a Refusal that lists those who wait.
 */
export function findCandidate(words: string, waiting: readonly Candidate[]): Candidate {
  const fitting = meant(words, waiting);
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;

  if (waiting.length === 0) throw new Refusal(say('networks.nobody-waits'));
  if (only !== undefined)
    throw new Refusal(say('networks.which-candidate', { names: oneOf(fitting.slice(0, mostListed).map(waitingWords)) }));
  throw new Refusal(say('networks.unknown-candidate', { name: clip(words), names: oneOf(waiting.slice(0, mostListed).map(waitingWords)) }));
}

/** Those of that mark; else those of that name; else those whose name begins so. */
export function meant<Somebody extends Candidate>(words: string, people: readonly Somebody[]): readonly Somebody[] {
  const wanted = fold(words);
  const marked = people.filter(({ person }) => markOf(person) === wanted);
  const named = people.filter(({ name }) => fold(name) === wanted);
  const beginning = people.filter(({ name }) => fold(name).startsWith(wanted));
  return [marked, named, beginning].find(({ length }) => length > 0) ?? [];
}

/** "Ada (3f2a91c0)": two may have one name. */
export function waitingWords({ person, name }: Candidate): Sentence {
  return say('networks.candidate', { name, mark: markOf(person) });
}

const mostListed = 10;

const fold = (words: string): string => words.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
