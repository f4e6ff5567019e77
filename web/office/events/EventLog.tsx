// Who changed what and when: the book's own numbered record, newest first, each event with the
// hash that chains it to the one before.

import type { BookEvent } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook } from '@shared/session';
import { Button } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { Fragment, useCallback, useRef } from 'react';
import { Link } from 'wouter';
import { Card } from '../parts/Card';
import type { Cell } from '../parts/csv';
import { ExportButton } from '../parts/ExportButton';
import { Loaded } from '../parts/Loaded';
import { MemberPicker } from '../parts/MemberPicker';
import { More } from '../parts/More';
import { dateText, secondText } from '../parts/office-time';
import { useWindow } from '../parts/use-window';
import { countText, kindText } from '../parts/words';
import { itemsOf } from '../reading/pages';
import { useEvents } from '../reading/queries';
import { useClearFilters, useFilter } from '../reading/search-params';
import { ScreenFrame } from '../shell/ScreenFrame';
import { fieldTexts } from './fields';
import { kindGroups } from './kinds';

function eventRow(event: BookEvent): Cell[] {
  const { sequence, at, kind, actor, fields, hash } = event;
  return [sequence, at, kind, actor?.login ?? '', JSON.stringify(fields), hash];
}

export default function EventLog() {
  const [kind, setKind] = useFilter('kind');
  const [memberId, setMember] = useFilter('member');
  const clear = useClearFilters();
  const events = useEvents({ kind: kind || undefined, member_id: memberId || undefined });
  const seen = itemsOf(events.data).map((event) => event.kind);
  const filtered = Boolean(kind || memberId);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = events;
  const further = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <ScreenFrame title={t('Event log')} fixed refetching={events.isPlaceholderData}>
      <div className="bar">
        <select
          className="filter-input"
          aria-label={t('Kind')}
          value={kind}
          onChange={(event) => setKind(event.target.value)}
        >
          <option value="">{t('Every kind')}</option>
          {kindGroups([...seen, kind]).map((group) => (
            <optgroup key={group.name} label={group.name}>
              {group.kinds.map((one) => (
                <option key={one} value={one}>
                  {kindText(one)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <MemberPicker memberId={memberId} onChoose={setMember} label={t('Member')} />
        {filtered && (
          <Button compact onClick={clear}>
            {t('Clear filters')}
          </Button>
        )}
        <span className="spring" />
        <ExportButton
          name={t('Events')}
          headings={['sequence', 'at', 'kind', 'actor', 'fields', 'hash']}
          rows={() => itemsOf(events.data).map(eventRow)}
        />
        <span className="small t3">
          {t('Recorded once, never edited; each hash covers the one before.')}
        </span>
      </div>
      <Card className="fill events-card" label={t('Events')}>
        <Loaded question={events} rows={16}>
          {(pages) => {
            const found = itemsOf(pages);
            if (found.length === 0) {
              return (
                <EmptyState
                  icon="shield"
                  title={filtered ? t('No event matches') : t('Nothing is recorded yet')}
                  action={filtered && <Button onClick={clear}>{t('Clear filters')}</Button>}
                >
                  {filtered
                    ? t('Nothing of this kind concerns this member.')
                    : t('The first event is written with the first change.')}
                </EmptyState>
              );
            }
            return (
              <>
                <EventTable events={found} onMember={setMember} onEnd={further} />
                <More pages={events} shown={found.length} what="event" />
              </>
            );
          }}
        </Loaded>
      </Card>
    </ScreenFrame>
  );
}

type TableProps = {
  events: BookEvent[];
  onMember: (id: string) => void;
  /** The last rows come near. */
  onEnd: () => void;
};

/** Ten thousand events by wheel or key: only those in sight are drawn. */
function EventTable({ events, onMember, onEnd }: TableProps) {
  const { time_zone: zone } = useBook();
  const scroller = useRef<HTMLElement>(null);
  const drawn = useWindow(scroller, events.length, 'tbody tr.event', onEnd);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by key
    <section className="scroller" aria-label={t('Events')} tabIndex={0} ref={scroller}>
      <table className="list-table events-table" aria-rowcount={events.length + 1}>
        <thead>
          <tr>
            <th className="n">{t('Sequence')}</th>
            <th>{t('Time')}</th>
            <th>{t('Kind')}</th>
            <th>{t('Actor')}</th>
            <th>{t('Fields')}</th>
            <th>{t('Hash')}</th>
          </tr>
        </thead>
        <tbody>
          {drawn.above > 0 && <tr className="unseen" style={{ height: drawn.above }} />}
          {events.slice(drawn.first, drawn.last).map((event, n) => (
            <tr key={event.sequence} className="event" aria-rowindex={drawn.first + n + 2}>
              <td className="n col-sequence">{countText(event.sequence)}</td>
              <td className="num t2 col-time">
                {dateText(event.at, zone)} <span className="t3">{secondText(event.at, zone)}</span>
              </td>
              <td className="col-kind">{kindText(event.kind)}</td>
              <td className="col-actor">
                <Actor actor={event.actor} onMember={onMember} />
              </td>
              <td className="col-fields">
                <Fields event={event} />
              </td>
              <td className="id t3 col-hash">
                <Hash hash={event.hash} />
              </td>
            </tr>
          ))}
          {drawn.below > 0 && <tr className="unseen" style={{ height: drawn.below }} />}
        </tbody>
      </table>
    </section>
  );
}

function Actor({ actor, onMember }: Pick<BookEvent, 'actor'> & Pick<TableProps, 'onMember'>) {
  if (!actor) return <span className="t3">{t('the book')}</span>;
  return (
    <button
      type="button"
      className="row-button"
      title={t('Only events of {login}', { login: actor.login })}
      onClick={() => onMember(actor.id)}
    >
      <b>{actor.login}</b>
    </button>
  );
}

function Fields({ event }: { event: BookEvent }) {
  const { currency } = useBook();
  const texts = fieldTexts(event, currency);
  return (
    <span title={texts.map((one) => `${one.name} ${one.text}`).join(', ')}>
      {texts.map(({ name, text, memberId }, n) => (
        <Fragment key={name}>
          {n > 0 && ', '}
          <span className="t3">{name}</span>{' '}
          {memberId ? (
            <Link className="link" href={`/players/${encodeURIComponent(memberId)}`}>
              {text}
            </Link>
          ) : (
            text
          )}
        </Fragment>
      ))}
    </span>
  );
}

function Hash({ hash }: { hash: string }) {
  const copy = async () => {
    await navigator.clipboard.writeText(hash);
    tell(t('Hash copied.'));
  };
  return (
    <button type="button" className="row-button" title={hash} onClick={copy}>
      <span className="sr">{t('Copy hash')} </span>
      {hash.slice(0, 12)}
    </button>
  );
}
