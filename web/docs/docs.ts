import type { Route } from '../../core/ports/http.ts';
import { renderPage } from '../layout.ts';
import { readerOf } from '../site.ts';
import type { Site } from '../site.ts';
import { renderMarkdown } from './markdown.ts';

/** A folder of documents: file name without its ending -> Markdown. "README" is its first page. */
export type Docs = { readonly folder: string; readonly pages: ReadonlyMap<string, string> };

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
