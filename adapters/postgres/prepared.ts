import pg from 'pg';
import { z } from 'zod';
import { CoopError } from '../../core/errors.ts';

/** A statement that is prepared once per connection, under a name that means this text everywhere. */
export type Statement = { readonly name: string; readonly text: string; readonly values?: readonly unknown[] };

export type Result<Row = Record<string, unknown>> = {
  /** "SELECT", "COMMIT" ... */
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: Row[];
};

/**
 * Sends statements in one message and reads their results in one: one way to the server and back instead of one each.
 * After the first that fails none is run (PostgreSQL then skips everything up to the Sync, see "Pipelining" in the
 * description of its protocol): nothing runs outside a transaction that did not begin, nothing is committed after a failure.
 */
export type RunPrepared = (statements: readonly Statement[]) => Promise<readonly Result[]>;

/** For one connection. That a statement was prepared, and what its rows look like, is remembered instead of asked again. */
export function createPrepared(client: pg.Client): RunPrepared {
  const layouts: Layouts = new Map();
  return async (statements) => {
    try {
      return await new Promise((resolve, reject) => client.query(submission(statements, { layouts, resolve, reject })));
    } catch (error) {
      if (error instanceof Error) Error.captureStackTrace(error); // where it was asked, not the socket
      throw error;
    }
  };
}

/** How the rows of a statement are read: a row of nulls, and in its order what reads each column. */
type Layout = { readonly empty: Record<string, unknown>; readonly columns: readonly Column[] };
type Column = { readonly name: string; readonly read: (text: string) => unknown };
type Layouts = Map<string, Layout>;

declare module 'pg' {
  interface Connection {
    /** What was prepared on it: name -> text. */
    readonly parsedStatements: Readonly<Record<string, string>>;
  }
}

/** How pg writes a value for the server; its types leave it out. */
const { prepareValue } = z
  .object({ prepareValue: z.custom<(value: unknown) => string | Buffer | null>((found) => typeof found === 'function') })
  .parse(Reflect.get(pg, 'utils'));

type Parts = {
  readonly layouts: Layouts;
  readonly resolve: (results: readonly Result[]) => void;
  readonly reject: (error: Error) => void;
};

/** What pg's client takes beside its own queries, as its cursors are: it passes on what the server says. */
type Submission = pg.Submittable & {
  readonly handleRowDescription: (message: { readonly fields: readonly pg.FieldDef[] }) => void;
  readonly handleDataRow: (message: { readonly fields: readonly (string | null)[] }) => void;
  readonly handleCommandComplete: (message: { readonly text: string }) => void;
  readonly handleReadyForQuery: () => void;
  readonly handleError: (error: Error) => void;
  /** Under these the client notes what was prepared. */
  readonly name: string | undefined;
  readonly text: string | undefined;
};

function submission(statements: readonly Statement[], { layouts, resolve, reject }: Parts): Submission {
  const results: Result[] = [];
  let rows: Result['rows'] = [];
  const current = () => statements[results.length];
  return {
    get name() {
      return current()?.name;
    },
    get text() {
      return current()?.text;
    },
    submit: (connection) => {
      connection.stream.cork();
      try {
        send(connection, statements, layouts);
      } catch (cause) {
        reject(new CoopError('statement-malformed', 'a statement could not be sent', { cause }));
      } finally {
        connection.sync();
        connection.stream.uncork();
      }
    },
    handleRowDescription: ({ fields }) => {
      layouts.set(current()?.name ?? '', layOut(fields));
    },
    handleDataRow: ({ fields }) => {
      try {
        rows.push(readRow(fields, layouts.get(current()?.name ?? '') ?? noRows));
      } catch (cause) {
        reject(new CoopError('row-unreadable', `a row of "${current()?.name}" cannot be read`, { cause }));
      }
    },
    handleCommandComplete: ({ text }) => {
      const name = current()?.name ?? '';
      if (!layouts.has(name)) layouts.set(name, noRows);
      const count = Number(text.slice(text.lastIndexOf(' ') + 1));
      results.push({ command: text.split(' ', 1)[0] ?? '', rowCount: Number.isNaN(count) ? null : count, rows });
      rows = [];
    },
    handleReadyForQuery: () => resolve(results),
    handleError: reject,
  };
}

const noRows: Layout = { empty: {}, columns: [] };

function layOut(fields: readonly pg.FieldDef[]): Layout {
  return {
    empty: Object.fromEntries(fields.map(({ name }) => [name, null])),
    // oxlint-disable-next-line typescript/no-unsafe-assignment, typescript/no-unsafe-enum-assignment -- pg's types say any
    columns: fields.map(({ name, dataTypeID }) => ({ name, read: pg.types.getTypeParser(dataTypeID, 'text') })),
  };
}

function readRow(fields: readonly (string | null)[], { empty, columns }: Layout): Record<string, unknown> {
  const row = { ...empty };
  for (let place = 0; place < columns.length; place += 1) {
    const [column, field] = [columns[place], fields[place] ?? null];
    if (column !== undefined && field !== null) row[column.name] = column.read(field);
  }
  return row;
}

function send(connection: pg.Connection, statements: readonly Statement[], layouts: Layouts): void {
  const parsed = new Map<string, string>();
  for (const { name, text, values = [] } of statements) {
    const before = parsed.get(name) ?? connection.parsedStatements[name];
    if (before !== undefined && before !== text) throw new CoopError('statement-name', `two statements are called "${name}": rename one`);
    if (before === undefined) connection.parse({ name, text, types: [] }, true);
    parsed.set(name, text);
    connection.bind({ statement: name, values: values.map(prepareValue) }, true);
    if (!layouts.has(name)) connection.describe({ type: 'P', name: '' }, true);
    connection.execute({}, true);
  }
}
