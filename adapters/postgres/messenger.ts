import type { Messenger } from '../../core/ports/messenger.ts';
import type { Reader } from '../../core/ports/translator.ts';
import { PersonId, SpaceId } from '../../core/ids.ts';
import { enqueue, enqueueTell } from './outbox.ts';
import type { Session } from './session.ts';

/** A space has many readers: they share English, and moments are shown natively where the platform can. */
const everybody: Reader = { language: 'en', timeZone: 'UTC' };

/** Rows of the outbox; their keys say what they mean, so that saying it again sends nothing. */
export function bindMessenger(session: Session): Messenger {
  return {
    post: async (network, { subject, occasion, message }) => {
      await session.enter(network);
      const spaces = await session.prisma.space.findMany({ where: { networkId: network }, orderBy: { id: 'asc' } });
      for (const { id, platform, installation, externalId } of spaces) {
        const task = { kind: 'post', space: SpaceId.parse(id), subject, reader: everybody, message } as const;
        await enqueue(session, { key: `post:${subject}:${occasion}:${id}`, platform, installation, route: externalId, network, task });
      }
    },
    tell: async (person, { occasion, message }) => {
      await enqueueTell(session, { key: `tell:${occasion}:${person}`, person: await successor(session, person), message });
    },
  };
}

/** Who has the accounts of somebody that became one person with another. */
async function successor({ prisma }: Session, person: PersonId): Promise<PersonId> {
  const { mergedInto } = await prisma.person.findUniqueOrThrow({ where: { id: person }, select: { mergedInto: true } });
  return mergedInto === null ? person : PersonId.parse(mergedInto);
}
