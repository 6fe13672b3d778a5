import { z } from 'zod';
import type { SharedMemory } from '../../core/ports/platform-memory.ts';
import type { Reader, Translator } from '../../core/ports/translator.ts';
import { say } from '../../core/text/text.ts';
import type { Sentence, Status } from '../../core/text/text.ts';
import { readThread } from './address.ts';
import { GithubFailure, isGone } from './github-errors.ts';
import { createTurns } from './in-turn.ts';
import { isStateLabel, stateColors, stateLabel, thingColor, thingLabel } from './label-names.ts';
import type { Repository } from './repositories.ts';

/**
 * Labels that show how the things of a thread stand. They are a view: who sets or removes one changes nothing. Labels that others set
 * are never taken off; of ours only those that are not true any more. They reject with a GithubFailure.
 */
export type Labels = {
  readonly show: (at: { readonly repository: Repository; readonly thread: string }, status: Status) => Promise<void>;
  /** Sees that the label exists by which a form is known: GitHub leaves out of a form what does not. */
  readonly prepare: (repository: Repository, thing: string) => Promise<void>;
};

type LabelsParts = { readonly memory: SharedMemory; readonly translator: Translator };

export function createLabels({ memory, translator }: LabelsParts): Labels {
  const inTurn = createTurns();
  const ready = new Set<string>();

  async function show({ repository, thread }: { repository: Repository; thread: string }, status: Status): Promise<void> {
    const read = readThread(thread);
    // Discussions have labels in GraphQL only.
    if (read === null || read.kind === 'discussion') return;
    const name = `states:${repository.id}:${thread}`;
    const states = statesIn(
      await memory.change(name, (known) =>
        JSON.stringify({ ...statesIn(known), [`${status.thing} ${status.number}`]: status.state } satisfies z.infer<typeof States>),
      ),
    );
    const wanted = new Set(
      Object.entries(states).flatMap(([key, state]) => {
        const thing = key.split(' ')[0] ?? '';
        return [thingLabel(thing), stateLabel(thing, state)];
      }),
    );
    const path = `/repos/${repository.name}/issues/${read.number}/labels`;
    const standing = new Set((await repository.api.get(path, Named, { per_page: 100 })).map((label) => label.name));
    const missing = [...wanted].filter((label) => !standing.has(label));
    for (const label of missing) await create(repository, label, status.thing);
    if (missing.length > 0) await repository.api.send({ method: 'POST', path, body: { labels: missing } }, z.unknown());
    for (const label of standing)
      if (isStateLabel(label) && !wanted.has(label)) await remove(repository, `${path}/${encodeURIComponent(label)}`);
  }

  /** Where it exists it stays as it is: somebody may have given it another colour. */
  async function create({ id, name, api }: Repository, label: string, thing: string): Promise<void> {
    if (ready.has(`${id} ${label}`)) return;
    const [, , state] = label.split('/');
    const known = state === undefined ? null : stateOf(state);
    const color = known === null ? thingColor : stateColors[known];
    const description = words(known === null ? say('github.label-thing', { thing }) : say('github.label-state', { thing, state: known }));
    try {
      await api.send({ method: 'POST', path: `/repos/${name}/labels`, body: { name: label, color, description } }, z.unknown());
    } catch (error) {
      // "already_exists"
      if (!(error instanceof GithubFailure) || error.status !== 422) throw error;
    }
    ready.add(`${id} ${label}`);
  }

  async function remove({ api }: Repository, path: string): Promise<void> {
    try {
      await api.send({ method: 'DELETE', path }, z.unknown());
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  const words = (sentence: Sentence): string => translator.words(sentence, everybody).slice(0, longestDescription);

  return {
    show: (at, status) => inTurn(`${at.repository.id} ${at.thread}`, () => show(at, status)),
    prepare: (repository, thing) => create(repository, thingLabel(thing), thing),
  };
}

const everybody: Reader = { language: 'en', timeZone: 'UTC' };
/** GitHub takes no more. */
const longestDescription = 100;

const State = z.enum(['open', 'counting', 'passed', 'rejected', 'decided', 'undecided', 'cancelled']);
/** "vote 3" -> how it stands. */
const States = z.record(z.string(), State);
const statesIn = (text: string | null): z.infer<typeof States> => States.parse(JSON.parse(text ?? '{}'));
const Named = z.array(z.object({ name: z.string() }));

function stateOf(text: string): Status['state'] | null {
  return State.safeParse(text).data ?? null;
}
