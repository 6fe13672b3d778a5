import type { Logger as TemporalLogger } from '@temporalio/worker';
import type { Logger } from 'pino';

/** Lets the SDK speak through our log. What it calls information (state changes, bundles) is detail to our reader. */
export function createTemporalLogger(log: Logger): TemporalLogger {
  const write =
    (level: 'trace' | 'debug' | 'warn' | 'error') =>
    (message: string, meta: Record<string | symbol, unknown> = {}): void => {
      const { error, taskToken: _secret, ...fields } = meta;
      log[level](error === undefined ? fields : { ...fields, err: error }, message);
    };
  const levels = { TRACE: write('trace'), DEBUG: write('debug'), INFO: write('debug'), WARN: write('warn'), ERROR: write('error') };
  return {
    log: (level, message, meta) => levels[level](message, meta),
    trace: levels.TRACE,
    debug: levels.DEBUG,
    info: levels.INFO,
    warn: levels.WARN,
    error: levels.ERROR,
  };
}
