// What a grant of free play is for, in sentences: the same to the player who has it and to the
// operator who gives it.

import type { FreePlay, OddsFormat, WagerType } from './api/contract';
import { t } from './i18n/language';
import { moneyText } from './money';
import { oddsText } from './odds';

type Terms = FreePlay['terms'];
/** Names of leagues by id; those that are not offered now may be missing. */
export type LeagueNames = ReadonlyMap<string, string>;

export const wagerTypeWords: Record<WagerType, string> = {
  straight: t('straights'),
  parlay: t('parlays'),
  round_robin: t('round robins'),
  if_bet: t('if bets'),
  reverse: t('reverses'),
  teaser: t('teasers'),
  pleaser: t('pleasers'),
  progressive: t('progressive parlays'),
};

function pricesText({ least_odds: least, most_odds: most }: Terms, format: OddsFormat) {
  if (least && most) {
    return t('Prices from {least} to {most}', {
      least: oddsText(least, format),
      most: oddsText(most, format),
    });
  }
  if (least) return t('Prices from {least} on', { least: oddsText(least, format) });
  return most ? t('Prices up to {most}', { most: oddsText(most, format) }) : null;
}

function leaguesText({ leagues }: Terms, names: LeagueNames) {
  if (leagues.length === 0) return null;
  const known = leagues.flatMap((id) => names.get(id) ?? []);
  const others = leagues.length - known.length;
  if (others === 0) return t('Only {leagues}', { leagues: known.join(', ') });
  if (known.length === 0) return t('Only leagues that are not offered now');
  return t('Only {leagues} and others that are not offered now', { leagues: known.join(', ') });
}

/** Every restriction of a grant, the widest first; the rule for pushes last. */
export function termsSentences(terms: Terms, format: OddsFormat, names: LeagueNames): string[] {
  const kinds = terms.wagers.map((one) => wagerTypeWords[one]).join(', ');
  const { max_legs: legs, max_risk: risk, max_win: win } = terms;
  const said = [
    t('For {kinds}', { kinds }),
    leaguesText(terms, names),
    legs === null ? null : t('At most {legs} selections', { legs }),
    pricesText(terms, format),
    terms.props ? null : t('Not for props and outrights'),
    risk && t('At most {amount} at risk in one bet', { amount: moneyText(risk) }),
    win && t('At most {amount} to win in one bet', { amount: moneyText(win) }),
    terms.push_returned ? t('A push gives the stake back') : t('A push loses the stake'),
  ];
  return said.filter((one): one is string => Boolean(one));
}
