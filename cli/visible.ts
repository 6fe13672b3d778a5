/**
 * Words of strangers for a terminal: what would steer it or hide something (escape sequences, line ends, turned directions)
 * is shown as its code, like \u{1b}. The joiners of Persian and of emoji stay.
 */
export function visible(text: string): string {
  return text.replaceAll(
    /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
