import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { readInstanceSecret } from '../adapters/embedded/instance-secret.ts';
import { startEmbeddedPostgres } from '../adapters/embedded/postgres.ts';
import { createIntake } from '../adapters/postgres/intake.ts';
import { applicationLogin } from '../adapters/postgres/roles.ts';
import type { Event } from '../bots/conversation/event.ts';
import type { Answer, Hear } from '../bots/conversation/platform.ts';
import { createHear } from '../bots/conversation/receive.ts';
import { loadConfig } from '../config.ts';
import { AccountId, NetworkId, PlatformName, VoteId } from '../core/ids.ts';
import type { VoteRef } from '../core/ports/lifecycle.ts';
import { commands } from '../features/index.ts';
import { clock, openHouse } from '../main/house.ts';
import type { House } from '../main/house.ts';
import { postgresPlace } from '../main/servers.ts';

/** Somebody who may vote. */
export type Voter = { readonly name: string; readonly account: AccountId };

export type OpenedVote = VoteRef & { readonly number: number; readonly method: VotingMethod; readonly options: readonly string[] };
export type VotingMethod = 'single' | 'approval';

/** A network with many members on an instance of its own, as `coop start` makes it, without the durable processes. */
export type Stage = {
  readonly house: House;
  /** The door that every platform brings its events to. */
  readonly hear: Hear;
  readonly voters: readonly Voter[];
  readonly network: string;
  /** What the application connects by. */
  readonly applicationUrl: string;
  /** Looks at everything, as the owner of the tables. */
  readonly look: pg.Pool;
  /** An event of somebody in the network's place. */
  readonly say: (voter: Pick<Voter, 'name'>, text: string, at?: Date) => Event;
  readonly openVote: (question: string, method?: VotingMethod) => Promise<OpenedVote>;
  /** Ends a vote before its deadline, as whoever opened it may: the rest is up to its process. */
  readonly closeVote: (vote: OpenedVote) => Promise<void>;
};

/** Where the network talks. */
export const hall = 'hall';
export const platform = PlatformName.parse('discord');

/** Everything that was started is stopped and removed by the stack. The server is set up as a user gets it: with fsync. */
export async function openStage(electors: number, stack: AsyncDisposableStack, log: Logger = quiet): Promise<Stage> {
  const home = await mkdtemp(join(tmpdir(), 'coop-bench-'));
  stack.defer(() => rm(home, { recursive: true, force: true }));
  const config = loadConfig({ COOP_HOME: home }, home);
  const server = await startEmbeddedPostgres({ ...postgresPlace(config), log });
  stack.defer(async () => void (await server.stop()));
  const house = await openHouse(config, { log, progress: () => {}, processes: false }, stack);
  const ownerUrl = await server.url();
  const look = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  stack.defer(() => look.end());

  const intake = createIntake(house);
  const hear = createHear({ commands, intake, clock, log, reference: () => randomBytes(4).toString('hex').toUpperCase() });
  const stage = {
    house,
    hear,
    look,
    say: createSaying(),
    applicationUrl: applicationLogin(ownerUrl, await readInstanceSecret(home, null)).url,
  };
  /** Said again while the answer is to come again: under load that is an answer like another. */
  const order = async (text: string, expected: string): Promise<void> => {
    for (let tries = 1; ; tries += 1) {
      const answer = await hear(stage.say({ name: 'founder' }, text));
      await answer?.answered();
      if (isBusy(answer) && tries < 20) continue;
      if (!JSON.stringify(answer).includes(expected)) throw new Error(`"${text}" was answered: ${sentencesOf(answer).join(', ')}`);
      return;
    }
  };
  await order('network create "The Electors"', 'networks.created');
  await order('space bind --network "The Electors"', 'networks.bound');
  const { rows } = await look.query<{ id: string }>('select id from network');
  const network = NetworkId.parse(rows[0]?.id);
  const voters = await enrol(look, { network, electors });
  await look.query('analyze');

  const openVote: Stage['openVote'] = async (question, method = 'single') => {
    await order(`vote open "${question}" --options ${options.join(',')} --for 2d --method ${method}`, 'voting.opened');
    const opened = await look.query<{ id: string; number: number }>('select id, number from vote order by number desc limit 1');
    const vote = opened.rows[0];
    return { network, vote: VoteId.parse(vote?.id), number: vote?.number ?? 0, method, options };
  };
  const closeVote: Stage['closeVote'] = ({ number }) => order(`vote close ${number}`, 'voting.closing');
  return { ...stage, voters, network, openVote, closeVote };
}

const options = ['Anchor', 'Beacon', 'Compass', 'Dynamo'];
export const quiet = pino({ level: 'silent' });

/** Throws unless the answer says that the ballot was counted: only an answer that names the receipt confirms one. */
export function expectCounted(answer: Answer | null): void {
  const said = sentencesOf(answer);
  if (!said.some((id) => id.startsWith('voting.counted'))) throw new Error(`a ballot was not counted: ${said.join(', ')}`);
}

/** Nothing was stored, and the answer says so: whoever asked may ask again. */
export const isBusy = (answer: Answer | null): boolean => sentencesOf(answer).includes('conversation.busy');

/** Which sentences of the catalogue an answer says. */
export function sentencesOf(answer: Answer | null): readonly string[] {
  const blocks = answer?.message.text ?? [];
  return blocks.flatMap((block) =>
    block.kind === 'paragraph' ? block.inlines.flatMap((inline) => (inline.kind === 'sentence' ? [inline.id] : [])) : [],
  );
}

function createSaying(): Stage['say'] {
  let said = 0;
  return ({ name }, text, at = new Date()) => ({
    platform,
    installation: '',
    id: `${(said += 1)}`,
    at,
    author: { externalId: name, displayName: name },
    place: { externalId: hall, private: false, managed: true },
    said: { kind: 'text', text, clicked: true },
    answerTo: { token: 'a token by which the platform takes an answer' },
  });
}

async function enrol(look: pg.Pool, { network, electors }: { network: string; electors: number }): Promise<readonly Voter[]> {
  const { rows } = await look.query<{ name: string; account: string }>(
    `with somebody as (
       select gen_random_uuid() as person, gen_random_uuid() as account, 'voter-' || place as name from generate_series(1, $2) as place
     ), met as (
       insert into person (id, created_at) select person, now() from somebody
     ), joined as (
       insert into membership (network_id, person_id, status, since) select $1, person, 'member', now() from somebody
     )
     insert into account (id, person_id, platform, installation, external_id, display_name, created_at)
       select account, person, $3, '', name, name, now() from somebody
       returning external_id as name, id as account`,
    [network, electors, platform],
  );
  return rows.map(({ name, account }) => ({ name, account: AccountId.parse(account) }));
}
