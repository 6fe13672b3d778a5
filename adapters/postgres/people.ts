import { z } from 'zod';
import { AccountId, PersonId, PlatformName } from '../../core/ids.ts';
import type { Account, People, PersonSettings } from '../../core/ports/people.ts';
import type { Session } from './session.ts';

export const AccountRow = z.object({ id: AccountId, platform: PlatformName, displayName: z.string() }) satisfies z.ZodType<Account>;

const SettingsRow = z.object({
  timeZone: z.string().nullable(),
  language: z.string().nullable(),
  quietHours: z.string().nullable(),
  reminders: z.boolean(),
}) satisfies z.ZodType<PersonSettings>;

export function bindPeople(session: Session): People {
  const { prisma } = session;
  return {
    settings: async (person) => SettingsRow.parse(await prisma.person.findUniqueOrThrow({ where: { id: person } })),
    change: async (person, settings) => {
      await prisma.person.update({ where: { id: person }, data: settings });
    },
    ids: async (person) => {
      const former = await prisma.person.findMany({ where: { mergedInto: person }, select: { id: true }, orderBy: { createdAt: 'asc' } });
      return [person, ...former.map(({ id }) => PersonId.parse(id))];
    },
    accounts: async (person) =>
      z
        .array(AccountRow)
        .parse(await prisma.account.findMany({ where: { personId: person }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })),
    name: (person) => personName(session, person),
  };
}

/** The name of the account that was used last. */
export async function personName({ prisma }: Session, person: PersonId): Promise<string> {
  const account = await prisma.account.findFirst({ where: { personId: person }, orderBy: { lastHeardAt: 'desc' } });
  return account?.displayName ?? person;
}
