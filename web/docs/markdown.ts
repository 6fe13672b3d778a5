import { html } from '../html.ts';
import type { Html } from '../html.ts';

/** The part of Markdown that our own documentation is written in: headings, paragraphs, lists, fenced code, `code`. All else is text. */
export function renderMarkdown(text: string): Html {
  const blocks: Html[] = [];
  const lines = text.split('\n');
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    if (line.startsWith('```')) blocks.push(fence(lines));
    else if (/^#{1,4} /u.test(line)) blocks.push(heading(line));
    else if (line.startsWith('- ')) blocks.push(list([line, ...takeWhile(lines, (next) => next.startsWith('- '))]));
    else if (line.trim() !== '') blocks.push(html`<p>${inlines([line, ...takeWhile(lines, isPlain)].join(' '))}</p>`);
  }
  return html`${blocks.map((block) => html`${block} `)}`;
}

function fence(lines: string[]): Html {
  const code = takeWhile(lines, (line) => !line.startsWith('```'));
  lines.shift();
  return html`<pre><code>${code.join('\n')}</code></pre>`;
}

function heading(line: string): Html {
  const [, marks = '', title = ''] = /^(#+) (.*)$/u.exec(line) ?? [];
  if (marks.length === 1) return html`<h1>${inlines(title)}</h1>`;
  return marks.length === 2 ? html`<h2>${inlines(title)}</h2>` : html`<h3>${inlines(title)}</h3>`;
}

function list(lines: readonly string[]): Html {
  return html`<ul>
    ${lines.map((line) => html`<li>${inlines(line.slice(2))}</li>`)}
  </ul>`;
}

function inlines(text: string): readonly Html[] {
  return text.split(/`([^`]+)`/u).map((part, place) => (place % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}

function isPlain(line: string): boolean {
  return line.trim() !== '' && !/^(?:```|#{1,4} |- )/u.test(line);
}

function takeWhile(lines: string[], belongs: (line: string) => boolean): readonly string[] {
  const end = lines.findIndex((line) => !belongs(line));
  return lines.splice(0, end === -1 ? lines.length : end);
}
