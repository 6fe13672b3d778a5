import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { findEmbeddedPostgres } from '../../adapters/embedded/find-postgres.ts';
import { doctor } from '../../cli/doctor.ts';
import { LedgerEntry } from '../../core/ledger/entry.ts';
import type { DiscordPeer } from '../peers/discord/start.ts';
import type { App } from './app.ts';
import type { Evidence } from './evidence.ts';
import { noteDirect, readAnswer } from './log-book.ts';
import type { LogBook } from './log-book.ts';
import type { Mouth } from './mouth.ts';
import { textOf } from './text-of.ts';

export type Scene = {
  readonly app: App;
  readonly peer: DiscordPeer;
  readonly mouth: Mouth;
  readonly book: LogBook;
  /** The address of the app's pages. */
  readonly pages: string;
  readonly channels: readonly string[];
  readonly people: readonly string[];
};

/** Looks at everything once the storm is over: past the product into the database, as a stranger at its pages, as people at Discord. */
export async function gatherEvidence(scene: Scene): Promise<Evidence> {
  const { app, peer, mouth, book, pages, channels, people } = scene;
  await using owner = await connectOwner(app);
  const database = await readDatabase(owner.client);
  const direct = await readDirect(peer, people);
  for (const attempt of book.attempts) {
    const late = attempt.heard.kind === 'silence' ? await mouth.answerTo(attempt.event) : null;
    if (late !== null) attempt.heard = readAnswer(late);
  }
  noteDirect(book, direct);
  const spaces = new Map<string, readonly string[]>();
  for (const channel of channels) spaces.set(channel, await readSpace(peer, channel));
  return {
    book,
    database,
    outcomes: await readOutcomes(pages, database.votes),
    discord: { spaces, direct },
    wrong: await examine(app),
  };
}

/** The superuser, on a connection that the product knows nothing of. */
export async function connectOwner({ home }: Pick<App, 'home'>): Promise<AsyncDisposable & { readonly client: pg.Client }> {
  const url = await findEmbeddedPostgres({ folder: join(home, 'postgres'), database: 'coop' });
  if (url === null) throw new Error('PostgreSQL does not answer');
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // the query that runs rejects as well
  await client.connect();
  return { client, [Symbol.asyncDispose]: () => client.end() };
}

async function readDatabase(client: pg.Client): Promise<Evidence['database']> {
  const read = async <T>(row: z.ZodType<T>, text: string): Promise<readonly T[]> => z.array(row).parse((await client.query(text)).rows);
  const [key] = await read(z.object({ key: z.string() }), "select encode(public_key, 'hex') as key from instance_key");
  const inbox = await read(z.object({ event: z.string() }), "select event_id as event from inbox where platform = 'discord'");
  return {
    votes: await read(Vote, 'select id, number, question, status from vote order by number'),
    electors: await read(
      Elector,
      `select vote.number as vote, account.external_id as person, tag
       from elector join vote on vote.id = vote_id join account on account.person_id = elector.person_id`,
    ),
    ballots: await read(
      Ballot,
      `select vote.number as vote, account.external_id as person, choice
       from ballot join vote on vote.id = vote_id join account on account.id = account_id order by ballot.id`,
    ),
    inbox: inbox.map(({ event }) => event),
    outbox: await read(Row, 'select key, status, last_error as reason from outbox order by id'),
    ledger: await read(
      LedgerEntry,
      `select network_id as network, sequence, kind, body, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
         encode(previous, 'hex') as previous, encode(hash, 'hex') as hash, encode(signature, 'hex') as signature
       from ledger_entry order by sequence`,
    ),
    publicKey: key?.key ?? '',
  };
}

const Vote = z.object({ id: z.string(), number: z.int(), question: z.string(), status: z.string() });
const Elector = z.object({ vote: z.int(), person: z.string(), tag: z.string() });
const Ballot = z.object({ vote: z.int(), person: z.string(), choice: z.unknown() });
const Row = z.object({ key: z.string(), status: z.string(), reason: z.string().nullable() });

/** The files that anybody may save. */
async function readOutcomes(pages: string, votes: Evidence['database']['votes']): Promise<Map<string, unknown>> {
  const outcomes = new Map<string, unknown>();
  for (const { id } of votes) {
    const answer = await fetch(`${pages}/votes/${id}/outcome.json`);
    if (answer.status === 200) outcomes.set(id, await answer.json());
    else if (answer.status !== 404) throw new Error(`the page of vote ${id} answers ${answer.status}`);
  }
  return outcomes;
}

const ephemeral = 1 << 6;

/** What everybody sees there of the app. */
async function readSpace({ twin, bot }: DiscordPeer, channel: string): Promise<string[]> {
  const rows = await twin.prisma.message.findMany({ where: { channelId: channel, authorId: bot }, orderBy: { id: 'asc' } });
  const told = rows.filter(({ flags }) => (Number(flags) & ephemeral) === 0);
  return told.map(({ content, embeds }) => textOf({ content, embeds: JSON.parse(String(embeds)) }));
}

async function readDirect(peer: DiscordPeer, people: readonly string[]): Promise<Evidence['discord']['direct']> {
  const direct: Evidence['discord']['direct'][number][] = [];
  for (const person of people) {
    const messages = await readSpace(peer, await peer.openDirect(person));
    direct.push(...messages.map((text) => ({ person, text })));
  }
  return direct;
}

async function examine({ environment }: App): Promise<string[]> {
  const printed: unknown[] = [];
  const terminal = { print: () => {}, printJson: (document: unknown) => void printed.push(document), note: () => {} };
  await doctor.run({ positional: [], options: { json: true }, terminal, environment });
  const { areas } = Report.parse(printed[0]);
  return areas.flatMap(({ findings }) => findings.filter(({ level }) => level === 'wrong').map(({ what }) => what));
}

const Report = z.object({ areas: z.array(z.object({ findings: z.array(z.object({ level: z.string(), what: z.string() })) })) });
