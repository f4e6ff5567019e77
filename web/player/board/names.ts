// What a selection is called: short beside its price, in full for a screen reader.

import type { BoardFixture, BoardMarket, MarketKind, OddsFormat, Side } from '@shared/api/contract';
import { pointsText, spokenOdds, spokenPoints } from '@shared/odds';
import { sideOf } from '@shared/price-store';

/** `Carolina` of `Carolina Panthers`; empty when the short name is the whole name. */
export function cityOf(team: { name: string; short: string }): string {
  return team.name.endsWith(team.short) ? team.name.slice(0, -team.short.length).trim() : '';
}

const fixedNames: Partial<Record<Side, string>> = {
  draw: 'Draw',
  over: 'Over',
  under: 'Under',
  yes: 'Yes',
  no: 'No',
};

/** `Packers −3.5`, `Over 47.5`, `Packers money`. */
export function selectionName(fixture: BoardFixture, market: BoardMarket, side: Side): string {
  const team = side === 'home' ? fixture.home.short : fixture.away.short;
  const name = fixedNames[side] ?? team;
  const points = sideOf(market, side)?.points ?? null;
  if (points === null) return side === 'draw' ? name : `${name} money`;
  return `${name} ${pointsText(points, market.kind)}`;
}

/** `Bears at Packers`, or `Liverpool v Manchester United` where the home side comes first. */
export function fixtureName(fixture: BoardFixture, homeFirst: boolean): string {
  return homeFirst
    ? `${fixture.home.short} v ${fixture.away.short}`
    : `${fixture.away.short} at ${fixture.home.short}`;
}

const kindNames: Record<MarketKind, string> = {
  spread: 'spread',
  total: 'total',
  moneyline: 'money line',
  moneyline3: 'result',
  home_total: 'home team total',
  away_total: 'away team total',
  yes_no: 'yes or no',
  over_under: 'over or under',
  multi_way: 'several answers',
  outright: 'outright',
};

export function kindName(kind: MarketKind): string {
  return kindNames[kind];
}

/** The accessible name of a price: `Green Bay Packers, spread minus 3, price minus 110`. */
export function spokenSelection(
  fixture: BoardFixture,
  market: BoardMarket,
  side: Side,
  format: OddsFormat,
): string {
  const selection = sideOf(market, side);
  if (!selection) return '';
  const team = side === 'home' ? fixture.home.name : fixture.away.name;
  const who = selection.name ?? fixedNames[side] ?? team;
  const both = market.kind === 'total' ? `${fixture.away.short} ${fixture.home.short} ` : '';
  const points = selection.points === null ? '' : ` ${spokenPoints(selection.points, market.kind)}`;
  const what = `${both}${who}, ${kindNames[market.kind]}${points}`;
  return `${what}, price ${spokenOdds(selection.odds, format)}`;
}

export function rotationOf(fixture: BoardFixture, side: Side): number | null {
  return side === 'home' || side === 'under' ? fixture.rotation_home : fixture.rotation_away;
}
