// Which columns an exposure table has: one per selection that any of its games offers, in the
// order of the board, so that American and European games can stand in one table.

import type { ExposureFixture, ExposureSelection, MarketKind, Side } from '@shared/api/contract';
import { t } from '@shared/i18n/language';

export type ExposureColumn = { kind: MarketKind; side: Side; name: string; spoken: string };

const allColumns: ExposureColumn[] = [
  { kind: 'moneyline', side: 'away', name: t('ML away'), spoken: t('moneyline away') },
  { kind: 'moneyline', side: 'home', name: t('ML home'), spoken: t('moneyline home') },
  { kind: 'moneyline3', side: 'home', name: '1', spoken: t('home wins') },
  { kind: 'moneyline3', side: 'draw', name: 'X', spoken: t('draw') },
  { kind: 'moneyline3', side: 'away', name: '2', spoken: t('away wins') },
  { kind: 'spread', side: 'away', name: t('Spread a'), spoken: t('spread away') },
  { kind: 'spread', side: 'home', name: t('Spread h'), spoken: t('spread home') },
  { kind: 'total', side: 'over', name: t('Over'), spoken: t('over') },
  { kind: 'total', side: 'under', name: t('Under'), spoken: t('under') },
];

/** The main line of the kind carries the column; all others are in the drill-down. */
export function selectionAt(
  fixture: ExposureFixture,
  column: ExposureColumn,
): ExposureSelection | null {
  const market = fixture.markets.find((one) => one.kind === column.kind && one.group === 'main');
  return market?.selections.find((one) => one.side === column.side) ?? null;
}

export function columnsOf(fixtures: ExposureFixture[]): ExposureColumn[] {
  return allColumns.filter((column) =>
    fixtures.some((fixture) => selectionAt(fixture, column) !== null),
  );
}

/** The largest result in the table, either way: what the colours are measured by. */
export function largestResult(fixtures: ExposureFixture[]): number {
  const results = fixtures.flatMap((fixture) =>
    fixture.markets.flatMap((market) =>
      market.selections.map((selection) => Math.abs(selection.house_if_wins.amount)),
    ),
  );
  return Math.max(0, ...results);
}
