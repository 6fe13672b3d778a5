import { Refusal } from '../errors.ts';
import type { NetworkId, PersonId } from '../ids.ts';
import { say } from '../text/text.ts';
import { bringOn, kindOf } from './bring-on.ts';
import type { ModeratedKind } from './moderated-kind.ts';
import type { Moderating } from './moderating.ts';

export type JurorSays = {
  readonly network: NetworkId;
  readonly person: PersonId;
  /** Of the case. */
  readonly number: number;
  readonly answer: 'keep' | 'hide';
  readonly reason: string | null;
};

/** One member of a jury says what they think, once. Whoever is on none is told so, whatever there is. */
export async function answerAsJuror<Ports extends Moderating>(
  kinds: readonly ModeratedKind<Ports>[],
  { network, number, ...said }: JurorSays,
  ports: Ports,
): Promise<void> {
  await ports.moderation.hold(network);
  const about = await ports.moderation.find(network, number);
  const juror = about === null ? undefined : (await ports.moderation.jurors(about)).find(({ person }) => person === said.person);
  if (about === null || juror === undefined) throw new Refusal(say('moderation.not-on-jury', { number }));
  if (about.status !== 'jury') throw new Refusal(say('moderation.decided-already', { number }));
  if (juror.answer === 'silent') throw new Refusal(say('moderation.replaced', { number }));
  if (juror.answer !== null) throw new Refusal(say('moderation.answered-already', { number }));
  await ports.moderation.answer(about, said);
  await bringOn(kindOf(kinds, about.text.kind), about, ports);
}
