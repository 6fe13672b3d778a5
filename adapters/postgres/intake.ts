import { z } from 'zod';
import { CoopError } from '../../core/errors.ts';
import { AccountId, NetworkId, PersonId } from '../../core/ids.ts';
import type { Arrival, Draft, Intake, IntakeEvent, IntakePorts } from '../../core/ports/intake.ts';
import { createAnswered } from './answered.ts';
import type { Database } from './database.ts';
import { isInDoubt, isTimeout } from './failures.ts';
import { enqueueLast } from './outbox.ts';
import type { Statement } from './prepared.ts';
import type { Seal } from './seal.ts';
import type { Session } from './session.ts';

export type IntakeOptions<Ports> = {
  readonly database: Database;
  /** Closes answer addresses before they are stored. */
  readonly seal: Seal;
  /** The ports of the house, bound to the running transaction. */
  readonly bindPorts: (session: Session) => Ports;
  /** Milliseconds for the whole of it, from its arrival; then nothing is stored and CoopError "intake-busy" is thrown. Default 2,000. */
  readonly timeout?: number;
  /** Milliseconds after which the relay gives an answer that nobody gave. Default 5,000. */
  readonly answerDelay?: number;
};

/** The door on PostgreSQL: two round trips beside those of the work itself. */
export function createIntake<Ports extends object>(options: IntakeOptions<Ports>): Intake<Ports> {
  const { database, bindPorts, timeout = 2_000 } = options;
  return {
    answered: createAnswered(database),
    receive: async (event, work, arrived = performance.now()) => {
      const deadline = arrived + timeout;
      const take = async (session: Session, [row]: readonly unknown[]) => {
        if (row === undefined) return null;
        const arrival = readArrival(Row.parse(row));
        session.hears(event);
        if (arrival.network !== null) session.entered(arrival.network.id);
        const result = await work(arrival, { ...bindPorts(session), ...bindIntakePorts(session, { event, arrival, options }) });
        if (performance.now() > deadline) throw busy();
        return result;
      };
      // Begun with little time left it would mostly be undone: the last quarter belongs to those who begin before.
      const limits = { timeout, beginBy: deadline - timeout / 4, until: deadline };
      return database.transact(take, { first: receiveEvent(event), repeat: true, ...limits }).catch((error: unknown) => {
        // "Nothing was done" might be a lie. If it was stored, so was its answer, and the relay gives it.
        if (isInDoubt(error)) return null;
        throw isTimeout(error) ? busy(error) : error;
      });
    },
  };
}

/** No row: it was taken in before. */
function receiveEvent({ platform, installation, id, author, conversation }: IntakeEvent): Statement {
  return {
    name: 'intake.receive',
    text: 'select * from receive_event($1, $2, $3, $4, $5, $6)',
    values: [platform, installation, id, author.externalId, author.displayName, conversation].map(storable),
  };
}

const Row = z.object({
  account: AccountId,
  person: PersonId,
  time_zone: z.string().nullable(),
  language: z.string().nullable(),
  quiet_hours: z.string().nullable(),
  network: NetworkId.nullable(),
  network_name: z.string().nullable(),
  network_console: z.boolean().nullable(),
  membership: z.enum(['member', 'asked', 'left', 'none']).nullable(),
  draft_command: z.string().nullable(),
  draft_answers: z.record(z.string(), z.string()).nullable(),
  draft_asking: z.string().nullable(),
  draft_expires_at: z.date().nullable(),
  draft_expired: z.boolean().nullable(),
});

function readArrival(row: z.infer<typeof Row>): Arrival {
  const draft = readDraft(row);
  const expired = row.draft_expired === true;
  return {
    account: row.account,
    person: row.person,
    settings: { timeZone: row.time_zone, language: row.language, quietHours: row.quiet_hours },
    network: row.network === null ? null : { id: row.network, name: row.network_name ?? '', console: row.network_console ?? false },
    membership: row.membership ?? 'none',
    draft: expired ? null : draft,
    ...(expired && draft !== null ? { expiredDraft: draft } : {}),
  };
}

function readDraft(row: z.infer<typeof Row>): Draft | null {
  const { draft_command: command, draft_answers: answers, draft_asking: asking, draft_expires_at: expiresAt } = row;
  return command === null || answers === null || asking === null || expiresAt === null ? null : { command, answers, asking, expiresAt };
}

type Taken = {
  readonly event: IntakeEvent;
  readonly arrival: Arrival;
  readonly options: Pick<IntakeOptions<never>, 'seal' | 'answerDelay'>;
};

function bindIntakePorts(session: Session, { event, arrival, options }: Taken): IntakePorts {
  const { sql } = session;
  const where = [arrival.account, storable(event.conversation)];
  return {
    drafts: {
      keep: async ({ command, answers, asking, expiresAt }) => {
        const text = `insert into draft (account_id, conversation, command, answers, asking, expires_at) values ($1, $2, $3, $4, $5, $6)
          on conflict (account_id, conversation) do update
          set command = excluded.command, answers = excluded.answers, asking = excluded.asking, expires_at = excluded.expires_at`;
        await sql.query({ name: 'intake.keep-draft', text, values: [...where, command, JSON.stringify(answers), asking, expiresAt] });
      },
      drop: async () => {
        await sql.query({
          name: 'intake.drop-draft',
          text: 'delete from draft where account_id = $1 and conversation = $2',
          values: where,
        });
      },
    },
    answer: async ({ to, message, audience, reader }) => {
      const key = answerKey(event);
      const sealed = options.seal.close(JSON.stringify(to), key);
      enqueueLast(session, {
        key,
        platform: event.platform,
        installation: event.installation,
        route: key,
        network: arrival.network?.id ?? null,
        task: { kind: 'answer', sealed, audience, reader, message },
        delay: options.answerDelay ?? 5_000,
      });
      return key;
    },
  };
}

/** The inbox key as one text. An answer has a route of its own: it waits for no other message. */
function answerKey({ platform, installation, id }: IntakeEvent): string {
  return ['answer', platform, installation, id].map((part) => encodeURIComponent(part.toWellFormed())).join('/');
}

/** PostgreSQL's text takes no NUL, and UTF-8 no lone surrogate. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

function busy(cause?: unknown): CoopError {
  return new CoopError('intake-busy', 'the event could not be taken in in time, nothing was stored: it may be repeated', { cause });
}
