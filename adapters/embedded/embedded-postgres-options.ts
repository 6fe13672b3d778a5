import type { Logger } from 'pino';

export type EmbeddedPostgresOptions = {
  /** Holds everything: cluster/ (the data), password, port, server.log. */
  readonly folder: string;
  /** The database to make in it. */
  readonly database: string;
  readonly log: Logger;
  /** Further settings, e.g. { fsync: 'off' } for a test server whose loss means nothing. */
  readonly settings?: Readonly<Record<string, string>>;
  /** How long a server may stay silent before we give up, in milliseconds. Default 15,000. */
  readonly patience?: number;
};
