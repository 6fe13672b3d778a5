import { CoopError, Refusal } from '../../core/errors.ts';
import type { Pages } from '../../core/ports/pages.ts';
import type { Vote, Votes } from '../../core/ports/votes.ts';
import { commandLine, paragraph, say } from '../../core/text/text.ts';
import type { Block } from '../../core/text/text.ts';
import { methodOf } from '../../core/voting/announcement.ts';
import type { Bundle } from '../../core/voting/bundle.ts';
import { exportName, exportOutcome, mostExported, recountLine } from '../../core/voting/formats/export-outcome.ts';
import type { ExportFormat } from '../../core/voting/formats/export-outcome.ts';
import { PublishedTally } from '../../core/voting/outcome-line.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { aboutVote } from './voting/about-vote.ts';
import type { VoteFinding } from './voting/about-vote.ts';

type Ports = VoteFinding & { readonly votes: Pick<Votes, 'find' | 'list'>; readonly pages: Pages };

/** Characters of a file that still stand in an answer. */
const mostShown = 1_500;

/** The ballots of a closed vote as a file for other programs: its address, and the file itself where it is short. */
export const voteExport = defineCommand({
  name: 'vote export',
  summary: 'exports.summary',
  example: 'vote export 3 --as csv',
  needs: 'member',
  fields: {
    number: { kind: 'number-sign', ask: 'exports.ask-number', suggest: 'vote', optional: true, otherwise: 'exports.otherwise-number' },
    as: {
      kind: 'choice',
      options: [
        { value: 'json', label: 'exports.json' },
        { value: 'csv', label: 'exports.csv' },
        { value: 'blt', label: 'exports.blt' },
        { value: 'cvotes', label: 'exports.cvotes' },
        { value: 'pb', label: 'exports.pb' },
      ],
      ask: 'exports.ask-as',
      optional: true,
      otherwise: 'exports.otherwise-as',
      named: true,
    },
  },
  run: async ({ input, ...call }, ports: Ports): Promise<Reply> => {
    const { number = await lastClosed(call.network.id, ports), as: format = 'json' } = input;
    return aboutVote({ call, number, again: (chosen) => `vote export ${chosen} --as ${format}` }, ports, async (vote) => {
      const { bundle } = vote;
      if (bundle === null)
        throw new Refusal(say('exports.not-closed', { number: vote.number, status: commandLine(`vote status ${vote.number}`) }));
      if (bundle.ballots.length > mostExported) throw new Refusal(say('exports.too-many', { number: vote.number, most: mostExported }));
      const text = exported(bundle, vote, format);
      return { text: fileBlocks({ bundle, text, format, page: ports.pages.ofVote(vote.id) }) };
    });
  },
});

async function lastClosed(network: Vote['network'], { votes }: Ports): Promise<number | undefined> {
  const [last] = await votes.list(network, { status: 'closed', limit: 1 });
  return last?.number;
}

function exported(bundle: Bundle, vote: Vote, format: ExportFormat): string {
  try {
    return exportOutcome(bundle, methodOf(vote), format);
  } catch (error) {
    if (error instanceof CoopError && error.code === 'format') throw new Refusal(say('exports.cannot', { why: error.message }));
    throw error;
  }
}

type File = { readonly bundle: Bundle; readonly text: string; readonly format: ExportFormat; readonly page: string | null };

function fileBlocks({ bundle, text, format, page }: File): readonly Block[] {
  const { number } = bundle.vote;
  const isShort = text.length <= mostShown;
  if (page === null && !isShort) throw new Refusal(say('exports.no-page', { number }));
  const name = exportName(number, format);
  const file = format === 'json' ? 'outcome.json' : `ballots.${format}`;
  const { tie } = PublishedTally.parse(bundle.tally);
  return [
    paragraph(say('exports.ballots', { number, ballots: bundle.ballots.length })),
    ...(page === null ? [] : [paragraph({ kind: 'link', url: `${page}/${file}`, label: say('exports.download', { name }) })]),
    ...(isShort ? [{ kind: 'preformatted', text } as const] : []),
    paragraph(say('exports.recount'), { kind: 'code', text: recountLine(bundle, format, tie?.seed ?? null) }),
  ];
}
