import { z } from 'zod';

/** The largest event (Client-Server API, "Size limits"); some of it belongs to the server's own fields. */
const largestContent = 64_000;

/** Tags and attributes that clients show (Client-Server API, "m.room.message msgtypes"); what we have no use for is left out. */
const shownTags = new Set(['p', 'br', 'b', 'strong', 'em', 'code', 'pre', 'ul', 'ol', 'li', 'a', 'h3', 'h4', 'blockquote']);
const shownAttributes: Readonly<Record<string, RegExp>> = { a: /^ href="https?:\/\/[^"<>]+"$/, ol: /^( start="\d+")?$/ };

const Content = z.object({
  msgtype: z.string(),
  body: z.string().min(1),
  format: z.literal('org.matrix.custom.html').optional(),
  formatted_body: z.string().optional(),
  'm.mentions': z.strictObject({}),
});

/** What an event of the bot breaks of Matrix' rules and of ours, in words. */
export function broken(type: string, content: unknown): readonly string[] {
  const size = Buffer.byteLength(JSON.stringify(content) ?? '');
  const tooLarge = size > largestContent ? [`the content of ${size} bytes is too large`] : [];
  if (type !== 'm.room.message') return tooLarge;
  const replaced = z.object({ 'm.new_content': z.unknown() }).safeParse(content);
  const contents = [content, ...(replaced.success && replaced.data['m.new_content'] !== undefined ? [replaced.data['m.new_content']] : [])];
  return [...tooLarge, ...contents.flatMap(brokenMessage)];
}

function brokenMessage(content: unknown): readonly string[] {
  const parsed = Content.safeParse(content);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const { msgtype, format, formatted_body: html } = parsed.data;
  return [
    ...(msgtype === 'm.notice' ? [] : [`a bot says m.notice, not ${msgtype}`]),
    ...(html === undefined || format !== undefined ? [] : ['formatted_body without a format']),
    ...(html === undefined ? [] : brokenMarkup(html)),
  ];
}

/** Every tag is one that is shown, and closed in order. */
export function brokenMarkup(html: string): readonly string[] {
  const problems: string[] = [];
  const open: string[] = [];
  for (const [tag, slash = '', name = '', attributes = ''] of html.matchAll(/<(\/?)([a-z0-9-]*)([^>]*)>/gi)) {
    if (!shownTags.has(name)) problems.push(`the tag ${tag}`);
    else if (slash !== '') {
      if (open.pop() !== name) problems.push(`${tag} closes what is not open`);
    } else {
      if (!(shownAttributes[name] ?? /^( \/)?$/).test(attributes)) problems.push(`the attributes of ${tag}`);
      if (name !== 'br') open.push(name);
    }
  }
  if (open.length > 0) problems.push(`never closed: ${open.join(', ')}`);
  if (/<(?![/a-z])|&(?!(?:lt|gt|amp|quot|#39);)/i.test(html)) problems.push('a sign that is not escaped');
  return problems;
}
