// The one question before a week is closed.

import type { Figures } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { tell } from '@shared/ui/toast';
import { Amount } from '../parts/Amount';
import { EffectDialog } from '../parts/EffectDialog';
import { calendarText, shiftDay } from '../parts/office-time';
import { counted } from '../parts/words';
import { useCloseWeek } from '../reading/writes';
import type { Perspective } from '../shell/ScreenFrame';

type Props = { figures: Figures; side: Perspective; onClose: () => void };

export function CloseWeekDialog({ figures, side, onClose }: Props) {
  const close = useCloseWeek();
  const { total } = figures;
  const players = figures.rows.filter((row) => row.role === 'player');
  const confirm = () =>
    close.mutate(figures.week_start, {
      onSuccess: () => {
        tell(
          t('The week of {week_start} is closed.', {
            week_start: calendarText(figures.week_start),
          }),
        );
        onClose();
      },
    });
  return (
    <EffectDialog
      title={t('Close the week of {week_start}', { week_start: calendarText(figures.week_start) })}
      confirm={t('Close the week of {length}', { length: counted(players.length, 'player') })}
      confirming={t('Closing the week')}
      busy={close.isPending}
      error={close.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="effect-sums">
        <div>
          <span className="small t2">{t('Wagering, {side} side', { side })}</span>
          <b>
            <Amount value={total.week} />
          </b>
        </div>
        <div>
          <span className="small t2">{t('Carried into next week')}</span>
          <b>
            <Amount value={total.balance} />
          </b>
        </div>
      </div>
      <ul className="effects">
        <li>
          {t('Figures up to {week_end} become final and cannot be opened again.', {
            week_end: calendarText(figures.week_end),
          })}
        </li>
        <li>
          {t(
            'Balances carry into the week of {week_start}. A later correction is a line of ' +
              'that week.',
            { week_start: calendarText(shiftDay(figures.week_start, 7)) },
          )}
        </li>
        <li>{t('{active} counted.', { active: counted(total.active, 'active head') })}</li>
        <li>
          {t('Open bets with {pending} at risk stay open.', { pending: moneyText(total.pending) })}
        </li>
      </ul>
    </EffectDialog>
  );
}
