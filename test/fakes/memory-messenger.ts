import type { Ledger } from '../../core/ports/ledger.ts';
import type { Messenger, Processes } from '../../core/ports/messenger.ts';
import type { Memory } from './memory.ts';

export function memoryMessenger(memory: Memory): Messenger {
  return {
    post: async (network, { subject, occasion, message }) => {
      const { state } = memory;
      for (const space of state.spaces.filter((known) => known.network === network)) {
        const key = `post:${subject}:${occasion}:${space.id}`;
        if (state.posts.some((post) => post.key === key)) continue;
        state.posts.push({ key, subject, place: space.externalId, message });
      }
    },
    tell: async (person, { occasion, message }) => {
      const key = `tell:${occasion}:${person}`;
      if (!memory.state.notes.some((note) => note.key === key)) memory.state.notes.push({ key, person, message });
    },
  };
}

/** Remembered, not linked by hashes: that is the ledger's own test. */
export function memoryLedger(memory: Memory): Ledger {
  return {
    append: async (network, { kind, body }) => {
      memory.state.ledger.push({ network, kind, body });
      return { sequence: memory.state.ledger.length, hash: '' };
    },
  };
}

/** Nothing runs by itself: tests say when a deadline has passed. */
export const memoryProcesses: Processes = { startVote: async () => {}, voteChanged: async () => {}, startJury: async () => {} };
