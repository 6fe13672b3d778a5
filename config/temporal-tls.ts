import { CoopError } from '../core/errors.ts';
import type { Environment } from './environment.ts';

/** Null: no TLS. */
export function arrangeTemporalTls(environment: Environment) {
  const tls = {
    serverName: environment.TEMPORAL_TLS_SERVER_NAME ?? null,
    serverCaCertPath: environment.TEMPORAL_TLS_SERVER_CA_CERT_PATH ?? null,
    clientCertPath: environment.TEMPORAL_TLS_CLIENT_CERT_PATH ?? null,
    clientKeyPath: environment.TEMPORAL_TLS_CLIENT_KEY_PATH ?? null,
  };
  if ((tls.clientCertPath === null) !== (tls.clientKeyPath === null)) {
    throw new CoopError('config', 'TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH belong together: set both or none.');
  }
  const isWanted = environment.TEMPORAL_API_KEY !== undefined || Object.values(tls).some((value) => value !== null);
  return (environment.TEMPORAL_TLS ?? isWanted) ? tls : null;
}
