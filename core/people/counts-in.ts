import type { PlatformName } from '../ids.ts';
import type { Network } from '../ports/networks.ts';

/**
 * Whether an account of this platform counts in a network. Whoever sits at the server's terminal can have any number of
 * console accounts, so they count only where the network was founded for them. The ballot box holds to the same rule.
 */
export function countsIn({ console }: Pick<Network, 'console'>, platform: PlatformName): boolean {
  return console || platform !== 'console';
}
