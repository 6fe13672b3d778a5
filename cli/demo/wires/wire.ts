import type { Person } from '../../../test/world/person.ts';

/** A platform's server on loopback, as the story needs it. */
export type Wire = {
  /** What points the bot to it: DISCORD_TOKEN, DISCORD_API_URL ... */
  readonly variables: Readonly<Record<string, string>>;
  /** Somebody there. A manager may give the shared place to a network. */
  readonly person: (name: string, rights?: { manager?: boolean }) => Promise<Person>;
  /** How a command is written there: `/coop join`. */
  readonly call: (line: string) => string;
  readonly stop: () => Promise<void>;
};

export type WireParts = {
  /** The port of the bot's HTTP server: where platforms call it. */
  readonly port: number;
  /** Tells what takes long: an installation, once. */
  readonly progress: (line: string) => void;
};
