import { applyChange, changesBetween } from '../../core/charter/rules.ts';
import type { NetworkId } from '../../core/ids.ts';
import type { Charters } from '../../core/ports/networks.ts';
import type { Memory } from './memory.ts';
import { memoryLedger } from './memory-messenger.ts';

export function memoryCharters(memory: Memory): Charters {
  const versions = (network: NetworkId) => memory.state.charters.filter((version) => version.network === network);
  const find = (network: NetworkId) => {
    const found = memory.state.networks.find(({ id }) => id === network);
    if (found === undefined) throw new Error(`there is no network ${network}`);
    return found;
  };
  return {
    current: async (network) => ({ version: versions(network).length, rules: find(network).charter }),
    hold: async () => {},
    adopt: async (network, { rule, value, vote }) => {
      const holder = find(network);
      const rules = applyChange(holder.charter, { rule, value });
      const [change] = changesBetween(holder.charter, rules);
      if (change === undefined) return null;
      const { from, to } = change;
      const version = versions(network).length + 1;
      const number = memory.state.votes.find(({ id }) => id === vote)?.number ?? null;
      memory.state.charters.push({ network, version, rules, adoptedAt: memory.state.now, vote: number });
      holder.charter = rules;
      await memoryLedger(memory).append(network, { kind: 'charter.adopted', body: { version, rules, vote, rule, from, to } });
      return { version, from };
    },
    history: async (network, limit) => versions(network).toReversed().slice(0, limit),
  };
}
