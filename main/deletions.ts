import { createDeletedPosts } from '../adapters/postgres/deleted-posts.ts';
import { platformDeleted } from '../core/moderation/platform-deleted.ts';
import type { ToldDeleted } from '../core/ports/deleted-posts.ts';
import { features } from '../features/index.ts';
import type { Joined } from './house.ts';

/** What a platform's own moderators delete is hidden everywhere. What cannot be stored now is logged: the message is gone all the same. */
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
