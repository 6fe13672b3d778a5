import { findEmbeddedPostgres } from '../../adapters/embedded/find-postgres.ts';
import { findInstanceSecret } from '../../adapters/embedded/instance-secret.ts';
import { findPostgresBinaries } from '../../adapters/embedded/postgres-binaries.ts';
import { examineDatabase } from '../../adapters/postgres/examine.ts';
import type { ApplicationState, DatabaseState } from '../../adapters/postgres/examine.ts';
import type { Finding } from '../../bots/conversation/platform.ts';
import type { Config } from '../../config.ts';
import { postgresPlace } from '../../main/servers.ts';
import { missing, ok, reasonOf, wrong } from './examination.ts';
import type { Examination } from './examination.ts';

export const database: Examination = {
  area: 'database',
  examine: async (config) => {
    const embedded = config.database === null;
    const name = embedded ? 'the embedded PostgreSQL' : 'the PostgreSQL of DATABASE_URL';
    try {
      const state = await findDatabase(config);
      return state === null ? [await absent()] : describe(name, state);
    } catch (error) {
      const advice = embedded ? 'see server.log in its folder' : 'correct DATABASE_URL, or start that server';
      return [wrong(`${name} cannot be asked: ${reasonOf(error)}`, advice)];
    }
  },
};

/** Null where the embedded server does not run. */
export async function findDatabase(config: Config): Promise<DatabaseState | null> {
  const url = config.database?.url ?? (await findEmbeddedPostgres(postgresPlace(config)));
  return url === null ? null : examineDatabase(url, await findInstanceSecret(config.home, config.secret));
}

async function absent(): Promise<Finding> {
  return findPostgresBinaries().then(
    () => missing('the embedded PostgreSQL does not run', 'npm start starts it'),
    (error: unknown) => wrong('there is no PostgreSQL', reasonOf(error)),
  );
}

function describe(name: string, { version, pending, unknown, application }: DatabaseState): readonly Finding[] {
  return [
    ok(`${name} answers (version ${version})`),
    pending.length === 0 ? ok('every migration is applied') : missing(`migrations wait: ${pending.join(', ')}`, 'npm start applies them'),
    ...unknown.map((migration) => wrong(`a newer release has migrated it (${migration})`, 'start that release')),
    ...(application === null ? applicationAbsent(pending) : describeApplication(application)),
  ];
}

function applicationAbsent(pending: readonly string[]): Finding[] {
  if (pending.length > 0) return [];
  return [
    wrong(
      'the role that the product runs as cannot connect',
      'npm start repairs it; with a COOP_SECRET that changed, put the old one back',
    ),
  ];
}

function describeApplication({ excess, setAside, overdue }: ApplicationState): Finding[] {
  const role =
    excess.length === 0
      ? ok('networks are kept apart: our role is neither owner nor superuser')
      : wrong(`our database role ${excess.join(', ')}`, 'take that right from the role: row-level security does not bind it');
  const aside = setAside.map(({ platform, reason, count }) =>
    wrong(
      `${count} ${count === 1 ? 'message' : 'messages'} for ${platform} set aside: ${reason}`,
      'put the reason right; the others go on meanwhile',
    ),
  );
  const late =
    overdue > 0 ? [wrong(`${overdue} messages wait for over a minute`, 'is a process with the role "relay" running? See its log')] : [];
  return [role, ...(aside.length === 0 ? [ok('no message is set aside')] : aside), ...late];
}
