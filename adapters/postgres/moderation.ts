import { z } from 'zod';
import { CaseId, NetworkId, PersonId } from '../../core/ids.ts';
import { juryOrder } from '../../core/moderation/jury-order.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Hashing } from '../../core/ports/cryptography.ts';
import type { Case, CaseRef, Moderation, UndecidedJuries } from '../../core/ports/moderation.ts';
import type { Randomness } from '../../core/ports/randomness.ts';
import type { Database } from './database.ts';
import { holdNetwork } from './ledger.ts';
import type { Session } from './session.ts';

export type ModerationParts = { readonly clock: Clock; readonly randomness: Randomness; readonly hashing: Hashing };

/** Persons are stored as they were known, and read as they are known now: who was two is counted as one. */
export function bindModeration(session: Session, { clock, randomness, hashing }: ModerationParts): Moderation {
  async function ask(network: NetworkId, name: string, [text, ...values]: readonly [string, ...unknown[]]): Promise<readonly unknown[]> {
    await session.enter(network);
    return (await session.sql.query({ name: `moderation.${name}`, text, values })).rows;
  }

  async function oneCase(network: NetworkId, name: string, query: readonly [string, ...unknown[]]): Promise<Case | null> {
    const [row] = z.array(CaseRow).parse(await ask(network, name, query));
    return row === undefined ? null : readCase(row);
  }

  return {
    hold: async (network) => {
      await session.enter(network);
      await holdNetwork(session, network);
    },
    latest: (network, { kind, id }) =>
      oneCase(network, 'latest', [`${cases} and text_kind = $2 and text_id = $3 order by number desc limit 1`, network, kind, id]),
    find: (network, number) => oneCase(network, 'find', [`${cases} and number = $2`, network, number]),
    byId: ({ network, case: id }) => oneCase(network, 'by-id', [`${cases} and id = $2`, network, id]),
    open: async (network, { text, asked }) => {
      const values = [randomness.uuid(), network, text.kind, text.id, text.number, text.author, asked, clock.now()];
      const [row] = z.array(CaseRow).parse(await ask(network, 'open', [openCase, ...values]));
      if (row === undefined) throw new TypeError('an insert returns its row');
      return readCase(row);
    },
    ask: async ({ id, network }, { person, reason }) =>
      (await ask(network, 'ask', [request, id, person, network, reason, clock.now()])).length === 1,
    asking: async ({ id, network }) => z.array(Request).parse(await ask(network, 'asking', [requests, id])),
    askedSince: async (network, person, since) => {
      const text = `select count(*)::integer as count from moderation_request where now_known_as(person_id) = $1 and at > $2`;
      return z.object({ count: z.int() }).parse((await ask(network, 'asked-since', [text, person, since]))[0]).count;
    },
    memberSince: async (network, person) => {
      const text = "select since from membership where network_id = $1 and person_id = $2 and status = 'member'";
      const [row] = z.array(z.object({ since: z.date() })).parse(await ask(network, 'member-since', [text, network, person]));
      return row?.since ?? null;
    },
    candidates: async ({ id, network, seed }) => {
      const rows = z.array(z.object({ person: PersonId })).parse(await ask(network, 'candidates', [candidates, network, id]));
      return juryOrder(
        seed ?? '',
        rows.map(({ person }) => person),
        hashing,
      );
    },
    jurors: async ({ id, network }) => {
      const text =
        'select now_known_as(person_id) as person, due_at as "dueAt", answer from moderation_juror where case_id = $1 order by person_id';
      return z.array(JurorRow).parse(await ask(network, 'jurors', [text, id]));
    },
    seat: async ({ id, network }, people, dueAt) => {
      const text = `insert into moderation_juror (case_id, person_id, network_id, due_at)
        select $1, drawn.person, $2, $4 from unnest($3::uuid[]) as drawn (person) on conflict do nothing`;
      await ask(network, 'seat', [text, id, network, [...people], dueAt]);
    },
    answer: async ({ id, network }, { person, answer, reason }) => {
      const text = `update moderation_juror set answer = $3, reason = $4
        where case_id = $1 and now_known_as(person_id) = $2 and answer is null`;
      await ask(network, 'answer', [text, id, person, answer, reason]);
    },
    draw: async (about, { seed, seats }) => {
      const text = "update moderation_case set status = 'jury', seed = $2, seats = $3 where id = $1";
      await ask(about.network, 'draw', [text, about.id, seed, seats]);
      return { ...about, status: 'jury', seed, seats };
    },
    decide: async ({ id, network }, verdict) => {
      await ask(network, 'decide', ['update moderation_case set status = $2, decided_at = $3 where id = $1', id, verdict, clock.now()]);
    },
    awaiting: async (network, person) => {
      const rows = z.array(CaseRow.extend({ dueAt: z.date() })).parse(await ask(network, 'awaiting', [awaiting, network, person]));
      return rows.map(({ dueAt, ...row }) => ({ case: readCase(row), dueAt }));
    },
    decided: async (network, { start, end }) => {
      const text = `${cases} and decided_at >= $2 and decided_at < $3 order by decided_at, number`;
      return z
        .array(CaseRow)
        .parse(await ask(network, 'decided', [text, network, start, end]))
        .map(readCase);
    },
  };
}

/** Over all networks. */
export function createUndecidedJuries(database: Database): UndecidedJuries {
  return {
    undecided: () =>
      database.transact(async ({ sql }) => {
        const text = 'select network_id as network, case_id as "case" from undecided_juries()';
        const { rows } = await sql.query({ name: 'moderation.undecided', text });
        return z.array(z.object({ network: NetworkId, case: CaseId }) satisfies z.ZodType<CaseRef>).parse(rows);
      }),
  };
}

const columns = `moderation_case.id, moderation_case.network_id as network, number, text_kind, text_id, text_number,
  now_known_as(author_id) as author, asked, status, seed, seats, decided_at as "decidedAt"`;

const cases = `select ${columns} from moderation_case where network_id = $1`;

const awaiting = `select ${columns}, juror.due_at as "dueAt" from moderation_case
  join moderation_juror juror on juror.case_id = moderation_case.id
  where moderation_case.network_id = $1 and status = 'jury' and answer is null and now_known_as(juror.person_id) = $2 order by juror.due_at`;

const openCase = `insert into moderation_case (id, network_id, number, text_kind, text_id, text_number, author_id, asked, status, seats, opened_at)
  select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, 'gathering', 0, $8 from moderation_case where network_id = $2
  returning ${columns}`;

/** Nothing where one of this person's earlier selves asked. */
const request = `insert into moderation_request (case_id, person_id, network_id, reason, at)
  select $1, $2, $3, $4, $5
  where not exists (select from moderation_request before where before.case_id = $1 and now_known_as(before.person_id) = $2)
  returning case_id`;

const requests = `select person, reason from (
    select distinct on (now_known_as(person_id)) now_known_as(person_id) as person, reason, at from moderation_request
    where case_id = $1 order by now_known_as(person_id), at
  ) asking
  where exists (
    select from membership join moderation_case on moderation_case.network_id = membership.network_id
    where moderation_case.id = $1 and membership.person_id = asking.person and membership.status = 'member')
  order by at`;

/** Members but the author, those who asked, and those who were drawn before. */
const candidates = `select person_id as person from membership where network_id = $1 and status = 'member'
    and person_id is distinct from (select now_known_as(author_id) from moderation_case where id = $2)
    and person_id not in (select now_known_as(person_id) from moderation_request where case_id = $2)
    and person_id not in (select now_known_as(person_id) from moderation_juror where case_id = $2)`;

const CaseRow = z.object({
  id: CaseId,
  network: NetworkId,
  number: z.int(),
  text_kind: z.string(),
  text_id: z.string(),
  text_number: z.int(),
  author: PersonId.nullable(),
  asked: z.enum(['hide', 'show']),
  status: z.enum(['gathering', 'jury', 'shown', 'hidden']),
  seed: z.string().nullable(),
  seats: z.int(),
  decidedAt: z.date().nullable(),
});

const Request = z.object({ person: PersonId, reason: z.string().nullable() });

const JurorRow = z.object({ person: PersonId, dueAt: z.date(), answer: z.enum(['keep', 'hide', 'silent']).nullable() });

function readCase({ text_kind: kind, text_id: id, text_number: number, author, ...row }: z.infer<typeof CaseRow>): Case {
  return { ...row, text: { kind, id, number, author } };
}
