// Finds every text that `t` and `plural` are asked for, by reading the code as a compiler does.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export type AskedText = { text: string; one?: string; place: string };

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/(^|\/)tests\/|\.test\.|\.d\.ts$/.test(name))
    .map((name) => join(folder, name));
}

function literal(node: ts.Node | undefined, place: string): string {
  if (node && ts.isStringLiteralLike(node)) return node.text;
  if (node && ts.isBinaryExpression(node)) {
    return literal(node.left, place) + literal(node.right, place);
  }
  throw new Error(`${place}: a text must stand in the code as it is, for its translation.`);
}

/** Tables of texts that are handed on to `plural`: pairs marked `as const` beside their use. */
function pairs(node: ts.Node): ts.ArrayLiteralExpression[] {
  return ts.isVariableDeclaration(node) && node.name.getText() === 'nouns'
    ? (collect(node, ts.isArrayLiteralExpression) as ts.ArrayLiteralExpression[])
    : [];
}

function collect(node: ts.Node, wanted: (one: ts.Node) => boolean): ts.Node[] {
  const found: ts.Node[] = wanted(node) ? [node] : [];
  ts.forEachChild(node, (child) => {
    found.push(...collect(child, wanted));
  });
  return found;
}

function textsOf(path: string): AskedText[] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    kind,
  );
  const found: AskedText[] = [];
  const visit = (node: ts.Node) => {
    const place = `${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isCallExpression(node)) {
      const name = node.expression.getText();
      if (name === 't') found.push({ text: literal(node.arguments[0], place), place });
      const [, one, other] = node.arguments;
      const named = one && ts.isIdentifier(one);
      if (name === 'plural' && !named) {
        found.push({ text: literal(other, place), one: literal(one, place), place });
      }
    }
    for (const pair of pairs(node)) {
      const [one, other] = pair.elements;
      found.push({ text: literal(other, place), one: literal(one, place), place });
    }
    ts.forEachChild(node, visit);
  };
  if (!path.endsWith('i18n/language.ts')) visit(tree);
  return found;
}

/** Every text an app can show: its own and those of the shared parts. */
export function textsOfApp(app: 'player' | 'office', root: string): AskedText[] {
  return [app, 'shared'].flatMap((folder) => sources(join(root, folder))).flatMap(textsOf);
}
