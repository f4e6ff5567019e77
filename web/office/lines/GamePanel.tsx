// One game of the lines desk: its offer as a whole, each market by itself, and the way to what
// its open bets can cost.

import type {
  BoardMarket,
  ExposureFixture,
  OfferStatus,
  OfficeFixture,
} from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { usePermission } from '@shared/session';
import { Button, IconButton, Tag } from '@shared/ui/controls';
import { usePrice } from '@shared/use-price';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { OutcomeNote } from '../parts/OutcomeNote';
import { kindWords } from '../parts/words';
import { useChangeMarketOffer, useChangeOffer } from '../reading/writes';
import { gameTitle } from '../settlement/game-words';
import { OfferControl } from '../settlement/OfferControl';
import { useScreenKey } from '../shell/office-keys';

type Props = { game: OfficeFixture; exposure: ExposureFixture | undefined; onClose: () => void };

export function GamePanel({ game, exposure, onClose }: Props) {
  const mayControl = usePermission('control_offer');
  const change = useChangeOffer(game.id);
  const act = (status: OfferStatus) => () => {
    if (mayControl && !change.isPending) change.mutate(status);
  };
  useScreenKey('s', act('suspended'));
  useScreenKey('c', act('circled'));
  useScreenKey('o', act('open'));
  return (
    <Card className="game-panel" label={gameTitle(game)}>
      <div className="card-body panel-head">
        <h2>{gameTitle(game)}</h2>
        <IconButton icon="close" name={t('Close the game')} onClick={onClose} />
      </div>
      <div className="card-body">
        <OfferControl fixture={game} />
        <p className="small t3">
          <kbd>s</kbd> {t('Suspend')} <kbd>c</kbd> {t('Circle')} <kbd>o</kbd> {t('Open')}{' '}
          <kbd>j</kbd> <kbd>k</kbd> {t('next and previous game')}
        </p>
        <OutcomeNote error={change.error} />
      </div>
      {exposure && (
        <div className="panel-sums">
          <dl>
            <div>
              <dt>{t('Worst outcome')}</dt>
              <dd>
                <Amount value={exposure.worst} />
              </dd>
            </div>
            <div>
              <dt>{t('Best outcome')}</dt>
              <dd>
                <Amount value={exposure.best} />
              </dd>
            </div>
          </dl>
          <Link className="link" href={`/exposure?fixture=${encodeURIComponent(game.id)}`}>
            {t('Open exposure')}
          </Link>
        </div>
      )}
      <section className="scroller" aria-label={t('Markets')}>
        <ul className="panel-markets">
          {game.markets.map((market) => (
            <MarketRow key={market.id} market={market} mayControl={mayControl} />
          ))}
        </ul>
      </section>
    </Card>
  );
}

function MarketRow({ market, mayControl }: { market: BoardMarket; mayControl: boolean }) {
  const change = useChangeMarketOffer(market.id);
  const { status } = usePrice(market.id)?.market ?? market;
  const suspended = status === 'suspended';
  const name = market.title ?? kindWords[market.kind];
  const next: OfferStatus = suspended ? 'open' : 'suspended';
  return (
    <li>
      <span>
        {name}
        <small className="t3">
          {[market.period === 'game' ? '' : market.period.replaceAll('_', ' '), market.group]
            .filter((word) => word && word !== 'main')
            .join(', ')}
        </small>
      </span>
      {suspended && <Tag tone="info">{t('Suspended')}</Tag>}
      {status === 'circled' && <Tag tone="warn">{t('Circled')}</Tag>}
      {status === 'closed' && <Tag>{t('Closed')}</Tag>}
      {mayControl && status !== 'closed' && (
        <Button
          compact
          disabled={change.isPending}
          aria-label={suspended ? t('Open {name}', { name }) : t('Suspend {name}', { name })}
          onClick={() => change.mutate(next)}
        >
          {suspended ? t('Open') : t('Suspend')}
        </Button>
      )}
      <OutcomeNote error={change.error} />
    </li>
  );
}
