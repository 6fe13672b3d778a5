import { Refusal } from '../../../core/errors.ts';
import type { Network, Space, Spaces } from '../../../core/ports/networks.ts';
import { commandLine, say } from '../../../core/text/text.ts';
import type { Call } from '../../conversation/command.ts';
import { isSamePlace } from '../networks/managing.ts';

type Here = Pick<Call, 'platform' | 'installation' | 'place'> & { readonly network: Network };

/** The space where it is said. Throws a Refusal elsewhere: a digest belongs to a place, not to a person. */
export async function thisSpace({ network, platform, installation, place }: Here, spaces: Pick<Spaces, 'of'>): Promise<Space> {
  const here = { platform, installation, externalId: place.externalId };
  const bound = await spaces.of(network.id);
  const space = bound.find((known) => isSamePlace(known, here));
  if (space === undefined) throw new Refusal(say('digest.where', { network: network.name, bind: commandLine('space bind') }));
  return space;
}
