// What somebody must look at beside results: settlements that players object to, games whose
// reports differ, bets accepted after a true start, and tickets that stay open longer than they
// should, each with its reason.

import type { Dispute, DisputeAnswer } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, usePermission } from '@shared/session';
import { Button, Segmented, Tag, type Tone } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { useState } from 'react';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { dateText, hourText } from '../parts/office-time';
import { Scroller } from '../parts/Scroller';
import { itemsOf } from '../reading/pages';
import { useFilter } from '../reading/search-params';
import { useDisputes } from '../reading/week-queries';
import { ScreenFrame } from '../shell/ScreenFrame';
import { AnswerDialog } from './AnswerDialog';
import { LateTickets } from './LateTickets';
import { Differing, StuckTickets, WaitingTickets } from './Stuck';

const answerWords: Record<DisputeAnswer, { word: string; tone: Tone }> = {
  stands: { word: t('Stands'), tone: 'plain' },
  regrade: { word: t('Graded again'), tone: 'info' },
  void: { word: t('Void'), tone: 'warn' },
  goodwill: { word: t('Goodwill'), tone: 'ok' },
};

export default function Disputes() {
  const maySettle = usePermission('confirm_result');
  return (
    <ScreenFrame title={t('Disputes')} perspective="player">
      <DisputeCard />
      {maySettle && (
        <>
          <Differing />
          <WaitingTickets />
          <LateTickets />
          <StuckTickets />
        </>
      )}
    </ScreenFrame>
  );
}

function DisputeCard() {
  const [word, setWord] = useFilter('disputes');
  const open = word !== 'all';
  const disputes = useDisputes(open);
  const found = itemsOf(disputes.data);
  const [answering, setAnswering] = useState<Dispute | null>(null);
  return (
    <Card
      title={t('Disputes')}
      beside={<span className="t3 num">{found.length}</span>}
      right={
        <Segmented
          label={t('Disputes')}
          value={open ? 'open' : 'all'}
          onChange={(next) => setWord(next === 'all' ? 'all' : '')}
          choices={[
            { value: 'open', label: t('Open') },
            { value: 'all', label: t('All') },
          ]}
        />
      }
    >
      <Loaded question={disputes} rows={4}>
        {() =>
          found.length === 0 ? (
            <EmptyState icon="check" title={t('No dispute waits')}>
              {t('Players may object to a settlement; it then stands here for an answer.')}
            </EmptyState>
          ) : (
            <>
              <Scroller label={t('Disputes')}>
                <DisputeTable disputes={found} onAnswer={setAnswering} />
              </Scroller>
              <More pages={disputes} shown={found.length} what="dispute" />
            </>
          )
        }
      </Loaded>
      {answering && <AnswerDialog dispute={answering} onClose={() => setAnswering(null)} />}
    </Card>
  );
}

type TableProps = { disputes: Dispute[]; onAnswer: (one: Dispute) => void };

function DisputeTable({ disputes, onAnswer }: TableProps) {
  const { time_zone: zone } = useBook();
  const mayAnswer = usePermission('answer_dispute');
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Opened')}</th>
          <th>{t('Player')}</th>
          <th>{t('Ticket')}</th>
          <th>{t('What is wrong')}</th>
          <th>{t('Answer')}</th>
          <th>
            <span className="sr">{t('Next step')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {disputes.map((one) => (
          <tr key={one.id}>
            <td data-name={t('Opened')} className="num t2">
              {dateText(one.opened_at, zone)} {hourText(one.opened_at, zone)}
            </td>
            <td data-name={t('Player')}>
              <Link className="link" href={`/players/${encodeURIComponent(one.member_id)}`}>
                <bdi>{one.login}</bdi>
              </Link>
            </td>
            <td data-name={t('Ticket')} className="num">
              <Link className="link" href={`/ticker?number=${encodeURIComponent(one.number)}`}>
                {one.number}
              </Link>
            </td>
            <td data-name={t('What is wrong')} title={one.text}>
              {one.text}
            </td>
            <td data-name={t('Answer')} title={one.note || undefined}>
              {one.answer ? (
                <>
                  <Tag tone={answerWords[one.answer].tone}>{answerWords[one.answer].word}</Tag>{' '}
                  {one.amount.amount > 0 && <Amount value={one.amount} style="plain" />}
                </>
              ) : (
                <Tag tone="warn">{t('Open')}</Tag>
              )}
            </td>
            <td className="n">
              {mayAnswer && !one.answer && (
                <Button compact onClick={() => onAnswer(one)}>
                  {t('Answer')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
