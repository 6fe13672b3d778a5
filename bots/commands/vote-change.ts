import { defineCommand } from '../conversation/command.ts';
import { castBallot } from './voting/cast-ballot.ts';
import type { CastPorts } from './voting/cast-ballot.ts';

/** The same as `vote cast`, for those who look for it; it says so where there was nothing to change. */
export const voteChange = defineCommand({
  name: 'vote change',
  summary: 'voting.change-summary',
  example: 'vote change 3 Anchor',
  needs: 'member',
  fields: {
    number: { kind: 'number-sign', ask: 'voting.ask-number', suggest: 'vote', optional: true, otherwise: 'voting.otherwise-number' },
    option: { kind: 'line', maxLength: 2_000, ask: 'ballots.ask', suggest: 'vote-option' },
  },
  run: async ({ input, ...call }, ports: CastPorts) => castBallot({ call, command: 'vote change', ...input }, ports),
});
