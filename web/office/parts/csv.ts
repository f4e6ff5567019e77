// A list as comma-separated values (RFC 4180). A text that a spreadsheet would take for a formula
// is quoted with an apostrophe; numbers are left alone, also negative ones.

import type { Money } from '@shared/api/contract';
import { magnitude } from '@shared/money';

export type Cell = string | number | Money;

function cellText(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') {
    const text = magnitude(cell.amount, cell.currency, { group: '', decimal: '.' });
    return cell.amount < 0 ? `-${text}` : text;
  }
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvText(headings: string[], rows: Cell[][]): string {
  return [headings, ...rows]
    .map((row) => row.map(cellText).join(','))
    .join('\r\n')
    .concat('\r\n');
}
