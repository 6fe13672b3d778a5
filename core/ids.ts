import { z } from 'zod';

/** Every id is a UUID in its own brand, so that a person's id never passes for a network's. */
const id = <Brand extends string>() => z.uuid().brand<Brand>();

export const PersonId = id<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;

export const AccountId = id<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;

export const NetworkId = id<'NetworkId'>();
export type NetworkId = z.infer<typeof NetworkId>;

export const SpaceId = id<'SpaceId'>();
export type SpaceId = z.infer<typeof SpaceId>;

export const VoteId = id<'VoteId'>();
export type VoteId = z.infer<typeof VoteId>;

/** A question to a jury: does a text stay hidden? */
export const CaseId = id<'CaseId'>();
export type CaseId = z.infer<typeof CaseId>;

/** A platform's folder name in bots/. Open on purpose: core does not list the platforms. */
export const PlatformName = z
  .string()
  .regex(/^[a-z][a-z-]*$/)
  .brand<'PlatformName'>();
export type PlatformName = z.infer<typeof PlatformName>;
