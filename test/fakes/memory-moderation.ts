import { hashing } from '../../adapters/crypto/sha256.ts';
import { CaseId } from '../../core/ids.ts';
import { juryOrder } from '../../core/moderation/jury-order.ts';
import type { Case, Moderation } from '../../core/ports/moderation.ts';
import { nextId } from './memory.ts';
import type { Memory } from './memory.ts';

/** Everybody was a member from the beginning, and nobody becomes somebody else: that is tested over PostgreSQL. */
export function memoryModeration(memory: Memory): Moderation {
  const change = (about: Case, changes: Partial<Case>): Case => {
    const changed = { ...about, ...changes };
    memory.state.cases = memory.state.cases.map((known) => (known.id === about.id ? changed : known));
    return changed;
  };
  const members = ({ network }: Pick<Case, 'network'>) =>
    memory.state.memberships.flatMap((known) => (known.network === network && known.status === 'member' ? [known.person] : []));
  const jurors = ({ id }: Case) => memory.state.jurors.filter((juror) => juror.case === id);
  const asking = (about: Case) =>
    memory.state.requests.filter((request) => request.case === about.id && members(about).includes(request.person));
  return {
    hold: async () => {},
    latest: async (_, { kind, id }) => memory.state.cases.findLast(({ text }) => text.kind === kind && text.id === id) ?? null,
    find: async (network, number) => memory.state.cases.find((known) => known.network === network && known.number === number) ?? null,
    byId: async ({ case: id }) => memory.state.cases.find((known) => known.id === id) ?? null,
    open: async (network, wanted) => {
      const number = memory.state.cases.filter((known) => known.network === network).length + 1;
      const id = CaseId.parse(nextId(memory));
      const opened: Case = { id, network, number, ...wanted, status: 'gathering', seed: null, seats: 0, decidedAt: null };
      memory.state.cases.push(opened);
      return opened;
    },
    ask: async ({ id }, { person, reason }) => {
      if (memory.state.requests.some((request) => request.case === id && request.person === person)) return false;
      memory.state.requests.push({ case: id, person, reason, at: memory.state.now });
      return true;
    },
    asking: async (about) => asking(about),
    askedSince: async (_, person, since) =>
      memory.state.requests.filter((request) => request.person === person && request.at > since).length,
    memberSince: async (network, person) => (members({ network }).includes(person) ? new Date(0) : null),
    candidates: async (about) => {
      const out = new Set([about.text.author, ...[...asking(about), ...jurors(about)].map(({ person }) => person)]);
      return juryOrder(
        about.seed ?? '',
        members(about).filter((person) => !out.has(person)),
        hashing,
      );
    },
    jurors: async (about) => jurors(about),
    seat: async ({ id }, people, dueAt) => {
      for (const person of people) memory.state.jurors.push({ case: id, person, dueAt, answer: null });
    },
    answer: async ({ id }, { person, answer }) => {
      memory.state.jurors = memory.state.jurors.map((juror) =>
        juror.case === id && juror.person === person && juror.answer === null ? { ...juror, answer } : juror,
      );
    },
    draw: async (about, { seed, seats }) => change(about, { status: 'jury', seed, seats }),
    decide: async (about, verdict) => void change(about, { status: verdict, decidedAt: memory.state.now }),
    awaiting: async (network, person) =>
      memory.state.jurors.flatMap((juror) => {
        const about = memory.state.cases.find(({ id }) => id === juror.case);
        const waits = about?.network === network && about.status === 'jury' && juror.person === person && juror.answer === null;
        return waits ? [{ case: about, dueAt: juror.dueAt }] : [];
      }),
    decided: async (network, { start, end }) =>
      memory.state.cases.filter(
        (known) => known.network === network && known.decidedAt !== null && known.decidedAt >= start && known.decidedAt < end,
      ),
  };
}
