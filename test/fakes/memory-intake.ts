import { AccountId, PersonId } from '../../core/ids.ts';
import type { Arrival, Intake, IntakeEvent, IntakePorts } from '../../core/ports/intake.ts';
import type { Network } from '../../core/ports/networks.ts';
import { nextId, transact } from './memory.ts';
import type { Memory, StoredAccount } from './memory.ts';

/** The door: everything is one transaction, and an event that was taken in before does nothing. */
export function memoryIntake<Ports>(memory: Memory, ports: Ports): Intake<Ports> {
  return {
    answered: async () => {},
    receive: (event, work) =>
      transact(memory, async () => {
        const key = [event.platform, event.installation, event.id].join(' ');
        if (memory.state.inbox.includes(key)) return null;
        memory.state.inbox.push(key);
        return work(arrive(memory, event), { ...ports, ...intakePorts(memory, event) });
      }),
  };
}

function arrive(memory: Memory, event: IntakeEvent): Arrival {
  const { state } = memory;
  const account = knownAccount(memory, event) ?? newAccount(memory, event);
  const first = state.heard.find((known) => known.account === account.id)?.first ?? state.now;
  state.heard = [...state.heard.filter((known) => known.account !== account.id), { account: account.id, first, at: state.now }];
  const settings = state.persons.find(({ id }) => id === account.person)?.settings;
  const network = networkOf(memory, event);
  const membership = state.memberships.find(({ person, network: of }) => person === account.person && of === network?.id);
  const draft = state.drafts.find((kept) => kept.account === account.id && kept.conversation === event.conversation)?.draft ?? null;
  const expired = draft !== null && draft.expiresAt <= state.now;
  return {
    account: account.id,
    person: account.person,
    settings: settings ?? { timeZone: null, language: null, quietHours: null, reminders: true },
    network,
    membership: membership?.status ?? 'none',
    draft: expired ? null : draft,
    ...(expired ? { expiredDraft: draft } : {}),
  };
}

function knownAccount({ state }: Memory, { platform, author }: IntakeEvent): StoredAccount | undefined {
  return state.accounts.find((account) => account.platform === platform && account.externalId === author.externalId);
}

function newAccount(memory: Memory, { platform, author }: IntakeEvent): StoredAccount {
  const person = PersonId.parse(nextId(memory));
  const account = { id: AccountId.parse(nextId(memory)), person, platform, ...author };
  memory.state.persons.push({ id: person, settings: { timeZone: null, language: null, quietHours: null, reminders: true } });
  memory.state.accounts.push(account);
  return account;
}

function networkOf({ state }: Memory, { platform, conversation }: IntakeEvent): Network | null {
  const space = state.spaces.find((known) => known.platform === platform && known.externalId === conversation);
  const network = state.networks.find(({ id }) => id === space?.network);
  return network === undefined ? null : { id: network.id, name: network.name, console: network.console };
}

function intakePorts(memory: Memory, event: IntakeEvent): IntakePorts {
  const mine = (kept: { account: AccountId; conversation: string }): boolean =>
    kept.account === knownAccount(memory, event)?.id && kept.conversation === event.conversation;
  const drop = async (): Promise<void> => {
    memory.state.drafts = memory.state.drafts.filter((kept) => !mine(kept));
  };
  return {
    drafts: {
      drop,
      keep: async (draft) => {
        await drop();
        const account = knownAccount(memory, event);
        if (account !== undefined) memory.state.drafts.push({ account: account.id, conversation: event.conversation, draft });
      },
    },
    answer: async () => `answer/${event.id}`,
  };
}
