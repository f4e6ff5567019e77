// A card's prices and points as one types them: a line for each number of selections, and one for
// each sport. Whether a card can be put up is the book's word; here text is only taken apart.

import type { CardPoints, CardPrice, Sport } from '@shared/api/contract';

/** `3: 9/5`, or `5-1: 1/1` where one selection may lose. */
export function priceLine({ selections, losses, fractional }: CardPrice): string {
  return losses ? `${selections}-${losses}: ${fractional}` : `${selections}: ${fractional}`;
}

/** The prices of the lines; null when a line is not one. */
export function readPrices(text: string): CardPrice[] | null {
  const found: CardPrice[] = [];
  for (const line of text.split(/[\n,;]/).map((one) => one.trim())) {
    if (line === '') continue;
    const parts = /^(\d{1,2})(?:\s*-\s*(\d{1,2}))?\s*:?\s+?(\d{1,9}\/\d{1,9})$/.exec(
      line.replace(':', ': '),
    );
    const [, selections, losses, fractional] = parts ?? [];
    if (!selections || !fractional) return null;
    found.push({ selections: Number(selections), losses: Number(losses ?? 0), fractional });
  }
  return found.length > 0 ? found : null;
}

/** One sport's points as typed; empty spread means that the card does not take the sport. */
export type TypedPoints = { sport: Sport; spread: string; total: string };

export function readPoints(typed: TypedPoints[]): CardPoints[] {
  return typed
    .filter(({ spread }) => spread.trim() !== '')
    .map(({ sport, spread, total }) => ({
      sport,
      spread: spread.trim(),
      total: total.trim() || null,
    }));
}
