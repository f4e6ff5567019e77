// Limits and breaks: what one lets oneself lose, pay in and stake, a break of some days, and the
// way to stop. Setting a limit takes no more than placing a bet; tightening acts at once.

import type { PlayLimitUse, PlayMeasure, PlaySpan, Protection } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { playLimitName, playMeasures, playSpans } from '@shared/protection';
import { startText } from '@shared/time';
import { Icon } from '@shared/ui/icon';
import { ErrorState, Note, Skeleton } from '@shared/ui/states';
import { useState } from 'react';
import { Link } from 'wouter';
import { BreakDialog } from './break-dialog';
import { LimitDialog } from './limit-dialog';
import { useLift, useProtection } from './protection-query';

type Asked =
  | { kind: 'limit'; measure: PlayMeasure; span: PlaySpan }
  | { kind: 'break'; days: number | null }
  | { kind: 'stop' };

export function LimitsPage() {
  const protection = useProtection();
  return (
    <div className="page">
      <div className="page-head">
        <Link href="/wallet" className="back">
          <Icon name="back" />
          {t('Wallet')}
        </Link>
        <h1 tabIndex={-1}>{t('Limits and breaks')}</h1>
      </div>
      {protection.data ? (
        <Body protection={protection.data} />
      ) : protection.error ? (
        <ErrorState error={protection.error} onRetry={protection.refetch} />
      ) : (
        <div className="cards" aria-busy="true">
          <Skeleton height="280px" />
        </div>
      )}
    </div>
  );
}

const breaks: { days: number | null; name: string }[] = [
  { days: 1, name: t('1 day') },
  { days: 7, name: t('1 week') },
  { days: 30, name: t('1 month') },
  { days: null, name: t('Other') },
];

function Body({ protection }: { protection: Protection }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <Excluded protection={protection} />
      <h2 className="section-head">{t('Your limits')}</h2>
      <LimitList
        protection={protection}
        onAsk={(measure, span) => setAsked({ kind: 'limit', measure, span })}
      />
      <p className="limits-note">{t('Lower acts at once. Higher waits and can be taken back.')}</p>
      <h2 className="section-head">{t('Take a break')}</h2>
      <div className="breaks">
        {breaks.map(({ days, name }) => (
          <button
            key={name}
            type="button"
            className="button"
            onClick={() => setAsked({ kind: 'break', days })}
          >
            {name}
          </button>
        ))}
      </div>
      <p className="limits-note">
        {t('Open bets stay and are settled. Withdrawing always works.')}
      </p>
      <h2 className="section-head">{t('Stop')}</h2>
      <div className="cards">
        <ul className="card links">
          <li>
            <button type="button" onClick={() => setAsked({ kind: 'stop' })}>
              <Icon name="shield" />
              <span>
                {t('Exclude myself')}
                <small>
                  {t('{days} days or longer, cannot be undone early', {
                    days: protection.exclusion_days_min,
                  })}
                </small>
              </span>
              <Icon name="next" size="small" />
            </button>
          </li>
        </ul>
      </div>
      {asked?.kind === 'limit' && (
        <LimitDialog
          measure={asked.measure}
          span={asked.span}
          protection={protection}
          onClose={close}
        />
      )}
      {asked?.kind === 'break' && (
        <BreakDialog kind="time_out" days={asked.days} protection={protection} onClose={close} />
      )}
      {asked?.kind === 'stop' && (
        <BreakDialog kind="self_exclusion" days={null} protection={protection} onClose={close} />
      )}
    </>
  );
}

type ListProps = {
  protection: Protection;
  onAsk: (measure: PlayMeasure, span: PlaySpan) => void;
};

/** Every measure by the week, and whatever else is set. */
function LimitList({ protection, onAsk }: ListProps) {
  const [all, setAll] = useState(false);
  const heldAt = (measure: PlayMeasure, span: PlaySpan) =>
    protection.in_force.find((one) => one.measure === measure && one.span === span);
  const rows = playMeasures.flatMap((measure) =>
    playSpans
      .filter((span) => all || span === 'week' || heldAt(measure, span))
      .map((span) => ({ measure, span })),
  );
  return (
    <div className="cards">
      <ul className="card links limits">
        {rows.map(({ measure, span }) => (
          <li key={`${measure} ${span}`}>
            <button type="button" onClick={() => onAsk(measure, span)}>
              <span>
                {playLimitName(measure, span)}
                <small className="num">
                  <UseText protection={protection} measure={measure} span={span} />
                </small>
              </span>
              <LimitValue use={heldAt(measure, span)} />
              <Icon name="next" size="small" />
            </button>
          </li>
        ))}
        {!all && (
          <li>
            <button type="button" onClick={() => setAll(true)}>
              <span>{t('A day or a month')}</span>
              <Icon name="down" size="small" />
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}

function LimitValue({ use }: { use: PlayLimitUse | undefined }) {
  if (!use) return <b className="set">{t('Set')}</b>;
  return <b className="num">{moneyText(use.amount)}</b>;
}

type UseProps = { protection: Protection; measure: PlayMeasure; span: PlaySpan };

function UseText({ protection, measure, span }: UseProps) {
  const use = protection.in_force.find((one) => one.measure === measure && one.span === span);
  const own = protection.limits.find(
    (one) => one.measure === measure && one.span === span && one.setter === 'player',
  );
  if (!use) return <>{t('no limit yet')}</>;
  const used = t('{used} used, {left} left', {
    used: moneyText({ ...use.used, amount: Math.max(0, use.used.amount) }),
    left: moneyText(use.left),
  });
  if (!own?.next) return <>{used}</>;
  const at = startText(own.next.at);
  const next = own.next.amount
    ? t('{amount} from {at}', { amount: moneyText(own.next.amount), at })
    : t('none from {at}', { at });
  return (
    <>
      {used}, {next}
    </>
  );
}

function Excluded({ protection }: { protection: Protection }) {
  const { exclusion } = protection;
  const lift = useLift();
  if (!exclusion) return null;
  const until = exclusion.until
    ? t('until {time}', { time: startText(exclusion.until) })
    : t('for good');
  const mayReturn = exclusion.kind === 'self_exclusion' && exclusion.until !== null;
  return (
    <Note
      tone="info"
      title={
        exclusion.kind === 'time_out'
          ? t('You are on a break {until}.', { until })
          : t('You are excluded {until}.', { until })
      }
    >
      {t('Nothing can be bet or paid in. You can always withdraw.')}
      {exclusion.lifted_at && ` ${t('Ends {time}.', { time: startText(exclusion.lifted_at) })}`}
      {mayReturn && !exclusion.lifted_at && (
        <p>
          <button
            type="button"
            className="link"
            disabled={lift.isPending}
            onClick={() => lift.mutate(exclusion.id)}
          >
            {t('Ask to come back once it is over')}
          </button>
        </p>
      )}
      {lift.error && <p>{t('Not yet: it has to run its time.')}</p>}
    </Note>
  );
}
