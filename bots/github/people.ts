import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from '../../core/ports/clock.ts';
import type { Repository } from './repositories.ts';
import type { Spoken } from './spoken.ts';

/** How much is remembered, and for how many milliseconds: who may manage a repository may not any more in a minute. */
const remembered = 10_000;
const rightsAge = 60_000;
const lackOfRightsAge = 10 * 60_000;
/** GitHub waits 10 s for all that we do. */
const patience = 2_000;

export type People = {
  /** Whether somebody may manage a repository now: role "admin" or "maintain". False when GitHub does not tell. */
  readonly manages: (spoken: Pick<Spoken, 'author' | 'association'>, repository: Repository) => Promise<boolean>;
};

export function createPeople({ clock, log }: { readonly clock: Clock; readonly log: Logger }): People {
  const known = new Map<string, { manages: boolean; at: number }>();

  async function ask(login: string, { name, api }: Repository): Promise<boolean | null> {
    const late = Promise.withResolvers<null>();
    const timer = setTimeout(() => late.resolve(null), patience);
    try {
      const asked = api.get(`/repos/${name}/collaborators/${encodeURIComponent(login)}/permission`, Permission);
      const answer = await Promise.race([asked, late.promise]);
      return answer === null ? null : managing.has(answer.role_name) || answer.permission === 'admin';
    } catch (error) {
      log.debug({ err: error }, 'GitHub did not say what somebody may do');
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    manages: async ({ author, association }, repository) => {
      if (association === 'OWNER') return true;
      // Nobody else can have such a role: no need to ask.
      if (!insiders.has(association)) return false;
      const key = `${author.id} ${repository.id}`;
      const now = clock.now().getTime();
      const before = known.get(key);
      if (before !== undefined && now - before.at < (before.manages ? rightsAge : lackOfRightsAge)) return before.manages;
      const manages = await ask(author.login, repository);
      if (manages === null) return false;
      known.delete(key);
      known.set(key, { manages, at: now });
      const [oldest] = known.keys();
      if (oldest !== undefined && known.size > remembered) known.delete(oldest);
      return manages;
    },
  };
}

const insiders: ReadonlySet<string> = new Set(['MEMBER', 'COLLABORATOR']);
const managing: ReadonlySet<string> = new Set(['admin', 'maintain']);
const Permission = z.object({ permission: z.string(), role_name: z.string().default('') });
