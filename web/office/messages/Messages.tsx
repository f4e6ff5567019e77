// Conversations with members of the branch, the newest word first, and messages to everybody of it.

import type { Conversation } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Thread } from '@shared/messages/thread';
import { useBook, useSession } from '@shared/session';
import { Segmented } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { Link } from 'wouter';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { MemberPicker } from '../parts/MemberPicker';
import { More } from '../parts/More';
import { dateText, hourText } from '../parts/office-time';
import { itemsOf } from '../reading/pages';
import { useMember } from '../reading/queries';
import { useFilter } from '../reading/search-params';
import { ScreenFrame } from '../shell/ScreenFrame';
import { useConversations } from './use-conversations';
import '@shared/messages.css';

type Shown = 'waiting' | 'all' | 'everybody' | 'own';

const choices: Shown[] = ['waiting', 'everybody', 'own'];

export default function Messages() {
  const [word, setWord] = useFilter('show');
  const shown: Shown = choices.find((one) => one === word) ?? 'all';
  const [memberId, choose] = useFilter('member');
  const above = useSession().member.parent_login;
  return (
    <ScreenFrame title={t('Messages')} fixed>
      <div className="bar">
        <Segmented<Shown>
          label={t('Conversations')}
          value={shown}
          onChange={(next) => setWord(next === 'all' ? '' : next)}
          choices={[
            { value: 'all', label: t('All') },
            { value: 'waiting', label: t('Not read') },
            { value: 'everybody', label: t('To everybody') },
            ...(above
              ? [{ value: 'own' as const, label: t('With {login}', { login: above }) }]
              : []),
          ]}
        />
        {(shown === 'all' || shown === 'waiting') && (
          <MemberPicker memberId={memberId} onChoose={choose} label={t('Write to')} />
        )}
      </div>
      {shown === 'everybody' && <Everybody />}
      {shown === 'own' && <Own above={above ?? ''} />}
      {(shown === 'all' || shown === 'waiting') && (
        <div className={memberId ? 'message-panes open fill' : 'message-panes fill'}>
          <List only={shown} memberId={memberId} onChoose={choose} />
          {memberId ? (
            <OneThread key={memberId} memberId={memberId} />
          ) : (
            <Card label={t('Conversation')} className="thread-card wide-only">
              <EmptyState icon="message" title={t('Choose a conversation')}>
                {t('Or find somebody above to write to.')}
              </EmptyState>
            </Card>
          )}
        </div>
      )}
    </ScreenFrame>
  );
}

type ListProps = { only: Shown; memberId: string; onChoose: (id: string) => void };

function List({ only, memberId, onChoose }: ListProps) {
  const conversations = useConversations(only === 'waiting');
  const found = itemsOf(conversations.data);
  return (
    <Card label={t('Conversations')} className="conversations">
      <Loaded question={conversations} rows={8}>
        {() =>
          found.length === 0 ? (
            <EmptyState icon="check" title={t('Nothing waits')}>
              {t('What members write to the book stands here, the newest first.')}
            </EmptyState>
          ) : (
            <>
              <ul className="conversation-list">
                {found.map((one) => (
                  <Row
                    key={one.member_id}
                    conversation={one}
                    chosen={one.member_id === memberId}
                    onChoose={() => onChoose(one.member_id)}
                  />
                ))}
              </ul>
              <More pages={conversations} shown={found.length} what="conversation" />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

type RowProps = { conversation: Conversation; chosen: boolean; onChoose: () => void };

function Row({ conversation, chosen, onChoose }: RowProps) {
  const { time_zone: zone } = useBook();
  const { newest, waiting, login } = conversation;
  return (
    <li>
      <button type="button" className="conversation" aria-pressed={chosen} onClick={onChoose}>
        <span className="conversation-head">
          <b>
            <bdi>{login}</bdi>
          </b>
          {waiting > 0 && (
            <em className="num">
              {waiting}
              <span className="sr"> {t('not read')}</span>
            </em>
          )}
          <small className="t3 num push">
            {dateText(newest.sent_at, zone)} {hourText(newest.sent_at, zone)}
          </small>
        </span>
        <span className={waiting > 0 ? 'conversation-word' : 'conversation-word t2'}>
          {!newest.from_member && <span className="t3">{newest.author ?? t('The book')}: </span>}
          <bdi>{newest.text}</bdi>
        </span>
      </button>
    </li>
  );
}

function OneThread({ memberId }: { memberId: string }) {
  const { time_zone: zone } = useBook();
  const member = useMember(memberId);
  const login = member.data?.login ?? '';
  return (
    <Card
      className="thread-card"
      label={t('Conversation')}
      title={
        <Link className="link" href={`/players/${encodeURIComponent(memberId)}`}>
          <bdi>{login}</bdi>
        </Link>
      }
      beside={<span className="t3">{member.data?.name}</span>}
    >
      <Thread
        member={memberId}
        partner={login}
        timeText={(at) => `${dateText(at, zone)} ${hourText(at, zone)}`}
      />
    </Card>
  );
}

/** What was told to everybody of the reader's branch, and the field to tell them more. */
function Everybody() {
  const { time_zone: zone } = useBook();
  return (
    <Card
      className="thread-card fill"
      title={t('To everybody of your branch')}
      beside={
        <span className="t3">{t('each reads it on their own page, and may answer you')}</span>
      }
    >
      <Thread
        member={null}
        partner={t('everybody')}
        toBranch
        timeText={(at) => `${dateText(at, zone)} ${hourText(at, zone)}`}
      />
    </Card>
  );
}

/** What the reader and whoever stands above say to each other. */
function Own({ above }: { above: string }) {
  const { time_zone: zone } = useBook();
  return (
    <Card className="thread-card fill" title={t('With {login}', { login: above })}>
      <Thread
        member={null}
        partner={above}
        timeText={(at) => `${dateText(at, zone)} ${hourText(at, zone)}`}
      />
    </Card>
  );
}
