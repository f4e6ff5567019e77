// Which part earns: horizontal bars around zero, largest first, the amount and hold at the end.

import type { Money } from '@shared/api/contract';
import { Amount } from '../parts/Amount';

export type ResultBar = { name: string; win: Money; hold: string };

export function ResultBars({ bars }: { bars: ResultBar[] }) {
  const most = Math.max(1, ...bars.map((bar) => Math.abs(bar.win.amount)));
  return (
    <ul className="result-bars">
      {bars.map((bar) => {
        const share = `${(Math.abs(bar.win.amount) / most) * 50}%`;
        return (
          <li key={bar.name}>
            <span>{bar.name}</span>
            <span className="result-track" aria-hidden="true">
              <i className={bar.win.amount < 0 ? 'loss' : 'gain'} style={{ width: share }} />
            </span>
            <b>
              <Amount value={bar.win} />
            </b>
            <span className="t3 num">{bar.hold}</span>
          </li>
        );
      })}
    </ul>
  );
}
