import type { PersonId } from '../../../core/ids.ts';
import type { Network, Networks } from '../../../core/ports/networks.ts';
import type { Place } from '../../conversation/event.ts';
import { quote } from '../../conversation/words.ts';

type Spoken = { readonly place: Place; readonly person: PersonId; readonly network: Network };

export type Address = (words: string) => string;

/**
 * What a click must add to its words where it stands: in a direct conversation of somebody in several networks, which one
 * is meant. Elsewhere the place or the only network tells.
 */
export async function addressFor({ place, person, network }: Spoken, networks: Pick<Networks, 'of'>): Promise<Address> {
  if (!place.private || (await networks.of(person)).length < 2) return (words) => words;
  return (words) => `${words} --network ${quote(network.name)}`;
}
