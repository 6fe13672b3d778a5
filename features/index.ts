import type { Ports } from '../adapters/postgres/ports.ts';
import type { Suggesters } from '../bots/conversation/suggest.ts';
import type { PersonalTable } from '../core/people/personal-table.ts';
import { charter } from './charter.ts';
import { digest } from './digest.ts';
import type { Feature } from './feature.ts';
import { moderation } from './moderation.ts';
import { networks } from './networks.ts';
import { people } from './people.ts';
import { privacy } from './privacy.ts';
import { voting } from './voting.ts';
import { waiting } from './waiting.ts';

/** What juries of members decide about. */
const moderating = moderation([networks, voting, people].flatMap((feature: Feature) => feature.moderated ?? []));

/** In the order of their sections in a digest. */
const telling: readonly Feature[] = [networks, charter, voting, people, moderating];
const sections = telling.flatMap((feature) => feature.digest ?? []);

/** What waits for a person, in the order of the features. */
export const waitingSources = telling.flatMap((feature) => feature.waiting ?? []);

/** What is offered while fields are typed. */
export const suggesters: Suggesters<Ports> = Object.fromEntries(telling.flatMap(({ suggests = {} }) => Object.entries(suggests)));

const others = [networks, charter, voting, people, moderating, digest(sections), waiting(waitingSources)];

/** The privacy of people knows no table by name. */
const manifests = [...others, privacy(others.flatMap(({ personal }): readonly PersonalTable[] => personal))];

/** Exact, so that main.ts compiles only with every port that a command needs. */
type EachCommand = (typeof manifests)[number]['commands'][number];

/** What the product can do, in the order of its help. */
export const features: readonly Feature<EachCommand>[] = manifests;

/** Everything that people can say, but help. */
export const commands = features.flatMap((feature) => feature.commands);
