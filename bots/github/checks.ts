import { z } from 'zod';
import type { SharedMemory } from '../../core/ports/platform-memory.ts';
import type { Reader, Translator } from '../../core/ports/translator.ts';
import { say } from '../../core/text/text.ts';
import type { Sentence, Status } from '../../core/text/text.ts';
import { shorten } from '../conversation/shown-text.ts';
import { readThread } from './address.ts';
import { isGone } from './github-errors.ts';
import { createTurns } from './in-turn.ts';
import type { Repository } from './repositories.ts';

/**
 * What was opened in a pull request, as check runs on its newest commit; for apps alone. What came out holds for the commit that stood
 * there: commits that are added later show that nobody voted on them, so that nothing slips in behind a vote.
 * They reject with a GithubFailure. Source: REST API, "Check runs".
 */
export type Checks = {
  /** `text`: what is told of it, as Markdown. */
  readonly show: (
    at: { readonly repository: Repository; readonly thread: string },
    told: { status: Status; text: string },
  ) => Promise<void>;
  /** After a push; without a commit it is asked for, and one that did not change costs two requests. */
  readonly renew: (repository: Repository, thread: string, commit?: string) => Promise<void>;
  /** The same for all that is open in a repository: a push may never have been delivered. */
  readonly renewAll: (repository: Repository) => Promise<void>;
};

type ChecksParts = { readonly memory: SharedMemory; readonly translator: Translator };

/** More are not looked after in one repository; GitHub shows at most 65,535 characters, of which the first say it. */
const mostThreads = 100;
const longestSummary = 4_000;

export function createChecks({ memory, translator }: ChecksParts): Checks {
  const inTurn = createTurns();

  async function show({ repository, thread }: { repository: Repository; thread: string }, { status, text }: Told): Promise<void> {
    const head = await headOf(repository, thread);
    if (head === null) return;
    const { thing, number, state } = status;
    const key = `${thing} ${number}`;
    const all = await change(repository, ({ [thread]: others, ...rest }) => {
      const commit = isOver(state) ? (others?.[key]?.commit ?? head.sha) : null;
      return { ...rest, [thread]: { ...others, [key]: { thing, number, state, text: shorten(text, longestSummary), commit } } };
    });
    const shown = all[thread]?.[key];
    if (shown !== undefined) await put(repository, shown, head.sha);
  }

  async function renew(repository: Repository, thread: string, commit?: string): Promise<void> {
    const all = await recall(repository);
    const things = Object.values(all[thread] ?? {});
    if (things.length === 0) return;
    const head = commit === undefined ? await headOf(repository, thread) : { sha: commit, isOpen: true };
    for (const shown of head === null ? [] : things) await put(repository, shown, head?.sha ?? '');
    if (head?.isOpen === true) return;
    await change(repository, (before) => Object.fromEntries(Object.entries(before).filter(([each]) => each !== thread)));
  }

  async function put({ name, api }: Repository, shown: Shown, sha: string): Promise<void> {
    const check = checkOf(shown, sha);
    const found = await api.get(`/repos/${name}/commits/${sha}/check-runs`, Runs, { check_name: check.name });
    const standing = found.check_runs.find(({ external_id: id }) => id === check.external_id);
    if (standing === undefined)
      await api.send({ method: 'POST', path: `/repos/${name}/check-runs`, body: { ...check, head_sha: sha } }, Run);
    else if (standing.output.title !== check.output.title || standing.output.summary !== check.output.summary)
      await api.send({ method: 'PATCH', path: `/repos/${name}/check-runs/${standing.id}`, body: check }, Run);
  }

  function checkOf({ thing, number, state, text, commit }: Shown, sha: string) {
    const isOlder = commit !== null && commit !== sha && conclusions[state] === 'success';
    const why = words(say('github.check-since-why', { commit: commit?.slice(0, 7) ?? '' }));
    const conclusion = isOlder ? 'action_required' : conclusions[state];
    return {
      name: `Cooperatus: ${words(say('github.check-name', { thing, number: `#${number}` }))}`,
      external_id: `${thing} ${number}`,
      ...(conclusion === null ? { status: 'in_progress' } : { status: 'completed', conclusion }),
      output: {
        title: words(isOlder ? say('github.check-since') : say('github.check-title', { state })),
        summary: isOlder ? `${why}\n\n${text}` : text,
      },
    };
  }

  const recall = async ({ id }: Repository): Promise<All> => allIn(await memory.read(nameOf(id)));

  /** Another process may change it too. */
  async function change({ id }: Repository, next: (before: All) => All): Promise<All> {
    const stored = await memory.change(nameOf(id), (before) => {
      const newest = Object.entries(next(allIn(before))).slice(-mostThreads);
      return newest.length === 0 ? null : JSON.stringify(Object.fromEntries(newest));
    });
    return allIn(stored);
  }

  const words = (sentence: Sentence): string => translator.words(sentence, everybody);

  return {
    show: async (at, told) => {
      if (readThread(at.thread)?.kind === 'pull') await inTurn(at.repository.id, () => show(at, told));
    },
    renew: (repository, thread, commit) => inTurn(repository.id, () => renew(repository, thread, commit)),
    renewAll: async (repository) => {
      for (const thread of Object.keys(await recall(repository))) await inTurn(repository.id, () => renew(repository, thread));
    },
  };
}

type Told = { readonly status: Status; readonly text: string };

/** Null while it is in progress. */
const conclusions = {
  open: null,
  counting: null,
  passed: 'success',
  decided: 'success',
  rejected: 'failure',
  undecided: 'neutral',
  cancelled: 'neutral',
} as const satisfies Readonly<Record<Status['state'], string | null>>;

const isOver = (state: Status['state']): boolean => conclusions[state] !== null;

async function headOf({ name, api }: Repository, thread: string): Promise<{ sha: string; isOpen: boolean } | null> {
  try {
    const { head, state } = await api.get(`/repos/${name}/pulls/${readThread(thread)?.number ?? 0}`, Pull);
    return { sha: head.sha, isOpen: state === 'open' };
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

const everybody: Reader = { language: 'en', timeZone: 'UTC' };
const nameOf = (id: string): string => `checks:${id}`;

const Pull = z.object({ head: z.object({ sha: z.string() }), state: z.string() });
const Run = z.object({
  id: z.int(),
  external_id: z.string().nullish(),
  output: z.object({ title: z.string().nullish(), summary: z.string().nullish() }),
});
const Runs = z.object({ check_runs: z.array(Run) });

type Shown = z.infer<typeof Shown>;
const Shown = z.object({
  thing: z.string(),
  number: z.int(),
  state: z.enum(['open', 'counting', 'passed', 'rejected', 'decided', 'undecided', 'cancelled']),
  text: z.string(),
  /** The newest when it came out. */
  commit: z.string().nullable(),
});
/** Thread -> "vote 3" -> how it stands. */
type All = z.infer<typeof All>;
const All = z.record(z.string(), z.record(z.string(), Shown));
const allIn = (text: string | null): All => All.parse(JSON.parse(text ?? '{}'));
