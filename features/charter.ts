import { charterDryRun } from '../bots/commands/charter-dry-run.ts';
import { charterHistory } from '../bots/commands/charter-history.ts';
import { charterPropose } from '../bots/commands/charter-propose.ts';
import { charterShow } from '../bots/commands/charter-show.ts';
import { suggestRules, suggestRuleValues } from '../bots/commands/charter/suggest-rules.ts';
import type { Feature } from './feature.ts';

/** The rules of a network: read by anybody, changed by a vote of its members and by nothing else. */
export const charter = {
  name: 'charter',
  commands: [charterShow, charterDryRun, charterPropose, charterHistory],
  suggests: { rule: suggestRules, 'rule-value': suggestRuleValues },
  personal: [],
} satisfies Feature;
