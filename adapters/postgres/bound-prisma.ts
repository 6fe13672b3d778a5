import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../../prisma/generated/client.ts';

/** A Prisma client that speaks over one given connection, inside whatever transaction runs there. */
export function bindPrisma(connection: pg.Client): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(new BoundPool(connection), { statementNameGenerator: ({ sql }) => statementName(sql) }),
  });
}

/** A pool of one connection that it neither opens nor closes. */
class BoundPool extends pg.Pool {
  readonly #connection: pg.Client;
  // oxlint-disable-next-line typescript/no-explicit-any -- pg's own overloads, passed through
  override readonly query: any;
  // oxlint-disable-next-line typescript/no-explicit-any -- pg's own overloads, passed through
  override readonly connect: any;

  constructor(connection: pg.Client) {
    super({ max: 1 });
    this.#connection = connection;
    this.query = connection.query.bind(connection);
    this.connect = async () => lend(this.#connection);
  }
}

/**
 * What Prisma gets when it wants a transaction of its own (nested writes): savepoints within ours,
 * because its COMMIT would end ours half-way.
 */
function lend(connection: pg.Client) {
  return {
    query: (query: pg.QueryConfig) => connection.query({ ...query, text: savepoints.get(query.text) ?? query.text }),
    on: connection.on.bind(connection),
    removeListener: connection.removeListener.bind(connection),
    release: () => {},
  };
}

const savepoints: ReadonlyMap<string, string> = new Map([
  ['BEGIN', 'savepoint prisma'],
  ['COMMIT', 'release savepoint prisma'],
  ['ROLLBACK', 'rollback to savepoint prisma'],
]);

const names = new Map<string, string>();

/** Prisma's statements are prepared once per connection; of lists of varying length only the first few hundred. */
function statementName(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= 400 || savepoints.has(sql)) return '';
  const name = `prisma.${names.size}`;
  names.set(sql, name);
  return name;
}
