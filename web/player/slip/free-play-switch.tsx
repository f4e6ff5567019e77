// Whether the wager is played with free play; shown to who has some.

import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBalanceQuery } from '../shell/balance-query';
import { playFree, useSlip } from './slip-store';

export function FreePlaySwitch() {
  const { freePlay } = useSlip();
  const left = useBalanceQuery().data?.free_play;
  if (!left || (left.amount <= 0 && !freePlay)) return null;
  return (
    <label className="free-play-switch">
      <input
        type="checkbox"
        checked={freePlay}
        onChange={(event) => playFree(event.target.checked)}
      />
      <span>
        {t('Use free play')} <b className="num">{moneyText(left)}</b>
      </span>
      {freePlay && <small>{t('It pays the win alone; the stake is not returned.')}</small>}
    </label>
  );
}
