// Stands in for bindPorts and the counting of core/voting until both are there.
import type { Session } from '../../../adapters/postgres/session.ts';
import type { Closing, ClosingPorts } from '../../../core/ports/lifecycle.ts';
import type { Networks } from '../../../core/ports/networks.ts';
import type { Votes } from '../../../core/ports/votes.ts';
import type { Bundle } from '../../../core/voting/bundle.ts';

export function bindClosing({ sql }: Session): ClosingPorts & { votes: Pick<Votes, 'byId'>; networks: Pick<Networks, 'find'> } {
  return {
    ledger: {
      append: async (network, { kind, body }) => {
        await sql.query(
          "insert into ledger_entry select $1, coalesce(max(sequence),0)+1, $2, $3, clock_timestamp(), '', '', '' from ledger_entry where network_id=$1",
          [network, kind, JSON.stringify(body)],
        );
        return { sequence: 1, hash: '' };
      },
    },
    members: { admit: async () => {} },
    messenger: {
      post: async (network, { subject, occasion, message }) =>
        void (await sql.query(
          "insert into outbox (key, platform, installation, route, network_id, delivery) values ($1,'discord','','r',$2,$3)",
          [`post:${subject}:${occasion}`, network, JSON.stringify(message)],
        )),
      tell: async () => {},
    },
    networks: { find: async (id) => ({ id, name: 'n', console: false }) },
    votes: {
      byId: async (network, id) => {
        const {
          rows: [row],
        } = await sql.query('select * from vote where id=$1', [id]);
        return row === undefined
          ? null
          : {
              id,
              network,
              number: row.number,
              question: row.question,
              options: row.options,
              method: row.method,
              rules: row.rules,
              purpose: null,
              status: row.status,
              openedBy: null,
              openedAt: row.opened_at,
              closesAt: row.closes_at,
              bundle: null,
            };
      },
    },
  };
}

export function count({ vote, network, electors, ballots }: Closing): Bundle {
  return {
    format: 'cooperatus-outcome/1',
    network,
    electors,
    ballots: [...ballots] as Bundle['ballots'],
    vote: {
      id: vote.id,
      number: vote.number,
      question: vote.question,
      options: [...vote.options],
      method: vote.method,
      rules: vote.rules,
      purpose: null,
      openedAt: vote.openedAt.toISOString(),
      closedAt: vote.closesAt.toISOString(),
    },
    tally: { winners: ['Ada'], rounds: [], tie: null },
    verdict: 'decided',
    hash: 'h',
    signature: { algorithm: 'Ed25519', publicKey: '', value: '' },
  };
}
