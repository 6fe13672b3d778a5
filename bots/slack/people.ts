import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from '../../core/ports/clock.ts';
import type { SlackApi } from './api.ts';
import { slackCode } from './web-errors.ts';

/** How many people and channels are remembered. */
const remembered = 10_000;
/** Milliseconds: names change rarely; who was an administrator a while ago may not be any more. */
const nameAge = 60 * 60_000;
const rightsAge = 60_000;
const lackOfRightsAge = 10 * 60_000;
/** Slack waits 3 s for all that we do: a name is not worth more than this. */
const patience = 1_000;

export type People = {
  /** The name shown; `known` where Slack does not tell in time. Never rejects. */
  readonly nameOf: (id: string, known?: string) => Promise<string>;
  /** Whether somebody may manage a channel now: its creator, an administrator or an owner of the workspace. False when Slack does not tell. */
  readonly manages: (id: string, channel: string) => Promise<boolean>;
};

type PeopleParts = { readonly api: SlackApi; readonly clock: Clock; readonly log: Logger };

export function createPeople({ api, clock, log }: PeopleParts): People {
  const users = new Map<string, { user: User; at: number }>();
  const creators = new Map<string, string>();

  async function find(id: string, mayBeOld: (user: User) => number): Promise<User | null> {
    const known = users.get(id);
    const now = clock.now().getTime();
    if (known && now - known.at < mayBeOld(known.user)) return known.user;
    const user = await ask(() => api('users.info', { user: id }), UserAnswer);
    if (user === null) return null;
    remember(users, id, { user: user.user, at: now });
    return user.user;
  }

  async function creatorOf(channel: string): Promise<string | null> {
    const known = creators.get(channel);
    if (known !== undefined) return known;
    const answer = await ask(() => api('conversations.info', { channel }), ChannelAnswer);
    if (answer === null) return null;
    remember(creators, channel, answer.channel.creator);
    return answer.channel.creator;
  }

  async function ask<T>(request: () => Promise<unknown>, schema: z.ZodType<T>): Promise<T | null> {
    const late = Promise.withResolvers<null>();
    const timer = setTimeout(() => late.resolve(null), patience);
    try {
      return await Promise.race([request().then((answer) => schema.parse(answer)), late.promise]);
    } catch (error) {
      log.debug({ code: slackCode(error) }, 'Slack did not say who somebody is');
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    nameOf: async (id, known = '') => {
      const user = await find(id, () => nameAge);
      const { profile, real_name: real, name } = user ?? { profile: {}, real_name: '', name: '' };
      return [profile.display_name, profile.real_name, real, name, known, id].find(Boolean)?.slice(0, 100) ?? id;
    },
    manages: async (id, channel) => {
      const [user, creator] = await Promise.all([find(id, (each) => (isAdmin(each) ? rightsAge : lackOfRightsAge)), creatorOf(channel)]);
      return (user !== null && isAdmin(user)) || creator === id;
    },
  };
}

/** A guest, and somebody from another workspace, manages nothing here. */
function isAdmin(user: User): boolean {
  return user.is_admin || user.is_owner || user.is_primary_owner;
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (oldest !== undefined && map.size > remembered) map.delete(oldest);
}

const User = z.object({
  name: z.string().default(''),
  real_name: z.string().default(''),
  is_admin: z.boolean().default(false),
  is_owner: z.boolean().default(false),
  is_primary_owner: z.boolean().default(false),
  profile: z.object({ display_name: z.string().optional(), real_name: z.string().optional() }).default({}),
});
type User = z.infer<typeof User>;
const UserAnswer = z.object({ user: User });
const ChannelAnswer = z.object({ channel: z.object({ creator: z.string().default('') }) });
