import type { Route } from '../../core/ports/http.ts';
import { renderMarkdown } from './markdown.ts';
import { renderPage } from '../layout.ts';
import { readerOf } from '../site.ts';
import type { Site } from '../site.ts';

/** One document of ours as a page: "/docs/commands". */
export function docRoute(site: Site, { name, markdown }: { name: string; markdown: string }): Route {
  const title = /^# (.+)$/mu.exec(markdown)?.[1] ?? name;
  const body = renderMarkdown(markdown);
  return {
    method: 'GET',
    path: `/docs/${name}`,
    handle: async (request) => renderPage({ title, body, path: `/docs/${name}` }, { site, reader: readerOf(request) }),
  };
}
