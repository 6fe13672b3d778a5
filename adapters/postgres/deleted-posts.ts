import { z } from 'zod';
import { NetworkId } from '../../core/ids.ts';
import type { DeletedPosts } from '../../core/ports/deleted-posts.ts';
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

const posts = `select subject from posting join space on space.id = posting.space_id
  where space.platform = $1 and space.installation = $2 and space.external_id = $3 and posting.external_id = any($4::text[]) order by subject`;
