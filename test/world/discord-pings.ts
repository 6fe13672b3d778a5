import { z } from 'zod';

/** Everything in a request that Discord reads markup in: text and embeds. Labels of buttons and lists show none. */
const Said = z.object({
  content: z.string().default(''),
  embeds: z.array(z.object({ description: z.string().default('') })).default([]),
});
const Request = z.union([z.object({ data: Said }).transform(({ data }) => data), Said]);

/** The server looks for mentions in the raw text, whatever the markup says. */
const mentions = /@(?:everyone|here)|<@[!&]?\d+>|<#\d+>|<a?:\w+:\d+>|<id:\w+>|<\/[^>:]+:(?<command>\d+)>/g;
/** What a client makes of text; of code it makes nothing. Ours stand in "<>". */
const links = /discord\.gg\/\w|(?<!\(<)https?:\/\/\w/g;
const code = /```[^]*?```|``[^`]+(?:`[^`]+)*``|`[^`]*`/g;

/** What in a request would ping, link or stand for something else; commands of ours do not count, nor links that we made. */
export function pingsIn(body: unknown, commands: ReadonlySet<string>): readonly string[] {
  const request = Request.safeParse(body);
  if (!request.success) return [];
  const texts = [request.data.content, ...request.data.embeds.map(({ description }) => description)];
  return texts.flatMap((text) => {
    const mentioned = Array.from(text.matchAll(mentions)).filter((match) => !commands.has(match.groups?.['command'] ?? ''));
    return [...mentioned, ...text.replaceAll(code, '').matchAll(links)].map((match) => `${match[0]} in ${text}`);
  });
}
