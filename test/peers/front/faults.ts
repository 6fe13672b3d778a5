/** A request or a delivery on its way between bot and platform, as far as a fault is chosen by it. */
export type Passing = {
  readonly method: string;
  /** Without the address: "/api/v10/channels/1/messages". */
  readonly path: string;
  readonly body: string;
};

/** What goes wrong with a request. Only "status" and "limit" are answers that the platform did not give: they are the platform's own words for them. */
export type RequestFault =
  /** It asks to be left alone for so long, and does nothing. */
  | { readonly kind: 'limit'; readonly seconds: number }
  /** It does nothing and says that it failed; `done`: it did it, and says so all the same. */
  | { readonly kind: 'status'; readonly status: number; readonly done?: true }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The connection is reset; `done`: after it was done, so that only the answer is lost. */
  | { readonly kind: 'reset'; readonly done?: true }
  /** Nothing comes back, and the connection stays: until whoever asked gives up. */
  | { readonly kind: 'half-open'; readonly done?: true }
  /** It is done, and half of the answer arrives. */
  | { readonly kind: 'truncate' };

/** What goes wrong with a delivery: a call of the bot's door, or a frame of its socket. */
export type DeliveryFault =
  | { readonly kind: 'lose' }
  /** It comes so many times in all. */
  | { readonly kind: 'repeat'; readonly times: number }
  | { readonly kind: 'late'; readonly milliseconds: number };

export type Fault<Does> = {
  /** Default: all of them. */
  readonly matches?: (passing: Passing) => boolean;
  /** Every so many of them, beginning with the first. Default 1: each. */
  readonly every?: number;
  /** Ends by itself after so many. Default: goes on until the weather is calm. */
  readonly times?: number;
  readonly does: Does;
};

type Standing<Does> = { readonly fault: Fault<Does>; seen: number; done: number };

export type Weather<Does extends { readonly kind: string }> = {
  readonly inject: (fault: Fault<Does>) => void;
  /** What goes wrong with this one; null: nothing. */
  readonly strikes: (passing: Passing) => Does | null;
  readonly calm: () => void;
  /** How often each kind happened. */
  readonly count: ReadonlyMap<string, number>;
};

export function createWeather<Does extends { readonly kind: string }>(): Weather<Does> {
  const standing = new Set<Standing<Does>>();
  const count = new Map<string, number>();

  function isStruck(each: Standing<Does>, passing: Passing): boolean {
    const { matches = () => true, every = 1, times = Infinity } = each.fault;
    if (each.done >= times || !matches(passing)) return false;
    each.seen += 1;
    if ((each.seen - 1) % every !== 0) return false;
    each.done += 1;
    return true;
  }

  return {
    inject: (fault) => void standing.add({ fault, seen: 0, done: 0 }),
    strikes: (passing) => {
      let does: Does | null = null;
      for (const each of standing) {
        // Each counts what it sees, also behind one that strikes first.
        if (isStruck(each, passing)) does ??= each.fault.does;
      }
      if (does !== null) count.set(does.kind, (count.get(does.kind) ?? 0) + 1);
      return does;
    },
    calm: () => standing.clear(),
    count,
  };
}
