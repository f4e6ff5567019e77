// The lines of one provider's file or notice, by what they came to.

import type { LineOutcome, ReconciledLine, Reconciliation } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Segmented, Tag } from '@shared/ui/controls';
import { useState } from 'react';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import type { Cell } from '../parts/csv';
import { ExportButton } from '../parts/ExportButton';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { Scroller } from '../parts/Scroller';
import { kindText } from '../parts/words';
import { itemsOf } from '../reading/pages';
import { useReconciledLines } from '../reading/reconcile';
import { directionWords, outcomesOf, outcomeWords } from './outcome-words';

const headings = ['line', 'reference', 'direction', 'amount', 'outcome', 'payment_id', 'refused'];

function exportRow(one: ReconciledLine): Cell[] {
  const { line, reference, direction, amount, outcome, payment_id, refused } = one;
  return [line, reference, direction, amount, outcome, payment_id ?? '', refused ?? ''];
}

export function RecordLines({ record }: { record: Reconciliation }) {
  const [outcome, setOutcome] = useState<LineOutcome | ''>('');
  const lines = useReconciledLines(record.id, outcome || undefined);
  const found = itemsOf(lines.data);
  const told = outcomesOf(record);
  return (
    <Card
      className="fill"
      title={t('Lines of {name}', { name: record.name })}
      right={
        <ExportButton name={record.name} headings={headings} rows={() => found.map(exportRow)} />
      }
    >
      {told.length > 1 && (
        <div className="bar">
          <Segmented<LineOutcome | ''>
            label={t('Shown')}
            choices={[
              { value: '', label: t('All') },
              ...told.map((one) => ({ value: one, label: outcomeWords[one].word })),
            ]}
            value={outcome}
            onChange={setOutcome}
          />
        </div>
      )}
      <Loaded question={lines} rows={6}>
        {() => (
          <>
            <Scroller label={t('Lines of {name}', { name: record.name })}>
              <LineTable lines={found} />
            </Scroller>
            <More pages={lines} shown={found.length} what="line" />
          </>
        )}
      </Loaded>
    </Card>
  );
}

function LineTable({ lines }: { lines: ReconciledLine[] }) {
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th className="n">{t('Line')}</th>
          <th>{t('Reference')}</th>
          <th>{t('Direction')}</th>
          <th className="n">{t('Amount')}</th>
          <th>{t('Came to')}</th>
          <th>{t('Why')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((one) => (
          <tr key={one.line}>
            <td data-name={t('Line')} className="n t2">
              {one.line}
            </td>
            <td data-name={t('Reference')}>
              <bdi>{one.reference}</bdi>
            </td>
            <td data-name={t('Direction')}>{directionWords[one.direction]}</td>
            <td data-name={t('Amount')} className="n">
              <Amount value={one.amount} style="plain" />
            </td>
            <td data-name={t('Came to')}>
              <Tag tone={outcomeWords[one.outcome].tone}>{outcomeWords[one.outcome].word}</Tag>
            </td>
            <td data-name={t('Why')} className="t2">
              {one.refused ? kindText(one.refused) : ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
