import { createTranslator } from '../adapters/icu/translator.ts';
import type { SetUpParts } from '../bots/conversation/platform-definition.ts';
import { commands } from '../features/index.ts';

/** What the set-up of a platform needs of the house. */
export const setUpParts = (): SetUpParts => ({ commands, translator: createTranslator(), clock: { now: () => new Date() } });
