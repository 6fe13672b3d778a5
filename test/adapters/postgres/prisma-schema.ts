import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * What Prisma's schema says of the database, one line per fact, e.g.
 * `column vote.number integer not null`. Understands what our models use, and throws for anything else:
 * what it cannot read it must not pass over.
 */
export function readPrismaSchema(): string[] {
  const folder = new URL('../../../prisma/models/', import.meta.url);
  const text = readdirSync(folder)
    .map((file) => readFileSync(fileURLToPath(new URL(file, folder)), 'utf8'))
    .join('\n');
  return describeSchema(text);
}

export function describeSchema(text: string): string[] {
  const models = [...withoutComments(text).matchAll(/^model (\w+) \{\n([^}]*)\}/gm)].map(([, name = '', body = '']) =>
    readModel(name, body),
  );
  const byName = new Map(models.map((model) => [model.name, model]));
  return models.flatMap((model) => describeModel(model, byName)).sort();
}

type Field = {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly list: boolean;
  readonly attributes: string;
};
type Model = { readonly name: string; readonly table: string; readonly fields: readonly Field[]; readonly blocks: readonly string[] };

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*\/\/.*$/gm, '');
}

function readModel(name: string, body: string): Model {
  const lines = body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const blocks = lines.filter((line) => line.startsWith('@@'));
  const fields = lines.filter((line) => !line.startsWith('@@')).map(readField);
  return { name, table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name, fields, blocks };
}

function readField(line: string): Field {
  const [, name, type, mark, attributes] = /^(\w+)\s+(\w+)(\?|\[\])?\s*(.*)$/.exec(line) ?? unreadable(line);
  return { name: name ?? '', type: type ?? '', optional: mark === '?', list: mark === '[]', attributes: attributes ?? '' };
}

function describeModel(model: Model, models: ReadonlyMap<string, Model>): string[] {
  const { table, fields } = model;
  const column = (name: string) => columnOf(model, name);
  const facts = [`table ${table}`];
  for (const field of fields) {
    if (models.has(field.type)) {
      if (!field.list) facts.push(...describeRelation(model, field, models));
      continue;
    }
    facts.push(`column ${table}.${column(field.name)} ${columnType(field)}${field.optional ? '' : ' not null'}${columnDefault(field)}`);
    if (/@id\b/.test(field.attributes)) facts.push(`primary key ${table}_pkey (${column(field.name)})`);
    if (/@unique\b/.test(field.attributes)) facts.push(`unique ${table}_${column(field.name)}_key on ${table} (${column(field.name)})`);
  }
  for (const block of model.blocks) {
    const [, kind, list] =
      /^@@(id|unique|index)\(\[([\w, ]+)\]\)$/.exec(block) ?? (/^@@map\("\w+"\)$/.test(block) ? [] : unreadable(block));
    if (kind === undefined || list === undefined) continue;
    const columns = list.split(/,\s*/).map(column);
    if (kind === 'id') facts.push(`primary key ${table}_pkey (${columns.join(', ')})`);
    if (kind === 'unique') facts.push(`unique ${[table, ...columns, 'key'].join('_')} on ${table} (${columns.join(', ')})`);
    if (kind === 'index') facts.push(`index ${[table, ...columns, 'idx'].join('_')} on ${table} (${columns.join(', ')})`);
  }
  return facts;
}

/** With Prisma's default actions: cascade updates; restrict deletes, or set null where the relation is optional. */
function describeRelation(model: Model, field: Field, models: ReadonlyMap<string, Model>): string[] {
  const { attributes } = field;
  const [, own, foreign] = /fields: \[([\w, ]+)\], references: \[([\w, ]+)\]/.exec(attributes) ?? [];
  const target = models.get(field.type);
  if (own === undefined || foreign === undefined || target === undefined) return [];
  const columns = own.split(/,\s*/).map((name) => columnOf(model, name));
  const references = foreign.split(/,\s*/).map((name) => columnOf(target, name));
  const onDelete = actionOf(attributes, 'onDelete') ?? (field.optional ? 'set null' : 'restrict');
  const onUpdate = actionOf(attributes, 'onUpdate') ?? 'cascade';
  const name = /map: "(\w+)"/.exec(attributes)?.[1] ?? `${[model.table, ...columns].join('_')}_fkey`;
  return [
    `foreign key ${name} on ${model.table} (${columns.join(', ')}) references ${target.table} (${references.join(', ')}) on update ${onUpdate} on delete ${onDelete}`,
  ];
}

function actionOf(attributes: string, event: string): string | undefined {
  const action = new RegExp(`${event}: (\\w+)`).exec(attributes)?.[1];
  return action?.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

function columnOf({ fields, name: model }: Model, name: string): string {
  const field = fields.find((candidate) => candidate.name === name) ?? unreadable(`${model}.${name}`);
  return /@map\("(\w+)"\)/.exec(field.attributes)?.[1] ?? name;
}

const types: Readonly<Record<string, string>> = {
  String: 'text',
  'String Uuid': 'uuid',
  Int: 'integer',
  BigInt: 'bigint',
  Boolean: 'boolean',
  'DateTime Timestamptz(3)': 'timestamp(3) with time zone',
  Json: 'jsonb',
  Bytes: 'bytea',
};

function columnType({ type, list, attributes }: Field): string {
  const native = /@db\.(\w+(?:\(\d+\))?)/.exec(attributes)?.[1];
  const known = types[native === undefined ? type : `${type} ${native}`];
  return known === undefined || list ? unreadable(`${type} ${attributes}`) : known;
}

function columnDefault({ attributes }: Field): string {
  const value = /@default\((.*?)\)(?= @|$)/.exec(attributes)?.[1];
  if (value === undefined) return attributes.includes('@default') ? unreadable(attributes) : '';
  if (value === 'now()') return ' default now';
  if (value === 'autoincrement()') return ' default next';
  if (/^".*"$/.test(value)) return ` default '${value.slice(1, -1)}'`;
  return /^(-?\d+|true|false)$/.test(value) ? ` default ${value}` : unreadable(value);
}

function unreadable(text: string): never {
  throw new Error(`the schema test cannot read this of prisma/models: ${text}`);
}
