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

/** The same where several processes of a platform are at work at once. */
export type SharedMemory = PlatformMemory & {
  /**
   * Reads and writes one entry while no other process changes it; resolves with what stands there now. `next` may be called more than
   * once, so it does nothing else.
   */
  readonly change: (name: string, next: (before: string | null) => string | null) => Promise<string | null>;
  /** Forgets what begins so and was not written since; how many entries that were. */
  readonly forgetOld: (prefix: string, before: Date) => Promise<number>;
};
