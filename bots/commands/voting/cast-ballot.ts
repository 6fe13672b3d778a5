import type { JsonValue } from '../../../core/canonical-json.ts';
import { Refusal } from '../../../core/errors.ts';
import type { Ballots, CastResult, Vote } from '../../../core/ports/votes.ts';
import { moment, paragraph, say } from '../../../core/text/text.ts';
import type { Sentence } from '../../../core/text/text.ts';
import { castExample, methodOf } from '../../../core/voting/announcement.ts';
import type { Call, Reply } from '../../conversation/command.ts';
import { aboutVote } from './about-vote.ts';
import type { VoteFinding } from './about-vote.ts';
import { howItEnded, refuseIfOver } from './over.ts';
import { quote } from '../../conversation/words.ts';

export type CastPorts = VoteFinding & { readonly ballots: Pick<Ballots, 'cast'> };

type Voter = Pick<Call, 'account' | 'person' | 'place' | 'at'> & Pick<Call<never, 'member'>, 'network'>;

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
    const { account, at } = call;
    const choice = methodOf(vote).read(option, vote.options);
    const result = await ports.ballots.cast({ vote: vote.id, account, choice, castAt: at });
    if (result.kind !== 'counted') throw notCounted(result.kind, { vote, network: call.network.name });
    const changing = command === 'vote change' && result.previous === null;
    return {
      text: [
        ...(changing ? [paragraph(say('voting.nothing-to-change'))] : []),
        paragraph(counted(vote, { choice, previous: result.previous })),
        paragraph(say('voting.receipt'), { kind: 'code', text: result.receipt }),
        paragraph(say('voting.change-until', { at: moment(vote.closesAt) })),
      ],
    };
  });
}

/** Why the box did not take it, and what to do instead. */
export function notCounted(kind: Exclude<CastResult['kind'], 'counted'>, at: { readonly vote: Vote; readonly network: string }): Refusal {
  const { vote, network } = at;
  const { number } = vote;
  switch (kind) {
    case 'nothing-to-withdraw':
      return new Refusal(say('voting.nothing-to-withdraw', { number, example: castExample(vote) }));
    case 'closed':
      return new Refusal(...howItEnded(vote));
    case 'cancelled':
      return new Refusal(say('voting.was-cancelled', { number }));
    case 'not-an-elector':
      return new Refusal(say('voting.not-an-elector', { number, network }));
    case 'console-not-counted':
      return new Refusal(say('voting.console-not-counted', { network, link: 'link' }));
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
