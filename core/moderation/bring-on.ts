import { CoopError } from '../errors.ts';
import type { PersonId } from '../ids.ts';
import type { Case, CaseRef, Juror, Verdict } from '../ports/moderation.ts';
import { message, say } from '../text/text.ts';
import { juryMessage } from './jury-message.ts';
import type { ModeratedKind } from './moderated-kind.ts';
import type { Moderating } from './moderating.ts';
import { nextStep } from './next-step.ts';

/**
 * Takes a jury as far as it can go now: who was silent for too long is replaced, and what can be decided is. May be
 * repeated at any time; whoever calls holds the network. Returns how many milliseconds there is nothing to do, null when it is over.
 */
export async function bringOn<Ports extends Moderating>(kind: ModeratedKind<Ports>, about: Case, ports: Ports): Promise<number | null> {
  const { moderation, clock } = ports;
  if (about.status !== 'jury') return null;
  const { rules } = await ports.charters.current(about.network);
  const now = clock.now();
  for (const { person, dueAt, answer } of await moderation.jurors(about)) {
    if (answer === null && dueAt <= now) await moderation.answer(about, { person, answer: 'silent', reason: null });
  }
  for (;;) {
    const [jurors, candidates] = [await moderation.jurors(about), await moderation.candidates(about)];
    const step = nextStep({ jurors, seats: about.seats, left: candidates.length, rules: rules.moderation });
    switch (step.kind) {
      case 'wait':
        return Math.max(0, step.until.getTime() - now.getTime());
      case 'fill':
        await seat(kind, { about, people: candidates.slice(0, step.seats), within: rules.moderation.answerWithin }, ports);
        break;
      case 'verdict':
        await decide(kind, { about, jurors, verdict: step.verdict }, ports);
        return null;
      default:
        return step satisfies never;
    }
  }
}

/** The same by name, as a durable process asks. */
export async function bringOnNamed<Ports extends Moderating>(
  kinds: readonly ModeratedKind<Ports>[],
  ref: CaseRef,
  ports: Ports,
): Promise<number | null> {
  await ports.moderation.hold(ref.network);
  const about = await ports.moderation.byId(ref);
  return about === null ? null : bringOn(kindOf(kinds, about.text.kind), about, ports);
}

export function kindOf<Ports>(kinds: readonly ModeratedKind<Ports>[], name: string): ModeratedKind<Ports> {
  const found = kinds.find(({ kind }) => kind === name);
  if (found === undefined) throw new CoopError('moderation-kind', `no feature knows texts of the kind "${name}": run a release that does`);
  return found;
}

type Seating = { readonly about: Case; readonly people: readonly PersonId[]; readonly within: number };

/** Everybody on the jury reads the same, privately, and nothing of the others. */
async function seat<Ports extends Moderating>(kind: ModeratedKind<Ports>, { about, people, within }: Seating, ports: Ports): Promise<void> {
  const { id, network, text, seed } = about;
  const dueAt = new Date(ports.clock.now().getTime() + within);
  await ports.moderation.seat(about, people, dueAt);
  await ports.ledger.append(network, { kind: 'moderation.drawn', body: { case: id, seed, drawn: [...people] } });
  const [written, where] = [await kind.byId(network, text.id, ports), await ports.networks.find(network)];
  if (written === null || where === null) throw new CoopError('moderation-text', `the text of case ${id} cannot be read any more`);
  const reasons = (await ports.moderation.asking(about)).flatMap(({ reason }) => reason ?? []);
  for (const person of people) {
    const several = (await ports.networks.of(person)).length > 1;
    const note = juryMessage({ about, written, network: where.name, several, reasons, dueAt });
    await ports.messenger.tell(person, { occasion: `jury:${id}`, message: note });
  }
}

type Deciding = { readonly about: Case; readonly jurors: readonly Juror[]; readonly verdict: Verdict };

async function decide<Ports extends Moderating>(
  kind: ModeratedKind<Ports>,
  { about, jurors, verdict }: Deciding,
  ports: Ports,
): Promise<void> {
  const { id, network, text, seats } = about;
  await ports.moderation.decide(about, verdict);
  const hidden = verdict === 'hidden' ? 'jury' : null;
  const shown = await kind.put(network, { id: text.id, hidden, occasion: `verdict:${id}` }, ports);
  const [hide, keep] = [count(jurors, 'hide'), count(jurors, 'keep')];
  await ports.ledger.append(network, {
    kind: 'moderation.decided',
    body: { case: id, text: { kind: text.kind, id: text.id }, verdict, seats, hide, keep, ...shown },
  });
  const outcome = say(verdict === 'hidden' ? 'moderation.verdict-hidden' : 'moderation.verdict-shown', { number: text.number });
  const told = new Set((await ports.moderation.asking(about)).map(({ person }) => person));
  if (text.author !== null) told.add(text.author);
  for (const person of told) {
    const figures = say('moderation.verdict-figures', { hide, keep, seats });
    await ports.messenger.tell(person, { occasion: `verdict:${id}`, message: message(outcome, figures) });
  }
}

function count(jurors: readonly Juror[], wanted: Juror['answer']): number {
  return jurors.filter(({ answer }) => answer === wanted).length;
}
