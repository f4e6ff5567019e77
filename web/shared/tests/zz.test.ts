import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { textsOfApp } from './texts';

it('lists', () => {
  for (const app of ['player', 'office'] as const) {
    const all = new Map<string, string | undefined>();
    for (const one of textsOfApp(app, process.cwd()))
      all.set(one.text, one.one ?? all.get(one.text));
    writeFileSync(`/tmp/webtools/${app}.json`, JSON.stringify([...all].sort(), null, 0));
  }
});
