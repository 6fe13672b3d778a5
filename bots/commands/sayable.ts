/** What the words of an action may hold at most: see `say` in core/text/text.ts. */
const longestSay = 90;

/** Whether a button can say these words. What it cannot say stands in the text. */
export function isSayable(words: string): boolean {
  return words.length <= longestSay;
}
