import type { Phrase, Reader, Translator } from '../../core/ports/translator.ts';
import type { Block, Inline, Text } from '../../core/text/text.ts';
import { escape, plain } from './escape.ts';
import { bars } from './bars.ts';
import type { CommandWords } from './command-words.ts';

/** What must stay in one piece when a text is split. */
export type Token = { readonly text: string; readonly strong: boolean };

/** A line of markup, or a block of code that may be split between its lines. */
export type Line =
  | { readonly kind: 'words'; readonly tokens: readonly Token[] }
  | { readonly kind: 'code'; readonly lines: readonly string[] };

export type Speaker = { readonly translator: Translator; readonly reader: Reader; readonly commandWords: CommandWords };

/** The text tree as lines of Discord markdown. Everything that is not ours is escaped. */
export function linesOf(text: Text, speaker: Speaker): Line[] {
  return text.flatMap((block) => linesOfBlock(block, speaker));
}

function linesOfBlock(block: Block, speaker: Speaker): Line[] {
  switch (block.kind) {
    case 'paragraph':
      return words(tokensOf(block.inlines, speaker));
    case 'heading':
      return words([markup('### '), ...oneLine(tokensOf(block.inlines, speaker))]);
    case 'list':
      return block.items.flatMap((item, index) =>
        words([markup(block.ordered ? `${index + 1}. ` : '- '), ...oneLine(tokensOf(item, speaker))]),
      );
    case 'bars':
      return [{ kind: 'code', lines: bars(block.rows) }];
    case 'preformatted':
      return [{ kind: 'code', lines: plain(speaker.commandWords.write(block.text)).split('\n') }];
    default:
      return block satisfies never;
  }
}

function tokensOf(inlines: readonly Inline[], speaker: Speaker, strong = false): Token[] {
  return inlines.flatMap((inline, index) => [...(index === 0 ? [] : [{ text: ' ', strong }]), ...tokensOfInline(inline, speaker, strong)]);
}

function tokensOfInline(inline: Inline, speaker: Speaker, strong: boolean): Token[] {
  const { translator, reader, commandWords } = speaker;
  switch (inline.kind) {
    case 'sentence':
      return translator.phrase(inline, reader).flatMap((part) => phraseTokens(part, commandWords, strong));
    case 'quote':
      return wordTokens(inline.text, strong);
    case 'code':
      return codeTokens(inline.text, strong);
    case 'command':
      return commandTokens(inline.text, commandWords, strong);
    case 'strong':
      return tokensOf(inline.inlines, speaker, true);
    case 'link':
      return [{ text: `[${escape(translator.words(inline.label, reader)).replaceAll('\n', ' ')}](<${address(inline.url)}>)`, strong }];
    default:
      return inline satisfies never;
  }
}

function phraseTokens(part: Phrase[number], commandWords: CommandWords, strong: boolean): Token[] {
  switch (part.kind) {
    case 'words':
      return wordTokens(part.text, strong);
    case 'moment':
      return [{ text: momentOf(part.at), strong }];
    case 'command':
      return commandTokens(part.text, commandWords, strong);
    default:
      return part satisfies never;
  }
}

/** A click away where nothing has to be filled in, else as one types it. */
function commandTokens(line: string, { mention, write }: CommandWords, strong: boolean): Token[] {
  const mentioned = mention(line);
  return mentioned === null ? codeTokens(write(line), strong) : [{ text: mentioned, strong }];
}

/** Date and time in the reader's own zone, and how far away that is: Discord keeps the second one true. */
function momentOf(at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `<t:${seconds}:f> (<t:${seconds}:R>)`;
}

/** Words and the white space between them; a word too long for any message is cut, never between "\\" and what it escapes. */
function wordTokens(text: string, strong: boolean): Token[] {
  const pieces = escape(text).match(/\n|[^\S\n]{1,300}|(?:\\[^]|[^\s\\]){1,300}/gu) ?? [];
  return pieces.map((piece) => ({ text: piece, strong }));
}

/** As code where that can be: with double backticks inside, or longer than any line should be, it is shown as words. */
function codeTokens(text: string, strong: boolean): Token[] {
  const code = plain(text).replace(/\s+/g, ' ').trim();
  if (code === '' || code.includes('``') || code.length > 1_000) return wordTokens(code, strong);
  return [{ text: code.includes('`') ? `\`\` ${code} \`\`` : `\`${code}\``, strong }];
}

function markup(text: string): Token {
  return { text, strong: false };
}

function oneLine(tokens: readonly Token[]): Token[] {
  return tokens.map((token) => (token.text === '\n' ? { ...token, text: ' ' } : token));
}

function words(tokens: readonly Token[]): Line[] {
  const lines: Token[][] = [[]];
  for (const token of tokens) {
    if (token.text === '\n') lines.push([]);
    else lines.at(-1)?.push(token);
  }
  return lines.map((line) => ({ kind: 'words', tokens: line }));
}

/** A link of ours, so that nothing in it can end it early. */
function address(url: string): string {
  return url.replace(/[\s<>()\\]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
