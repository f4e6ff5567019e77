// One conversation, oldest word on top, and the field to answer in. What was shown counts as read
// while the page is looked at; nothing is marked in a hidden tab.

import { useEffect, useRef, useState } from 'react';
import type { Message } from '../api/contract';
import { t } from '../i18n/language';
import { Button, TextAreaField } from '../ui/controls';
import { EmptyState, ErrorState, errorReference, errorText, Note, Skeleton } from '../ui/states';
import { useCorrespondence, useMarkRead, useWriteMessage } from './use-messages';

export const messageLengthMax = 1_000;

type Props = {
  /** Whose conversation; null is one's own. */
  member: string | null;
  /** What the other side is called. */
  partner: string;
  /** How the times of this app are written. */
  timeText: (at: string) => string;
  /** Writes to everybody of this branch, in place of the member alone. */
  toBranch?: boolean;
};

export function Thread({ member, partner, timeText, toBranch = false }: Props) {
  const pages = useCorrespondence(member);
  const read = (pages.data?.pages ?? []).flatMap((page) => page.items).reverse();
  const messages = toBranch ? read.filter((one) => one.to_branch) : read;
  const unread = pages.data?.pages[0]?.unread ?? 0;
  useRead(member, messages.at(-1)?.id, unread > 0 && !pages.isPlaceholderData);
  const end = useEndInSight(messages.at(-1)?.id);
  if (!pages.data && pages.error) {
    return <ErrorState error={pages.error} onRetry={() => pages.refetch()} />;
  }
  return (
    <div className="thread">
      <section
        className="thread-said"
        aria-label={t('Messages')}
        tabIndex={messages.length ? 0 : -1}
      >
        {!pages.data && <Skeleton height="64px" width="70%" />}
        {pages.hasNextPage && (
          <Button disabled={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            {t('Show earlier messages')}
          </Button>
        )}
        {pages.data && messages.length === 0 && (
          <EmptyState icon="message" title={t('Nothing said yet')}>
            {t('What is written here is read by {partner} only.', { partner })}
          </EmptyState>
        )}
        <ol>
          {messages.map((one) => (
            <Said
              key={one.id}
              message={one}
              own={toBranch || one.from_member === (member === null)}
              partner={partner}
              timeText={timeText}
            />
          ))}
        </ol>
        <div ref={end} />
      </section>
      <Composer member={member} partner={partner} toBranch={toBranch} />
    </div>
  );
}

/** The newest word comes into sight when it arrives, without moving what lies around the thread. */
function useEndInSight(newest: string | undefined) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = end.current?.parentElement;
    if (newest && box) box.scrollTop = box.scrollHeight;
  }, [newest]);
  return end;
}

function useRead(member: string | null, newest: string | undefined, unread: boolean): void {
  const { mutate } = useMarkRead();
  const marked = useRef<string | undefined>(undefined);
  useEffect(() => {
    const mark = () => {
      if (!newest || !unread || document.hidden || marked.current === newest) return;
      marked.current = newest;
      mutate({ ...(member ? { member_id: member } : {}), message_id: newest });
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [member, newest, unread, mutate]);
}

type SaidProps = Pick<Props, 'partner' | 'timeText'> & { message: Message; own: boolean };

function Said({ message, own, partner, timeText }: SaidProps) {
  const who = message.author ?? (own ? t('You') : partner);
  return (
    <li className={own ? 'said-own' : undefined}>
      <p className="said-text">
        <bdi>{message.text}</bdi>
      </p>
      <p className="said-about num">
        {own && !message.author ? t('You') : who}
        {message.to_branch && `, ${t('to everybody')}`} <time>{timeText(message.sent_at)}</time>
        {message.readers !== null
          ? ` ${t('read by {readers}', { readers: message.readers })}`
          : own && ` ${message.read ? t('read') : t('not read yet')}`}
      </p>
    </li>
  );
}

function Composer({ member, partner, toBranch }: Pick<Props, 'member' | 'partner' | 'toBranch'>) {
  const [text, setText] = useState('');
  const write = useWriteMessage();
  const send = () => {
    const said = text.trim();
    if (said === '' || write.isPending) return;
    const to = member ? { member_id: member } : {};
    const branch = toBranch ? { to_branch: true } : {};
    write.mutate({ ...to, ...branch, text: said }, { onSuccess: () => setText('') });
  };
  return (
    <form
      className="thread-write"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextAreaField
        label={toBranch ? t('Message to everybody') : t('Message to {partner}', { partner })}
        value={text}
        rows={2}
        maxLength={messageLengthMax}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          send();
        }}
      />
      {write.error !== null && (
        <Note tone="error" code={errorReference(write.error)}>
          {errorText(write.error)}
        </Note>
      )}
      <Button look="primary" type="submit" disabled={write.isPending || text.trim() === ''}>
        {write.isPending ? t('Sending') : toBranch ? t('Send to everybody') : t('Send')}
      </Button>
    </form>
  );
}
