import { hashing } from '../adapters/crypto/sha256.ts';
import { loadConfig } from '../config.ts';
import type { Bundle } from '../core/voting/bundle.ts';
import { countElection, sealElection } from '../core/voting/formats/count-election.ts';
import { electionOfBundle } from '../core/voting/formats/election-of-bundle.ts';
import type { Election } from '../core/voting/formats/election.ts';
import type { Tally } from '../core/voting/method.ts';
import { compareMethods } from '../core/voting/report/compare-methods.ts';
import type { Comparison } from '../core/voting/report/compare-methods.ts';
import { naming } from './read-input.ts';
import { signingKey } from './signing-key.ts';
import { comparisonLines } from './tally/comparison-lines.ts';
import { countOutcome } from './tally/count-outcome.ts';
import { withDecimals } from './tally/decimals.ts';
import { load } from './tally/load.ts';
import { methodNames, readWish, TallyOptions } from './tally/options.ts';
import { save, saveElection, saveOutcomeBallots } from './tally/save.ts';
import { tallyLines } from './tally/tally-lines.ts';
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
    'npx coop tally election.blt --export election.cvotes',
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
      .option('--export <file>', 'save the ballots in another format, by the ending of its name')
      .option('--json', 'one JSON document on standard output');
  },
  run: async (call) => {
    const options = TallyOptions.parse(call.options);
    const wish = readWish(options);
    const [file = ''] = call.positional;
    const loaded = await load(file);
    const asked = { file, call, wish, options };
    if (loaded.kind === 'outcome') return tallyOutcome(loaded.bundle, asked);
    if (loaded.encoding === 'Latin-1') call.terminal.note(`${visible(file)}: it is not UTF-8 and was read as Latin-1.`);
    return tallyElection(loaded.election, asked);
  },
};

type Asked = {
  readonly file: string;
  readonly call: VerbCall;
  readonly wish: ReturnType<typeof readWish>;
  readonly options: TallyOptions;
};

async function tallyOutcome(bundle: Bundle, asked: Asked): Promise<ExitCode> {
  const { file, call, wish, options } = asked;
  const own = (['seats', 'unranked', 'completion', 'seed', 'bundle'] as const).find((name) => options[name] !== undefined);
  if (own !== undefined) throw new UsageError(`--${own}: an outcome was counted by its own rules; it can only be counted again`);
  const { method, tally: counted, remarks } = countOutcome(bundle, { file, method: wish.method });
  for (const remark of remarks) call.terminal.note(remark);
  const election = options.compare === true || options.export !== undefined ? naming(file, () => electionOfBundle(bundle, method)) : null;
  if (election !== null && options.export !== undefined) {
    await saveOutcomeBallots(options.export, { bundle, method, election });
    call.terminal.note(`Saved: ${visible(options.export)}`);
  }
  const settings = bundle.vote.settings ?? {};
  const comparison =
    election !== null && options.compare === true
      ? compareMethods(election, { settings, seed: bundle.source?.seed, hashing, counted })
      : null;
  show(counted, { asked, title: bundle.vote.question, comparison });
  return 0;
}

async function tallyElection(election: Election, asked: Asked): Promise<ExitCode> {
  const { file, call, wish, options } = asked;
  const { method, settings, seed } = wish;
  const { terminal, environment } = call;
  if (method === null && options.export === undefined)
    throw new UsageError(`--method is missing: a file of ballots does not say how to count. It is one of ${methodNames()}`);
  for (const warning of election.warnings) terminal.note(`${visible(file)}, ${visible(warning)}`);
  if (options.export !== undefined) await saveExport(options.export, election, call);
  if (method === null) return 0;
  const wished = { method, settings, seed, hashing };
  const result = naming(file, () => countElection(election, wished));
  for (const remark of result.suited.remarks) terminal.note(remark);
  if (options.bundle !== undefined) {
    const signing = signingKey(loadConfig(environment).home);
    const bundle = naming(file, () => sealElection(election, result, { ...wished, signing }));
    await save(options.bundle, `${JSON.stringify(bundle, null, 2)}\n`);
    terminal.note(`Saved: ${visible(options.bundle)}. Anybody can check it: coop verify ${visible(options.bundle)}`);
  }
  const comparison = options.compare === true ? compareMethods(election, { settings, seed, hashing, counted: result.tally }) : null;
  show(withDecimals(result.tally, election), { asked, title: election.title, labels: election.labels, comparison });
  return 0;
}

async function saveExport(path: string, election: Election, { terminal }: VerbCall): Promise<void> {
  await saveElection(path, election);
  terminal.note(`Saved: ${visible(path)}`);
}

type Shown = {
  readonly asked: Asked;
  readonly title: string | null;
  readonly labels?: readonly string[] | undefined;
  readonly comparison: Comparison | null;
};

function show(counted: Tally, { asked, title, labels, comparison }: Shown): void {
  const { terminal } = asked.call;
  if (asked.options.json === true) {
    terminal.printJson(comparison === null ? counted : { ...counted, compare: comparison });
    return;
  }
  const report = comparison === null ? [] : ['', ...comparisonLines(comparison, counted.options)];
  terminal.print([...(title === null ? [] : [visible(title), '']), ...tallyLines(counted, labels), ...report].join('\n'));
}
