/** A token bucket: `burst` at once, then `perSecond`. */
export type Rate = { readonly burst: number; readonly perSecond: number };

/** How fast one platform may be written to: in one route (a channel, a conversation), and in all of them together. */
export type Limits = { readonly route: Rate; readonly platform: Rate };

export type Pace = {
  /**
   * Milliseconds to wait before a row may leave. Takes a token of the route's and of the platform's bucket for it,
   * unless that is longer than `patience`.
   */
  readonly take: (row: { platform: string; installation: string; route: string }, patience: number) => number;
  /** The platform asked to be left alone for so many milliseconds. */
  readonly pause: (platform: string, milliseconds: number) => void;
  readonly isOpen: (platform: string) => boolean;
};

/** For what has its own way of saying "later", and for tests. */
const boundless: Rate = { burst: Number.MAX_SAFE_INTEGER, perSecond: Number.MAX_SAFE_INTEGER };
export const unlimited: Limits = { route: boundless, platform: boundless };

/** What most platforms bear. */
const usual: Limits = { route: { burst: 5, perSecond: 1 }, platform: { burst: 40, perSecond: 40 } };

/** Limits by platform; "default" stands for those not named. `now` in milliseconds, monotonic. */
export function createPace(limits: Readonly<Record<string, Limits>>, now: () => number = () => performance.now()): Pace {
  const buckets = new Map<string, Bucket>();
  const paused = new Map<string, number>();

  function fill(key: string, rate: Rate): Bucket {
    const bucket = buckets.get(key) ?? { tokens: rate.burst, at: now() };
    bucket.tokens = Math.min(rate.burst, bucket.tokens + ((now() - bucket.at) / 1_000) * rate.perSecond);
    bucket.at = now();
    buckets.set(key, bucket);
    return bucket;
  }

  /** A bucket not used for ten minutes is full again: it need not be remembered. */
  function forget(): void {
    if (buckets.size < 10_000) return;
    for (const [key, bucket] of buckets) if (now() - bucket.at > 600_000) buckets.delete(key);
  }

  return {
    take: ({ platform, installation, route }, patience) => {
      forget();
      const rates = limits[platform] ?? limits['default'] ?? usual;
      const inRoute = fill(JSON.stringify([platform, installation, route]), rates.route);
      const inAll = fill(JSON.stringify([platform]), rates.platform);
      const wait = Math.max(waiting(inRoute, rates.route), waiting(inAll, rates.platform));
      if (wait <= patience) for (const bucket of [inRoute, inAll]) bucket.tokens -= 1;
      return wait;
    },
    pause: (platform, milliseconds) => {
      paused.set(platform, Math.max(paused.get(platform) ?? 0, now() + milliseconds));
    },
    isOpen: (platform) => (paused.get(platform) ?? 0) <= now(),
  };
}

type Bucket = { tokens: number; at: number };

/** Milliseconds until there is a whole token. */
function waiting(bucket: Bucket, rate: Rate): number {
  return bucket.tokens >= 1 ? 0 : Math.ceil(((1 - bucket.tokens) / rate.perSecond) * 1_000);
}
