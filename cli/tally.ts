import { z } from 'zod';
import { hashing } from '../adapters/crypto/sha256.ts';
import type { JsonValue } from '../core/canonical-json.ts';
import { CoopError } from '../core/errors.ts';
import { Json } from '../core/json.ts';
import { Bundle } from '../core/voting/bundle.ts';
import { tallyBallots } from '../core/voting/count.ts';
import { examineBallots } from '../core/voting/examine-ballots.ts';
import { pathOf } from '../core/voting/json-differences.ts';
import { lastVotes } from '../core/voting/last-votes.ts';
import type { Method, Tally } from '../core/voting/method.ts';
import { findMethod, methods } from '../core/voting/methods.ts';
import { inWords } from './in-words.ts';
import { readJsonFile } from './read-input.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';
import { visible } from './visible.ts';

const Options = z.object({ method: z.string().optional(), json: z.boolean().optional() });

export const tally: Verb = {
  name: 'tally',
  summary: 'Count the ballots of a saved outcome again, from nothing but its ballots and rules.',
  examples: ['npx coop tally outcome-3.json', 'npx coop tally outcome-3.json --method approval --json'],
  configure: (command) => {
    command
      .argument('<file>', 'the outcome of a vote, as saved from its page')
      .option('--method <name>', `how to count: ${names()} (default: as the vote did)`)
      .option('--json', 'one JSON document on standard output');
  },
  run: async ({ positional: [file = ''], options, terminal }) => {
    const { method: wanted, json } = Options.parse(options);
    const named = wanted === undefined ? null : namedMethod(wanted);
    const bundle = readBundle(file, await readJsonFile(file));
    const method = named ?? findMethod(bundle.vote.method);
    if (method === null)
      throw new CoopError('bundle', `${visible(file)}, vote.method: nothing here counts by "${visible(bundle.vote.method)}".`);
    for (const line of warnings(bundle, { file, method })) terminal.note(line);
    const { vote, ballots } = bundle;
    const sorted = ballots.toSorted((a, b) => (a.tag < b.tag ? -1 : 1));
    const counted = tallyBallots({ method, options: vote.options, ballots: sorted, threshold: vote.rules.threshold, hashing });
    if (json === true) terminal.printJson(counted);
    else terminal.print([visible(vote.question), '', ...lines(counted)].join('\n'));
    return 0;
  },
};

function namedMethod(name: string): Method {
  const method = findMethod(name);
  if (method === null) throw new UsageError(`--method ${visible(name)}: this release counts by ${names()}; others are not there yet`);
  return method;
}

function names(): string {
  return methods.map(({ name }) => name).join(', ');
}

function readBundle(file: string, document: JsonValue): Bundle {
  const parsed = Json.pipe(Bundle).safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = issue === undefined || issue.path.length === 0 ? '' : `, ${pathOf(issue.path)}`;
  throw new CoopError('bundle', `${visible(file)}${visible(at)}: this is no outcome of a vote: ${visible(issue?.message ?? '')}`);
}

/** What stands in the way of counting is refused; what only `coop verify` minds is said. */
function warnings(bundle: Bundle, { file, method }: { file: string; method: Method }): readonly string[] {
  const { faults, blocking } = examineBallots(bundle, method);
  if (blocking !== null) {
    const other = method.name === bundle.vote.method ? '' : ` The vote was cast by "${visible(bundle.vote.method)}": try without --method.`;
    throw new CoopError('bundle', `${visible(file)}, ${blocking.at}: ${inWords(blocking.sentence)}${other}`);
  }
  const [first] = faults;
  if (first === undefined) return [];
  return [
    `${visible(file)}, ${first.at}: ${inWords(first.sentence)} It is counted as it stands; \`coop verify\` names all that is not in order.`,
  ];
}

/** "1.  Blue  3" and what came of it. */
function lines({ method, ballots, ranking, rounds, winners, tie }: Tally): readonly string[] {
  const votes = lastVotes(rounds);
  const width = ranking.flat().reduce((longest, option) => Math.max(longest, Math.min(40, visible(option).length)), 0);
  let rank = 1;
  const rows: string[] = [];
  for (const group of ranking) {
    for (const option of group)
      rows.push(`  ${`${rank}.`.padStart(3)} ${visible(option).padEnd(width)}  ${votes?.get(option) ?? ''}`.trimEnd());
    rank += group.length;
  }
  const path = tie === null ? [] : ['A tie:', ...tie.path.map((sentence) => `  ${visible(sentence)}`), `  The seed: ${tie.seed}`];
  const outcome = winners.length === 0 ? 'No option reached the threshold.' : `Winner: ${winners.map(visible).join(', ')}`;
  return [...rows, '', ...path, `${outcome} (${method}, ${ballots} ${ballots === 1 ? 'ballot' : 'ballots'})`];
}
