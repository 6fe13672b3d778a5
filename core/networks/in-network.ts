/** Words that say which network is meant, for somebody in several: like every word of the text grammar that may hold spaces. */
export function inNetwork(words: string, network: string): string {
  return `${words} --network "${network.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
}

/** What an action says: without the network where both do not fit (`say` in core/text/text.ts); whoever clicks is asked then. */
export function shortEnough(addressed: string, words: string): string {
  return addressed.length <= longestSay ? addressed : words;
}

const longestSay = 90;
