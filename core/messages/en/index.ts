import { conversation } from './conversation.ts';
import { networks } from './networks.ts';
import { people } from './people.ts';
import { voting } from './voting.ts';

/** The English catalogue, in ICU MessageFormat. One file per feature; ids start with the feature's name. */
export const en = { ...conversation, ...networks, ...people, ...voting } as const;

export type MessageId = keyof typeof en;
