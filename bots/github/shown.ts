import type { Logger } from 'pino';
import type { Checks } from './checks.ts';
import { isRefusal } from './github-errors.ts';
import type { Labels } from './labels.ts';
import type { Shown } from './posts.ts';

/**
 * Shows how a thing stands beside the text that tells of it: in labels, and on a pull request in a check run. Where we may not, the text
 * is all there is; where GitHub has trouble, it rejects, and the whole delivery is made again.
 */
export function createShown({
  labels,
  checks,
  log,
}: {
  labels: Labels;
  checks: Checks | null;
  log: Logger;
}): (shown: Shown) => Promise<void> {
  return async ({ repository, thread, status, text }) => {
    for (const show of [() => labels.show({ repository, thread }, status), () => checks?.show({ repository, thread }, { status, text })]) {
      try {
        await show();
      } catch (error) {
        if (!isRefusal(error)) throw error;
        log.info({ repository: repository.id, err: error }, 'labels or checks of a GitHub repository cannot be written');
      }
    }
  };
}
