import { writeFile } from 'node:fs/promises';
import { hashing } from '../adapters/crypto/sha256.ts';
import { loadConfig } from '../config.ts';
import { CoopError } from '../core/errors.ts';
import type { Bundle } from '../core/voting/bundle.ts';
import { countElection, sealElection } from '../core/voting/formats/count-election.ts';
import type { Election } from '../core/voting/formats/election.ts';
import { compareMethods } from '../core/voting/report/compare-methods.ts';
import { signingKey } from './signing-key.ts';
import { comparisonLines } from './tally/comparison-lines.ts';
import { countOutcome } from './tally/count-outcome.ts';
import { load } from './tally/load.ts';
import { methodNames, readWish, TallyOptions } from './tally/options.ts';
import { withDecimals } from './tally/decimals.ts';
import { tallyLines } from './tally/tally-lines.ts';
import { naming } from './read-input.ts';
import { UsageError } from './usage-error.ts';
import type { ExitCode, Verb, VerbCall } from './verb.ts';
import { visible } from './visible.ts';

export const tally: Verb = {
  name: 'tally',
  summary: 'Count an election from a file, or a saved outcome again, from nothing but its ballots and rules.',
  examples: [
    'npx coop tally election.cvotes --method single',
    'npx coop tally outcome-3.json',
    'npx coop tally election.blt --method single --compare',
  ],
  configure: (command) => {
    command
      .argument('<file>', '.cvotes, .blt, .pb, .soi .soc .toi .toc, .csv of scores, or a saved outcome (.json)')
      .option('--method <name>', `how to count: ${methodNames()} (default for an outcome: as the vote did)`)
      .option('--seats <number>', 'how many are elected (default: as the file says, else 1)')
      .option('--unranked <last|ignored>', 'options that a ballot does not rank: below all others, or compared with nobody')
      .option('--completion <greedy>', 'what Equal Shares does with the money that is left')
      .option('--seed <text>', 'breaks ties in place of the ballots; 64 hexadecimal digits are taken as they are')
      .option('--compare', 'what other methods would have chosen, and why they differ')
      .option('--bundle <file>', 'save the count as an outcome that `coop verify` checks')
      .option('--json', 'one JSON document on standard output');
  },
  run: async (call) => {
    const options = TallyOptions.parse(call.options);
    const wish = readWish(options);
    const [file = ''] = call.positional;
    const loaded = await load(file);
    if (loaded.kind === 'outcome') {
      const only = (['seats', 'unranked', 'completion', 'seed', 'compare', 'bundle'] as const).find((name) => options[name] !== undefined);
      if (only !== undefined) throw new UsageError(`--${only}: an outcome was counted by its own rules; it can only be counted again`);
      return tallyOutcome(loaded.bundle, { call, wish, options });
    }
    if (loaded.encoding === 'Latin-1') call.terminal.note(`${visible(file)}: it is not UTF-8 and was read as Latin-1.`);
    return tallyElection(loaded.election, { call, wish, options });
  },
};

type Asked = { readonly call: VerbCall; readonly wish: ReturnType<typeof readWish>; readonly options: TallyOptions };

function tallyOutcome(bundle: Bundle, { call: { positional, terminal }, wish, options }: Asked): ExitCode {
  const [file = ''] = positional;
  const { tally: counted, remarks } = countOutcome(bundle, { file, method: wish.method });
  for (const remark of remarks) terminal.note(remark);
  if (options.json === true) terminal.printJson(counted);
  else terminal.print([visible(bundle.vote.question), '', ...tallyLines(counted)].join('\n'));
  return 0;
}

async function tallyElection(election: Election, { call, wish, options }: Asked): Promise<ExitCode> {
  const { terminal, environment, positional } = call;
  const [file = ''] = positional;
  const { method, settings, seed } = wish;
  if (method === null)
    throw new UsageError(`--method is missing: a file of ballots does not say how to count. It is one of ${methodNames()}`);
  for (const warning of election.warnings) terminal.note(`${visible(file)}, ${visible(warning)}`);
  const wished = { method, settings, seed, hashing };
  const result = naming(file, () => countElection(election, wished));
  for (const remark of result.suited.remarks) terminal.note(remark);
  const shown = withDecimals(result.tally, election);
  const comparison = options.compare === true ? compareMethods(election, { settings, seed, hashing, counted: result.tally }) : null;
  if (options.bundle !== undefined) {
    const bundle = naming(file, () => sealElection(election, result, { ...wished, signing: signingKey(loadConfig(environment).home) }));
    await save(options.bundle, bundle);
    terminal.note(`Saved: ${visible(options.bundle)}. Anybody can check it: coop verify ${visible(options.bundle)}`);
  }
  if (options.json === true) terminal.printJson(comparison === null ? shown : { ...shown, compare: comparison });
  else {
    const title = election.title === null ? [] : [visible(election.title), ''];
    const lines = [
      ...title,
      ...tallyLines(shown, election.labels),
      ...(comparison === null ? [] : ['', ...comparisonLines(comparison, election.options)]),
    ];
    terminal.print(lines.join('\n'));
  }
  return 0;
}

async function save(path: string, bundle: Bundle): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(bundle, null, 2)}\n`);
  } catch (cause) {
    throw new CoopError('file', `${visible(path)}: it cannot be written. Look at the folder and its permissions.`, { cause });
  }
}
