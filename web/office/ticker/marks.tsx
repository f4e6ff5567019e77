// Walking through the ticker by keys and marking rows, with what the marked ones add up to.

import type { Ticket } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBook } from '@shared/session';
import { Button } from '@shared/ui/controls';
import { type RefObject, useState } from 'react';
import { counted } from '../parts/words';
import { useScreenKey } from '../shell/office-keys';

export type Marks = {
  at: string | null;
  marked: ReadonlySet<string>;
  count: number;
  risk: number;
  clear: () => void;
};

export function useMarks(tickets: Ticket[], scroller: RefObject<HTMLElement | null>): Marks {
  const [at, setAt] = useState<string | null>(null);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const walk = (step: number) => {
    const from = tickets.findIndex((one) => one.id === at);
    const next = Math.min(tickets.length - 1, Math.max(0, from + step));
    const ticket = tickets[next];
    if (!ticket) return;
    setAt(ticket.id);
    // A row that is not drawn yet is found by its place.
    const box = scroller.current;
    const row = box?.querySelector<HTMLElement>('tr.opens');
    const head = box?.querySelector<HTMLElement>('thead')?.offsetHeight ?? 0;
    if (!box || !row) return;
    const [top, height] = [next * row.offsetHeight, row.offsetHeight];
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + height + head > box.scrollTop + box.clientHeight) {
      box.scrollTop = top + height + head - box.clientHeight;
    }
  };
  useScreenKey('j', t('Next ticket'), () => walk(1));
  useScreenKey('k', t('Previous ticket'), () => walk(-1));
  useScreenKey('x', t('Mark the ticket'), () => {
    if (!at) return;
    const next = new Set(marked);
    if (!next.delete(at)) next.add(at);
    setMarked(next);
  });
  useScreenKey('Enter', t('Open the ticket'), () => {
    const row = at && scroller.current?.querySelector(`[data-ticket="${at}"] button`);
    const own = document.activeElement?.closest('button, a, select');
    if (row && !own) (row as HTMLElement).click();
  });
  const chosen = tickets.filter((one) => marked.has(one.id));
  const risk = chosen.reduce((sum, one) => sum + one.risk.amount, 0);
  return { at, marked, count: chosen.length, risk, clear: () => setMarked(new Set()) };
}

export function MarkedBar({ marks }: { marks: Marks }) {
  const { currency } = useBook();
  if (marks.count === 0) return null;
  return (
    <div className="marked-bar" role="status">
      <b className="num">
        {t('{tickets} marked, risk {amount}', {
          tickets: counted(marks.count, 'ticket'),
          amount: moneyText({ amount: marks.risk, currency }),
        })}
      </b>
      <Button compact onClick={marks.clear}>
        {t('Clear')}
      </Button>
    </div>
  );
}
