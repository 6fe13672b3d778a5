import { ballots } from './ballots.ts';
import { charter } from './charter.ts';
import { console } from './console.ts';
import { conversation } from './conversation.ts';
import { digest } from './digest.ts';
import { discord } from './discord.ts';
import { exports } from './exports.ts';
import { github } from './github.ts';
import { matrix } from './matrix.ts';
import { moderation } from './moderation.ts';
import { networks } from './networks.ts';
import { outcome } from './outcome.ts';
import { pages } from './pages.ts';
import { people } from './people.ts';
import { slack } from './slack.ts';
import { verify } from './verify.ts';
import { voting } from './voting.ts';
import { waiting } from './waiting.ts';

/** The English catalogue, in ICU MessageFormat. One file per feature; ids start with the feature's name. */
export const en = {
  ...ballots,
  ...charter,
  ...console,
  ...conversation,
  ...digest,
  ...discord,
  ...exports,
  ...github,
  ...matrix,
  ...moderation,
  ...networks,
  ...outcome,
  ...pages,
  ...people,
  ...slack,
  ...verify,
  ...voting,
  ...waiting,
} as const;

export type MessageId = keyof typeof en;
