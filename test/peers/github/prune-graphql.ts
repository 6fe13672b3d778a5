import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { loadPeer } from '../load.ts';

/**
 * Makes schema.graphql: the part of GitHub's official GraphQL schema (@octokit/graphql-schema 15.26.1, MIT licence) that the bot may use.
 * By hand, when it asks for more:
 *
 *     npm pack @octokit/graphql-schema@15.26.1 && tar xzf octokit-graphql-schema-15.26.1.tgz package/schema.graphql
 *     node test/peers/github/prune-graphql.ts package/schema.graphql
 */
const kept = new Set([
  'Query',
  'Mutation',
  'Node',
  'Repository',
  'Comment',
  'Actor',
  'User',
  'Bot',
  'Organization',
  'Mannequin',
  'EnterpriseUserAccount',
  'PageInfo',
  'Issue',
  'IssueComment',
  'PullRequest',
  'PullRequestReview',
  'PullRequestReviewConnection',
  'PullRequestReviewComment',
  'Discussion',
  'DiscussionConnection',
  'DiscussionComment',
  'DiscussionCommentConnection',
  'DiscussionOrder',
  'DiscussionOrderField',
  'AddDiscussionCommentInput',
  'AddDiscussionCommentPayload',
  'UpdateDiscussionCommentInput',
  'UpdateDiscussionCommentPayload',
  'OrderDirection',
  'CommentAuthorAssociation',
  'PullRequestReviewState',
]);
const scalars = new Set(['ID', 'String', 'Int', 'Boolean', 'Float', 'DateTime', 'URI', 'HTML', 'GitObjectID']);

const Ast = z.record(z.string(), z.unknown());
const Named = z.looseObject({ name: z.looseObject({ value: z.string() }) });
const { parse, print } = await loadPeer(
  'graphql',
  z.object({
    parse: z.custom<(text: string, options: object) => unknown>((value) => typeof value === 'function'),
    print: z.custom<(node: unknown) => string>((value) => typeof value === 'function'),
  }),
);

const [, , source = ''] = process.argv;
const { definitions } = z.object({ definitions: z.array(Ast) }).parse(parse(await readFile(source, 'utf8'), { noLocation: true }));
const text = definitions.filter((each) => isKept(each)).map((each) => print(pruned(each)));
await writeFile(join(import.meta.dirname, 'schema.graphql'), `${text.join('\n\n')}\n`);
process.stdout.write(`${text.length} types\n`);

function isKept(definition: unknown): boolean {
  const name = Named.safeParse(definition).data?.name.value ?? '';
  return kept.has(name) || (scalars.has(name) && Ast.parse(definition)['kind'] === 'ScalarTypeDefinition');
}

/** Without what it says in words, and without what leads to types that are not kept. The schema has some fields twice. */
function pruned(definition: unknown): unknown {
  const { description: _, directives: __, interfaces, fields, arguments: given, values, ...rest } = Ast.parse(definition);
  const list = (value: unknown): unknown[] => z.array(z.unknown()).parse(value);
  const names = new Set<string>();
  const once = (field: unknown): boolean => names.size < names.add(Named.parse(field).name.value).size;
  const typed = (value: unknown): unknown[] => list(value).filter((each) => isKnown(Ast.parse(each)['type']));
  return {
    ...rest,
    directives: [],
    ...(interfaces === undefined ? {} : { interfaces: list(interfaces).filter((each) => kept.has(Named.parse(each).name.value)) }),
    ...(fields === undefined ? {} : { fields: typed(fields).filter(once).map(pruned) }),
    ...(given === undefined ? {} : { arguments: typed(given).map(pruned) }),
    ...(values === undefined ? {} : { values: list(values).map(pruned) }),
  };
}

function isKnown(type: unknown): boolean {
  const {
    kind,
    name,
    type: inner,
  } = z.looseObject({ kind: z.string(), name: z.looseObject({ value: z.string() }).optional() }).parse(type);
  return kind === 'NamedType' ? kept.has(name?.value ?? '') || scalars.has(name?.value ?? '') : isKnown(inner);
}
