import type { Messenger } from '../../core/ports/messenger.ts';
import type { Reader } from '../../core/ports/translator.ts';
import { PersonId, SpaceId } from '../../core/ids.ts';
import { enqueue, enqueueTell } from './outbox.ts';
import type { Hearing, Session } from './session.ts';

/** A space has many readers: they share English, and moments are shown natively where the platform can. */
const everybody: Reader = { language: 'en', timeZone: 'UTC' };

/** Rows of the outbox; their keys say what they mean, so that saying it again sends nothing. */
export function bindMessenger(session: Session): Messenger {
  return {
    post: async (network, { subject, occasion, message }) => {
      await session.enter(network);
      const spaces = await session.prisma.space.findMany({ where: { networkId: network }, orderBy: { id: 'asc' } });
      for (const { id, platform, installation, externalId } of spaces) {
        const thread = threadIn({ platform, installation, externalId }, session.hearing());
        const task = { kind: 'post', space: SpaceId.parse(id), subject, ...thread, reader: everybody, message } as const;
        await enqueue(session, { key: `post:${subject}:${occasion}:${id}`, platform, installation, route: externalId, network, task });
      }
    },
    tell: async (person, { occasion, message }) => {
      await enqueueTell(session, { key: `tell:${occasion}:${person}`, person: await successor(session, person), message });
    },
  };
}

/** Where in this place it was said what makes us post. */
function threadIn(place: { platform: string; installation: string; externalId: string }, hearing: Hearing | null): { thread?: string } {
  if (hearing?.thread === undefined) return {};
  const { platform, installation, conversation, thread } = hearing;
  return platform === place.platform && installation === place.installation && conversation === place.externalId ? { thread } : {};
}

/** Who has the accounts of somebody that became one person with another. */
async function successor({ prisma }: Session, person: PersonId): Promise<PersonId> {
  const { mergedInto } = await prisma.person.findUniqueOrThrow({ where: { id: person }, select: { mergedInto: true } });
  return mergedInto === null ? person : PersonId.parse(mergedInto);
}
