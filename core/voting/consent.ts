import { z } from 'zod';
import { CoopError, Refusal } from '../errors.ts';
import { figure } from '../exact/figure.ts';
import { say } from '../text/text.ts';
import { defineMethod } from './method.ts';
import { sumOf } from './most-votes.ts';
import { exceeds } from './share.ts';

const longestReason = 1_000;

/** What a person says to a proposal. */
const Stance = z.union([
  z.strictObject({ stance: z.enum(['agree', 'abstain', 'stand aside']) }),
  z.strictObject({
    stance: z.literal('object'),
    reason: z.string().min(1).max(longestReason),
    /** What became of the objection; left out while it stands. One that is withdrawn is another ballot. */
    state: z.enum(['resolved', 'upheld']).optional(),
  }),
]);
type Stance = z.infer<typeof Stance>;

/**
 * Consent (sociocracy; Buck and Villines 2007): the first option is the proposal, and it is adopted where nobody's reasoned
 * objection stands. Ballots agree, abstain, stand aside or object with a reason. An objection stands until it is resolved (by a change
 * that its author accepts), withdrawn (its author casts another ballot) or upheld; standing and upheld ones block. Adopted only if
 * somebody agrees, and as many as the threshold asks for. There are no ties.
 */
export const consent = defineMethod<Stance>({
  name: 'consent',
  asks: 'stance',
  read: (words) => {
    const said = words.trim();
    const [, objection] = /^(?:object|objection|block)(?:s|ed)?\b[\s:,–—-]*(.*)$/isu.exec(said) ?? [];
    if (objection !== undefined) {
      if (objection.trim() === '') throw new Refusal(say('ballots.no-reason'));
      return { stance: 'object', reason: Array.from(objection.trim()).slice(0, longestReason).join('') };
    }
    const stance = stances.get(said.toLowerCase().replaceAll(/[\s-]+/gu, ' '));
    if (stance === undefined) throw new Refusal(say('ballots.no-stance', { words: said.slice(0, 60) }));
    return { stance };
  },
  write: (choice) => (choice.stance === 'object' ? `object: ${choice.reason}` : choice.stance),
  show: (choice) => (choice.stance === 'object' ? say('ballots.objects', { reason: choice.reason }) : say(shown[choice.stance])),
  parse: (choice) => {
    const parsed = Stance.safeParse(choice);
    if (parsed.success) return parsed.data;
    throw new CoopError(
      'ballot-malformed',
      'a stance is {"stance": "agree", "abstain" or "stand aside"}, or {"stance": "object", "reason": "..."} with "state" "resolved" or "upheld" if it was',
    );
  },
  count: (groups, options, rules) => {
    const ballots = sumOf(groups);
    const of = (fits: (choice: Stance) => boolean) => sumOf(groups.filter(({ choice }) => fits(choice)));
    const agree = of(({ stance }) => stance === 'agree');
    const state = (wanted: string) => of((choice) => choice.stance === 'object' && (choice.state ?? 'standing') === wanted);
    const blocking = state('standing') + state('upheld');
    const isAdopted = blocking === 0n && exceeds(agree, { of: ballots, share: rules.threshold });
    const [proposal = '', ...others] = options;
    const reasons = groups.flatMap(({ choice }) =>
      choice.stance === 'object' ? [{ reason: choice.reason, state: choice.state ?? 'standing' }] : [],
    );
    return {
      method: 'consent',
      options,
      ballots: figure(ballots),
      winners: isAdopted ? [proposal] : [],
      ranking: others.length === 0 ? [[proposal]] : isAdopted ? [[proposal], others] : [others, [proposal]],
      tie: null,
      rounds: [
        {
          stances: {
            agree: String(agree),
            abstain: String(of(({ stance }) => stance === 'abstain')),
            'stand aside': String(of(({ stance }) => stance === 'stand aside')),
            object: String(of(({ stance }) => stance === 'object')),
          },
          objections: reasons.toSorted((a, b) => (a.reason < b.reason ? -1 : a.reason > b.reason ? 1 : a.state < b.state ? -1 : 1)),
        },
      ],
      rules: {
        wins: 'the proposal, if no objection stands or was upheld',
        threshold: `more than ${rules.threshold} of the ballots agree`,
      },
    };
  },
});

const stances = new Map<string, 'agree' | 'abstain' | 'stand aside'>([
  ['agree', 'agree'],
  ['yes', 'agree'],
  ['consent', 'agree'],
  ['abstain', 'abstain'],
  ['pass', 'abstain'],
  ['stand aside', 'stand aside'],
  ['aside', 'stand aside'],
]);

const shown = { agree: 'ballots.agrees', abstain: 'ballots.abstains', 'stand aside': 'ballots.stands-aside' } as const;
