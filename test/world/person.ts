/** Somebody in the test world, on whichever platform: tests read as a conversation. */
export type Person = {
  readonly name: string;
  /** Says a line: in the shared place, in a thread of it, or privately. */
  readonly says: (text: string, where?: { direct?: boolean; thread?: boolean }) => Promise<void>;
  /** Presses the newest button with this label. */
  readonly clicks: (label: string | RegExp) => Promise<void>;
  /** Picks an option of the newest choice that has it. */
  readonly chooses: (label: string | RegExp) => Promise<void>;
  /** Fills in the form that opened and sends it: field name -> words. */
  readonly fills: (values: Readonly<Record<string, string>>) => Promise<void>;
  /** Waits for a message that this person sees and has not read yet, and returns it. Throws with what stands there. */
  readonly reads: (pattern: string | RegExp) => Promise<string>;
  /** Everything visible now, as this person reads it, newest last. */
  readonly sees: () => Promise<readonly string[]> | readonly string[];
};
