import { Refusal } from '../../../core/errors.ts';
import type { Network, Networks } from '../../../core/ports/networks.ts';
import { commandLine, say } from '../../../core/text/text.ts';
import { clip } from '../../conversation/clean-text.ts';

/** The network of that name. Throws a Refusal where there is none. */
export async function namedNetwork(name: string, networks: Pick<Networks, 'findByName'>): Promise<Network> {
  const network = await networks.findByName(name);
  if (network === null) throw new Refusal(say('networks.unknown', { name: clip(name), found: commandLine('network create NAME') }));
  return network;
}
