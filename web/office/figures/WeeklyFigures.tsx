// Who owes whom this week, down the agent tree: the identity on top, every row below it adding up
// the same way, the week's close, and the perspective as a word.

import type { Figures } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, usePermission } from '@shared/session';
import { Button, Segmented, Tag } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { EmptyState } from '@shared/ui/states';
import { useEffect, useState } from 'react';
import { sawSequence } from '../live/sequence';
import { useBusinessDay } from '../parts/business-day';
import { Card } from '../parts/Card';
import { DownloadLink } from '../parts/DownloadLink';
import { Loaded } from '../parts/Loaded';
import { NextStep } from '../parts/NextStep';
import { calendarText, shiftDay } from '../parts/office-time';
import { countText } from '../parts/words';
import { useFigures } from '../reading/queries';
import { useFilter } from '../reading/search-params';
import { useScreenKey } from '../shell/office-keys';
import { type Perspective, ScreenFrame } from '../shell/ScreenFrame';
import { CloseWeekDialog } from './CloseWeekDialog';
import { FigureSheet } from './FigureSheet';
import { addsUp, flipped, type SheetFilter } from './figure-tree';
import { Identity } from './Identity';

export default function WeeklyFigures() {
  const [week, setWeek] = useFilter('week');
  const [sideWord, setSide] = useFilter('side');
  const figures = useFigures(week || undefined);
  const side: Perspective = sideWord === 'house' ? 'house' : 'player';
  useEffect(() => sawSequence(figures.data?.sequence), [figures.data]);
  return (
    <ScreenFrame
      title={t('Weekly figures')}
      perspective={side}
      fixed
      refetching={figures.isPlaceholderData}
    >
      <Loaded question={figures} rows={16}>
        {(found) => (
          <Sheet
            figures={side === 'house' ? otherView(found) : found}
            side={side}
            onWeek={setWeek}
            onSide={(next) => setSide(next === 'house' ? 'house' : '')}
          />
        )}
      </Loaded>
    </ScreenFrame>
  );
}

function otherView(figures: Figures): Figures {
  return { ...figures, rows: figures.rows.map(flipped), total: flipped(figures.total) };
}

type SheetProps = {
  figures: Figures;
  side: Perspective;
  onWeek: (week: string) => void;
  onSide: (side: Perspective) => void;
};

function Sheet({ figures, side, onWeek, onSide }: SheetProps) {
  const { currency } = useBook();
  const [filter, setFilter] = useState<SheetFilter>('active');
  const [name, setName] = useFilter('name');
  const wrong = [...figures.rows, figures.total].filter((row) => !addsUp(row)).length;
  return (
    <>
      <WeekBar figures={figures} side={side} onWeek={onWeek} onSide={onSide} />
      <Identity total={figures.total} side={side} />
      <div className="bar">
        <Segmented
          label={t('Members')}
          value={filter}
          onChange={setFilter}
          choices={[
            { value: 'active', label: t('Active') },
            { value: 'balance', label: t('With balance') },
            { value: 'all', label: t('All') },
          ]}
        />
        <span className="spring" />
        <span className="small t3 wide-only">{t('{currency}. A dot is zero.', { currency })}</span>
        <input
          className="filter-input"
          type="search"
          placeholder={t('Filter names')}
          aria-label={t('Filter names')}
          data-screen-search
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <Card
        className="fill figures-card"
        label={t('Figures')}
        foot={
          <>
            {wrong === 0 ? (
              <>
                <Icon name="check" size="tiny" />
                <span>
                  {t(
                    'Every row: carry + days + adjustments + receipts − disbursements = ' +
                      'balance. Ledger at seq {sequence}.',
                    { sequence: countText(figures.sequence) },
                  )}
                </span>
              </>
            ) : (
              <Tag tone="neg" icon="alert">
                {t('{wrong} rows do not add up', { wrong: countText(wrong) })}
              </Tag>
            )}
            <span className="push num">
              {t('{active} active', { active: countText(figures.total.active) })}
            </span>
          </>
        }
      >
        {figures.rows.length === 0 ? (
          <EmptyState icon="calendar" title={t('No activity')} action={<NextStep />}>
            {t('Nobody has bet, paid or owed in this week.')}
          </EmptyState>
        ) : (
          <FigureSheet figures={figures} filter={filter} name={name.trim().toLowerCase()} />
        )}
      </Card>
    </>
  );
}

function WeekBar({ figures, side, onWeek, onSide }: SheetProps) {
  const mayClose = usePermission('close_week');
  const [closing, setClosing] = useState(false);
  const over = useBusinessDay() >= shiftDay(figures.week_start, 7);
  const canClose = mayClose && over && !figures.closed;
  useScreenKey('c', t('Close the week'), () => canClose && setClosing(true));
  const weeks = figures.weeks.includes(figures.week_start)
    ? figures.weeks
    : [figures.week_start, ...figures.weeks];
  return (
    <div className="bar">
      <select
        className="filter-input week-select"
        aria-label={t('Week')}
        value={figures.week_start}
        onChange={(event) => onWeek(event.target.value)}
      >
        {weeks.map((week) => (
          <option key={week} value={week}>
            {t('Week of {week} {value}', { week: calendarText(week), value: week.slice(0, 4) })}
          </option>
        ))}
      </select>
      {figures.closed ? (
        <Tag tone="ok" icon="check">
          {t('Closed, figures final')}
        </Tag>
      ) : (
        <Tag tone="info" icon="clock">
          {over
            ? t('Over, figures provisional')
            : t('Open until {day}, figures provisional', {
                day: calendarText(shiftDay(figures.week_start, 6)),
              })}
        </Tag>
      )}
      <span className="spring" />
      <Segmented
        label={t('Perspective')}
        value={side}
        onChange={onSide}
        choices={[
          { value: 'player', label: t('Player side') },
          { value: 'house', label: t('House side') },
        ]}
      />
      <DownloadLink
        path="/v1/figures"
        query={{ week: figures.week_start }}
        name={t('Weekly figures')}
      />
      {canClose && (
        <Button look="primary" onClick={() => setClosing(true)}>
          {t('Close week')} <kbd className="wide-only">c</kbd>
        </Button>
      )}
      {closing && (
        <CloseWeekDialog figures={figures} side={side} onClose={() => setClosing(false)} />
      )}
    </div>
  );
}
