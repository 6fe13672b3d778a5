import { createDeletedPosts, createStandingPosts } from '../adapters/postgres/deleted-posts.ts';
import type { Platform } from '../bots/conversation/platform.ts';
import { platformDeleted } from '../core/moderation/platform-deleted.ts';
import type { ToldDeleted } from '../core/ports/deleted-posts.ts';
import { features } from '../features/index.ts';
import type { Joined } from './house.ts';

/** What a platform's own moderators delete is hidden everywhere. What cannot be stored now is logged, and found by the next look. */
export function takeDeletions({ house, log }: Omit<Joined, 'stack'>): ToldDeleted {
  const posts = createDeletedPosts({ database: house.database, bind: house.bindPorts });
  const kinds = features.flatMap(({ moderated }) => moderated ?? []);
  return async (deleted) => {
    try {
      await posts.take(deleted, (post, ports) => platformDeleted(kinds, post, ports));
    } catch (error) {
      log.error({ err: error, platform: deleted.platform }, 'a message that a platform deleted could not be hidden elsewhere');
    }
  };
}

/** How many messages of a platform are asked about in one look. */
const mostPosts = 100;

/** Asks a platform which of our messages still stand, so that a deletion counts also when nobody heard of it. */
export function lookForDeletions({ house }: Pick<Joined, 'house'>, deleted: ToldDeleted): (platform: Platform) => Promise<void> {
  const posts = createStandingPosts(house.database);
  return async ({ name, stands }) => {
    if (stands === undefined) return;
    for (const post of await posts.toLookAt(name, mostPosts)) {
      if (await stands(post)) continue;
      await deleted({ platform: name, installation: post.installation, place: post.place, messages: [post.externalId] });
    }
  };
}
