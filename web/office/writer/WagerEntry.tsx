// The line a clerk types into, and below it what the book made of it.

import type { EntryAnswer, Ticket } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { withMinus } from '@shared/money';
import { asSentence } from '@shared/problem';
import { Button } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { Note } from '@shared/ui/states';
import { type KeyboardEvent, useId, useRef } from 'react';
import { OutcomeNote } from '../parts/OutcomeNote';
import { useFirstFocus } from '../parts/use-first-focus';
import { Reading } from './Reading';
import { lettersMax, useWriter, type Writer } from './use-writer';

type Props = {
  memberId: string;
  onBooked: (ticket: Ticket) => void;
  onRelease: () => void;
};

export function WagerEntry({ memberId, onBooked, onRelease }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const suggestions = useRef<HTMLUListElement>(null);
  useFirstFocus(input);
  const writer = useWriter(memberId, onBooked);
  const again = () => input.current?.focus();
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      if (!writer.back()) onRelease();
      again();
    } else if (event.key === 'ArrowDown') {
      const first = suggestions.current?.querySelector('button');
      if (first) event.preventDefault();
      first?.focus();
    }
  };
  const take = (suggestion: string) => {
    writer.take(suggestion);
    again();
  };
  return (
    <form
      className="writer-entry"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        writer.enter();
      }}
      onKeyDown={press}
    >
      <label className="small t2" htmlFor={id}>
        {t('Wager, as it is said')}
      </label>
      <div className="writer-field words">
        <Icon name="next" />
        <input
          id={id}
          ref={input}
          className="num"
          value={writer.text}
          maxLength={lettersMax}
          onChange={(event) => writer.setText(event.target.value)}
          placeholder="471 -3 200"
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
        />
        <Button type="submit" disabled={writer.text.trim() === '' || writer.isBooking}>
          {t('Read')} <kbd className="wide-only">↵</kbd>
        </Button>
      </div>
      <div className="writer-answer" aria-live="polite">
        <Answer writer={writer} onTake={take} list={suggestions} onBookAgain={writer.bookAgain} />
      </div>
    </form>
  );
}

type AnswerProps = {
  writer: Writer;
  onTake: (suggestion: string) => void;
  onBookAgain: () => void;
  list: React.RefObject<HTMLUListElement | null>;
};

function Answer({ writer, onTake, onBookAgain, list }: AnswerProps) {
  const { read } = writer;
  return (
    <>
      {writer.moved ? (
        <Note tone="warn" title={t('The line moved.')}>
          {t('Nothing was booked. Below is what the same words mean now.')}
        </Note>
      ) : (
        <OutcomeNote error={writer.error} />
      )}
      {read && read.faults.length > 0 && <Unclear read={read} onTake={onTake} list={list} />}
      {read?.quote && (
        <Reading read={read} quote={read.quote} writer={writer} onBookAgain={onBookAgain} />
      )}
    </>
  );
}

type UnclearProps = {
  read: EntryAnswer;
  onTake: (suggestion: string) => void;
  list: React.RefObject<HTMLUListElement | null>;
};

function Unclear({ read, onTake, list }: UnclearProps) {
  return (
    <div className="writer-unclear">
      <ul className="writer-faults">
        {read.faults.map((fault) => (
          <li key={`${fault.word} ${fault.why}`}>
            <Icon name="alert" size="small" />
            <span>
              {fault.word && <b className="num writer-word">{withMinus(fault.word)}</b>}{' '}
              {fault.word ? withMinus(fault.why) : asSentence(withMinus(fault.why))}
            </span>
          </li>
        ))}
      </ul>
      {read.suggestions.length > 0 && (
        <>
          <h3 className="small t2">{t('Say it like this')}</h3>
          <ul className="writer-suggestions" ref={list}>
            {read.suggestions.map((suggestion) => (
              <li key={suggestion}>
                <Button onClick={() => onTake(suggestion)}>
                  <span className="num">{withMinus(suggestion)}</span>
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
