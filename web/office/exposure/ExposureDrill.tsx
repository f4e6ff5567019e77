// One game's exposure taken apart: every selection with what is bet on it, then the open tickets
// that hold it. Acting on the game happens at the settlement desk.

import type { ExposureFixture, ExposureMarket } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { pointsText } from '@shared/odds';
import { IconButton } from '@shared/ui/controls';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { Scroller } from '../parts/Scroller';
import { kindWords } from '../parts/words';
import { GameTickets } from '../ticker/GameTickets';
import { GameLabel } from './ExposureTable';

export function ExposureDrill({
  fixture,
  onClose,
}: {
  fixture: ExposureFixture;
  onClose: () => void;
}) {
  return (
    <div className="exposure-drill">
      <Card
        title={<GameLabel label={fixture.label} />}
        right={
          <>
            <Link
              className="link small"
              href={`/settlement?fixture=${encodeURIComponent(fixture.fixture_id)}`}
            >
              {t('Suspend, circle or settle')}
            </Link>
            <IconButton icon="close" name={t('Close the game')} onClick={onClose} />
          </>
        }
      >
        <div className="drill-ends">
          <div>
            <span className="small t2">{t('Worst outcome')}</span>
            <b>
              <Amount value={fixture.worst} />
            </b>
          </div>
          <div>
            <span className="small t2">{t('Best outcome')}</span>
            <b>
              <Amount value={fixture.best} />
            </b>
          </div>
        </div>
        <Scroller label={t('Selections')}>
          <table className="list-table">
            <thead>
              <tr>
                <th>{t('Selection')}</th>
                <th className="n">{t('Tickets')}</th>
                <th className="n">{t('Risk')}</th>
                <th className="n">{t('To win')}</th>
                <th className="n">{t('In parlays')}</th>
                <th className="n">{t('House if won')}</th>
              </tr>
            </thead>
            <tbody>
              {fixture.markets.map((market) => (
                <MarketRows key={market.market_id} market={market} label={fixture.label} />
              ))}
            </tbody>
          </table>
        </Scroller>
      </Card>
      <GameTickets fixtureId={fixture.fixture_id} />
    </div>
  );
}

function MarketRows({ market, label }: { market: ExposureMarket; label: string }) {
  const [away, , home] = label.split(/ (@|v|vs) /);
  const names: Record<string, string | undefined> = {
    away,
    home,
    over: t('Over'),
    under: t('Under'),
    draw: t('Draw'),
  };
  return (
    <>
      {market.selections.map((selection) => (
        <tr key={selection.side}>
          <td>
            <b>
              {names[selection.side] ?? selection.side} {pointsText(selection.points, market.kind)}
            </b>{' '}
            <span className="t3 small">{kindWords[market.kind]}</span>
          </td>
          <td className="n">{selection.tickets}</td>
          <td className="n">
            <Amount value={selection.risk} style="plain" />
          </td>
          <td className="n">
            <Amount value={selection.win} style="plain" />
          </td>
          <td className="n t2">
            <Amount value={selection.parlay_risk} style="plain" />
          </td>
          <td className="n">
            <b>
              <Amount value={selection.house_if_wins} />
            </b>
          </td>
        </tr>
      ))}
    </>
  );
}
