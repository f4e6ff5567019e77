// Fails when the code a page needs before its first content outgrows its budget (gzip, JS + CSS).

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const budgets = { player: 150, office: 260 };
const dist = fileURLToPath(new URL('../dist', import.meta.url));
let failed = false;

function kilobytes(path) {
  return gzipSync(readFileSync(path), { level: 9 }).length / 1024;
}

for (const [app, budget] of Object.entries(budgets)) {
  const page = `${dist}/${app}/index.html`;
  if (!existsSync(page)) continue;
  const initial = new Set(
    [...readFileSync(page, 'utf8').matchAll(/\/assets\/\w+\/([\w.-]+\.(?:js|css))/g)].map(
      (match) => match[1],
    ),
  );
  const folder = `${dist}/${app}/assets`;
  const sizes = readdirSync(folder)
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => ({ name, size: kilobytes(`${folder}/${name}`), first: initial.has(name) }));
  const sum = sizes.filter((one) => one.first).reduce((total, one) => total + one.size, 0);
  const verdict = sum <= budget ? 'within' : 'OVER';
  if (sum > budget) failed = true;
  process.stdout.write(`${app}: ${sum.toFixed(1)} KB gzip, ${verdict} ${budget} KB\n`);
  for (const one of sizes) {
    process.stdout.write(
      `  ${one.size.toFixed(1).padStart(6)} ${one.first ? 'first' : 'later'} ${one.name}\n`,
    );
  }
}
process.exit(failed ? 1 : 0);
