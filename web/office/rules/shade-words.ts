// Shades of lines in words: which lines one is about, and what is made of them.

import type { Lean, LineShade } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { kindWords } from '../parts/words';
import { type LeagueNames, sportWords } from './rule-words';

export const leanWords: Record<Lean, string> = {
  favourite: t('the favourite'),
  underdog: t('the underdog'),
  home: t('the home side'),
  away: t('the visiting side'),
  over: t('the over'),
  under: t('the under'),
};

export const noShade: LineShade = {
  sport: null,
  league_id: null,
  market: null,
  period: null,
  live: null,
  blocked: false,
  juice: 0,
  against: null,
  cents: 0,
  points: '0',
};

/** Which lines: `NFL, spreads, in play`; every line without a filter. */
export function shadeLines(shade: LineShade, leagues: LeagueNames): string {
  const parts = [
    shade.sport && sportWords[shade.sport],
    shade.league_id && (leagues.get(shade.league_id) ?? shade.league_id),
    shade.market && kindWords[shade.market],
    shade.period,
    shade.live === true && t('in play'),
    shade.live === false && t('before the start'),
  ];
  const named = parts.filter(Boolean);
  return named.length > 0 ? named.join(', ') : t('Every line');
}

/** What is made of them: `5 cents more juice; 10 cents and ½ point against the favourite`. */
export function shadeEffect(shade: LineShade): string {
  if (shade.blocked) return t('not offered');
  const parts: string[] = [];
  if (shade.juice > 0) parts.push(t('{count} cents more juice', { count: shade.juice }));
  if (shade.juice < 0) parts.push(t('{count} cents less juice', { count: -shade.juice }));
  if (shade.against) {
    const against = leanWords[shade.against];
    if (shade.cents !== 0) {
      parts.push(t('{count} cents against {against}', { count: shade.cents, against }));
    }
    if (shade.points !== '0') {
      parts.push(t('{points} points against {against}', { points: shade.points, against }));
    }
  }
  return parts.length > 0 ? parts.join('; ') : t("the catalogue's line");
}
