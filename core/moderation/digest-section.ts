import type { DigestSection } from '../digest/section.ts';
import type { Moderation } from '../ports/moderation.ts';
import { say } from '../text/text.ts';

/** What juries decided. Numbers alone: nobody reads again in a digest what was hidden. */
export const moderationDigest: DigestSection<{ readonly moderation: Pick<Moderation, 'decided'> }> = async (period, { moderation }) => {
  const decided = await moderation.decided(period.network, period);
  if (decided.length === 0) return null;
  const items = decided.map(({ status, text: { number } }) => [
    say(status === 'hidden' ? 'moderation.digest-hidden' : 'moderation.digest-shown', { number }),
  ]);
  return { title: say('moderation.digest-title'), blocks: [{ kind: 'list', ordered: false, items }] };
};
