import type { Clock } from '../../core/ports/clock.ts';

/** GitHub counts the two apart. */
type Kind = 'rest' | 'graphql';

/**
 * Keeps everybody waiting while GitHub wants to be left alone: it was told to one request, and who goes on asking is shut out for longer.
 * Source: GitHub Docs, "Best practices for using the REST API".
 */
export type Gate = {
  /** Milliseconds until it may be asked again; 0 for now. */
  readonly wait: (kind: Kind) => number;
  readonly close: (kind: Kind, milliseconds: number) => void;
};

export function createGate(clock: Clock): Gate {
  const until = new Map<Kind, number>();
  return {
    wait: (kind) => {
      const rest = (until.get(kind) ?? 0) - clock.now().getTime();
      return rest > slack ? rest : 0;
    },
    close: (kind, milliseconds) => void until.set(kind, Math.max(until.get(kind) ?? 0, clock.now().getTime() + milliseconds)),
  };
}

/** Timers may ring a little early. */
const slack = 50;
