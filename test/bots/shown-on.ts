import { createTranslator } from '../../adapters/icu/translator.ts';
import { createCommandWords } from '../../bots/discord/command-words.ts';
import { encodeMessage as encodeDiscord } from '../../bots/discord/encode.ts';
import { createForms } from '../../bots/discord/forms.ts';
import { createCallWords } from '../../bots/github/call-words.ts';
import { encodeMessage as encodeGithub } from '../../bots/github/encode.ts';
import { encodeMessage as encodeMatrix } from '../../bots/matrix/encode.ts';
import { encodeMessage as encodeSlack } from '../../bots/slack/encode.ts';
import type { Message } from '../../core/text/text.ts';
import { commands } from '../../features/index.ts';
import { documentedRules as discordRules } from '../peers/discord/rules.ts';
import { longestBody } from '../peers/github/rules.ts';
import { broken as matrixRules } from '../peers/matrix/rules.ts';
import { documentedRules as slackRules } from '../peers/slack/rules.ts';
import { liveMarkup } from './discord/live-markup.ts';
import { commandsIn, formulasIn, liveReferences, rendered } from './github/rendered.ts';

const speaker = { translator: createTranslator(), reader: { language: 'en', timeZone: 'UTC' } };
const commandWords = createCommandWords(commands);
const callWords = createCallWords(commands);

/**
 * What is alive in a message as a platform shows it, in words: pings, links, closings, broken markup, broken rules. Each by the rules of
 * that platform, written against its documentation and not against our encoder.
 */
export const aliveOn: Readonly<Record<string, (message: Message) => readonly string[]>> = {
  discord: (message) => {
    const encoded = encodeDiscord(message, { ...speaker, forms: createForms(() => 'id'), commandWords });
    const { content, embeds, components, allowed_mentions: mentions } = encoded;
    const raw = [content, ...embeds.map(({ description }) => description)];
    return [
      ...raw.flatMap((text) => liveMarkup(ours.reduce((rest, mark) => rest.replace(mark, ''), text))),
      ...discordRules('POST', '/channels/1/messages', { content, embeds, components, allowed_mentions: mentions }),
    ];
  },
  slack: (message) => {
    const encoded = encodeSlack(message, speaker);
    const types = [...JSON.stringify(encoded.blocks).matchAll(/"type":"(\w+)"/g)].map(([, type = '']) => type);
    return [
      ...types.filter((type) => !quietSlack.has(type)).map((type) => `an element "${type}"`),
      ...(encoded.text.match(/<[@!#]|<\w+:|<[^>]*\|/g) ?? []),
      ...slackRules('chat.postMessage', { ...encoded }),
    ];
  },
  matrix: (message) =>
    encodeMatrix(message, { ...speaker, call: (line) => `!coop ${line}` }).flatMap((notice) => [
      ...matrixRules('m.room.message', notice),
      ...[notice.body, ...(notice.formatted_body === undefined ? [] : [withoutTags(notice.formatted_body)])].flatMap(liveOnMatrix),
    ]),
  github: (message) => {
    const markdown = encodeGithub(message, { ...speaker, call: callWords.write });
    const html = rendered(markdown);
    return [
      ...liveReferences(html),
      ...[...html.matchAll(/<\/?([a-z][\w-]*)[^>]*>/gi)].filter(([, name = '']) => !githubTags.has(name)).map(([tag]) => tag),
      ...commandsIn(markdown),
      ...formulasIn(markdown),
      ...(markdown.length > longestBody ? [`${markdown.length} characters`] : []),
    ];
  },
};

/** What our own encoder writes around words of people: bold, headings and lists. */
const ours: readonly RegExp[] = [/\*\*/g, /^(#{1,3}|-|\d+\.) /gm];
const quietSlack = new Set(
  'rich_text rich_text_section rich_text_list rich_text_preformatted text header plain_text actions button section static_select'.split(
    ' ',
  ),
);
const githubTags = new Set(['p', 'h3', 'ul', 'ol', 'li', 'b', 'code', 'pre', 'br']);

/** What clients make pills and links of, outside of code ("Matrix URIs", "Identifier grammar", and what linkifiers look for). */
function liveOnMatrix(text: string): readonly string[] {
  return (
    text.match(/@room\b|(?<![\w])[@#!$+][\w.=-]+:[\w-]+\.\w|\b(?:https?|ftp|matrix):\/\/\S|\bmatrix:[ur]\/|\bwww\.\w|\bmailto:\S/gi) ?? []
  );
}

function withoutTags(html: string): string {
  return html
    .replace(/<(code|pre)>.*?<\/\1>/gs, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
