// What a selection is called: short beside its price, in full for a screen reader.

import type { BoardFixture, BoardMarket, MarketKind, OddsFormat, Side } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { pointsText, spokenOdds, spokenPoints } from '@shared/odds';
import { sideOf } from '@shared/price-store';
import { periodName } from './periods';

/** `Carolina` of `Carolina Panthers`; empty when the short name is the whole name. */
export function cityOf(team: { name: string; short: string }): string {
  return team.name.endsWith(team.short) ? team.name.slice(0, -team.short.length).trim() : '';
}

const fixedNames: Partial<Record<Side, string>> = {
  draw: t('Draw'),
  over: t('Over'),
  under: t('Under'),
  yes: t('Yes'),
  no: t('No'),
};

/** One answer of a market by itself: `Packers`, `Over`, `Yes`, a runner's name. */
export function answerName(fixture: BoardFixture, market: BoardMarket, side: Side): string {
  const selection = sideOf(market, side);
  if (selection?.name) return selection.name;
  return fixedNames[side] ?? (side === 'home' ? fixture.home.short : fixture.away.short);
}

/** `Packers −3.5`, `Over 47.5`, `Packers money`, `Overtime: Yes`, with the part of the game. */
export function selectionName(fixture: BoardFixture, market: BoardMarket, side: Side): string {
  const answer = answerName(fixture, market, side);
  const points = pointsText(sideOf(market, side)?.points ?? null, market.kind);
  const team = { home_total: fixture.home.short, away_total: fixture.away.short }[
    market.kind as string
  ];
  const words = [team, points ? `${answer} ${points}` : answer].filter(Boolean).join(' ');
  const asked = market.title ? `${market.title}: ${words}` : words;
  const plain = market.kind === 'moneyline' ? t('{name} money', { name: asked }) : asked;
  return market.period === 'game' ? plain : `${plain}, ${periodName(market.period)}`;
}

/** `Bears at Packers`, or `Liverpool v Manchester United` where the home side comes first. */
export function fixtureName(fixture: BoardFixture, homeFirst: boolean): string {
  return homeFirst
    ? `${fixture.home.short} v ${fixture.away.short}`
    : t('{away} at {home}', { away: fixture.away.short, home: fixture.home.short });
}

const kindNames: Record<MarketKind, string> = {
  spread: t('spread'),
  total: t('total'),
  moneyline: t('money line'),
  moneyline3: t('result'),
  home_total: t('home team total'),
  away_total: t('away team total'),
  yes_no: t('yes or no'),
  over_under: t('over or under'),
  multi_way: t('several answers'),
  outright: t('outright'),
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
  const asked = market.title ?? kindNames[market.kind];
  const part = market.period === 'game' ? '' : `, ${periodName(market.period)}`;
  const what = `${both}${who}, ${asked}${points}${part}`;
  return t('{what}, price {odds}', { what, odds: spokenOdds(selection.odds, format) });
}

export function rotationOf(fixture: BoardFixture, side: Side): number | null {
  return side === 'home' || side === 'under' ? fixture.rotation_home : fixture.rotation_away;
}
