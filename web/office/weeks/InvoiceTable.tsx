// What the provider billed a book for, week by week.

import type { Invoice } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { Amount } from '../parts/Amount';
import { calendarText } from '../parts/office-time';
import { counted, countText } from '../parts/words';

/** `50 × 10.00 + 10 × 8.00`, or that the minimum was billed. */
function billText({ lines, plan, amount }: Invoice): string {
  const sum = lines.reduce((total, line) => total + line.amount.amount, 0);
  const text = lines
    .map((line) => `${countText(line.heads)} × ${moneyText(line.price)}`)
    .join(' + ');
  if (sum === amount.amount) return text;
  const least = t('at least {minimum}', { minimum: moneyText(plan.minimum) });
  return text ? `${text}, ${least}` : least;
}

export function InvoiceTable({ invoices }: { invoices: Invoice[] }) {
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Week of')}</th>
          <th className="n">{t('Active')}</th>
          <th>{t('Prices')}</th>
          <th>{t('Who counts')}</th>
          <th className="n">{t('Billed')}</th>
        </tr>
      </thead>
      <tbody>
        {invoices.map((one) => (
          <tr key={one.week}>
            <td data-name={t('Week of')}>
              {calendarText(one.week)} {one.week.slice(0, 4)}
            </td>
            <td data-name={t('Active')} className="n" title={counted(one.heads, 'active head')}>
              {countText(one.heads)}
            </td>
            <td data-name={t('Prices')} className="num t2">
              {billText(one)}
            </td>
            <td data-name={t('Who counts')} className="t2">
              {one.plan.count === 'accepted'
                ? t('an accepted wager')
                : t('a wager that was not voided')}
            </td>
            <td data-name={t('Billed')} className="n">
              <b>
                <Amount value={one.amount} style="plain" />
              </b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
