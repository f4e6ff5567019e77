// The night in six figures. Every tile opens the list it sums; the line below it shows the last
// two weeks, so that a figure can be told from a usual one.

import type { Dashboard } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Sparkline } from '../charts/Sparkline';
import { Amount, wholeMoneyText } from '../parts/Amount';
import { counted, countText, holdText } from '../parts/words';

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

/** What tonight can cost. A branch has no worst night, so it reads what it has at risk. */
function TonightTile({ facts }: { facts: Dashboard }) {
  const { worst, at_risk: atRisk, open_tickets: open } = facts;
  const openText =
    open === null ? t('on open tickets') : t('on {open}', { open: counted(open, 'open ticket') });
  if (!worst) {
    const figure = <Amount value={atRisk} style="plain" whole />;
    return <Tile name={t('At risk')} figure={figure} beside={openText} href="/ticker?state=open" />;
  }
  return (
    <Tile
      name={t('Worst tonight')}
      figure={<Amount value={worst} whole />}
      beside={t('{countText} open, at risk {atRisk}', {
        countText: countText(open ?? 0),
        atRisk: wholeMoneyText(atRisk),
      })}
      href="/exposure"
      share={atRisk.amount > 0 ? Math.max(0, -worst.amount / atRisk.amount) : 0}
    />
  );
}

function TicketsTile({ facts }: { facts: Dashboard }) {
  const { tickets_per_minute: pace, tickets_today: today, days } = facts;
  const players = counted(facts.active_players, 'player');
  return (
    <Tile
      name={pace === null ? t('Tickets today') : t('Tickets per minute')}
      figure={countText(pace ?? today)}
      beside={
        pace === null
          ? t('of {players}', { players })
          : t('{today} today, {players}', { today: countText(today), players })
      }
      href="/ticker"
      values={days.map((day) => day.tickets)}
    />
  );
}

export function KeyFigures({ facts }: { facts: Dashboard }) {
  const { days } = facts;
  const owing = facts.owed_to_players.amount + facts.owed_by_players.amount;
  return (
    <section className="tiles" aria-label={t('Today')}>
      <TonightTile facts={facts} />
      <Tile
        name={t('We owe players')}
        figure={<Amount value={facts.owed_to_players} style="plain" whole />}
        beside={t('they owe us {owed_by_players}', {
          owed_by_players: wholeMoneyText(facts.owed_by_players),
        })}
        href="/players"
        share={owing > 0 ? facts.owed_to_players.amount / owing : 0}
      />
      <Tile
        name={t('Handle today')}
        figure={<Amount value={facts.handle_today} style="plain" whole />}
        beside={t('{settled_today} of it settled', {
          settled_today: wholeMoneyText(facts.settled_today),
        })}
        href="/ticker"
        values={days.map((day) => day.handle.amount)}
      />
      <Tile
        name={t('Win today')}
        figure={<Amount value={facts.win_today} whole />}
        beside={t('this week {win_week}', { win_week: wholeMoneyText(facts.win_week, 'signed') })}
        href="/reports"
        values={days.map((day) => day.win.amount)}
        baseline
      />
      <Tile
        name={t('Hold today')}
        figure={
          <>
            {holdText(facts.hold_today_bp)}
            {facts.hold_today_bp !== null && <small>%</small>}
          </>
        }
        beside={facts.hold_today_bp === null ? t('nothing settled yet') : t('of settled risk')}
        href="/reports"
        values={days.map(roughHold)}
        baseline
      />
      <TicketsTile facts={facts} />
    </section>
  );
}
