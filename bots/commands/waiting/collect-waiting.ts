import type { PersonId, PlatformName } from '../../../core/ids.ts';
import type { Network, Networks } from '../../../core/ports/networks.ts';
import type { WaitingItem, WaitingSource } from '../../../core/waiting/waiting.ts';
import type { Place } from '../../conversation/event.ts';
import { addressFor } from '../voting/address.ts';
import type { AddressPorts } from '../voting/address.ts';

export type Waiter = {
  readonly person: PersonId;
  readonly platform: PlatformName;
  readonly installation: string;
  readonly place: Place;
};

export type WaitingPorts = AddressPorts & { readonly networks: Pick<Networks, 'of'> };

/** What waits in one network. */
export type WaitingThere = { readonly network: Network; readonly items: readonly WaitingItem[] };

/** What waits for a person in each of their networks, as all features tell it. Networks in which nothing does are left out. */
export async function collectWaiting<Ports extends WaitingPorts>(
  sources: readonly WaitingSource<Ports>[],
  waiter: Waiter,
  ports: Ports,
): Promise<readonly WaitingThere[]> {
  const found: WaitingThere[] = [];
  for (const network of await ports.networks.of(waiter.person)) {
    const address = await addressFor({ ...waiter, network }, ports);
    const items: WaitingItem[] = [];
    for (const source of sources) items.push(...(await source({ person: waiter.person, network, address }, ports)));
    if (items.length > 0) found.push({ network, items });
  }
  return found;
}
