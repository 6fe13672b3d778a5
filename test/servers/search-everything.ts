import type pg from 'pg';

/** Where any of these words stands: "table.column", over every column of every table, whatever its type. */
export async function searchDatabase(owner: Pick<pg.Client, 'query'>, words: readonly string[]): Promise<readonly string[]> {
  const { rows } = await owner.query<{ table: string; column: string; type: string }>(`
    select relname as table, attname as column, format_type(atttypid, atttypmod) as type
    from pg_attribute join pg_class on pg_class.oid = attrelid
    where relkind = 'r' and relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped order by 1, 2`);
  const found: string[] = [];
  for (const { table, column, type } of rows) {
    const isBytes = type === 'bytea';
    const hit = isBytes
      ? `position(encode(convert_to($1, 'UTF8'), 'hex') in encode("${column}", 'hex')) > 0`
      : `position(lower($1) in lower("${column}"::text)) > 0`;
    for (const word of words) {
      const { rows: hits } = await owner.query<{ hit: string }>(`select "${column}"::text as hit from "${table}" where ${hit}`, [word]);
      for (const { hit } of hits) found.push(`${table}.${column}: ${hit.slice(0, 300)}`);
    }
  }
  return found;
}
