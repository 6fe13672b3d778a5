import type { Clock } from '../../core/ports/clock.ts';

/**
 * Keeps below what GitHub takes of one account in new and changed content: who goes on is shut out, people's own comments with it.
 * Source: GitHub Docs, "Rate limits for the REST API", secondary rate limits: 80 requests in a minute, 500 in an hour, REST and GraphQL
 * together.
 */
export type ContentPace = {
  /** Takes a place for one request and returns 0; or takes none, and returns the milliseconds until there is one. */
  readonly take: () => number;
};

const bounds = [
  { most: 80, within: 60_000 },
  { most: 500, within: 60 * 60_000 },
] as const;

/** One for each installation, or for the token: GitHub counts by who writes. */
export function createContentPace(clock: Clock): ContentPace {
  const longest = Math.max(...bounds.map(({ within }) => within));
  let taken: readonly number[] = [];
  return {
    take: () => {
      const now = clock.now().getTime();
      taken = taken.filter((at) => at > now - longest);
      const waits = bounds.map(({ most, within }) => {
        const oldest = taken.at(-most);
        return oldest === undefined ? 0 : oldest + within - now;
      });
      const wait = Math.max(0, ...waits);
      if (wait === 0) taken = [...taken, now];
      return wait;
    },
  };
}
