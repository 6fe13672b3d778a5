import { z } from 'zod';
import { Refusal } from '../../core/errors.ts';
import { NetworkId, VoteId } from '../../core/ids.ts';
import type { PersonId } from '../../core/ids.ts';
import type { PersonalTable } from '../../core/people/personal-table.ts';
import type { Privacy } from '../../core/ports/privacy.ts';
import { say } from '../../core/text/text.ts';
import { holdVoices } from './held-voices.ts';
import type { Session } from './session.ts';

/** Whom it is about, read before anything is erased: the ids and the names that stand in rows. */
type Subject = Readonly<Record<'persons' | 'accounts' | 'addresses' | 'names', readonly string[]>>;

/** Follows the manifests through every network that names the person: rows of a network are seen only inside it. */
export function bindPrivacy(session: Session): Privacy {
  const { sql } = session;

  return {
    export: async (person, tables) => {
      const [subject, networks, isolated] = [await readSubject(person), await networksOf(person), await isolatedTables()];
      const exported: Record<string, z.infer<typeof Exported>['row'][]> = {};
      for (const { table, rows: about, withheld = [] } of tables) {
        const text = `select to_jsonb(t) - $OMIT as row from ${table} t where ${about}`;
        const found = await inEach(isolated.has(table) ? networks : [null], () => run(text, { ...subject, OMIT: withheld }));
        const rows = z.array(Exported).parse(found.flatMap(({ rows: inOne }) => inOne));
        if (rows.length > 0) exported[table] = rows.map(({ row }) => row);
      }
      return exported;
    },
    erase: async (person, tables) => {
      await sql.query({ text: 'select from account where person_id = $1 order by id for no key update', values: [person] });
      // Nobody is merged, and no vote in which the person has a voice closes, before all of it is done.
      await holdVoices(session, [person]);
      const [subject, networks, isolated] = [await readSubject(person), await networksOf(person), await isolatedTables()];
      const admissions = z.array(Admission).parse((await inEach(networks, () => run(findAdmissions, subject))).flatMap(({ rows }) => rows));
      if (admissions.some(({ status }) => status === 'counting')) throw new Refusal(say('people.erase-later'));

      // Rows that go first: some are found by what stands in those that stay.
      const ordered = [...tables.filter(({ erase }) => erase === 'delete'), ...tables.filter(({ erase }) => erase === 'anonymise')];
      for (const wish of ordered) {
        const text = eraseText(wish);
        if (text !== null) await inEach(isolated.has(wish.table) ? networks : [null], () => run(text, subject));
      }
      return admissions.map(({ network, vote }) => ({ network, vote }));
    },
  };

  async function readSubject(person: PersonId): Promise<Subject> {
    const { rows } = await sql.query({ name: 'privacy.subject', text: readSubjectText, values: [person] });
    return SubjectRow.parse(rows[0]);
  }

  async function networksOf(person: PersonId): Promise<readonly NetworkId[]> {
    const { rows } = await sql.query({ name: 'privacy.networks', text: readNetworksText, values: [person] });
    return rows.map((row) => NetworkId.parse(row['network']));
  }

  async function isolatedTables(): Promise<ReadonlySet<string>> {
    const { rows } = await sql.query({ name: 'privacy.isolated', text: readIsolatedText });
    return new Set(rows.map((row) => z.string().parse(row['table'])));
  }

  async function inEach<R>(networks: readonly (NetworkId | null)[], work: () => Promise<R>): Promise<readonly R[]> {
    const results: R[] = [];
    for (const network of networks) {
      if (network !== null) await session.enter(network);
      results.push(await work());
    }
    return results;
  }

  /** Puts the values of the subject in the places that name them. */
  function run(text: string, subject: Readonly<Record<string, readonly string[]>>) {
    const values: (readonly string[])[] = [];
    const numbered = text.replaceAll(/[:$](persons|accounts|addresses|names|OMIT)\b/gu, (_, place: string) => {
      values.push(subject[place] ?? []);
      return `$${values.length}::${place === 'persons' || place === 'accounts' ? 'uuid' : 'text'}[]`;
    });
    return sql.query({ text: numbered, values });
  }
}

function eraseText(wish: PersonalTable): string | null {
  if (wish.erase === 'delete') return `delete from ${wish.table} where ${wish.rows}`;
  if (wish.erase === 'keep') return null;
  const changes = Object.entries(wish.become).map(([column, value]) => `${column} = ${value}`);
  return changes.length === 0 ? null : `update ${wish.table} set ${changes.join(', ')} where ${wish.rows}`;
}

const SubjectRow = z.object({
  persons: z.array(z.string()),
  accounts: z.array(z.string()),
  addresses: z.array(z.string()),
  names: z.array(z.string()),
}) satisfies z.ZodType<Subject>;

const Exported = z.object({ row: z.json() });

const Admission = z.object({ network: NetworkId, vote: VoteId, status: z.enum(['open', 'counting']) });

const readSubjectText = `
  select array(select id::text from person where id = $1 or merged_into = $1) as persons,
    coalesce(array_agg(id::text), '{}') as accounts, coalesce(array_agg(external_id), '{}') as addresses,
    coalesce(array_agg(display_name), '{}') as names
  from account where person_id = $1`;

const readNetworksText = `
  select distinct naming as network from person cross join lateral networks_naming_person(person.id) as naming
  where person.id = $1 or person.merged_into = $1 order by naming`;

const readIsolatedText = `
  select relname::text as table from pg_class where relrowsecurity and relkind = 'r' and relnamespace = 'public'::regnamespace`;

const findAdmissions = `
  select network_id as network, id as vote, status from vote
  where network_id = (select entered_network()) and status in ('open', 'counting')
    and purpose ->> 'kind' = 'admission' and (purpose ->> 'person')::uuid = any(:persons)`;
