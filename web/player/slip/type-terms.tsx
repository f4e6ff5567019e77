// What a type of wager needs beside its legs: the sizes of a round robin, and what lets the next
// link of an if-bet run. One sentence says what the type does, for whoever meets it first.

import type { ChainAction, Quote } from '@shared/api/contract';
import { plural, t } from '@shared/i18n/language';
import { Segmented } from '@shared/ui/controls';
import { combinations } from '@shared/wager';
import { chooseAction, type Slip, toggleSize } from './slip-store';

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

const sentences = {
  round_robin: t('Every parlay of the chosen sizes. The amount is for each of them.'),
  if_bet: t('The first bet runs; each next one only as chosen, with the money of the one before.'),
  reverse: t('If bets in both directions for every pair. The amount is for each link.'),
};

export function TypeTerms({ slip, quote }: { slip: Slip; quote: Quote | undefined }) {
  if (slip.type === 'straight' || slip.type === 'parlay') return null;
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
