// The one question before a week is closed.

import type { Figures } from '@shared/api/contract';
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
        tell(`The week of ${calendarText(figures.week_start)} is closed.`);
        onClose();
      },
    });
  return (
    <EffectDialog
      title={`Close the week of ${calendarText(figures.week_start)}`}
      confirm={`Close the week of ${counted(players.length, 'player')}`}
      confirming="Closing the week"
      busy={close.isPending}
      error={close.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="effect-sums">
        <div>
          <span className="small t2">Wagering, {side} side</span>
          <b>
            <Amount value={total.week} />
          </b>
        </div>
        <div>
          <span className="small t2">Carried into next week</span>
          <b>
            <Amount value={total.balance} />
          </b>
        </div>
      </div>
      <ul className="effects">
        <li>
          Figures up to {calendarText(figures.week_end)} become final and cannot be opened again.
        </li>
        <li>
          Balances carry into the week of {calendarText(shiftDay(figures.week_start, 7))}. A later
          correction is a line of that week.
        </li>
        <li>{counted(total.active, 'active head')} counted.</li>
        <li>Open bets with {moneyText(total.pending)} at risk stay open.</li>
      </ul>
    </EffectDialog>
  );
}
