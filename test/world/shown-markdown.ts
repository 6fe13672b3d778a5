/** GitHub's Markdown, as far as we write it, as a person reads it: marks gone, escapes undone, code as it stands. */
export function shownMarkdown(markdown: string): string {
  const kept: string[] = [];
  const keep = (text: string): string => `\uE000${kept.push(text) - 1}\uE001`;
  const text = markdown
    .replace(/^(`{3,})\w*\n([^]*?)\n\1$/gm, (_, _fence: string, inner: string) => keep(inner))
    .replace(/\\([!-/:-@[-`{-~])/g, (_, sign: string) => keep(sign))
    .replace(/(?<!`)(`+)(?!`)([^]*?[^`])\1(?!`)/g, (_, _mark: string, inner: string) =>
      keep(/^ .* $/.test(inner) ? inner.slice(1, -1) : inner),
    )
    .replace(/<!--.*?-->/g, '')
    .replace(/\[([^\]]*)\]\(<[^>]*>\)/g, '$1')
    .replace(/<br>/g, '\n')
    .replace(/<\/?b>|\*\*/g, '')
    .replace(/^(?:#{1,6} |> )/gm, '')
    .replace(/^- /gm, '• ')
    .replace(/&(amp|lt|gt|#36);/g, (_, name: string) => keep(entities[name] ?? ''));
  return text
    .replace(/\uE000(\d+)\uE001/g, (_, place: string) => kept[Number(place)] ?? '')
    .replace(/\n{2,}/g, '\n')
    .trim();
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', '#36': '$' };
