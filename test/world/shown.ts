/** Discord's markdown as a person reads it: escapes undone, marks gone, moments in UTC. */
export function shown(markdown: string): string {
  const kept: string[] = [];
  const text = markdown
    .replace(/\\([^0-9A-Za-z\s])|```\n?([^]*?)\n?```|`` (.*?) ``|`([^`]+)`/g, (_, ...groups: (string | undefined)[]) =>
      keep(groups.slice(0, 4).find((group) => group !== undefined) ?? '', kept),
    )
    .replace(/\[([^\]]*)\]\(<([^>]*)>\)/g, '$1')
    .replace(/<(\/[^:>]+):\d+>/g, '$1')
    .replace(/<t:\d+:R>/g, 'in a while')
    .replace(/<t:(\d+):\w>/g, (_, seconds: string) => new Date(Number(seconds) * 1_000).toISOString())
    .replace(/\*\*|^#{1,3} /gm, '');
  return text.replace(/\uE000(\d+)\uE001/g, (_, index: string) => kept[Number(index)] ?? '').replaceAll('\u200B', '');
}

/** Set aside in a private-use character until the marks are gone. */
function keep(text: string, kept: string[]): string {
  kept.push(text);
  return `\uE000${kept.length - 1}\uE001`;
}
