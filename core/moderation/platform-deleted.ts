import type { NetworkId, PlatformName } from '../ids.ts';
import type { ModeratedKind } from './moderated-kind.ts';
import type { Moderating } from './moderating.ts';

export type Deleted = {
  readonly network: NetworkId;
  /** Of our message: "vote:<id>". */
  readonly subject: string;
  readonly platform: PlatformName;
};

/**
 * A message of ours is gone where it stood. Only a platform's own moderators can do that, so what it showed is hidden
 * everywhere, until a jury of members says otherwise. False: it showed no text of a member, or is hidden already.
 */
export async function platformDeleted<Ports extends Moderating>(
  kinds: readonly ModeratedKind<Ports>[],
  { network, subject, platform }: Deleted,
  ports: Ports,
): Promise<boolean> {
  const [, name = '', id = ''] = /^([a-z]+):(.+)$/u.exec(subject) ?? [];
  const kind = kinds.find(({ posts }) => posts.includes(name));
  if (kind === undefined) return false;
  await ports.moderation.hold(network);
  const text = await kind.byId(network, id, ports);
  if (text === null || text.hidden === 'jury' || text.hidden === 'platform') return false;
  const entry = await ports.ledger.append(network, { kind: 'moderation.deleted', body: { text: { kind: kind.kind, id }, platform } });
  await kind.put(network, { id, hidden: 'platform', occasion: `deleted:${entry.sequence}` }, ports);
  return true;
}
