import type { DeletedMessages } from '../../core/ports/deleted-posts.ts';
import type { Delivered } from './door.ts';
import type { Self } from './own-comment.ts';
import { githubName } from './name.ts';
import { textOf } from './spoken.ts';

/**
 * A comment that somebody else deleted, or an issue or discussion that was deleted or moved to another repository, with all that stood in
 * it. Null for everything else. Source: webhook events "issue_comment", "issues", "discussion" and "discussion_comment".
 */
export function decodeDeleted(delivered: Delivered, { login }: Self): DeletedMessages | null {
  const found = textOf(delivered);
  if (found === null || !(found.action === 'deleted' || found.action === 'transferred') || found.sender.login === login) return null;
  const { repository, thread, part, text } = found;
  const id = part === 'discussion-comment' ? text.node_id : text.id;
  const message = part === 'body' ? thread : `${thread}/${part}/${id}`;
  return { platform: githubName, installation: '', place: String(repository.id), messages: [message] };
}
