import { z } from 'zod';
import { NetworkId } from '../../core/ids.ts';
import type { DeletedPosts, StandingPost, StandingPosts } from '../../core/ports/deleted-posts.ts';
import type { Database } from './database.ts';
import type { Session } from './session.ts';

export type DeletedPostParts<Ports> = { readonly database: Database; readonly bind: (session: Session) => Ports };

/** Which of our posts it was stands in the table of what we edit in place. */
export function createDeletedPosts<Ports>({ database, bind }: DeletedPostParts<Ports>): DeletedPosts<Ports> {
  return {
    take: ({ platform, installation, place, messages }, work) =>
      database.transact(
        async (session) => {
          const of = {
            name: 'deleted.network',
            text: 'select network_of_place($1, $2, $3) as network',
            values: [platform, installation, place],
          };
          const { network } = z.object({ network: NetworkId.nullable() }).parse((await session.sql.query(of)).rows[0]);
          if (network === null) return;
          await session.enter(network);
          const values = [platform, installation, place, [...messages]];
          const { rows } = await session.sql.query({ name: 'deleted.posts', text: posts, values });
          for (const { subject } of z.array(z.object({ subject: z.string() })).parse(rows))
            await work({ network, subject, platform }, bind(session));
        },
        { repeat: true },
      ),
  };
}

/** Over all networks. */
export function createStandingPosts(database: Database): StandingPosts {
  return {
    toLookAt: (platform, most) =>
      database.transact(async ({ sql }) => {
        const text = 'select installation, place, external_id as "externalId" from posts_to_look_at($1, $2)';
        const { rows } = await sql.query({ name: 'deleted.standing', text, values: [platform, most] });
        return z.array(Standing).parse(rows);
      }),
  };
}

const Standing = z.object({
  installation: z.string(),
  place: z.string(),
  externalId: z.string(),
}) satisfies z.ZodType<StandingPost>;

/** A post of several messages, whose ids stand with spaces between, is gone with the first of them that is. */
const posts = `select subject from posting join space on space.id = posting.space_id
  where space.platform = $1 and space.installation = $2 and space.external_id = $3 and exists (
    select from unnest(string_to_array(posting.external_id, ' ')) as part, unnest($4::text[]) as gone
    where part = gone or starts_with(part, gone || '/'))
  order by subject`;
