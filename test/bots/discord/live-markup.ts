/**
 * What of a raw text Discord would make something of: read from left to right as its own parser does, "\" taking the
 * meaning of the character behind it. Written against Discord's documentation, not against our encoder.
 */
export function liveMarkup(raw: string): string[] {
  const live =
    raw.match(/@(everyone|here)|<@[!&]?\d+>|<#\d+>|<t:-?\d+(:\w)?>|<a?:\w+:\d+>|<\/[^>]+:\d+>|<id:\w+>|\w+:\/\/\S|discord\.gg\/\S/g) ?? [];
  const found: string[] = [...live];
  for (const line of raw.split('\n')) {
    found.push(...(line.match(/^\s*(#{1,3}|-#|[-*+]|\d+[.)]|>|>>>)\s/) ?? []).slice(0, 1));
    for (let index = 0; index < line.length; index++) {
      const character = line[index] ?? '';
      if (character === '\\') index++;
      else if ('*_~`|[]<>'.includes(character)) found.push(character);
    }
  }
  return found;
}
