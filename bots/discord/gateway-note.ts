import { z } from 'zod';

export type GatewayState = {
  readonly kind: 'connecting' | 'connected' | 'silent' | 'refused';
  /** Since when, in milliseconds since 1970. */
  readonly since: number;
};

/** How the connection stands, as the process that has it tells others by the platform's memory: the doctor is another process. */
const GatewayNote = z.object({
  kind: z.enum(['connecting', 'connected', 'silent', 'refused']),
  since: z.number(),
  /** Milliseconds since 1970, in whole minutes: when it was still so. */
  at: z.number(),
});

export const gatewayNoteName = 'gateway state';

const minute = 60_000;

/** The same text for a minute while nothing changes. */
export function writeGatewayNote({ kind, since }: GatewayState, now: Date): string {
  const at = Math.floor(now.getTime() / minute) * minute;
  return JSON.stringify({ kind, since, at } satisfies z.infer<typeof GatewayNote>);
}

/** Null where nobody noted anything for a while: the process that had the connection is gone. */
export function readGatewayNote(text: string | null, now: Date): GatewayState | null {
  const note = GatewayNote.nullable().parse(JSON.parse(text ?? 'null'));
  return note === null || now.getTime() - note.at > 3 * minute ? null : { kind: note.kind, since: note.since };
}
