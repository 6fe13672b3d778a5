import { z } from 'zod';

/** Terminals and the instance speak lines of JSON, each one of these. Both ends read them by the same schemas. */
export const protocolVersion = 1;

/** Bytes of a line to the instance: the longest text, all escapes, and what stands around it. */
export const longestRequest = 128 * 1024;
/** Bytes of a line to a terminal. */
export const longestFrame = 4 * 1024 * 1024;
/** Characters of a line that are carried on: more than the longest that is heard, so that the refusal names the rest. */
export const longestSaid = 10_000;

/** A place on the board. */
const Position = z.string().regex(/^\d{1,18}$/);

export const Request = z.discriminatedUnion('kind', [
  /** First of all. `after`: what this terminal has shown already; null for a new one, which reads on where its account stood. */
  z.object({ kind: z.literal('attach'), protocol: z.int(), name: z.string(), room: z.string(), after: Position.nullable() }),
  /** A line. The id is the terminal's: said again with the same id, it takes effect once. `direct`: not in the room, alone. */
  z.object({ kind: z.literal('say'), id: z.uuid(), text: z.string(), direct: z.boolean() }),
  /** Everything to this position was shown to a person. */
  z.object({ kind: z.literal('seen'), position: Position }),
  /** Asks for a `settled` once everything is shown that stands on the board or is about to. */
  z.object({ kind: z.literal('settle'), id: z.uuid() }),
]);
export type Request = z.infer<typeof Request>;

export const Frame = z.discriminatedUnion('kind', [
  /** `position`: where reading goes on. */
  z.object({ kind: z.literal('attached'), account: z.string(), room: z.string(), position: Position }),
  /** The last one: the instance ends the connection. */
  z.object({ kind: z.literal('refused'), text: z.string() }),
  z.object({
    kind: z.literal('shown'),
    /** Null for what is no step in reading on: the past that a newcomer sees, an answer that could not be put on the board. */
    position: Position.nullable(),
    /** The line that it answers, whoever said it. */
    event: z.string().nullable(),
    /** Whose answer or what kind of message it is; not for who asked. */
    heading: z.string().nullable(),
    /** Plain text of several lines, not yet harmless for a terminal. */
    text: z.string(),
  }),
  /** The line was taken in, but its answer is not there: the terminal waits no longer. It may still come. */
  z.object({ kind: z.literal('late'), event: z.string(), text: z.string() }),
  /** What the terminal sent was not read. */
  z.object({ kind: z.literal('unread'), text: z.string() }),
  z.object({ kind: z.literal('settled'), id: z.string() }),
]);
export type Frame = z.infer<typeof Frame>;
export type Shown = Extract<Frame, { kind: 'shown' }>;
