import type { Finding } from '../../bots/conversation/platform.ts';
import type { Config } from '../../config.ts';

/** One part of what the doctor looks at. It starts and changes nothing, and never throws for what is amiss. */
export type Examination = { readonly area: string; readonly examine: (config: Config) => Promise<readonly Finding[]> };

export const ok = (what: string): Finding => ({ level: 'ok', what });
/** Not there, and nothing is broken for it. */
export const missing = (what: string, advice: string): Finding => ({ level: 'missing', what, advice });
export const wrong = (what: string, advice: string): Finding => ({ level: 'wrong', what, advice });

/** What an error says, in one line. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message || ('code' in error ? String(error.code) : error.name) : String(error);
  return message.split('\n')[0] ?? '';
}
