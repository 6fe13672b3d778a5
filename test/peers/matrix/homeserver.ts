import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What only this homeserver and its tests know. */
export const registrationSecret = 'shared by tests';
const serverName = 'localhost';

/** Unlimited: a test that wants to be limited injects it. */
const often = { per_second: 10_000, burst_count: 10_000 };

/** Writes what a homeserver on loopback needs into its folder; JSON is YAML. Returns the path of its configuration. */
export async function writeHomeserver(folder: string, port: number): Promise<string> {
  const path = (name: string): string => join(folder, name);
  const configuration = {
    server_name: serverName,
    public_baseurl: `http://127.0.0.1:${port}/`,
    listeners: [{ port, bind_addresses: ['127.0.0.1'], tls: false, type: 'http', resources: [{ names: ['client'] }] }],
    database: { name: 'sqlite3', args: { database: path('homeserver.db') } },
    media_store_path: path('media'),
    signing_key_path: path('signing.key'),
    log_config: path('log.yaml'),
    registration_shared_secret: registrationSecret,
    macaroon_secret_key: 'macaroon',
    form_secret: 'form',
    bcrypt_rounds: 4,
    report_stats: false,
    presence: { enabled: false },
    trusted_key_servers: [],
    federation_domain_whitelist: [],
    rc_message: often,
    rc_registration: often,
    rc_login: { address: often, account: often, failed_attempts: often },
    rc_joins: { local: often, remote: often },
    rc_invites: { per_room: often, per_user: often, per_issuer: often },
    rc_admin_redaction: often,
    rc_room_creation: often,
  };
  const logging = {
    version: 1,
    formatters: { line: { format: '%(asctime)s %(levelname)s %(name)s %(message)s' } },
    handlers: { stderr: { class: 'logging.StreamHandler', formatter: 'line' } },
    root: { level: 'WARNING', handlers: ['stderr'] },
    disable_existing_loggers: false,
  };
  await writeFile(path('log.yaml'), JSON.stringify(logging));
  await writeFile(path('signing.key'), `ed25519 a_test ${randomBytes(32).toString('base64').replaceAll('=', '')}\n`);
  await writeFile(path('homeserver.yaml'), JSON.stringify(configuration));
  return path('homeserver.yaml');
}
