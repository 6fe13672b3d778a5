import type { Addressed, Attached, ConsoleBoard, ConsoleMessage, NewConsoleMessage } from '../../../core/ports/console-board.ts';

type Row = NewConsoleMessage & { readonly posted: bigint; position: bigint };

export type MemoryBoard = ConsoleBoard & {
  readonly rows: Row[];
  readonly seenBy: Map<string, bigint>;
  /** What the board says of what is on its way. */
  expecting: boolean;
  /** Errors for the next posts. */
  readonly failures: Error[];
};

/** The board in memory; its laws are those of adapters/postgres/console-board.ts. */
export function memoryBoard(): MemoryBoard {
  const rows: Row[] = [];
  const seenBy = new Map<string, bigint>();
  const wakers = new Set<(to: Addressed | null) => void>();
  let last = 0n;
  const next = (): bigint => (last += 1n);
  const wake = (to: Addressed | null): void => {
    for (const each of wakers) each(to);
  };
  const isFor = ({ room, account }: Addressed, who: Attached): boolean =>
    (room ?? who.room) === who.room && (account ?? who.account) === who.account;
  const shown = (row: Row): ConsoleMessage => ({ ...row });
  const board: MemoryBoard = {
    rows,
    seenBy,
    expecting: false,
    failures: [],
    post: async (message) => {
      const failure = board.failures.shift();
      if (failure !== undefined) throw failure;
      const standing = rows.find(({ key }) => key === message.key);
      if (standing !== undefined) return String(standing.posted);
      const position = next();
      rows.push({ ...message, posted: position, position });
      wake(message);
      return String(position);
    },
    replace: async (id, { message, reader }) => {
      const place = rows.findIndex(({ posted }) => String(posted) === id);
      const row = rows[place];
      if (row === undefined) return false;
      if (JSON.stringify(row.message) === JSON.stringify(message)) return true;
      rows.splice(place, 1);
      rows.push({ ...row, message, reader, position: next() });
      wake(null);
      return true;
    },
    unread: async (who, after, limit) =>
      rows
        .filter((row) => row.position > after && isFor(row, who))
        .slice(0, limit)
        .map(shown),
    arrive: async (who) => {
      const seen = seenBy.get(`${who.account} ${who.room}`);
      if (seen !== undefined) return { after: seen, recent: [] };
      return {
        after: last,
        recent: rows
          .filter(({ room, account }) => room === who.room && account === null)
          .slice(-5)
          .map(shown),
      };
    },
    seen: async (who, position) => {
      const key = `${who.account} ${who.room}`;
      seenBy.set(key, position > (seenBy.get(key) ?? 0n) ? position : (seenBy.get(key) ?? 0n));
    },
    isExpecting: async () => board.expecting,
    watch: (waker) => {
      wakers.add(waker);
      return async () => void wakers.delete(waker);
    },
  };
  return board;
}
