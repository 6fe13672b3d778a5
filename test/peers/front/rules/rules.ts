import type { Passing } from '../faults.ts';

export type Said = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** What the proxy must know of a platform to fail as it does. */
export type PlatformRules = {
  /** How it says that it is asked too often. */
  readonly limited: (seconds: number) => Said;
  /** How it says that it failed. */
  readonly failed: (status: number) => Said;
  /** Whether this request shows something to people: a post, an edit, an answer. */
  readonly shows: (request: Passing) => boolean;
  /** Whether this delivery can be read back when it is lost, and may come twice. What people click cannot. */
  readonly tells: (delivery: Passing) => boolean;
  /** What stands beside a call of the bot's door that is made again. */
  readonly again: (time: number) => Readonly<Record<string, string>>;
  /** A frame that comes again. */
  readonly framedAgain: (frame: string, time: number) => string;
  /** Frames of its socket on their way to the bot, with its times shortened so that no test waits for them. */
  readonly hurried: (frame: string) => string;
  /** Frames by which it asks the bot to connect again. */
  readonly farewells: Readonly<Record<string, string>>;
};

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Said => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

/** For platforms whose socket says nothing of the kind, or that have none. */
export const noSocket = { framedAgain: (frame: string) => frame, hurried: (frame: string) => frame, farewells: {} };
