import type { Members, Networks } from '../../../core/ports/networks.ts';
import type { Suggester } from '../../conversation/suggest.ts';
import { markOf } from '../../../core/people/mark.ts';
import { waitingWords } from './candidates.ts';

/** The networks that whoever asks is a member of. */
export const suggestNetworks: Suggester<{ readonly networks: Pick<Networks, 'of'> }> = async ({ sight }, { networks }) =>
  (await networks.of(sight.person)).map(({ name }) => ({ label: { kind: 'quote', text: name }, words: name }));

/** Who asked to join the network, for its members. Two may have one name, so the mark is what is said. */
export const suggestCandidates: Suggester<{ readonly members: Pick<Members, 'waiting'> }> = async ({ network }, { members }) =>
  network === null
    ? []
    : (await members.waiting(network.id)).map((candidate) => ({ label: waitingWords(candidate), words: markOf(candidate.person) }));
