import type { PlatformName, PersonId } from '../../../core/ids.ts';
import type { Network, Networks, Spaces } from '../../../core/ports/networks.ts';
import type { Place } from '../../conversation/event.ts';
import { quote } from '../../conversation/words.ts';
import { isSamePlace } from '../networks/managing.ts';
import { isSayable } from '../sayable.ts';

type Spoken = {
  readonly platform: PlatformName;
  readonly installation: string;
  readonly place: Place;
  readonly person: PersonId;
  readonly network: Network;
};

export type AddressPorts = { readonly networks: Pick<Networks, 'of'>; readonly spaces: Pick<Spaces, 'of'> };

export type Address = (words: string) => string;

/**
 * What a click must add to its words where it stands: which network is meant, for somebody in several who speaks in a
 * direct conversation or in a place that belongs to none. Elsewhere the place or the only network tells.
 * Where both do not fit, the words stay alone, and whoever clicks is asked.
 */
export async function addressFor(spoken: Spoken, ports: AddressPorts): Promise<Address> {
  if (await isPlain(spoken, ports)) return (words) => words;
  return (words) => {
    const addressed = `${words} --network ${quote(spoken.network.name)}`;
    return isSayable(addressed) ? addressed : words;
  };
}

async function isPlain({ platform, installation, place, person, network }: Spoken, { networks, spaces }: AddressPorts): Promise<boolean> {
  if ((await networks.of(person)).length < 2) return true;
  if (place.private) return false;
  const here = { platform, installation, externalId: place.externalId };
  return (await spaces.of(network.id)).some((space) => isSamePlace(space, here));
}
