/**
 * What only one process may be at a time, over all processes of the database: a device whose keys two would spoil.
 */
export type PlatformHold = {
  /** Null: another process has it. It is let go when that process ends, however it ends. */
  readonly take: () => Promise<Held | null>;
};

export type Held = {
  /** Aborted when it was lost without being let go: another process may have it now. */
  readonly lost: AbortSignal;
  readonly release: () => Promise<void>;
};
