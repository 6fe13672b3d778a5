import type { Deleted } from '../moderation/platform-deleted.ts';
import type { PlatformName } from '../ids.ts';

/** Messages of a place that are gone, ours and others', by the platform's ids. */
export type DeletedMessages = {
  readonly platform: PlatformName;
  readonly installation: string;
  readonly place: string;
  readonly messages: readonly string[];
};

/** Finds which of our posts were among them. All of it is one transaction, and may be repeated. */
export type DeletedPosts<Ports> = {
  readonly take: (deleted: DeletedMessages, work: (post: Deleted, ports: Ports) => Promise<unknown>) => Promise<void>;
};

/** What a platform calls when it is told that messages were deleted. We never delete any. */
export type ToldDeleted = (deleted: DeletedMessages) => Promise<void>;
