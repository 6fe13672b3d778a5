import { findRule } from '../../core/charter/rules.ts';
import { writeValue } from '../../core/charter/write-value.ts';
import type { ClosingPorts } from '../../core/ports/lifecycle.ts';
import { message, say } from '../../core/text/text.ts';
import type { Bundle } from '../../core/voting/bundle.ts';
import { failedOnQuorum, hasPassed } from '../../core/voting/passed.ts';
import type { VotePurpose } from '../../core/voting/vote.ts';

/** What the passing of a vote does by itself, in the transaction that publishes its outcome: so once, or not at all. */
export async function apply(bundle: Bundle, ports: ClosingPorts): Promise<void> {
  const { purpose } = bundle.vote;
  if (purpose === null) return;
  switch (purpose.kind) {
    case 'admission':
      return admit(bundle, purpose, ports);
    case 'exclusion':
      return exclude(bundle, purpose, ports);
    case 'charter':
      if (hasPassed(bundle)) return changeCharter(bundle, purpose, ports);
      return failedOnQuorum(bundle) ? tellHowToGoOn(bundle, ports) : undefined;
    default:
      return purpose satisfies never;
  }
}

type Purpose<Kind extends VotePurpose['kind']> = Extract<VotePurpose, { kind: Kind }>;

async function admit(bundle: Bundle, { person }: Purpose<'admission'>, { members, messenger }: ClosingPorts): Promise<void> {
  const { network, vote } = bundle;
  const passed = hasPassed(bundle);
  if (passed) await members.admit(network.id, person);
  // Whoever was not admitted does not wait any more, and may ask again.
  else if ((await members.status(network.id, person)) === 'asked') await members.leave(network.id, person);
  const words = passed ? 'outcome.admitted' : 'outcome.not-admitted';
  await messenger.tell(person, { occasion: `admission:${vote.id}`, message: message(say(words, { network: network.name })) });
}

async function exclude(bundle: Bundle, { person }: Purpose<'exclusion'>, { members, messenger }: ClosingPorts): Promise<void> {
  const { network, vote } = bundle;
  const passed = hasPassed(bundle);
  if (passed) await members.exclude(network.id, { person, vote: vote.id });
  const told = say(passed ? 'outcome.excluded' : 'outcome.not-excluded', { network: network.name, number: vote.number });
  await messenger.tell(person, { occasion: `exclusion:${vote.id}`, message: message(told) });
}

async function changeCharter(
  { network, vote }: Bundle,
  { rule: name, value }: Purpose<'charter'>,
  { charters, messenger }: ClosingPorts,
): Promise<void> {
  const adopted = await charters.adopt(network.id, { rule: name, value, vote: vote.id });
  const rule = findRule(name);
  if (rule === null) return;
  const said = { network: network.name, number: vote.number, rule: name, value: writeValue(rule, value) };
  const told =
    adopted === null
      ? say('charter.changed-already', said)
      : say('charter.changed', { ...said, from: writeValue(rule, adopted.from), version: adopted.version });
  await messenger.post(network.id, { subject: `charter:${vote.id}`, occasion: 'changed', message: message(told) });
}

/** Where most want a change and too few care to say so, nobody shall think that it cannot be. */
async function tellHowToGoOn({ network, vote: { id, number } }: Bundle, { charters, messenger }: ClosingPorts): Promise<void> {
  const { recovery } = (await charters.current(network.id)).rules.change;
  const told = message(say('charter.failed-on-quorum', { number, recovery }));
  await messenger.post(network.id, { subject: `charter:${id}`, occasion: 'failed', message: told });
}
