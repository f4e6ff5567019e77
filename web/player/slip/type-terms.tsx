// What a type of wager needs beside its legs: the sizes of a round robin, what lets the next link
// of an if-bet run, the card of a teaser and what it pays. One sentence says what the type does,
// for whoever meets it first.

import type { Card, ChainAction, Quote } from '@shared/api/contract';
import { plural, t } from '@shared/i18n/language';
import { Segmented, SelectField } from '@shared/ui/controls';
import { combinations } from '@shared/wager';
import { cardsOf, useCards } from './cards-query';
import { chooseAction, chooseCard, type Slip, toggleSize } from './slip-store';

function Sizes({ slip }: { slip: Slip }) {
  const legs = slip.legs.length;
  const sizes = Array.from({ length: Math.max(0, legs - 1) }, (_, n) => n + 2);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this row
    <div className="sizes num" role="group" aria-label={t('Parlays of')}>
      {sizes.map((size) => (
        <button
          key={size}
          type="button"
          aria-pressed={slip.sizes.includes(size)}
          onClick={() => toggleSize(size)}
        >
          {t('by {size}s', { size })} <small>{combinations(legs, size)}</small>
        </button>
      ))}
    </div>
  );
}

function Chain({ slip }: { slip: Slip }) {
  return (
    <Segmented<ChainAction>
      label={t('The next bet runs')}
      value={slip.action}
      onChange={chooseAction}
      choices={[
        { value: 'single', label: t('After a win') },
        { value: 'double', label: t('After a win or push') },
      ]}
    />
  );
}

/** What a card pays for so many selections: a price for each number of losses it forgives. */
function PayLine({ card, selections }: { card: Card; selections: number }) {
  const prices = card.prices.filter((price) => price.selections === selections);
  if (prices.length === 0) {
    const counts = card.prices.map((price) => price.selections);
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    return <span>{t('This card takes {least} to {most} selections.', { least, most })}</span>;
  }
  return (
    <span className="num">
      {prices
        .map(({ losses = 0, fractional }) =>
          losses === 0
            ? t('{count} selections pay {price}', { count: selections, price: fractional })
            : plural(losses, 'with 1 loss {price}', 'with {count} losses {price}', {
                price: fractional,
              }),
        )
        .join(', ')}
      .
    </span>
  );
}

/** Which card prices the wager; a parlay may stay at true odds. */
function Cards({ slip, cards }: { slip: Slip; cards: Card[] }) {
  return (
    <SelectField
      label={t('Card')}
      value={slip.card ?? ''}
      onChange={(event) => chooseCard(event.target.value || null)}
    >
      {slip.type === 'parlay' && <option value="">{t('True odds')}</option>}
      {cards.map((card) => (
        <option key={card.code} value={card.code}>
          {card.name}
        </option>
      ))}
    </SelectField>
  );
}

const sentences = {
  round_robin: t('Every parlay of the chosen sizes. The amount is for each of them.'),
  if_bet: t('The first bet runs; each next one only as chosen, with the money of the one before.'),
  reverse: t('If bets in both directions for every pair. The amount is for each link.'),
  teaser: t('Every line moves in your favour by the points of the card; all must win.'),
  pleaser: t('Every line moves against you by the points of the card; all must win.'),
  progressive: t('It pays less for each lost selection, as the card says.'),
};

export function TypeTerms({ slip, quote }: { slip: Slip; quote: Quote | undefined }) {
  const cards = cardsOf(useCards(slip.legs.length), slip.type);
  if (slip.type === 'straight') return null;
  const chosen = cards.find((card) => card.code === slip.card);
  if (slip.type === 'parlay') {
    const cut = quote?.terms.same_game_cut_percent ?? null;
    if ((cards.length === 0 && cut === null) || slip.legs.length < 2) return null;
    return (
      <div className="type-terms">
        {cards.length > 0 && <Cards slip={slip} cards={cards} />}
        {cut !== null && (
          <p>{t('Selections of one game: {cut} % less to win than at true odds.', { cut })}</p>
        )}
        {chosen && (
          <p>
            <PayLine card={chosen} selections={slip.legs.length} />
          </p>
        )}
      </div>
    );
  }
  if (slip.type === 'teaser' || slip.type === 'pleaser' || slip.type === 'progressive') {
    return (
      <div className="type-terms">
        <Cards slip={slip} cards={cards} />
        <p>
          {sentences[slip.type]} {chosen && <PayLine card={chosen} selections={slip.legs.length} />}
        </p>
      </div>
    );
  }
  const bets = quote?.bets.length ?? 0;
  return (
    <div className="type-terms">
      {slip.type === 'round_robin' ? <Sizes slip={slip} /> : <Chain slip={slip} />}
      <p>
        {sentences[slip.type]} {bets > 0 && <b>{plural(bets, '1 bet', '{count} bets')}.</b>}
      </p>
    </div>
  );
}
