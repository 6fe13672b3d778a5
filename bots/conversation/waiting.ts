import type { Onlooker } from '../../core/ports/glance.ts';
import type { Reader } from '../../core/ports/translator.ts';
import type { Message } from '../../core/text/text.ts';

/** What a platform shows to one person in a place of their own (Slack: App Home), each card by itself. */
export type WaitingPage = { readonly reader: Reader; readonly cards: readonly Message[] };

/** What waits for somebody now. Somebody who was never heard is welcomed. */
export type Waiting = (onlooker: Onlooker) => Promise<WaitingPage>;
