import type { Deleted } from '../moderation/platform-deleted.ts';
import type { PlatformName } from '../ids.ts';

/** Messages of a place that are gone, ours and others', by the platform's ids. */
export type DeletedMessages = {
  readonly platform: PlatformName;
  readonly installation: string;
  readonly place: string;
  /** An id names also what stands within it: "issue/12" also "issue/12/comment/345". */
  readonly messages: readonly string[];
};

/** Finds which of our posts were among them. All of it is one transaction, and may be repeated. */
export type DeletedPosts<Ports> = {
  readonly take: (deleted: DeletedMessages, work: (post: Deleted, ports: Ports) => Promise<unknown>) => Promise<void>;
};

/** What a platform calls when it is told that somebody else deleted messages. What we delete ourselves is not told. */
export type ToldDeleted = (deleted: DeletedMessages) => Promise<void>;

/** A message of ours where it was posted, by the platform's ids. */
export type StandingPost = { readonly installation: string; readonly place: string; readonly externalId: string };

/** What is asked about again, because it may have been deleted while nobody listened. */
export type StandingPosts = {
  /** At most so many of the last week: those that were not looked at for longest. They count as looked at. */
  readonly toLookAt: (platform: PlatformName, most: number) => Promise<readonly StandingPost[]>;
};
