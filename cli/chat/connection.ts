import { Frame, longestFrame, protocolVersion } from '../../bots/console/protocol.ts';
import type { Request } from '../../bots/console/protocol.ts';
import { readLines, writeLine } from '../../bots/console/lines.ts';
import { openSocket } from '../../bots/console/socket.ts';
import { CoopError } from '../../core/errors.ts';

/** One connection to an instance, attached. */
export type Connection = {
  /** Where reading goes on. */
  readonly position: string;
  readonly send: (request: Request) => Promise<void>;
  /** What is shown, until the connection ends, however it does. */
  readonly frames: AsyncIterable<Frame>;
  /** Says no more; the instance ends the connection when it has done what was said. */
  readonly hangUp: () => void;
  /** Ends it at once. */
  readonly drop: () => void;
};

export type Attaching = {
  readonly name: string;
  readonly room: string;
  /** How far was read before; null for the first time. */
  readonly after: string | null;
};

/** Milliseconds for the instance to answer at all. */
const patience = 10_000;

/**
 * Attaches to the instance of a data folder. Null when there is none.
 * @throws CoopError "console-refused" in the instance's words, "console-silent", "console-broken", and those of openSocket.
 */
export async function openConnection(home: string, { name, room, after }: Attaching): Promise<Connection | null> {
  const socket = await openSocket(home);
  if (socket === null) return null;
  socket.on('error', () => {}); // whoever reads it is told
  const lines = readLines(socket, longestFrame);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patience);
  late.signal.addEventListener('abort', () => socket.destroy());
  await writeLine(socket, { kind: 'attach', protocol: protocolVersion, name, room, after } satisfies Request);
  const first = await nextFrame(lines);
  clearTimeout(timer);
  if (first?.kind === 'refused') throw new CoopError('console-refused', first.text);
  if (first?.kind !== 'attached') {
    socket.destroy();
    throw late.signal.aborted ? new CoopError('console-silent', silence) : new CoopError('console-broken', broken);
  }
  return {
    position: first.position,
    send: (request) => writeLine(socket, request),
    frames: framesOf(lines),
    hangUp: () => socket.end(),
    drop: () => socket.destroy(),
  };
}

const broken = 'The instance hangs up before a word is said: coop.log in the data folder, or where it was started, says why.';
const silence = 'The instance of this data folder does not answer: end it, and start it again.';

type Lines = ReturnType<typeof readLines>;

async function* framesOf(lines: Lines): AsyncGenerator<Frame> {
  for (let frame = await nextFrame(lines); frame !== null; frame = await nextFrame(lines)) yield frame;
}

/** Null at the end. What cannot be read is of another release: that ends it too. */
async function nextFrame(lines: Lines): Promise<Frame | null> {
  try {
    const line = await lines.next();
    if (line.done === true || line.value.cut) return null;
    return Frame.parse(JSON.parse(line.value.text));
  } catch {
    return null; // broken off: whoever needs it connects again
  }
}
