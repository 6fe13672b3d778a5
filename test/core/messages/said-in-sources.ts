import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript-6';

/** A sentence that a source file says, or an id that it names elsewhere (a field's question, a button's label). */
export type Mention = {
  readonly at: string;
  readonly id: string;
  /** The names of the values beside it; null where they cannot be told by reading. */
  readonly values: readonly string[] | null;
  /** Values that stand in the source as text. */
  readonly literals: readonly string[];
};

export type Written = { readonly at: string; readonly text: string };

/** Every mention of an id of the catalogue in our sources, and every quote whose words are written in the source. */
export function readSources(ids: ReadonlySet<string>): { readonly mentions: readonly Mention[]; readonly quotes: readonly Written[] } {
  const mentions: Mention[] = [];
  const quotes: Written[] = [];
  for (const path of globSync('{core,bots,workflows,adapters,web,main,cli,features}/**/*.ts').concat(globSync('*.ts'))) {
    if (path.startsWith('core/messages/')) continue;
    const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const at = (node: ts.Node): string => `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) && ids.has(node.text)) mentions.push({ at: at(node), id: node.text, ...valuesBeside(node) });
      if (ts.isObjectLiteralExpression(node)) for (const text of quotedIn(node)) quotes.push({ at: at(node), text });
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return { mentions, quotes };
}

/** `say('id', { name, at: moment(x) })`, also where the id is chosen by a condition. */
function valuesBeside(id: ts.Node): Pick<Mention, 'values' | 'literals'> {
  let first = id;
  while (ts.isConditionalExpression(first.parent)) first = first.parent;
  const call = first.parent;
  // A field's question or a label is said by others, without values; an id that is kept for later is said with whatever.
  if (!ts.isCallExpression(call) || call.arguments[0] !== first || call.expression.getText() !== 'say') {
    return { values: ts.isPropertyAssignment(call) ? [] : null, literals: [] };
  }

  const given = call.arguments[1];
  if (given === undefined) return { values: [], literals: [] };
  if (!ts.isObjectLiteralExpression(given) || given.properties.some((property) => ts.isSpreadAssignment(property)))
    return { values: null, literals: [] };
  return {
    values: given.properties.map((property) => property.name?.getText() ?? ''),
    literals: given.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.initializer) ? [property.initializer.text] : [],
    ),
  };
}

/** The words in `{ kind: 'quote', text: 'words' }`, and in labels and values of bars. */
function quotedIn(node: ts.ObjectLiteralExpression): readonly string[] {
  const texts = new Map(
    node.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.initializer)
        ? [[property.name.getText(), property.initializer.text] as const]
        : [],
    ),
  );
  const isQuote = texts.get('kind') === 'quote' || texts.get('kind') === 'preformatted';
  return isQuote && texts.has('text') ? [texts.get('text') ?? ''] : [];
}
