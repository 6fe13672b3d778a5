import { defineCommand } from '../conversation/command.ts';
import { castBallot } from './voting/cast-ballot.ts';
import type { CastPorts } from './voting/cast-ballot.ts';

/** Said again, it says the same again: the last ballot of a person counts, from whichever account. */
export const voteCast = defineCommand({
  name: 'vote cast',
  summary: 'voting.cast-summary',
  example: 'vote cast 3 Beacon',
  needs: 'member',
  fields: {
    number: { kind: 'number-sign', ask: 'voting.ask-number', suggest: 'vote', optional: true, otherwise: 'voting.otherwise-number' },
    option: { kind: 'line', maxLength: 2_000, ask: 'ballots.ask', suggest: 'vote-option' },
  },
  run: async ({ input, ...call }, ports: CastPorts) => castBallot({ call, command: 'vote cast', ...input }, ports),
});
