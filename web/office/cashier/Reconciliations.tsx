// Payment providers' own records held against the book: files and notices, what each of their lines
// came to, and the payments that no record has named.

import type { Method, Reconciliation } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { methodLabel, methodWords } from '@shared/method-terms';
import { useBook } from '@shared/session';
import { Button, Segmented, SelectField, Tag } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { dateText, hourText } from '../parts/office-time';
import { Scroller } from '../parts/Scroller';
import { itemsOf } from '../reading/pages';
import { useReconciliations } from '../reading/reconcile';
import { useMethods } from '../reading/rule-queries';
import { useFilter } from '../reading/search-params';
import { HoldFileDialog } from './HoldFileDialog';
import { outcomesOf, outcomeWords } from './outcome-words';
import { RecordLines } from './RecordLines';
import { UnreconciledCard } from './UnreconciledCard';

type Part = 'records' | 'unnamed';

export function Reconciliations() {
  const [part, setPart] = useFilter('part');
  const [chosen, setChosen] = useFilter('record');
  const [word, setWord] = useFilter('method');
  const [holding, setHolding] = useState(false);
  const methods = useMethods().data?.items ?? [];
  const method = (word || 'bank') as Method;
  return (
    <>
      <div className="bar">
        <Segmented<Part>
          label={t('Part')}
          choices={[
            { value: 'records', label: t('Files and notices') },
            { value: 'unnamed', label: t('Payments no file has named') },
          ]}
          value={part === 'unnamed' ? 'unnamed' : 'records'}
          onChange={(next) => setPart(next === 'records' ? '' : next)}
        />
        {part === 'unnamed' && (
          <SelectField
            label={<span className="sr">{t('Method')}</span>}
            value={method}
            onChange={(event) => setWord(event.target.value)}
          >
            {methods.map((one) => (
              <option key={one.method} value={one.method}>
                {methodLabel(one)}
              </option>
            ))}
          </SelectField>
        )}
        <span className="spring" />
        <Button look="primary" compact onClick={() => setHolding(true)}>
          {t('Compare a file')}
        </Button>
      </div>
      {part === 'unnamed' ? (
        <UnreconciledCard method={method} />
      ) : (
        <Records chosen={chosen} onChoose={setChosen} />
      )}
      {holding && (
        <HoldFileDialog
          method={method}
          onDone={(record) => {
            setHolding(false);
            setPart('');
            setChosen(record.id);
          }}
          onClose={() => setHolding(false)}
        />
      )}
    </>
  );
}

type RecordsProps = { chosen: string; onChoose: (id: string) => void };

function Records({ chosen, onChoose }: RecordsProps) {
  const records = useReconciliations();
  const found = itemsOf(records.data);
  const open = found.find((one) => one.id === chosen);
  return (
    <>
      <Card label={t('Files and notices')} className={open ? undefined : 'fill'}>
        <Loaded question={records} rows={6}>
          {() =>
            found.length === 0 ? (
              <EmptyState icon="wallet" title={t('Nothing was compared yet')}>
                {t("A provider's file shows which payments it knows and which it does not.")}
              </EmptyState>
            ) : (
              <>
                <Scroller label={t('Files and notices')}>
                  <RecordTable records={found} chosen={chosen} onChoose={onChoose} />
                </Scroller>
                <More pages={records} shown={found.length} what="record" />
              </>
            )
          }
        </Loaded>
      </Card>
      {open && <RecordLines key={open.id} record={open} />}
    </>
  );
}

type TableProps = RecordsProps & { records: Reconciliation[] };

function RecordTable({ records, chosen, onChoose }: TableProps) {
  const { time_zone: zone } = useBook();
  return (
    <table className="list-table stacks">
      <thead>
        <tr>
          <th>{t('Time')}</th>
          <th>{t('Name')}</th>
          <th>{t('Method')}</th>
          <th>{t('By')}</th>
          <th>{t('Lines')}</th>
          <th>
            <span className="sr">{t('Show lines')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {records.map((one) => (
          <tr key={one.id} aria-current={one.id === chosen ? 'true' : undefined}>
            <td data-name={t('Time')} className="num t2">
              {dateText(one.at, zone)} {hourText(one.at, zone)}
            </td>
            <td data-name={t('Name')}>
              <bdi>{one.name}</bdi>
            </td>
            <td data-name={t('Method')}>{methodWords[one.method]}</td>
            <td data-name={t('By')} className="t2">
              {one.by ?? t('a signed notice')}
            </td>
            <td data-name={t('Lines')}>
              <Counts record={one} />
            </td>
            <td className="n">
              <Button
                compact
                aria-pressed={one.id === chosen}
                onClick={() => onChoose(one.id === chosen ? '' : one.id)}
              >
                {t('Show lines')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Counts({ record }: { record: Reconciliation }) {
  return outcomesOf(record).map((outcome) => (
    <Tag key={outcome} tone={outcomeWords[outcome].tone}>
      {record[outcome]} {outcomeWords[outcome].word}
    </Tag>
  ));
}
