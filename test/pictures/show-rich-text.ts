/**
 * For the page of local-slack, which draws no rich text: each block of it becomes a section with the same words in Slack's markup.
 * And people have the names that the product hears, where the peer knows only seats.
 */
export function showRichText(names: readonly string[]): string {
  return `(${patch.toString()})(${JSON.stringify(names)})`;
}

/** Runs in the page: it can use nothing of ours. */
function patch(names: readonly string[]): void {
  const parse = JSON.parse;

  function words(run: Record<string, unknown>): string {
    const text = String(run['text'] ?? run['fallback'] ?? '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;');
    const { bold, code } = Object(run['style']);
    if (run['type'] === 'link') return `<${String(run['url'])}|${text}>`;
    return bold ? `*${text}*` : code ? `\`${text}\`` : text;
  }

  function line(element: Record<string, unknown>): string {
    return [...Object(element['elements'])].map(words).join('');
  }

  function element(each: Record<string, unknown>): string {
    if (each['type'] === 'rich_text_preformatted')
      return line(each)
        .split('\n')
        .map((row) => `\`${row}\``)
        .join('\n');
    if (each['type'] !== 'rich_text_list') return line(each);
    const items: Record<string, unknown>[] = [...Object(each['elements'])];
    return items.map((item, place) => `${each['style'] === 'ordered' ? `${place + 1}.` : '•'} ${line(item)}`).join('\n');
  }

  function shown(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(shown);
    if (typeof value === 'string') return value.replaceAll(/\bseat(\d+)\b/g, (seat, place: string) => names[Number(place)] ?? seat);
    if (typeof value !== 'object' || value === null) return value;
    const object = Object.fromEntries(Object.entries(value));
    if (object['type'] !== 'rich_text') return Object.fromEntries(Object.entries(object).map(([name, each]) => [name, shown(each)]));
    return { type: 'section', text: { type: 'mrkdwn', text: [...Object(object['elements'])].map(element).join('\n') } };
  }

  JSON.parse = (text: string) => shown(parse(text));
}
