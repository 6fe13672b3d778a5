import { CoopError, Refusal } from '../errors.ts';
import type { NetworkId, PersonId } from '../ids.ts';
import type { Asked, Case } from '../ports/moderation.ts';
import { moment, say } from '../text/text.ts';
import { bringOn } from './bring-on.ts';
import type { ModeratedKind, ModeratedText } from './moderated-kind.ts';
import type { Moderating } from './moderating.ts';

export type Asking = {
  readonly network: NetworkId;
  readonly person: PersonId;
  readonly text: ModeratedText;
  readonly asked: Asked;
  readonly reason: string | null;
};

/** `jury`: enough asked, and now a jury decides. */
export type AskedFor = { readonly asking: number; readonly needed: number; readonly jury: boolean; readonly number: number };

const day = 86_400_000;

/**
 * A member asks that a text be hidden, or be shown again. With enough of them a jury is drawn, and a text that is to be hidden
 * is not shown until it decides. Throws a Refusal for what cannot be asked.
 */
export async function askAbout<Ports extends Moderating>(kind: ModeratedKind<Ports>, asking: Asking, ports: Ports): Promise<AskedFor> {
  const { network, person, text, asked, reason } = asking;
  const { moderation, ledger } = ports;
  await moderation.hold(network);
  const { rules } = await ports.charters.current(network);
  const latest = await moderation.latest(network, text);
  await refuseUnlessPossible({ ...asking, latest, rules: rules.moderation }, ports);
  const about =
    latest?.status === 'gathering' && latest.asked === asked ? latest : await moderation.open(network, { text: referTo(text), asked });
  if (!(await moderation.ask(about, { person, reason }))) throw new Refusal(say('moderation.asked-before'));
  const entry = await ledger.append(network, {
    kind: 'moderation.asked',
    body: { case: about.id, text: { kind: text.kind, id: text.id }, asked, by: person },
  });
  const { length: count } = await moderation.asking(about);
  const needed = Math.max(1, Math.min(rules.moderation.reports, (await ports.members.count(network)) - 1));
  if (count >= needed) await convene(kind, { about, seed: entry.hash, jury: rules.moderation.jury }, ports);
  return { asking: count, needed, jury: count >= needed, number: about.number };
}

type Convening = { readonly about: Case; readonly seed: string; readonly jury: number };

/** The report that decided is in the ledger, and its hash draws the jury: whoever reported could not know it. */
async function convene<Ports extends Moderating>(
  kind: ModeratedKind<Ports>,
  { about, seed, jury }: Convening,
  ports: Ports,
): Promise<void> {
  const { network, text } = about;
  const { length: possible } = await ports.moderation.candidates({ ...about, seed });
  const drawn = await ports.moderation.draw(about, { seed, seats: Math.min(jury, possible) });
  if (about.asked === 'hide') await kind.put(network, { id: text.id, hidden: 'reports', occasion: `case:${about.id}` }, ports);
  await ports.processes.startJury({ network, case: about.id });
  await bringOn(kind, drawn, ports);
}

type Questionable = Asking & {
  readonly latest: Case | null;
  readonly rules: { readonly reportsADay: number; readonly settledFor: number };
};

async function refuseUnlessPossible(asking: Questionable, { moderation, clock }: Moderating): Promise<void> {
  const { network, person, text, asked, latest, rules } = asking;
  if (latest?.status === 'jury') throw new Refusal(say('moderation.with-jury'));
  if (asked === 'hide' && text.hidden !== null) throw new Refusal(say('moderation.hidden-already'));
  if (asked === 'show' && text.hidden === null) throw new Refusal(say('moderation.not-hidden'));
  if (asked === 'hide' && text.author === person) throw new Refusal(say('moderation.own'));
  const now = clock.now();
  // What a platform's moderators did after the verdict no jury has looked at.
  const decidedAt = text.hidden === 'platform' ? null : (latest?.decidedAt ?? null);
  const settled = decidedAt === null ? 0 : decidedAt.getTime() + rules.settledFor;
  if (now.getTime() < settled) throw new Refusal(say('moderation.settled', { at: moment(new Date(settled)) }));
  const since = await moderation.memberSince(network, person);
  if (since === null)
    throw new CoopError('moderation-stranger', `Person ${person} asks about a text of network ${network} without being in it.`);
  if (since > text.writtenAt) throw new Refusal(say('moderation.too-new'));
  const lately = await moderation.askedSince(network, person, new Date(now.getTime() - day));
  if (lately >= rules.reportsADay) throw new Refusal(say('moderation.too-many', { most: rules.reportsADay }));
}

function referTo({ kind, id, number, author }: ModeratedText): Case['text'] {
  return { kind, id, number, author };
}
