import type { JsonValue } from '../../../core/canonical-json.ts';

/** What can happen to a vote, said about two people who may turn out to be one. */
export type Happening =
  | { readonly kind: 'cast'; readonly who: Who; readonly choice: string; readonly event: string; readonly late?: boolean }
  | { readonly kind: 'withdraw'; readonly who: Who; readonly event: string }
  | { readonly kind: 'count' }
  | { readonly kind: 'close' }
  | { readonly kind: 'link' };

export type Who = 'ada' | 'bob';

/** What each happening is answered with, null where nobody answers. */
export type Answer = { readonly kind: string; readonly previous?: JsonValue } | null;

type Voice = { tag: Who; choice: string | null; at: number };

/** The ballot box as one would explain it: no database, no locks, no rows. */
export function createBallotModel() {
  const seen = new Set<string>();
  const voices: Record<Who, Voice> = { ada: { tag: 'ada', choice: null, at: 0 }, bob: { tag: 'bob', choice: null, at: 0 } };
  let status: 'open' | 'counting' | 'closed' = 'open';
  let turn = 0;

  function say(who: Who, event: string, choice: string | null, late: boolean): Answer {
    if (seen.has(event)) return { kind: 'duplicate' };
    seen.add(event);
    if (status === 'closed' || late) return { kind: 'closed' };
    const voice = voices[who];
    const previous = voice.choice;
    if (choice === null && previous === null) return { kind: 'nothing-to-withdraw' };
    Object.assign(voice, { choice, at: turn });
    return { kind: 'counted', previous };
  }

  /** The later choice that stands is the one voice from now on; Ada's, where there is none. */
  function link(): void {
    if (voices.ada === voices.bob) return;
    const { ada, bob } = voices;
    const later = bob.choice !== null && (ada.choice === null || bob.at > ada.at) ? bob : ada;
    voices.ada = voices.bob = later;
  }

  return {
    happen: (happening: Happening): Answer => {
      turn += 1;
      switch (happening.kind) {
        case 'cast':
          return say(happening.who, happening.event, happening.choice, happening.late === true);
        case 'withdraw':
          return say(happening.who, happening.event, null, false);
        case 'count':
          if (status === 'open') status = 'counting';
          return null;
        case 'close':
          status = 'closed';
          return null;
        case 'link':
          // What is closed stays as it was published.
          if (status !== 'closed') link();
          return null;
        default:
          return happening satisfies never;
      }
    },
    /** Whose receipt stands beside which choice. */
    counted: () =>
      [...new Set(Object.values(voices))]
        .flatMap(({ tag, choice }) => (choice === null ? [] : [{ tag, choice }]))
        .sort((one, other) => (one.tag < other.tag ? -1 : 1)),
  };
}
