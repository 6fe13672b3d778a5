import type { Charter } from '../../../core/charter/charter.ts';
import { Refusal } from '../../../core/errors.ts';
import type { Space } from '../../../core/ports/networks.ts';
import { say } from '../../../core/text/text.ts';
import type { Place } from '../../conversation/event.ts';

type Managing = { readonly place: Place; readonly charter: Charter; readonly network: string };

/** Throws a Refusal unless a member may bind or unbind this place: by the charter, and by the platform's own right, now. */
export function refuseUnlessManaging({ place, charter, network }: Managing): void {
  if (charter.spaces === 'nobody') throw new Refusal(say('networks.nobody-binds', { network }));
  if (place.private) throw new Refusal(say('networks.bind-where'));
  if (!place.managed) throw new Refusal(say('networks.bind-unmanaged'));
}

export function isSamePlace(one: Omit<Space, 'id'>, other: Omit<Space, 'id'>): boolean {
  return one.platform === other.platform && one.installation === other.installation && one.externalId === other.externalId;
}
