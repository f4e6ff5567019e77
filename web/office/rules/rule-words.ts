// Words for the codes of limits, stops and settings. One code has one name on every screen.

import type {
  CardKind,
  ControlTarget,
  Correlation,
  LimitFilter,
  LimitMeasure,
  LimitRule,
  LimitShare,
  LimitSpan,
  NoAction,
  TieRule,
  Weekday,
} from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { kindWords, sportWords, typeWords } from '../parts/words';

export { sportWords, typeWords };

export const cardWords: Record<CardKind, string> = {
  parlay: t('Parlay card'),
  teaser: t('Teaser'),
  pleaser: t('Pleaser'),
  progressive: t('Progressive parlay'),
};

/** Two selections of one game that decide each other. */
export const correlationWords: Record<Correlation, string> = {
  spread_and_moneyline: t('a spread and a moneyline'),
  run_line_and_total: t('a run line or puck line and a total'),
  part_and_whole: t('a part of the game and what contains it'),
  large_spread_and_total: t('a spread of 30 % of the total, and the total'),
  draw_and_under: t('in soccer, a draw and an under'),
};

export const tieWords: Record<TieRule, string> = {
  reduce: t('A tie drops out'),
  two_team_std: t('A tie drops out; of two it returns the stake beside a win'),
  two_team_refund: t('A tie drops out; of two it returns the stake'),
  all_push: t('A tie returns the stake'),
  tie_loses: t('A tie loses'),
};

export const noActionWords: Record<NoAction, string> = {
  reduce: t('A void leg drops out'),
  refund: t('A void leg returns the stake'),
};

export const measureWords: Record<LimitMeasure, string> = {
  min_risk: t('Least risk'),
  max_risk: t('Most risk'),
  max_win: t('Most win'),
  max_payout: t('Most payout'),
};

export const spanWords: Record<LimitSpan, string> = {
  wager: t('a wager'),
  market: t('a market'),
  fixture: t('a game'),
  day: t('a day'),
};

export const shareWords: Record<LimitShare, string> = {
  each: t('each player'),
  together: t('all together'),
};

export const weekdayWords: Record<Weekday, string> = {
  monday: t('Monday'),
  tuesday: t('Tuesday'),
  wednesday: t('Wednesday'),
  thursday: t('Thursday'),
  friday: t('Friday'),
  saturday: t('Saturday'),
  sunday: t('Sunday'),
};

export const weekdays = Object.keys(weekdayWords) as Weekday[];

/** Names of leagues by their ids, as far as the board has them. */
export type LeagueNames = ReadonlyMap<string, string>;

/** `Football, Spread, in play`; `everything` without any filter. */
export function filterText(filter: LimitFilter, leagues: LeagueNames): string {
  const parts = [
    filter.sport ? sportWords[filter.sport] : '',
    filter.league_id ? (leagues.get(filter.league_id) ?? t('one league')) : '',
    filter.market ? kindWords[filter.market] : '',
    filter.period ?? '',
    filter.type ? typeWords[filter.type] : '',
    filter.live === undefined || filter.live === null
      ? ''
      : filter.live
        ? t('in play')
        : t('before the start'),
  ].filter(Boolean);
  return parts.length === 0 ? t('everything') : parts.join(', ');
}

/** What makes two limits one and the same, whatever their amounts. */
export function ruleKey(rule: Pick<LimitRule, 'measure' | 'span' | 'share' | 'filter'>): string {
  const { sport, league_id, market, period, type, live } = rule.filter;
  return JSON.stringify([
    rule.measure,
    rule.span,
    rule.share,
    sport ?? null,
    league_id ?? null,
    market ?? null,
    period ?? null,
    type ?? null,
    live ?? null,
  ]);
}

/** What is stopped, in words: `Football`, `all betting`. */
export function targetText(
  target: ControlTarget,
  leagues: LeagueNames,
  memberName: (id: string) => string,
): string {
  switch (target.kind) {
    case 'all':
      return t('All betting');
    case 'live':
      return t('Betting in play');
    case 'sport':
      return target.sport ? sportWords[target.sport] : t('A sport');
    case 'league':
      return leagues.get(target.league_id ?? '') ?? t('A league');
    case 'branch':
      return t('The branch of {login}', { login: memberName(target.member_id ?? '') });
  }
}
