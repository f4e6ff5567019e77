// The mark beside a leg: shape and sign tell the state, colour only helps.

import type { LegResult } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Icon } from '@shared/ui/icon';
import { legResultName } from './leg-story';

type Props = {
  result: LegResult;
  live?: boolean;
  /** What is said instead of the result. */
  name?: string;
};

export function LegDot({ result, live, name: said }: Props) {
  const won = result === 'win' || result === 'half_win';
  const lost = result === 'loss' || result === 'half_loss';
  const name = won ? 'won' : lost ? 'lost' : result === 'open' ? (live ? 'live' : '') : 'returned';
  return (
    <span className={`dot ${name}`}>
      {won && <Icon name="check" size="tiny" />}
      {lost && <Icon name="close" size="tiny" />}
      {name === 'returned' && <Icon name="arrow" size="tiny" />}
      <span className="sr">{said ?? (live ? t('In play') : legResultName(result))}</span>
    </span>
  );
}
