import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { loadPeer } from '../load.ts';
import type { GithubRequest, GithubResponse } from './messages.ts';
import { documentedRules } from './rules.ts';

export type Contract = {
  /** What of a request breaks GitHub's rules, in words; empty when nothing does. */
  readonly checkRequest: (request: GithubRequest) => readonly string[];
  /** What of an answer is not as GitHub describes its own. */
  readonly checkResponse: (request: GithubRequest, response: GithubResponse) => readonly string[];
};

/** GitHub's official description of its API (contract.json), and the rules that only stand in its documentation. */
export async function loadContract(): Promise<Contract> {
  const { operations, schemas } = Description.parse(JSON.parse(await readFile(join(import.meta.dirname, 'contract.json'), 'utf8')));
  const { default: Ajv } = await loadPeer('ajv', z.object({ default: Validators }));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, coerceTypes: false });
  ajv.addSchema({ $id: 'github', schemas });
  const routes = Object.entries(operations).map(([name, operation]) => ({ name, operation, fits: pattern(name) }));
  const compiled = new Map<string, Validator>();

  function problems(key: string, schema: unknown, value: unknown): string[] {
    const validate = compiled.get(key) ?? ajv.compile(absolute(schema));
    compiled.set(key, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${key}: ${instancePath || 'it'} ${message}`).slice(0, 12);
  }

  /** The most exact: "/issues/comments" before "/issues/{issue_number}". */
  function find({ method, path }: GithubRequest): (typeof routes)[number] | undefined {
    const fitting = routes.filter(({ fits }) => fits.test(`${method} ${path}`));
    return fitting.toSorted((one, other) => variables(one.name) - variables(other.name) || other.name.length - one.name.length)[0];
  }

  return {
    checkRequest: (request) => {
      const route = find(request);
      if (route === undefined) return [`${request.method} ${request.path} is not among the operations of contract.json`];
      const { name, operation } = route;
      const unknown = Object.keys(request.query).filter((key) => !Object.hasOwn(operation.query, key));
      const members = Members.safeParse(operation.request);
      const extra = members.success
        ? Object.keys(Loose.catch({}).parse(request.body)).filter((key) => !(key in members.data.properties))
        : [];
      const body =
        operation.request === undefined || (operation.required !== true && request.body === undefined)
          ? []
          : problems(`${name} request`, operation.request, request.body);
      return [
        ...unknown.map((key) => `${name}: GitHub knows no parameter "${key}"`),
        ...extra.map((key) => `${name}: GitHub knows no member "${key}"`),
        ...body,
        ...documentedRules(name, request),
      ];
    },
    checkResponse: (request, { status, body }) => {
      const route = find(request);
      const schema = route?.operation.responses[String(status)];
      return route === undefined || schema === undefined || schema === null ? [] : problems(`${route.name} ${status}`, schema, body);
    },
  };
}

const Loose = z.record(z.string(), z.unknown());
const Members = z.object({ properties: Loose });
const Description = z.object({
  operations: z.record(
    z.string(),
    z.object({
      query: Loose,
      request: z.unknown().optional(),
      required: z.boolean().optional(),
      responses: z.record(z.string(), z.unknown()),
    }),
  ),
  schemas: Loose,
});

type Validator = {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
};
type Ajv = { readonly addSchema: (schema: unknown) => unknown; readonly compile: (schema: unknown) => Validator };
const Validators = z.custom<new (options: Readonly<Record<string, unknown>>) => Ajv>((value) => typeof value === 'function');

/** "{path}" and other last variables may hold slashes: GitHub takes them encoded and plain. */
function pattern(name: string): RegExp {
  const source = name
    .replaceAll(/[.+*?^$()|[\]\\]/g, '\\$&')
    .replaceAll(/\{(\w+)\}/g, (_, variable: string) => (slashed.has(variable) ? '.+' : '[^/]+'));
  return new RegExp(`^${source}$`);
}

const slashed = new Set(['path', 'ref', 'name', 'branch']);

const variables = (name: string): number => name.split('{').length;

function absolute(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/schemas/', '"github#/schemas/'));
}
