// The weeks that are closed: how far each close has come, what players owe and are owed for it,
// settled up in one reviewed action, and what the provider billed.

import type { CloseStep, WeekClosed } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, usePermission } from '@shared/session';
import { Tag } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { Card } from '../parts/Card';
import { DownloadLink } from '../parts/DownloadLink';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { calendarText, dateText, hourText } from '../parts/office-time';
import { Scroller } from '../parts/Scroller';
import { countText } from '../parts/words';
import { itemsOf } from '../reading/pages';
import { useFilter } from '../reading/search-params';
import { useClosedWeeks, useInvoices } from '../reading/week-queries';
import { ScreenFrame } from '../shell/ScreenFrame';
import { InvoiceTable } from './InvoiceTable';
import { SettleUpCard } from './SettleUpCard';

const stepWords: Record<CloseStep, string> = {
  figures: t('Freezing figures'),
  deals: t('Settling deals'),
  invoice: t('Making the invoice'),
  done: t('Done'),
};

export default function ClosedWeeks() {
  const [chosen, setChosen] = useFilter('week');
  const mayClose = usePermission('close_week');
  const mayBill = usePermission('manage_book');
  const weeks = useClosedWeeks();
  const found = itemsOf(weeks.data);
  const shown = chosen || found[0]?.week || null;
  return (
    <ScreenFrame title={t('Closed weeks')} perspective="player">
      <Loaded question={weeks} rows={8}>
        {() =>
          found.length === 0 ? (
            <EmptyState icon="calendar" title={t('No week is closed yet')}>
              {t('A week is closed by the timer an hour after its end, or on the weekly figures.')}
            </EmptyState>
          ) : (
            <>
              {mayClose && shown && <SettleUpCard week={shown} />}
              <Card title={t('Weeks')} beside={<span className="t3 num">{found.length}</span>}>
                <Scroller label={t('Weeks')}>
                  <WeekTable weeks={found} shown={shown} onChoose={setChosen} />
                </Scroller>
                <More pages={weeks} shown={found.length} what="week" />
              </Card>
            </>
          )
        }
      </Loaded>
      {mayBill && <Invoices />}
    </ScreenFrame>
  );
}

type TableProps = {
  weeks: WeekClosed[];
  shown: string | null;
  onChoose: (week: string) => void;
};

function WeekTable({ weeks, shown, onChoose }: TableProps) {
  const { time_zone: zone } = useBook();
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Week of')}</th>
          <th>{t('Closed')}</th>
          <th>{t('By')}</th>
          <th>{t('State')}</th>
          <th className="n">{t('Active')}</th>
        </tr>
      </thead>
      <tbody>
        {weeks.map((one) => (
          <tr key={one.week} aria-current={one.week === shown}>
            <td data-name={t('Week of')}>
              <button type="button" className="link" onClick={() => onChoose(one.week)}>
                {calendarText(one.week)} {one.week.slice(0, 4)}
              </button>
            </td>
            <td data-name={t('Closed')} className="num t2">
              {dateText(one.closed_at, zone)} {hourText(one.closed_at, zone)}
            </td>
            <td data-name={t('By')}>{one.closed_by ?? t('the timer')}</td>
            <td data-name={t('State')}>
              <Tag tone={one.step === 'done' ? 'ok' : 'info'}>{stepWords[one.step]}</Tag>
            </td>
            <td data-name={t('Active')} className="n">
              {countText(one.heads)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Invoices() {
  const invoices = useInvoices(true);
  const found = itemsOf(invoices.data);
  return (
    <Card
      title={t('Invoices')}
      beside={<span className="small t3">{t('What the provider bills for active players')}</span>}
      right={<DownloadLink path="/v1/invoices" query={{}} name={t('Invoices')} />}
    >
      <Loaded question={invoices} rows={4}>
        {() =>
          found.length === 0 ? (
            <EmptyState icon="calendar" title={t('No invoice yet')}>
              {t('The provider has set no price for active players.')}
            </EmptyState>
          ) : (
            <>
              <Scroller label={t('Invoices')}>
                <InvoiceTable invoices={found} />
              </Scroller>
              <More pages={invoices} shown={found.length} what="invoice" />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
