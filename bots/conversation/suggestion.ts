import type { Label } from '../../core/text/text.ts';

/** What a field may be meant to say: how it is shown, and the words that say it. */
export type Suggestion = { readonly label: Label; readonly words: string };
