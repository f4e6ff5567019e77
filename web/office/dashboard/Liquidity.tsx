// What the book holds and what it owes: cash by method against balances with players. Only what
// the ledger says; no forecast.

import type { Dashboard, Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { Amount, Available } from '../parts/Amount';
import { Card } from '../parts/Card';
import { kindText } from '../parts/words';

const shadesCount = 3;

type Method = Dashboard['cash_by_method'][number];

export function Liquidity({ facts }: { facts: Dashboard }) {
  const { currency } = facts.owed_to_players;
  const cash: Money = {
    amount: facts.cash_by_method.reduce((sum, one) => sum + one.amount.amount, 0),
    currency,
  };
  const methods = facts.cash_by_method.filter((one) => one.amount.amount !== 0);
  return (
    <Card
      title={t('Liquidity')}
      className="liquidity"
      right={<span className="small t3">{currency}</span>}
    >
      <div className="card-body">
        <div className="liquidity-line">
          <span>{t('Cash by method')}</span>
          <b>
            <Available value={cash} />
          </b>
        </div>
        <CashBar methods={methods} owed={facts.owed_to_players} />
        <table className="liquidity-table">
          <tbody>
            {methods.map((one, n) => (
              <tr key={one.method}>
                <td>
                  <i className={`swatch ${shadeOf(n)}`} />
                  {kindText(one.method)}
                </td>
                <td className="n">
                  <Available value={one.amount} />
                </td>
              </tr>
            ))}
            {methods.length === 0 && (
              <tr>
                <td colSpan={2}>{t('No payment recorded yet.')}</td>
              </tr>
            )}
          </tbody>
          <tbody className="liquidity-owed">
            <OwedRows facts={facts} />
            <tr className="sum">
              <td>{t('Cash after paying all')}</td>
              <td className="n">
                <Amount value={{ ...cash, amount: cash.amount - facts.owed_to_players.amount }} />
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </Card>
  );
}

/** The balances of a branch; the cash behind them is the book's. */
export function BranchBalances({ facts }: { facts: Dashboard }) {
  return (
    <Card
      title={t('Balances')}
      className="liquidity"
      right={<span className="small t3">{facts.owed_to_players.currency}</span>}
    >
      <div className="card-body">
        <table className="liquidity-table">
          <tbody className="liquidity-owed">
            <OwedRows facts={facts} />
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function shadeOf(n: number): string {
  return `shade-${Math.min(n, shadesCount - 1)}`;
}

/** The cash as one bar, with a mark where paying every player would leave nothing. */
function CashBar({ methods, owed }: { methods: Method[]; owed: Money }) {
  const positive = methods.filter((one) => one.amount.amount > 0);
  const whole = positive.reduce((sum, one) => sum + one.amount.amount, 0);
  if (whole === 0) return null;
  const mark = Math.min(1, owed.amount / whole);
  return (
    <div
      className="stack-bar"
      role="img"
      aria-label={t('We owe players {value} percent of the cash', {
        value: Math.round(mark * 100),
      })}
    >
      {positive.map((one, n) => (
        <i
          key={one.method}
          className={shadeOf(n)}
          style={{ width: `${(one.amount.amount / whole) * 100}%` }}
          title={`${kindText(one.method)} ${moneyText(one.amount)}`}
        />
      ))}
      <u style={{ insetInlineStart: `${mark * 100}%` }} title={t('What we owe players')} />
    </div>
  );
}

function OwedRows({ facts }: { facts: Dashboard }) {
  const rows: [string, Money][] = [
    [t('We owe players'), facts.owed_to_players],
    [t('of it payouts asked for'), facts.pending_withdrawals],
    [t('They owe us'), facts.owed_by_players],
    [t('At risk in open bets'), facts.at_risk],
  ];
  return (
    <>
      {rows.map(([name, value]) => (
        <tr key={name}>
          <td>{name}</td>
          <td className="n">
            <Amount value={value} style="plain" />
          </td>
        </tr>
      ))}
    </>
  );
}
