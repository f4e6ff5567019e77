// The night in six figures. Every tile opens the list it sums; the line below it shows the last
// two weeks, so that a figure can be told from a usual one.

import type { Dashboard } from '@shared/api/contract';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Sparkline } from '../charts/Sparkline';
import { Amount, wholeMoneyText } from '../parts/Amount';
import { countText, holdText } from '../parts/words';

type TileProps = {
  name: string;
  figure: ReactNode;
  beside: string;
  href: string;
  values?: number[];
  baseline?: boolean;
  /** Share of a measure, drawn along the lower edge. */
  share?: number;
};

function Tile({ name, figure, beside, href, values, baseline, share }: TileProps) {
  return (
    <Link className="card tile" href={href}>
      <span className="tile-name">{name}</span>
      <span className="tile-figure num">{figure}</span>
      <span className="tile-beside num">{beside}</span>
      {values && <Sparkline values={values} baseline={baseline} />}
      {share !== undefined && (
        <i className="tile-share">
          <i style={{ width: `${Math.min(100, share * 100)}%` }} />
        </i>
      )}
    </Link>
  );
}

/** Win over handle of a day in hundredths of a percent; a rough line, never a printed number. */
function roughHold(day: Dashboard['days'][number]): number {
  return day.handle.amount === 0 ? 0 : day.win.amount / day.handle.amount;
}

export function KeyFigures({ facts }: { facts: Dashboard }) {
  const { days } = facts;
  const players = countText(facts.active_players);
  const share = facts.at_risk.amount > 0 ? -facts.worst.amount / facts.at_risk.amount : 0;
  const owing = facts.owed_to_players.amount + facts.owed_by_players.amount;
  return (
    <section className="tiles" aria-label="Today">
      <Tile
        name="Worst tonight"
        figure={<Amount value={facts.worst} whole />}
        beside={`${countText(facts.open_tickets)} open, at risk ${wholeMoneyText(facts.at_risk)}`}
        href="/exposure"
        share={Math.max(0, share)}
      />
      <Tile
        name="We owe players"
        figure={<Amount value={facts.owed_to_players} style="plain" whole />}
        beside={`they owe us ${wholeMoneyText(facts.owed_by_players)}`}
        href="/players"
        share={owing > 0 ? facts.owed_to_players.amount / owing : 0}
      />
      <Tile
        name="Handle today"
        figure={<Amount value={facts.handle_today} style="plain" whole />}
        beside={`${wholeMoneyText(facts.settled_today)} of it settled`}
        href="/ticker"
        values={days.map((day) => day.handle.amount)}
      />
      <Tile
        name="Win today"
        figure={<Amount value={facts.win_today} whole />}
        beside={`this week ${wholeMoneyText(facts.win_week, 'signed')}`}
        href="/reports"
        values={days.map((day) => day.win.amount)}
        baseline
      />
      <Tile
        name="Hold today"
        figure={
          <>
            {holdText(facts.hold_today_bp)}
            {facts.hold_today_bp !== null && <small>%</small>}
          </>
        }
        beside={facts.hold_today_bp === null ? 'nothing settled yet' : 'of settled risk'}
        href="/reports"
        values={days.map(roughHold)}
        baseline
      />
      <Tile
        name="Tickets per minute"
        figure={countText(facts.tickets_per_minute)}
        beside={`${countText(facts.tickets_today)} today, ${players} players`}
        href="/ticker"
        values={days.map((day) => day.tickets)}
      />
    </section>
  );
}
