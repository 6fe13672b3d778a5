import { z } from 'zod';
import type { Apis, GithubApi } from './api.ts';
import { RepositoryRead } from './envelope.ts';
import { isRefusal } from './github-errors.ts';

export type Repository = {
  /** Its number, which no renaming changes. */
  readonly id: string;
  /** "ada/lighthouse": what the API's paths name. */
  readonly name: string;
  readonly hasDiscussions: boolean;
  readonly api: GithubApi;
};

/** The repositories that we look after. */
export type Repositories = {
  /** All of them, asked anew. */
  readonly list: () => Promise<readonly Repository[]>;
  /** Null for one that we are not let into. */
  readonly find: (id: string) => Promise<Repository | null>;
  /** What a webhook says of one: its name may be new. With a token, one that is not named is left alone, whoever signs for it. */
  readonly learn: (repository: RepositoryRead, installation: number | null) => Promise<void>;
};

const mostPages = 50;

/** `names`: with a token, which ones; an app is told by its installations. */
export function createRepositories(apis: Apis, names: readonly string[]): Repositories {
  const known = new Map<string, Repository>();
  const named = new Set(names.map((name) => name.toLowerCase()));
  /** With a token: what was asked for, and is none of those named. A webhook of an organization tells of all that it has. */
  const strangers = new Set<string>();

  async function list(): Promise<readonly Repository[]> {
    const found = apis.kind === 'token' ? await allNamed(apis.api, names) : await installed(apis);
    for (const repository of found) known.set(repository.id, repository);
    return found;
  }

  return {
    list,
    find: async (id) => {
      if (!known.has(id) && !strangers.has(id)) await list();
      if (apis.kind === 'token' && !known.has(id)) strangers.add(id);
      return known.get(id) ?? null;
    },
    learn: async ({ id, full_name: name, has_discussions: hasDiscussions }, installation) => {
      const standing = known.get(String(id));
      if (apis.kind === 'token' && standing === undefined && !named.has(name.toLowerCase())) return;
      const api = apis.kind === 'token' ? apis.api : installation === null ? standing?.api : await apis.installation(installation);
      if (api !== undefined) known.set(String(id), { id: String(id), name, hasDiscussions, api });
    },
  };
}

/** One that was deleted, or is closed to us, holds up none of the others. */
async function allNamed(api: GithubApi, names: readonly string[]): Promise<readonly Repository[]> {
  const found: Repository[] = [];
  for (const name of names) {
    try {
      found.push(repositoryOf(await api.get(`/repos/${name}`, RepositoryRead), api));
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  return found;
}

async function installed(apis: Apis & { kind: 'app' }): Promise<readonly Repository[]> {
  const found: Repository[] = [];
  for await (const { id, suspended_at: suspended } of everyPage(apis.app, '/app/installations', Installation)) {
    if (suspended) continue;
    const api = await apis.installation(id);
    try {
      for await (const repository of everyPage(api, '/installation/repositories', RepositoryRead))
        found.push(repositoryOf(repository, api));
    } catch (error) {
      // Suspended or taken away meanwhile.
      if (!isRefusal(error)) throw error;
    }
  }
  return found;
}

async function* everyPage<T>(api: GithubApi, path: string, item: z.ZodType<T>): AsyncGenerator<T> {
  for (let number = 1; number <= mostPages; number += 1) {
    const page = await api.page(path, item, { query: {}, number });
    if (page.kind === 'unchanged') return;
    yield* page.items;
    if (!page.more) return;
  }
}

function repositoryOf({ id, full_name: name, has_discussions: hasDiscussions }: RepositoryRead, api: GithubApi): Repository {
  return { id: String(id), name, hasDiscussions, api };
}

const Installation = z.object({ id: z.int(), suspended_at: z.string().nullish() });
