// Finds a team or a rotation number. Enter puts the first match's spread (else its money line)
// on the slip, as clerks and old players bet by number.

import type { BoardFixture, BoardLeague, BoardMarket, Side } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { oddsText } from '@shared/odds';
import { prices, sideOf } from '@shared/price-store';
import { useOddsFormat } from '@shared/session';
import { startText } from '@shared/time';
import { Dialog } from '@shared/ui/dialog';
import { Icon } from '@shared/ui/icon';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { hasLeg, toggleLeg } from '../slip/slip-store';
import { useBoardQuery } from './board-query';
import { fixtureName, rotationOf, selectionName } from './names';

type Match = {
  league: BoardLeague;
  fixture: BoardFixture;
  market: BoardMarket;
  side: Side;
};

const mostMatches = 12;

function offered(fixture: BoardFixture): BoardMarket | undefined {
  const current = fixture.markets.map((market) => prices.entry(market.id)?.market ?? market);
  const open = current.filter((one) => one.status === 'open' || one.status === 'circled');
  return open.find((one) => one.kind === 'spread') ?? open.find((one) => one.kind !== 'total');
}

function sideMatches(fixture: BoardFixture, side: 'home' | 'away', words: string): boolean {
  const rotation = rotationOf(fixture, side);
  if (/^\d+$/.test(words)) return rotation !== null && String(rotation).startsWith(words);
  return (
    fixture[side].name.toLowerCase().includes(words) || fixture[side].code.toLowerCase() === words
  );
}

/** Sides whose team or rotation number fits the words, in board order. */
export function findSides(leagues: BoardLeague[], typed: string): Match[] {
  const words = typed.trim().toLowerCase();
  if (!words) return [];
  const found: Match[] = [];
  for (const league of leagues) {
    for (const fixture of league.fixtures) {
      const market = offered(fixture);
      if (!market) continue;
      for (const side of ['away', 'home'] as const) {
        if (sideMatches(fixture, side, words)) found.push({ league, fixture, market, side });
      }
    }
  }
  return found.slice(0, mostMatches);
}

export function SearchDialog({ onClose }: { onClose: () => void }) {
  const board = useBoardQuery();
  const format = useOddsFormat();
  const [typed, setTyped] = useState('');
  const matches = findSides(board.data?.leagues ?? [], typed);
  const pick = (match: Match | undefined) => {
    if (!match) return;
    const { fixture, market, side } = match;
    if (!hasLeg(market.id, side)) toggleLeg({ marketId: market.id, fixtureId: fixture.id, side });
    tell(t('{fixture} is on the slip.', { fixture: selectionName(fixture, market, side) }));
    onClose();
  };
  return (
    <Dialog title={t('Find a game')} onClose={onClose} className="dialog search">
      <form
        className="search-box"
        onSubmit={(event) => {
          event.preventDefault();
          pick(matches[0]);
        }}
      >
        <Icon name="search" />
        <input
          data-first-focus
          aria-label={t('Team or rotation number')}
          placeholder={t('Team or rotation number')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          enterKeyHint="go"
        />
      </form>
      <ul className="matches" aria-live="polite">
        {matches.map((match) => {
          const { fixture, market, side, league } = match;
          const selection = sideOf(market, side);
          return (
            <li key={`${market.id}${side}`}>
              <button type="button" onClick={() => pick(match)}>
                <span>
                  <b>
                    <span className="rotation num">{rotationOf(fixture, side)}</span>{' '}
                    {selectionName(fixture, market, side)}
                  </b>
                  <small>
                    {league.name}, {fixtureName(fixture, league.home_first)},{' '}
                    {startText(fixture.starts_at)}
                  </small>
                </span>
                <span className="num">{selection && oddsText(selection.odds, format)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {typed.trim() !== '' && matches.length === 0 && (
        <p className="no-match">
          {t('Nothing on the board matches “{value}”.', { value: typed.trim() })}
        </p>
      )}
      {typed.trim() === '' && (
        <p className="no-match">
          {t('Type a team, or a rotation number such as 471. Enter picks the first.')}
        </p>
      )}
    </Dialog>
  );
}
