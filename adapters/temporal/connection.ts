import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection, isGrpcServiceError } from '@temporalio/client';
import type { ConnectionOptions } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { msToTs } from '@temporalio/common/lib/time.js';
import { CoopError } from '../../core/errors.ts';

export type TemporalSettings = {
  /** HOST:PORT */
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  /** Of Temporal Cloud; null without. */
  readonly apiKey: string | null;
  /** Null: no TLS. All fields null: TLS with the system's authorities. Paths name PEM files. */
  readonly tls: {
    readonly serverName: string | null;
    readonly serverCaCertPath: string | null;
    readonly clientCertPath: string | null;
    readonly clientKeyPath: string | null;
  } | null;
  /** How long `reach` may take, in milliseconds. Default 20 s: a cluster learns of a new namespace within 10 s. */
  readonly patience?: number;
  /** False: a call that fails is not made again by itself. A retry may still be waiting when the connection is closed. Default true. */
  readonly retries?: boolean;
};

/** A Temporal service, reachable now or later. */
export type Temporal = {
  readonly client: Client;
  readonly namespace: string;
  readonly taskQueue: string;
  /**
   * Resolves when the server answers and has our namespace, which is registered where it is missing (a fresh server).
   * @throws CoopError "temporal-unreachable" or "temporal-namespace"
   */
  readonly reach: () => Promise<void>;
  /** A connection of the worker's own kind; the caller closes it. */
  readonly connectWorker: () => Promise<NativeConnection>;
  readonly close: () => Promise<void>;
};

/** How long the histories of ended processes stay; the outcomes themselves are in PostgreSQL for good. */
const retention = '7 days';

/** Reads the certificates; connects at the first use, so that nothing fails while the server is away. */
export async function openTemporal(settings: TemporalSettings): Promise<Temporal> {
  const { namespace, taskQueue, patience = 20_000 } = settings;
  const options = await connectionOptions(settings);
  const connection = Connection.lazy(options);
  return {
    client: new Client({ connection, namespace }),
    namespace,
    taskQueue,
    reach: () => connection.withDeadline(Date.now() + patience, () => ensureNamespace(connection, settings)),
    connectWorker: () => NativeConnection.connect(options),
    close: () => connection.close(),
  };
}

async function connectionOptions({ address, apiKey, tls, retries = true }: TemporalSettings) {
  const options = {
    address,
    tls: tls === null ? false : await tlsOptions(tls),
    ...(retries ? {} : { interceptors: [] }),
  } satisfies ConnectionOptions;
  return apiKey === null ? options : { ...options, apiKey };
}

async function tlsOptions(tls: NonNullable<TemporalSettings['tls']>) {
  const { serverName, serverCaCertPath, clientCertPath, clientKeyPath } = tls;
  return {
    ...(serverName !== null && { serverNameOverride: serverName }),
    ...(serverCaCertPath !== null && { serverRootCACertificate: await readFile(serverCaCertPath) }),
    ...(clientCertPath !== null &&
      clientKeyPath !== null && { clientCertPair: { crt: await readFile(clientCertPath), key: await readFile(clientKeyPath) } }),
  };
}

const grpcNotFound = 5;
const grpcAlreadyExists = 6;

/** Asks the service itself: `ensureConnected` remembers its first failure for good. */
async function ensureNamespace({ workflowService }: Connection, { address, namespace }: TemporalSettings): Promise<void> {
  const known = await exists(() => workflowService.describeNamespace({ namespace })).catch((cause: unknown) => {
    throw new CoopError(
      'temporal-unreachable',
      `No Temporal server answers us at ${address}: start it, or correct TEMPORAL_ADDRESS, TEMPORAL_TLS and TEMPORAL_API_KEY.`,
      { cause },
    );
  });
  if (known) return;
  try {
    await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs(retention) });
  } catch (cause) {
    // Somebody else may have registered it in the same moment.
    if (!isGrpcServiceError(cause) || cause.code !== grpcAlreadyExists) {
      throw new CoopError(
        'temporal-namespace',
        `The Temporal namespace "${namespace}" is missing and cannot be registered from here: create it, or correct TEMPORAL_NAMESPACE.`,
        { cause },
      );
    }
  }
  // A server learns of a new namespace a little after it was registered; the caller's deadline ends the waiting.
  while (!(await exists(() => workflowService.countWorkflowExecutions({ namespace })))) await pause(250);
}

async function exists(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === grpcNotFound) return false;
    throw error;
  }
}
