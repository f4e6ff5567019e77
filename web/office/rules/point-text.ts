// Key numbers as they are typed: `3: 25, 7: 15`.

import type { PointTable } from '@shared/api/contract';

type Key = PointTable['keys'][number];

export function keyLine({ points, cents }: Key): string {
  return `${points}: ${cents}`;
}

/** The key numbers of a text; nothing where it cannot be read. */
export function readKeys(text: string): Key[] | null {
  const words = text.split(/[,\n]/).map((one) => one.trim());
  const keys: Key[] = [];
  for (const word of words.filter((one) => one !== '')) {
    const [, points, cents] = /^(\d+(?:\.5)?)\s*:\s*(\d+)$/.exec(word) ?? [];
    if (points === undefined || cents === undefined) return null;
    keys.push({ points, cents: Number(cents) });
  }
  return keys.sort((a, b) => Number(a.points) - Number(b.points));
}
