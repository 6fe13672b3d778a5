import { Refusal } from '../../core/errors.ts';
import type { Arrival } from '../../core/ports/intake.ts';
import type { Members, Network, Networks } from '../../core/ports/networks.ts';
import { commandLine, say } from '../../core/text/text.ts';
import { clip } from './clean-text.ts';
import { networkFieldName } from './command-index.ts';
import type { AnyCommand } from './command.ts';
import { oneOf } from './one-of.ts';
import { nearest } from './suggestions.ts';
import { quote } from './words.ts';

/** What the conversation itself needs to know about networks. */
export type Directory = {
  readonly networks: Pick<Networks, 'of' | 'findByName'>;
  readonly members: Pick<Members, 'status'>;
};

export type Resolved =
  | { readonly kind: 'network'; readonly network: Network | null }
  /** Several, and nothing says which. */
  | { readonly kind: 'ask'; readonly networks: readonly Network[] };

type Asked = { readonly command: AnyCommand; readonly named: string | undefined; readonly arrival: Arrival };

/**
 * In which network a command runs: the place's; in a direct conversation or an unbound place the one that was named,
 * else the person's only one. Throws a Refusal where there is none.
 */
export async function resolveNetwork({ command, named, arrival }: Asked, { networks }: Directory): Promise<Resolved> {
  const here = arrival.network;
  if (command.needs === 'anyone') return { kind: 'network', network: here };
  if (here !== null) {
    if (named !== undefined && named.trim().toLowerCase() !== here.name.toLowerCase()) {
      throw new Refusal(say('conversation.network-elsewhere', { here: here.name, there: clip(named) }));
    }
    return { kind: 'network', network: here };
  }

  if (named !== undefined) {
    const network = await networks.findByName(named.trim());
    if (network === null) throw await unknownNetwork(named, networks.of(arrival.person));
    return { kind: 'network', network };
  }

  const own = await networks.of(arrival.person);
  const [first] = own;
  if (first === undefined)
    throw new Refusal(say('conversation.no-network', { join: commandLine('join NAME'), found: commandLine('network create NAME') }));
  return own.length === 1 ? { kind: 'network', network: first } : { kind: 'ask', networks: own };
}

/** Throws a Refusal that says how to join, unless the person may say this command in that network. */
export async function checkMembership(asked: Asked, network: Network | null, { members }: Directory): Promise<void> {
  const { command, arrival } = asked;
  if (command.needs !== 'member' || network === null) return;

  const status = network.id === arrival.network?.id ? arrival.membership : await members.status(network.id, arrival.person);
  if (status === 'member') return;
  if (status === 'asked') throw new Refusal(say('conversation.members-only-asked', { network: network.name }));
  const join = arrival.network === null ? `join --${networkFieldName} ${quote(network.name)}` : 'join';
  throw new Refusal(say('conversation.members-only', { network: network.name, join: commandLine(join) }));
}

async function unknownNetwork(name: string, own: Promise<readonly Network[]>): Promise<Refusal> {
  const near = nearest(
    name,
    (await own).map((network) => network.name),
  );
  return new Refusal(
    near.length > 0
      ? say('conversation.unknown-network-near', { name: clip(name), near: oneOf(near) })
      : say('conversation.unknown-network', { name: clip(name) }),
  );
}
