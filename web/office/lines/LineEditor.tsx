// A price being typed in its own cell: what it will be, what the other side becomes, and whether
// the player would get the edge. Enter posts and goes down, Esc leaves everything as it was. A
// line that moves meanwhile is shown beside what is typed; nothing is posted over it unseen.

import type { BoardMarket, Side } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { pointsText } from '@shared/odds';
import { errorText } from '@shared/ui/states';
import { usePrice } from '@shared/use-price';
import { useEffect, useRef, useState } from 'react';
import {
  givesEdge,
  holdTenths,
  type Line,
  lineOf,
  pointsOf,
  sameLine,
  typedLine,
} from './line-entry';
import { type Editing, useDesk } from './use-line-desk';

type Props = { market: BoardMarket; side: Side; editing: Editing; name: string };

const wrongWords = {
  nothing: t('Type points, a price, or both: −4 −115'),
  points: t('Points are halves or quarters, as in −3.5'),
  price: t('A price is American, from 100 on, as in −115'),
};

/** `+4 −110` of one side. */
export function lineText(market: BoardMarket, line: Line, side: Side, of: Side): string {
  const price = line.prices.get(of);
  const odds = price === undefined ? '' : price > 0 ? `+${price}` : `−${Math.abs(price)}`;
  if (line.quarters === null) return odds;
  const turned = market.kind === 'spread' && of !== side ? 0 - line.quarters : line.quarters;
  return `${pointsText(pointsOf(turned), market.kind)} ${odds}`;
}

export function LineEditor({ market, side, editing, name }: Props) {
  const desk = useDesk();
  const [text, setText] = useState(editing.text);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [asked, setAsked] = useState('');
  const [begun] = useState(() => lineOf(market, side));
  const now = lineOf(usePrice(market.id)?.market ?? market, side);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const field = input.current;
    field?.focus();
    if (editing.text === '') field?.select();
    else field?.setSelectionRange(editing.text.length, editing.text.length);
  }, [editing.text]);
  const typed = typedLine(text, now, side, editing.inCents);
  const line = 'line' in typed ? typed.line : null;
  const edge = line !== null && givesEdge(line);
  const moved = !sameLine(begun, now);
  const question = edge || moved ? `${text} ${lineText(market, now, side, side)}` : '';
  const post = async () => {
    if (!line || sending) return;
    // What is unusual is posted by a second Enter, once it was read.
    if (question && asked !== question) {
      setAsked(question);
      return;
    }
    setSending(true);
    setError(null);
    try {
      const [before, after] = [now, line].map((one) => lineText(market, one, side, side));
      const words = `${name} ${before} ${t('to')} ${after}`;
      await desk.move(market, side, line, words);
      desk.leave();
      desk.walk(1, 0);
    } catch (refused) {
      setError(refused);
      setSending(false);
    }
  };
  const other = [...now.prices.keys()].find((one) => one !== side);
  return (
    <div className={sending ? 'line-editor sending' : 'line-editor'}>
      <input
        ref={input}
        value={text}
        aria-label={t('New line of {name}', { name })}
        aria-invalid={line === null || error !== null}
        aria-describedby={`edit-${market.id}`}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => !sending && desk.leave()}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') {
            event.preventDefault();
            void post();
          } else if (event.key === 'Escape') {
            desk.leave();
          } else if (event.key === 'Tab' && line && sameLine(line, now)) {
            event.preventDefault();
            desk.leave();
            desk.walk(0, event.shiftKey ? -1 : 1);
          }
        }}
      />
      <div className="line-effect" id={`edit-${market.id}`} role="status">
        {error !== null && <p className="neg">{errorText(error)}</p>}
        {moved && (
          <p className="warn">
            {t('Moved while you typed, now {line}.', { line: lineText(market, now, side, side) })}
          </p>
        )}
        {line ? (
          <p className="num">
            <b>{lineText(market, line, side, side)}</b>
            {other !== undefined && now.prices.size === 2 && (
              <span className="t2">
                {' '}
                {t('other side {line}.', { line: lineText(market, line, side, other) })}
              </span>
            )}
            <span className="t3"> {t('Hold {hold} %', { hold: tenths(holdTenths(line)) })}</span>
          </p>
        ) : (
          <p className="t2">{'wrong' in typed && wrongWords[typed.wrong]}</p>
        )}
        {edge && <p className="warn">{t('The player would have the edge.')}</p>}
        {question !== '' && asked === question && (
          <p className="warn">{t('Enter again posts it.')}</p>
        )}
      </div>
    </div>
  );
}

function tenths(value: number): string {
  const size = Math.abs(value);
  return `${value < 0 ? '−' : ''}${Math.trunc(size / 10)}.${size % 10}`;
}
