import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { voteOpen } from './vote-open.ts';

/** The commonest kind of vote, with its options and rules filled in: something is done or not. A tie does nothing. */
export const votePropose = defineCommand({
  name: 'vote propose',
  summary: 'voting.propose-summary',
  example: 'vote propose "We buy the second oven" --needs two-thirds',
  needs: 'member',
  fields: {
    question: { kind: 'line', maxLength: 300, ask: 'voting.ask-proposal' },
    needs: {
      kind: 'choice',
      options: [
        { value: 'majority', label: 'voting.needs-majority' },
        { value: 'two-thirds', label: 'voting.needs-two-thirds' },
        { value: 'consent', label: 'voting.needs-consent' },
      ],
      ask: 'voting.ask-needs',
      optional: true,
      otherwise: 'voting.otherwise-needs',
      named: true,
    },
    for: voteOpen.fields.for,
    until: voteOpen.fields.until,
    tier: voteOpen.fields.tier,
  },
  run: async ({ input: { needs = 'majority', ...input }, ...call }, ports: Parameters<typeof voteOpen.run>[1]): Promise<Reply> => {
    const filled = { ...nothingMore, ...input, options: ['Yes', 'No'], ...rulesOf[needs] };
    return voteOpen.run({ ...call, input: filled }, ports);
  },
});

const rulesOf = {
  majority: { method: 'single', threshold: '1/2' },
  'two-thirds': { method: 'single', threshold: '2/3' },
  consent: { method: 'consent', threshold: undefined },
} as const;

const nothingMore = { times: undefined, seats: undefined, costs: undefined, budget: undefined };
