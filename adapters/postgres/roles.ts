import { createHmac } from 'node:crypto';
import pg from 'pg';
import { CoopError } from '../../core/errors.ts';

/** The application's login: a role of this database alone, its password derived, so that it stands nowhere. */
export type ApplicationLogin = { readonly role: string; readonly password: string; readonly url: string };

export function applicationLogin(ownerUrl: string, secret: Uint8Array): ApplicationLogin {
  const url = new URL(ownerUrl);
  const database = decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username);
  const role = shorten(`coop_app_${database}`);
  const password = createHmac('sha256', secret).update(`cooperatus database role ${role}`).digest('base64url');
  url.username = encodeURIComponent(role);
  url.password = password;
  return { role, password, url: url.href };
}

/** PostgreSQL cuts names at 63 bytes. */
function shorten(role: string): string {
  return Buffer.byteLength(role) <= 63 ? role : `coop_app_${createHmac('sha256', 'name').update(role).digest('hex').slice(0, 32)}`;
}

/**
 * Makes the roles that the migrations grant to, as far as they are missing. The owner needs CREATEROLE for it once;
 * it needs neither superuser nor BYPASSRLS.
 * @throws CoopError "database-roles" naming what to run.
 */
export async function ensureRoles(owner: pg.Client, given: { url: string; secret: Uint8Array }): Promise<void> {
  const login = applicationLogin(given.url, given.secret);
  if ((await rolesExist(owner, ['coop_app', 'coop_border', 'coop_ballot_box', login.role])) && (await canLogIn(login.url))) return;
  try {
    await owner.query(makeRoles(login));
  } catch (cause) {
    const { rows } = await owner.query<{ role: string }>('select current_user as role');
    const role = pg.escapeIdentifier(rows[0]?.role ?? '');
    throw new CoopError(
      'database-roles',
      `the role of DATABASE_URL cannot make the application's roles: let an administrator run "alter role ${role} createrole", start again, and take it back if you like with "alter role ${role} nocreaterole"`,
      { cause },
    );
  }
}

async function rolesExist(client: pg.Client, names: readonly string[]): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_roles where rolname = any($1)', [names]);
  return rowCount === names.length;
}

async function canLogIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {}); // it is gone either way
  }
}

/** Databases of one server share the first three roles, so another one may be making them right now. */
function makeRoles(login: ApplicationLogin): string {
  const role = pg.escapeIdentifier(login.role);
  const attempt = (statement: string) => `begin ${statement}; exception when duplicate_object or unique_violation then null; end;`;
  return `do $roles$ begin
    ${attempt('create role coop_app nologin')}
    ${attempt('create role coop_border nologin')}
    ${attempt('create role coop_ballot_box nologin')}
    ${attempt(`create role ${role} login`)}
    alter role ${role} login password ${pg.escapeLiteral(login.password)};
    grant coop_app to ${role};
    grant coop_border, coop_ballot_box to current_user;
    execute format('revoke connect on database %I from public', current_database());
    execute format('grant connect on database %I to %I', current_database(), ${pg.escapeLiteral(login.role)});
  end $roles$`;
}
