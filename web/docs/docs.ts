import type { Route } from '../../core/ports/http.ts';
import type { MessageId } from '../../core/messages/en/index.ts';
import { say } from '../../core/text/text.ts';
import { html } from '../html.ts';
import { renderPage } from '../layout.ts';
import { readerOf } from '../site.ts';
import type { Site } from '../site.ts';
import { renderMarkdown } from './markdown.ts';

/** A folder of documents: file name without its ending -> Markdown. "README" is its first page. */
export type Docs = { readonly folder: string; readonly pages: ReadonlyMap<string, string> };

/** "/docs": what there is to read. */
export function docIndexRoute(site: Site): Route {
  const links = site.links.filter(({ path }) => path.startsWith('/docs/'));
  return {
    method: 'GET',
    path: '/docs',
    handle: async (request) => {
      const reader = readerOf(request);
      const words = (id: MessageId) => site.translator.words(say(id), reader);
      const body = html`<h1>${words('pages.docs')}</h1>
        <ul>
          ${links.map(({ path, label }) => html`<li><a href="${path}">${words(label)}</a></li>`)}
        </ul>`;
      return renderPage({ title: words('pages.docs'), body, path: '/docs' }, { site, reader });
    },
  };
}

/** Documents of ours as pages: "/docs/commands", "/docs/commands/vote-open". They link each other as the files do. */
export function docRoutes(site: Site, { folder, pages }: Docs): readonly Route[] {
  const base = `/docs/${folder}`;
  const addressOf = (page: string): string => (page === 'README' ? base : `${base}/${page}`);
  return [...pages].map(([page, markdown]) => {
    const title = /^# (.+)$/mu.exec(markdown)?.[1] ?? page;
    const body = renderMarkdown(markdown, (target) => addressOf(target.replace(/\.md$/u, '')));
    return {
      method: 'GET',
      path: addressOf(page),
      handle: async (request) => renderPage({ title, body, path: base }, { site, reader: readerOf(request) }),
    };
  });
}
