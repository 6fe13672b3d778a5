import { html } from '../html.ts';
import type { Html } from '../html.ts';

/** Where a link leads on our pages. */
export type LinkOf = (target: string) => string;

/**
 * The part of Markdown that our own documentation is written in: headings, paragraphs, lists, fenced code, `code`, [links](to.md)
 * and signs behind a backslash. All else is text.
 */
export function renderMarkdown(text: string, linkOf: LinkOf): Html {
  const blocks: Html[] = [];
  const lines = text.split('\n');
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    if (line.startsWith('```')) blocks.push(fence(lines));
    else if (/^#{1,4} /u.test(line)) blocks.push(heading(line, linkOf));
    else if (line.startsWith('- ')) blocks.push(list([line, ...takeWhile(lines, (next) => next.startsWith('- '))], linkOf));
    else if (line.trim() !== '') blocks.push(html`<p>${inlines([line, ...takeWhile(lines, isPlain)].join(' '), linkOf)}</p>`);
  }
  return html`${blocks.map((block) => html`${block} `)}`;
}

function fence(lines: string[]): Html {
  const code = takeWhile(lines, (line) => !line.startsWith('```'));
  lines.shift();
  return html`<pre><code>${code.join('\n')}</code></pre>`;
}

function heading(line: string, linkOf: LinkOf): Html {
  const [, marks = '', title = ''] = /^(#+) (.*)$/u.exec(line) ?? [];
  if (marks.length === 1) return html`<h1>${inlines(title, linkOf)}</h1>`;
  return marks.length === 2 ? html`<h2>${inlines(title, linkOf)}</h2>` : html`<h3>${inlines(title, linkOf)}</h3>`;
}

function list(lines: readonly string[], linkOf: LinkOf): Html {
  return html`<ul>
    ${lines.map((line) => html`<li>${inlines(line.slice(2), linkOf)}</li>`)}
  </ul>`;
}

function inlines(text: string, linkOf: LinkOf): readonly Html[] {
  return Array.from(text.matchAll(/`([^`]+)`|\[([^\]]+)\]\(([^)]+)\)|\\([^\w\s])|[^]/gu), ([sign, code, label, target, escaped]) => {
    if (code !== undefined) return html`<code>${code}</code>`;
    if (target !== undefined) return html`<a href="${linkOf(target)}">${label}</a>`;
    return html`${escaped ?? sign}`;
  });
}

function isPlain(line: string): boolean {
  return line.trim() !== '' && !/^(?:```|#{1,4} |- )/u.test(line);
}

function takeWhile(lines: string[], belongs: (line: string) => boolean): readonly string[] {
  const end = lines.findIndex((line) => !belongs(line));
  return lines.splice(0, end === -1 ? lines.length : end);
}
