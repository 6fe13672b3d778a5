import type pg from 'pg';

/** What a database's catalogue says of it, in the same lines as prisma-schema.ts. */
export async function readDatabaseSchema(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ fact: string }>(facts);
  return rows.map(({ fact }) => fact).sort();
}

const facts = `
with tables as (
  select oid, relname from pg_class
  where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and relname <> '_prisma_migrations'
), columns as (
  select tables.relname, tables.oid as table_oid, a.attnum, a.attname, a.attnotnull, format_type(a.atttypid, a.atttypmod) as type,
    pg_get_expr(d.adbin, d.adrelid) as value
  from tables join pg_attribute a on a.attrelid = tables.oid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attnum > 0 and not a.attisdropped
), indexes as (
  select tables.relname, i.indexrelid, i.indisprimary, i.indisunique, i.indisvalid, named.relname as name, i.indpred, am.amname,
    (select string_agg(pg_get_indexdef(i.indexrelid, position, true) ||
        case when (i.indoption[position - 1]::int & 1) = 1 then ' desc' else '' end, ', ' order by position)
      from generate_series(1, i.indnkeyatts) as position) as keys,
    i.indnatts > i.indnkeyatts or i.indpred is not null or am.amname <> 'btree' or not i.indisvalid or i.indnullsnotdistinct as is_special
  from tables join pg_index i on i.indrelid = tables.oid
  join pg_class named on named.oid = i.indexrelid join pg_am am on am.oid = named.relam
)
select 'table ' || relname as fact from tables
union all
select 'column ' || relname || '.' || attname || ' ' || type || case when attnotnull then ' not null' else '' end ||
  case
    when value is null then ''
    when value in ('now()', 'CURRENT_TIMESTAMP') then ' default now'
    when value like 'nextval(%' then ' default next'
    else ' default ' || regexp_replace(value, '::[a-z ]+$', '')
  end
from columns
union all
select case when indisprimary then 'primary key ' || name || ' (' || keys || ')'
  else case when indisunique then 'unique ' else 'index ' end || name || ' on ' || relname || ' (' || keys || ')' end ||
  case when is_special then ' special: ' || pg_get_indexdef(indexrelid) else '' end
from indexes
union all
select 'foreign key ' || c.conname || ' on ' || own.relname || ' (' ||
  (select string_agg(attname, ', ' order by place) from unnest(c.conkey) with ordinality as key (number, place)
    join pg_attribute on attrelid = c.conrelid and attnum = number) || ') references ' || foreign_table.relname || ' (' ||
  (select string_agg(attname, ', ' order by place) from unnest(c.confkey) with ordinality as key (number, place)
    join pg_attribute on attrelid = c.confrelid and attnum = number) || ')' ||
  ' on update ' || actions.words[strpos('arcnd', c.confupdtype::text)] || ' on delete ' || actions.words[strpos('arcnd', c.confdeltype::text)] ||
  case when c.condeferrable then ' deferrable' else '' end || case when c.convalidated then '' else ' not valid' end
from pg_constraint c join tables own on own.oid = c.conrelid join pg_class foreign_table on foreign_table.oid = c.confrelid,
  (select array['no action', 'restrict', 'cascade', 'set null', 'set default'] as words) actions
where c.contype = 'f'
union all
select 'constraint ' || c.conname || ' on ' || own.relname || ' ' || pg_get_constraintdef(c.oid)
from pg_constraint c join tables own on own.oid = c.conrelid where c.contype not in ('f', 'p', 'u', 'n')
union all
select 'enum ' || typname from pg_type where typtype = 'e' and typnamespace = 'public'::regnamespace
union all
select 'view ' || relname from pg_class where relkind in ('v', 'm', 'f') and relnamespace = 'public'::regnamespace`;
