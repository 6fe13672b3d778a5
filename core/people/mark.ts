import type { PersonId } from '../ids.ts';

/** A few signs that mean this person and nobody else, whatever others call themselves. They name nobody. */
export function markOf(person: PersonId): string {
  return person.slice(0, 8);
}
