// The weekly sheet as a tree: which rows are shown, seen from which side, and whether they add
// up. Sums come from the book; here they are only checked.

import type { FigureRow, Money } from '@shared/api/contract';

export type SheetFilter = 'active' | 'balance' | 'all';

/** Whether carry + days + adjustments + receipts - disbursements is the balance. */
export function addsUp(row: FigureRow): boolean {
  const days = row.days.reduce((sum, day) => sum + day.amount, 0);
  const moved =
    row.carry.amount +
    row.week.amount +
    row.adjustments.amount +
    row.receipts.amount -
    row.disbursements.amount;
  return days === row.week.amount && moved === row.balance.amount;
}

export function hasChildren(rows: FigureRow[]): Set<string> {
  return new Set(rows.flatMap((row) => (row.parent_id === null ? [] : [row.parent_id])));
}

function wanted(row: FigureRow, filter: SheetFilter, name: string): boolean {
  const text = `${row.login} ${row.name}`.toLowerCase();
  if (name !== '' && !text.includes(name)) return false;
  if (filter === 'balance') return row.balance.amount !== 0;
  if (filter === 'all') return true;
  return (
    row.tickets > 0 || row.week.amount !== 0 || row.balance.amount !== 0 || row.pending.amount !== 0
  );
}

/** Rows that match, with the parents that lead to them, less what is folded away. */
export function shownRows(
  rows: FigureRow[],
  folded: ReadonlySet<string>,
  filter: SheetFilter,
  name: string,
): FigureRow[] {
  const byId = new Map(rows.map((row) => [row.member_id, row]));
  const parents = hasChildren(rows);
  const kept = new Set<string>();
  for (const row of rows) {
    if (parents.has(row.member_id) && name === '') continue;
    if (!wanted(row, filter, name)) continue;
    for (let at: FigureRow | undefined = row; at && !kept.has(at.member_id); ) {
      kept.add(at.member_id);
      at = at.parent_id === null ? undefined : byId.get(at.parent_id);
    }
  }
  const hidden = (row: FigureRow): boolean => {
    for (let at = row.parent_id; at !== null; at = byId.get(at)?.parent_id ?? null) {
      if (folded.has(at)) return true;
    }
    return false;
  };
  return rows.filter((row) => kept.has(row.member_id) && (name !== '' || !hidden(row)));
}

/** The same row from the house's side: every signed amount with the other sign. */
export function flipped(row: FigureRow): FigureRow {
  const flip = (value: Money): Money => ({
    amount: value.amount === 0 ? 0 : -value.amount,
    currency: value.currency,
  });
  return {
    ...row,
    carry: flip(row.carry),
    days: row.days.map(flip),
    week: flip(row.week),
    regraded: flip(row.regraded),
    receipts: flip(row.receipts),
    disbursements: flip(row.disbursements),
    adjustments: flip(row.adjustments),
    balance: flip(row.balance),
    due: row.due && flip(row.due),
  };
}

/** Receipts less disbursements. */
export function paymentsOf(row: FigureRow): Money {
  const { receipts, disbursements } = row;
  return { amount: receipts.amount - disbursements.amount, currency: receipts.currency };
}
