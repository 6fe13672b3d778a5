import type { JsonValue } from '../../../core/canonical-json.ts';
import { Refusal } from '../../../core/errors.ts';
import type { Ballots, CastResult, Vote } from '../../../core/ports/votes.ts';
import { discreetly, commandLine, moment, paragraph, say } from '../../../core/text/text.ts';
import type { Sentence } from '../../../core/text/text.ts';
import { castExample, methodOf } from '../../../core/voting/announcement.ts';
import type { Call, Reply } from '../../conversation/command.ts';
import { quote } from '../../conversation/words.ts';
import { aboutVote } from './about-vote.ts';
import type { VoteFinding } from './about-vote.ts';
import { refuseIfOver, tooLate } from './over.ts';

export type CastPorts = VoteFinding & { readonly ballots: Pick<Ballots, 'cast'> };

type Voter = Pick<Call, 'account' | 'person' | 'platform' | 'installation' | 'place' | 'at' | 'outOfTurn'> &
  Pick<Call<never, 'member'>, 'network'>;

export type Casting = {
  readonly call: Voter;
  readonly command: 'vote cast' | 'vote change';
  readonly number: number | undefined;
  readonly option: string;
};

/** Counts a ballot and says back what was counted, what it replaces, and the receipt. The last ballot of a person counts. */
export function castBallot({ call, command, number, option }: Casting, ports: CastPorts): Promise<Reply> {
  const again = (chosen: number): string => `${command} ${chosen} ${quote(option)}`;
  return aboutVote({ call, number, again }, ports, async (vote) => {
    refuseIfOver(vote, call.at);
    const { account, at, outOfTurn = false } = call;
    const choice = methodOf(vote).read(option, vote.options, vote.rules.settings);
    const result = await ports.ballots.cast({ vote: vote.id, account, choice, castAt: at, outOfTurn });
    if (result.kind !== 'counted') throw await notCounted(result.kind, { vote, network: call.network.name }, ports);
    const changing = command === 'vote change' && result.previous === null;
    return {
      text: [
        ...(changing ? [paragraph(say('voting.nothing-to-change'))] : []),
        // The ballot before this one may have been cast where nobody reads it.
        discreetly([counted(vote, { choice, previous: result.previous })], [counted(vote, { choice, previous: null })]),
        paragraph(say('voting.receipt'), { kind: 'code', text: result.receipt }),
        paragraph(say('voting.change-until', { at: moment(vote.closesAt) })),
      ],
    };
  });
}

type Box = { readonly vote: Vote; readonly network: string };

/** Why the box did not take it, and what to do instead. */
export async function notCounted(
  kind: Exclude<CastResult['kind'], 'counted'>,
  { vote, network }: Box,
  { votes }: Pick<VoteFinding, 'votes'>,
): Promise<Refusal> {
  const { number } = vote;
  switch (kind) {
    case 'nothing-to-withdraw':
      return new Refusal(say('voting.nothing-to-withdraw', { number, example: commandLine(castExample(vote)) }));
    case 'closed':
    case 'cancelled':
      // It ended after it was found: then its deadline may have moved too.
      return tooLate((await votes.find(vote.network, number)) ?? vote);
    case 'not-an-elector':
      return new Refusal(
        vote.rules.tier === undefined
          ? say('voting.not-an-elector', { number, network })
          : say('voting.tier-missing', { number, tier: vote.rules.tier.needed, show: commandLine('charter show tier') }),
      );
    case 'console-not-counted':
      return new Refusal(say('voting.console-not-counted', { network, link: commandLine('link') }));
    case 'said-later':
      return new Refusal(say('voting.said-later', { number }));
    default:
      return kind satisfies never;
  }
}

function counted(vote: Vote, { choice, previous }: { choice: JsonValue; previous: JsonValue | null }): Sentence {
  const { number, options } = vote;
  const { show, write } = methodOf(vote);
  const shown = show(choice, options);
  if (previous === null) return say('voting.counted', { number, choice: shown });
  if (write(previous, options) === write(choice, options)) return say('voting.counted-before', { number, choice: shown });
  return say('voting.counted-instead', { number, choice: shown, previous: show(previous, options) });
}
