import { once } from 'node:events';
import type { Socket } from 'node:net';

/** A line without its end. `cut`: it was longer than may be, and this is its beginning. */
export type Line = { readonly text: string; readonly cut: boolean };

/** Reads UTF-8 lines of at most so many bytes; of longer ones the rest is let go, so that nothing piles up. */
export async function* readLines(chunks: AsyncIterable<Buffer>, longest: number): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer): void => {
    const kept = part.subarray(0, Math.max(0, longest - length));
    if (kept.length > 0) parts.push(kept);
    length += part.length;
  };
  const finish = (): Line => {
    const line = { text: Buffer.concat(parts).toString('utf8').replace(/\r$/, ''), cut: length > longest };
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineEnd); end !== -1; end = chunk.indexOf(lineEnd, start)) {
      take(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  if (length > 0) yield finish();
}

const lineEnd = 0x0a;

/** Writes one document as a line, at the pace of whoever reads. Resolves also when nobody reads any more. */
export async function writeLine(socket: Socket, document: unknown): Promise<void> {
  if (!socket.writable) return;
  if (socket.write(`${JSON.stringify(document)}\n`)) return;
  const over = new AbortController();
  const ended = once(socket, 'close', { signal: over.signal });
  const drained = once(socket, 'drain', { signal: over.signal });
  for (const waiting of [ended, drained]) waiting.catch(() => {}); // aborted, or the socket failed: its reader is told
  await Promise.race([ended, drained]).catch(() => {});
  over.abort();
}
