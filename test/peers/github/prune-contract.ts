import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * Makes contract.json: the part of GitHub's official description of its REST API (@octokit/openapi 23.0.2, MIT licence, 394 MB) that
 * the bot may use, as JSON Schema. By hand, when a route is added:
 *
 *     npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz package/generated/api.github.com.json
 *     node test/peers/github/prune-contract.ts package/generated/api.github.com.json
 */
const operations = [
  'GET /user',
  'GET /users/{username}',
  'GET /user/repos',
  'GET /rate_limit',
  'GET /app',
  'GET /app/installations',
  'GET /app/installations/{installation_id}',
  'POST /app/installations/{installation_id}/access_tokens',
  'GET /app/hook/config',
  'PATCH /app/hook/config',
  'GET /app/hook/deliveries',
  'GET /app/hook/deliveries/{delivery_id}',
  'POST /app/hook/deliveries/{delivery_id}/attempts',
  'GET /installation/repositories',
  'GET /repos/{owner}/{repo}',
  'GET /repos/{owner}/{repo}/installation',
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
  'GET /repos/{owner}/{repo}/issues',
  'POST /repos/{owner}/{repo}/issues',
  'GET /repos/{owner}/{repo}/issues/{issue_number}',
  'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
  'GET /repos/{owner}/{repo}/issues/comments',
  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/labels',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
  'PUT /repos/{owner}/{repo}/issues/{issue_number}/labels',
  'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}',
  'GET /repos/{owner}/{repo}/labels',
  'POST /repos/{owner}/{repo}/labels',
  'GET /repos/{owner}/{repo}/labels/{name}',
  'PATCH /repos/{owner}/{repo}/labels/{name}',
  'GET /repos/{owner}/{repo}/pulls',
  'POST /repos/{owner}/{repo}/pulls',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}',
  'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
  'GET /repos/{owner}/{repo}/pulls/comments',
  'GET /repos/{owner}/{repo}/pulls/comments/{comment_id}',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/comments',
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies',
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
  'POST /repos/{owner}/{repo}/check-runs',
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}',
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
  'GET /repos/{owner}/{repo}/contents/{path}',
  'PUT /repos/{owner}/{repo}/contents/{path}',
  'DELETE /repos/{owner}/{repo}/contents/{path}',
  'GET /repos/{owner}/{repo}/branches/{branch}',
  'GET /repos/{owner}/{repo}/git/ref/{ref}',
  'POST /repos/{owner}/{repo}/git/refs',
  'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
  'POST /repos/{owner}/{repo}/git/blobs',
  'POST /repos/{owner}/{repo}/git/trees',
  'POST /repos/{owner}/{repo}/git/commits',
  'GET /repos/{owner}/{repo}/hooks',
  'POST /repos/{owner}/{repo}/hooks',
  'GET /repos/{owner}/{repo}/hooks/{hook_id}/deliveries',
  'GET /repos/{owner}/{repo}/hooks/{hook_id}/deliveries/{delivery_id}',
  'POST /repos/{owner}/{repo}/hooks/{hook_id}/deliveries/{delivery_id}/attempts',
];

const Json: z.ZodType<Record<string, unknown>> = z.record(z.string(), z.unknown());
const Body = z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional(), required: z.boolean().optional() });
const Operation = z.object({
  parameters: z.array(z.unknown()).default([]),
  requestBody: Body.optional(),
  responses: z.record(z.string(), z.unknown()),
});

/** What says nothing about which values are right. */
const chatter = new Set([
  'description',
  'title',
  'example',
  'examples',
  'externalDocs',
  'format',
  'default',
  'deprecated',
  'readOnly',
  'discriminator',
  'x-github',
]);

const [, , source = ''] = process.argv;
const whole = Json.parse(JSON.parse(await readFile(source, 'utf8')));
const schemas: Record<string, unknown> = {};

const kept = Object.fromEntries(operations.map((name) => [name, operation(name)]));
const text = JSON.stringify({ source: '@octokit/openapi@23.0.2 api.github.com.json, pruned', operations: kept, schemas });
await writeFile(join(import.meta.dirname, 'contract.json'), `${text}\n`);
process.stdout.write(`${operations.length} operations, ${Object.keys(schemas).length} schemas, ${text.length} bytes\n`);

function operation(name: string): unknown {
  const [method = '', path = ''] = name.split(' ');
  const found = Operation.parse(at(['paths', path, method.toLowerCase()]));
  const parameters = found.parameters.map((each) => Json.parse(resolved(each)));
  const query = parameters.filter((each) => each['in'] === 'query').map((each) => [String(each['name']), schema(each['schema'])]);
  const body = found.requestBody?.content?.['application/json']?.schema;
  const responses = Object.entries(found.responses).map(([status, response]) => {
    const content = Body.parse(resolved(response)).content?.['application/json']?.schema;
    return [status, content === undefined ? null : schema(mended(name, status) ?? content)];
  });
  return {
    query: Object.fromEntries(query),
    ...(body === undefined ? {} : { request: schema(body), required: found.requestBody?.required === true }),
    responses: Object.fromEntries(responses),
  };
}

/** Where the description is wrong: it says that the account of an installation is a user and an enterprise at once. */
function mended(name: string, status: string): unknown {
  if (name !== 'GET /app/installations' || status !== '200') return undefined;
  return { type: 'array', items: { $ref: '#/components/schemas/installation' } };
}

/** OpenAPI 3.0 as JSON Schema: "nullable" becomes a choice, and of several schemas one or more may fit. */
function schema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(schema);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, oneOf, ...rest } = Json.parse(value);
  if (typeof rest['$ref'] === 'string') return { $ref: reference(rest['$ref']) };
  const plain: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(rest)) {
    if (key === 'properties') plain[key] = Object.fromEntries(Object.entries(Json.parse(each)).map(([name, one]) => [name, schema(one)]));
    else if (!chatter.has(key)) plain[key] = key === 'enum' || key === 'required' ? each : schema(each);
  }
  if (oneOf !== undefined) plain['anyOf'] = schema(oneOf);
  return nullable === true ? { anyOf: [{ type: 'null' }, plain] } : plain;
}

function reference(pointer: string): string {
  const name = pointer.replace('#/components/schemas/', '');
  if (!Object.hasOwn(schemas, name)) {
    schemas[name] = true;
    schemas[name] = schema(at(['components', 'schemas', name]));
  }
  return `#/schemas/${name}`;
}

function resolved(value: unknown): unknown {
  const pointer = Json.parse(value)['$ref'];
  return typeof pointer === 'string' ? at(pointer.slice(2).split('/')) : value;
}

function at(path: readonly string[]): unknown {
  let place: unknown = whole;
  for (const step of path) place = Json.parse(place)[step];
  if (place === undefined) throw new Error(`the description has no ${path.join(' ')}`);
  return place;
}
