import { PersonId } from '../../core/ids.ts';
import { CoopError } from '../../core/errors.ts';
import type { Session } from './session.ts';

/**
 * Who speaks for this person now: somebody whose accounts were linked meanwhile is known by another id.
 * Until the transaction ends nobody is merged, so that what is written about the person stays with the person.
 */
export async function currentPerson({ sql }: Session, person: PersonId): Promise<PersonId> {
  const { rows } = await sql.query<{ person: string | null }>({
    name: 'person.current',
    text: 'select current_person($1) as person',
    values: [person],
  });
  const current = rows[0]?.person ?? null;
  if (current === null) throw new CoopError('person-unknown', `nobody has the id ${person}: it comes from another database`);
  return PersonId.parse(current);
}

/** Until the transaction ends nobody is merged. */
export async function holdPeople({ sql }: Session): Promise<void> {
  await sql.query({ name: 'people.hold', text: 'select pg_advisory_xact_lock_shared(people_barrier())' });
}
