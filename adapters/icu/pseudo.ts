import { parse } from './compile.ts';
import type { Ast } from './compile.ts';

/** By the convention of CLDR: English with accents. */
export const pseudoLanguage = 'en-XA';

/**
 * A message in the pseudo-language: its own letters get accents, the whole gets brackets, and values stay as they are.
 * Text without brackets is text that nobody can translate.
 */
export function pseudo(message: string): Ast {
  const opening = parse(pseudoBrackets[0]);
  const closing = parse(pseudoBrackets[1]);
  return [...opening, ...accented(parse(message)), ...closing];
}

const pseudoBrackets = ['⟦', '⟧'] as const;

function accented(ast: Ast): Ast {
  return ast.map((element) => {
    if ('options' in element) {
      const options = Object.entries(element.options).map(
        ([name, option]) => [name, { ...option, value: accented(option.value) }] as const,
      );
      return { ...element, options: Object.fromEntries(options) };
    }
    return isLiteral(element) ? { ...element, value: accent(element.value) } : element;
  });
}

/** Elements of type 0 are literal text. The parser's enumeration is not exported to us, its values are documented. */
function isLiteral(element: Ast[number]): element is Extract<Ast[number], { type: 0 }> {
  return element.type === 0;
}

const accent = (text: string): string => text.replaceAll(/[A-Za-z]/gu, (letter) => accents.get(letter) ?? letter);

const accents: ReadonlyMap<string, string> = new Map(
  [...'aåbƀcçdðeéfƒgĝhĥiîjĵkķlļmɱnñoöpþqɋrŕsštţuûvṽwŵxẋyýzž'.matchAll(/(.)(.)/gu)].flatMap(([, plain = '', other = '']) => [
    [plain, other],
    [plain.toUpperCase(), other.toUpperCase()],
  ]),
);
