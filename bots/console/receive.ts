import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { attend } from './attend.ts';
import type { Attended } from './attend.ts';
import { keepListening } from './listen.ts';
import type { TerminalParts } from './terminal.ts';

export type Receive = {
  /** Takes no new terminal and lets those go that are attached, after the line that each is at. */
  readonly stop: () => Promise<void>;
};

/** Milliseconds that lines in hand have to be answered. */
const farewell = 5_000;

/** Terminals of the data folder, over its socket. Resolves when they can attach, or have to wait for another process. */
export async function createReceive(parts: TerminalParts & { readonly home: string }): Promise<Receive> {
  const attended = new Map<Socket, Attended>();
  const stopWatching = parts.board.watch((to) => {
    for (const { terminal } of attended.values()) terminal()?.wake(to);
  });

  function accept(socket: Socket): void {
    socket.on('error', () => {}); // whoever reads it is told
    const connection = attend(socket, parts);
    attended.set(socket, connection);
    void connection.over
      .catch((err: unknown) => {
        if (isBrokenOff(err)) parts.log.debug({ err }, 'a terminal broke off');
        else parts.log.error({ err }, 'a terminal failed');
      })
      .finally(() => attended.delete(socket));
  }

  const stopListening = await keepListening({ ...parts, accept });
  return {
    stop: async () => {
      const ended = Promise.all([...attended.values()].map(({ end }) => end()));
      await stopListening();
      await Promise.race([ended, sleep(farewell, undefined, { ref: false })]);
      for (const socket of attended.keys()) socket.destroy(); // also who came while we stopped
      await stopWatching();
    },
  };
}

function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String(error.code));
}
