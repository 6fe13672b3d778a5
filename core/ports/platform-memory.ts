/**
 * What a platform must know again in its next life: how far it has read, a session that can be resumed, the keys of its device.
 * Its own words under its own names; sealed at rest. Never anything that has a table of its own.
 */
export type PlatformMemory = {
  /** Null where nothing was written. */
  readonly read: (name: string) => Promise<string | null>;
  /** All or nothing, and committed when it resolves. Null forgets. */
  readonly write: (entries: Readonly<Record<string, string | null>>) => Promise<void>;
};
