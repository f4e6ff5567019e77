// What takes no bets now, who stopped it and why; and the way to stop betting, betting in play, a
// sport, a league or a branch, and to take it up again.

import type { ControlTarget, Sport, Stop } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, usePermission } from '@shared/session';
import { Button, SelectField, TextField } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { EmptyState } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { Loaded } from '../parts/Loaded';
import { dateText, secondText } from '../parts/office-time';
import { Scroller } from '../parts/Scroller';
import { useAgents } from '../reading/queries';
import { useStops } from '../reading/rule-queries';
import { useChangeStop } from '../reading/rule-writes';
import { useLeagues } from './leagues';
import { sportWords, targetText } from './rule-words';

/** Logins of masters and agents by their ids. */
function useBranchNames(): (id: string) => string {
  const agents = useAgents();
  return (id) => agents.data?.find((one) => one.id === id)?.login ?? id;
}

export function StopRules() {
  const stops = useStops();
  const [asked, setAsked] = useState<Stop | 'new' | null>(null);
  return (
    <>
      <div className="bar">
        <span className="small t3">
          {t('A stop refuses every bet decided after it, whatever was on its way.')}
        </span>
        <span className="spring" />
        <Button look="primary" onClick={() => setAsked('new')}>
          <Icon name="pause" size="tiny" /> {t('Stop betting')}
        </Button>
      </div>
      <Card label={t('Stops')}>
        <Loaded question={stops}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon="check" title={t('Nothing is stopped')}>
                {t('Every sport, league and branch takes bets within its limits.')}
              </EmptyState>
            ) : (
              <Scroller label={t('Stops')}>
                <StopTable stops={items} onRelease={setAsked} />
              </Scroller>
            )
          }
        </Loaded>
      </Card>
      {asked === 'new' && <StopDialog onClose={() => setAsked(null)} />}
      {asked && asked !== 'new' && <ReleaseDialog stop={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

type TableProps = { stops: Stop[]; onRelease: (stop: Stop) => void };

function StopTable({ stops, onRelease }: TableProps) {
  const { time_zone: zone } = useBook();
  const leagues = useLeagues();
  const branch = useBranchNames();
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Stopped')}</th>
          <th>{t('Since')}</th>
          <th>{t('By')}</th>
          <th>{t('Reason')}</th>
          <th>
            <span className="sr">{t('Take up again')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {stops.map((stop) => (
          <tr key={JSON.stringify(stop.target)}>
            <td data-name={t('Stopped')}>
              <b>{targetText(stop.target, leagues, branch)}</b>
            </td>
            <td data-name={t('Since')} className="num t2">
              {dateText(stop.at, zone)} {secondText(stop.at, zone)}
            </td>
            <td data-name={t('By')}>{stop.by ?? t('the system')}</td>
            <td data-name={t('Reason')} className="t2" title={stop.reason}>
              {stop.reason}
            </td>
            <td className="n">
              <Button compact onClick={() => onRelease(stop)}>
                {t('Take up again')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Kind = ControlTarget['kind'];
type Typed = { kind: Kind; sport: Sport; league: string; member: string; reason: string };

/** What the choices point at; null while something is left to choose. */
function targetOf(typed: Typed): ControlTarget | null {
  switch (typed.kind) {
    case 'sport':
      return { kind: 'sport', sport: typed.sport };
    case 'league':
      return typed.league ? { kind: 'league', league_id: typed.league } : null;
    case 'branch':
      return typed.member ? { kind: 'branch', member_id: typed.member } : null;
    default:
      return { kind: typed.kind };
  }
}

const kindNames: Record<Kind, string> = {
  all: t('All betting'),
  live: t('Betting in play'),
  sport: t('A sport'),
  league: t('A league'),
  branch: t('A branch'),
};

function StopDialog({ onClose }: { onClose: () => void }) {
  const change = useChangeStop();
  const leagues = useLeagues();
  const branch = useBranchNames();
  const controls = usePermission('control_offer');
  const kinds: Kind[] = controls ? ['all', 'live', 'sport', 'league', 'branch'] : ['branch'];
  const [typed, setTyped] = useState<Typed>({
    kind: kinds[0] ?? 'branch',
    sport: 'football',
    league: '',
    member: '',
    reason: '',
  });
  const target = targetOf(typed);
  const what = target ? targetText(target, leagues, branch) : kindNames[typed.kind];
  const confirm = () =>
    target &&
    change.mutate(
      { target, stopped: true, reason: typed.reason.trim() },
      {
        onSuccess: () => {
          tell(t('{what}: stopped.', { what }));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={t('Stop betting')}
      confirm={t('Stop {what}', { what })}
      confirming={t('Stopping')}
      busy={change.isPending}
      blocked={target === null}
      error={change.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <StopFields
        kinds={kinds}
        typed={typed}
        wrong={fieldErrors(change.error).reason}
        onChange={(part) => setTyped({ ...typed, ...part })}
      />
      <p className="small t3">{t('Open tickets stay as they are. It can be taken up again.')}</p>
    </EffectDialog>
  );
}

type FieldsProps = {
  kinds: Kind[];
  typed: Typed;
  wrong: string | undefined;
  onChange: (part: Partial<Typed>) => void;
};

function StopFields({ kinds, typed, wrong, onChange }: FieldsProps) {
  const leagues = useLeagues();
  const agents = useAgents();
  return (
    <div className="fields">
      <SelectField
        label={t('What')}
        value={typed.kind}
        data-first-focus
        onChange={(event) => onChange({ kind: event.target.value as Kind })}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {kindNames[kind]}
          </option>
        ))}
      </SelectField>
      {typed.kind === 'sport' && (
        <SelectField
          label={t('Sport')}
          value={typed.sport}
          onChange={(event) => onChange({ sport: event.target.value as Sport })}
        >
          {Object.entries(sportWords).map(([sport, word]) => (
            <option key={sport} value={sport}>
              {word}
            </option>
          ))}
        </SelectField>
      )}
      {typed.kind === 'league' && (
        <SelectField
          label={t('League')}
          value={typed.league}
          onChange={(event) => onChange({ league: event.target.value })}
        >
          <option value="">{t('Choose a league')}</option>
          {[...leagues].map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      {typed.kind === 'branch' && (
        <SelectField
          label={t('Branch')}
          value={typed.member}
          onChange={(event) => onChange({ member: event.target.value })}
        >
          <option value="">{t('Choose an agent')}</option>
          {agents.data?.map(({ id, login }) => (
            <option key={id} value={id}>
              {login}
            </option>
          ))}
        </SelectField>
      )}
      <TextField
        label={t('Reason')}
        value={typed.reason}
        placeholder={t('stands in the event log')}
        wrong={wrong}
        onChange={(event) => onChange({ reason: event.target.value })}
      />
    </div>
  );
}

function ReleaseDialog({ stop, onClose }: { stop: Stop; onClose: () => void }) {
  const change = useChangeStop();
  const leagues = useLeagues();
  const branch = useBranchNames();
  const what = targetText(stop.target, leagues, branch);
  const confirm = () =>
    change.mutate(
      { target: stop.target, stopped: false },
      {
        onSuccess: () => {
          tell(t('{what}: takes bets again.', { what }));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={t('Take up again')}
      confirm={t('Take bets again: {what}', { what })}
      confirming={t('Taking up')}
      busy={change.isPending}
      error={change.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t('Players may bet again at once, within the limits in effect.')}</p>
      {stop.reason && <p className="t2">{stop.reason}</p>}
    </EffectDialog>
  );
}
