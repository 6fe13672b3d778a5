import { AccountId, PersonId } from '../../../core/ids.ts';
import type { Arrival, Draft, Intake, IntakePorts } from '../../../core/ports/intake.ts';
import type { MemberStatus, Network } from '../../../core/ports/networks.ts';

type State = { readonly here: Network | null; readonly status: MemberStatus; readonly now: Date; readonly language: string | null };

type Parts<Ports> = {
  readonly state: State;
  readonly ports: Ports;
  /** Remembers what the ports did, and returns what brings it back. */
  readonly undo: () => () => void;
};

/** A door with memory: one inbox, one draft, queued answers, and everything undone when the work throws. */
export function createFakeIntake<Ports>({ state, ports, undo }: Parts<Ports>) {
  const inbox = new Set<string>();
  const stored = { draft: null as Draft | null };
  const queued: string[] = [];
  const given: string[] = [];
  /** Set to make the door fail: once per entry. */
  const failures: Error[] = [];

  /** When each event is said to have arrived. */
  const arrivals: (number | undefined)[] = [];
  /** Set to hold the door. */
  const hold = { before: async (): Promise<void> => {} };

  const receive: Intake<Ports>['receive'] = async (event, work, arrived) => {
    arrivals.push(arrived);
    await hold.before();
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    if (inbox.has(event.id)) return null;

    const before = stored.draft;
    const rollBack = undo();
    const expired = before !== null && before.expiresAt <= state.now;
    const arrival: Arrival = {
      account: AccountId.parse('00000000-0000-4000-8000-00000000000a'),
      person: PersonId.parse('00000000-0000-4000-8000-00000000000b'),
      settings: { timeZone: 'Europe/Berlin', language: state.language, quietHours: null },
      network: state.here,
      membership: state.status,
      draft: expired ? null : before,
      ...(expired ? { expiredDraft: before } : {}),
    };
    const answers: string[] = [];
    const intakePorts: IntakePorts = {
      drafts: {
        // As the database does: plain JSON, keys in no particular order.
        keep: async (draft) =>
          void (stored.draft = { ...draft, answers: Object.fromEntries(Object.entries(structuredClone(draft.answers)).toReversed()) }),
        drop: async () => void (stored.draft = null),
      },
      answer: async () => {
        answers.push(event.id);
        return `answer/${event.id}`;
      },
    };
    try {
      const result = await work(arrival, { ...ports, ...intakePorts });
      inbox.add(event.id);
      queued.push(...answers);
      return result;
    } catch (error) {
      stored.draft = before;
      rollBack();
      throw error;
    }
  };

  return { receive, answered: async (key: string) => void given.push(key), inbox, stored, queued, given, failures, arrivals, hold };
}
