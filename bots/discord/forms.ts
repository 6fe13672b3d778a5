import { randomUUID } from 'node:crypto';

/** How many half-filled forms are remembered; older ones open empty. */
const remembered = 1_000;

type PendingForm = { readonly command: string; readonly answers: Readonly<Record<string, string>> };

/**
 * Forms that were offered, with what was answered already: a modal cannot carry it, and cannot be the answer to a modal.
 * Only a convenience of this process: after a restart a form opens without the earlier answers, and the dialogue asks.
 */
export type Forms = {
  /** Returns the id of the form, for a modal or for the button that opens it. */
  readonly keep: (form: PendingForm) => string;
  /** Null when the id is none of a form. */
  readonly find: (id: string) => PendingForm | null;
};

export function createForms(newId: () => string = randomUUID): Forms {
  const pending = new Map<string, PendingForm['answers']>();
  return {
    keep: ({ command, answers }) => {
      const id = `form:${newId()}:${command}`;
      pending.set(id, answers);
      for (const oldest of pending.keys()) {
        if (pending.size <= remembered) break;
        pending.delete(oldest);
      }
      return id;
    },
    find: (id) => {
      const command = /^form:[^:]*:(.+)$/.exec(id)?.[1];
      return command === undefined ? null : { command, answers: pending.get(id) ?? {} };
    },
  };
}
