import { exclude } from '../bots/commands/exclude.ts';
import { join } from '../bots/commands/join.ts';
import { leave } from '../bots/commands/leave.ts';
import { networkCreate } from '../bots/commands/network-create.ts';
import { networkShow } from '../bots/commands/network-show.ts';
import { spaceBind } from '../bots/commands/space-bind.ts';
import { spaceUnbind } from '../bots/commands/space-unbind.ts';
import { vouch } from '../bots/commands/vouch.ts';
import { suggestCandidates, suggestNetworks } from '../bots/commands/networks/suggest-networks.ts';
import type { Feature } from './feature.ts';

/** Who cooperates, by which rules, and where. */
export const networks = {
  name: 'networks',
  commands: [networkCreate, networkShow, join, leave, vouch, exclude, spaceBind, spaceUnbind],
  suggests: { network: suggestNetworks, candidate: suggestCandidates },
  personal: [
    {
      table: 'membership',
      rows: 'person_id = any(:persons)',
      erase: 'delete',
      why: 'who is in a network is for its members, and ends with the person',
    },
    {
      table: 'exclusion',
      rows: 'account_id = any(:accounts)',
      erase: 'delete',
      why: 'it keeps an account out that is not there any more',
    },
    {
      table: 'vouch',
      rows: 'candidate_id = any(:persons) or voucher_id = any(:persons)',
      erase: 'delete',
      why: 'a word for somebody, or of somebody, who is not there any more',
    },
    {
      table: 'ledger_entry',
      rows: 'exists (select from unnest(:persons) as person where position(person::text in body::text) > 0)',
      withheld: ['previous', 'hash', 'signature'],
      erase: 'keep',
      why: 'the history is hash-linked, so nothing in it can go; it holds the id of a person, which names nobody once the person is erased',
    },
  ],
} satisfies Feature;
