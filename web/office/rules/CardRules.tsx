// The cards of the house: which there are, what they pay, and which can be bet now. A change is a
// new version; tickets keep the prices they were accepted by.

import type { Card as PriceCard } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Button, SelectField, Tag } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { Scroller } from '../parts/Scroller';
import { useCards, usePublishedCards } from '../reading/rule-queries';
import { CardDialog } from './CardDialog';
import { priceLine } from './card-text';
import { cardWords, sportWords, tieWords } from './rule-words';

export function CardRules() {
  const cards = useCards();
  const [changing, setChanging] = useState<PriceCard | null>(null);
  return (
    <Card label={t('Cards')}>
      <Loaded question={cards}>
        {({ items }) => (
          <>
            <TakeOver known={items.map((one) => one.code)} onTake={setChanging} />
            {items.length === 0 ? (
              <EmptyState icon="rules" title={t('No cards yet')}>
                {t('Take over a published card: teasers, parlay cards and progressives.')}
              </EmptyState>
            ) : (
              <CardTable cards={items} onChange={setChanging} />
            )}
          </>
        )}
      </Loaded>
      {changing && (
        <CardDialog key={changing.code} card={changing} onClose={() => setChanging(null)} />
      )}
    </Card>
  );
}

/** A published card as the start of one's own. */
function TakeOver({ known, onTake }: { known: string[]; onTake: (card: PriceCard) => void }) {
  const published = usePublishedCards(true).data?.items ?? [];
  const left = published.filter((one) => !known.includes(one.code));
  const take = (code: string) => {
    const card = left.find((one) => one.code === code);
    if (card) onTake({ ...card, offered: true });
  };
  return (
    <div className="card-start">
      <SelectField
        label={t('Take over a published card')}
        hint={t('It opens for you to change before it is put up.')}
        value=""
        onChange={(event) => take(event.target.value)}
      >
        <option value="">{t('Choose a card')}</option>
        {left.map((one) => (
          <option key={one.code} value={one.code}>
            {one.name}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function pointsText(card: PriceCard): string {
  const words = card.points.map(({ sport, spread, total }) =>
    total === null || total === undefined || total === spread
      ? `${sportWords[sport]} ${spread}`
      : t('{sport} {spread}, totals {total}', { sport: sportWords[sport], spread, total }),
  );
  return words.join('; ');
}

function CardTable({
  cards,
  onChange,
}: {
  cards: PriceCard[];
  onChange: (card: PriceCard) => void;
}) {
  return (
    <Scroller label={t('Cards')}>
      <table className="list-table stacks card-table">
        <thead>
          <tr>
            <th>{t('Card')}</th>
            <th>{t('Points')}</th>
            <th>{t('Pays')}</th>
            <th>{t('Ties')}</th>
            <th>{t('State')}</th>
            <th>
              <span className="sr">{t('Change')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {cards.map((one) => (
            <tr key={one.code}>
              <td data-name={t('Card')}>
                <b>{one.name}</b>
                <span className="t3 small"> {cardWords[one.kind]}</span>
              </td>
              <td data-name={t('Points')} className="num">
                {pointsText(one)}
              </td>
              <td data-name={t('Pays')} className="num">
                {one.prices.map(priceLine).join(', ')}
              </td>
              <td data-name={t('Ties')} className="t2">
                {tieWords[one.ties]}
              </td>
              <td data-name={t('State')}>
                {one.offered ? <Tag tone="ok">{t('Offered')}</Tag> : <Tag>{t('Closed')}</Tag>}
              </td>
              <td className="n">
                <Button
                  compact
                  aria-label={t('Change {name}', { name: one.name })}
                  onClick={() => onChange(one)}
                >
                  {t('Change')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
