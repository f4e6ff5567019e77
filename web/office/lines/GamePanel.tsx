// One game of the lines desk: its offer as a whole, each market by itself, and the way to what
// its open bets can cost.

import type {
  BoardMarket,
  ExposureFixture,
  OfferStatus,
  OfficeFixture,
  ReplacedLine,
} from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, usePermission } from '@shared/session';
import { Button, IconButton, Tag } from '@shared/ui/controls';
import { errorText } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { usePrice } from '@shared/use-price';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { OutcomeNote } from '../parts/OutcomeNote';
import { hourText } from '../parts/office-time';
import { kindWords } from '../parts/words';
import { keys } from '../reading/queries';
import { useChangeMarketOffer, useChangeOffer } from '../reading/writes';
import { gameCodes, gameTitle } from '../settlement/game-words';
import { OfferControl, offerOf } from '../settlement/OfferControl';
import { useScreenKey } from '../shell/office-keys';
import { offerWords } from './LineRows';
import { ownLineOf, sendOffer, sendOwn, useDesk } from './use-line-desk';

type Props = { game: OfficeFixture; exposure: ExposureFixture | undefined; onClose: () => void };

export function GamePanel({ game, exposure, onClose }: Props) {
  const mayControl = usePermission('control_offer');
  const change = useChangeOffer(game.id);
  const desk = useDesk();
  const before = offerOf(game);
  const done = (status: OfferStatus) => {
    const words = `${gameCodes(game)} ${offerWords[status].toLowerCase()}`;
    desk.changed({ words, at: Date.now(), back: () => sendOffer(game.id, before) });
  };
  // A key pressed again takes back what it did.
  const act = (wanted: OfferStatus) => () => {
    const status = before === wanted ? 'open' : wanted;
    if (mayControl && !change.isPending) change.mutate(status, { onSuccess: () => done(status) });
  };
  useScreenKey('s', t('Suspend the game, or open it'), act('suspended'));
  useScreenKey('c', t('Circle the game, or open it'), act('circled'));
  useScreenKey('o', t('Off the board, or back on'), act('off_board'));
  return (
    <Card className="game-panel" label={gameTitle(game)}>
      <div className="card-body panel-head">
        <h2>{gameTitle(game)}</h2>
        <IconButton icon="close" name={t('Close the game')} onClick={onClose} />
      </div>
      <div className="card-body">
        <OfferControl fixture={game} onDone={done} />
        <p className="small t3">
          <kbd>s</kbd> {t('Suspend')} <kbd>c</kbd> {t('Circle')} <kbd>o</kbd> {t('Off the board')}{' '}
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
            <MarketRow
              key={market.id}
              market={market}
              own={ownLineOf(game, market.id)}
              mayControl={mayControl}
            />
          ))}
        </ul>
      </section>
    </Card>
  );
}

type MarketProps = {
  market: BoardMarket;
  own: ReplacedLine | undefined;
  mayControl: boolean;
};

function MarketRow({ market, own, mayControl }: MarketProps) {
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
      {own && <OwnLine market={market} own={own} mayControl={mayControl} />}
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

/** Who moved the book's own line, and the way back to the catalogue's. */
function OwnLine({ market, own, mayControl }: MarketProps & { own: ReplacedLine }) {
  const { time_zone: zone } = useBook();
  const client = useQueryClient();
  const [sending, setSending] = useState(false);
  const follow = () => {
    setSending(true);
    sendOwn(market.id, null)
      .then(() => client.invalidateQueries({ queryKey: keys.fixtures }))
      .catch((refused) => tell(errorText(refused)))
      .finally(() => setSending(false));
  };
  return (
    <>
      <Tag tone="info">{t('Own line')}</Tag>
      <small className="t3 num">
        {t('{login}, {time}', {
          login: own.moved_by ?? '—',
          time: hourText(own.moved_at, zone),
        })}
      </small>
      {mayControl && (
        <Button compact disabled={sending} onClick={follow}>
          {t('Follow the catalogue')}
        </Button>
      )}
    </>
  );
}
