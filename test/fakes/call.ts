import type { Call } from '../../bots/conversation/command.ts';
import { AccountId, NetworkId, PersonId, PlatformName } from '../../core/ids.ts';
import type { Network } from '../../core/ports/networks.ts';

export const bakers: Network = { id: NetworkId.parse('00000000-0000-4000-8000-0000000000b1'), name: 'Bakers', console: false };
const ada = PersonId.parse('00000000-0000-4000-8000-0000000000a1');
export const bea = PersonId.parse('00000000-0000-4000-8000-0000000000a2');
export const noon = new Date('2026-11-24T12:00:00Z');

/** Ada says something in a channel of the Bakers: all that `run` receives beside its input. */
export function callOf<Input>(input: Input, changes: Partial<Omit<Call<never, 'member'>, 'input'>> = {}) {
  return {
    input,
    person: ada,
    account: AccountId.parse('00000000-0000-4000-8000-0000000000c1'),
    platform: PlatformName.parse('discord'),
    installation: '',
    place: { externalId: 'kitchen', private: false, managed: false },
    reader: { language: 'en', timeZone: 'UTC' },
    at: noon,
    network: bakers,
    ...changes,
  };
}
