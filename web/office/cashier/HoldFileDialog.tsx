// A payment provider's file, chosen and held against the book. It only compares: nothing is posted.

import type { Method, Reconciliation } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { methodLabel, methodWords } from '@shared/method-terms';
import { SelectField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { type ChangeEvent, useId, useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { counted } from '../parts/words';
import { useHoldFile } from '../reading/reconcile';
import { useMethods } from '../reading/rule-queries';

type Chosen = { name: string; text: string; lines: number };
type Props = { method: Method; onDone: (record: Reconciliation) => void; onClose: () => void };

/** Lines below the header that are not empty. */
function linesOf(text: string): number {
  return Math.max(0, text.split(/\r?\n/).filter((line) => line.trim() !== '').length - 1);
}

export function HoldFileDialog({ method: first, onDone, onClose }: Props) {
  const hold = useHoldFile();
  const methods = useMethods().data?.items ?? [];
  const [method, setMethod] = useState<Method>(first);
  const [file, setFile] = useState<Chosen | null>(null);
  const confirm = () => {
    if (!file) return;
    hold.mutate(
      { method, name: file.name, text: file.text },
      {
        onSuccess: (record) => {
          tell(t('{name} was held against the book.', { name: record.name }));
          onDone(record);
        },
      },
    );
  };
  return (
    <EffectDialog
      title={t("Hold a provider's file against the book")}
      confirm={t('Compare {lines} with {method}', {
        lines: counted(file?.lines ?? 0, 'line'),
        method: methodWords[method],
      })}
      confirming={t('Comparing')}
      busy={hold.isPending}
      blocked={!file}
      error={hold.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="fields">
        <SelectField
          label={t('Method')}
          value={method}
          onChange={(event) => setMethod(event.target.value as Method)}
        >
          {methods.map((one) => (
            <option key={one.method} value={one.method}>
              {methodLabel(one)}
            </option>
          ))}
        </SelectField>
        <FileField onChoose={setFile} />
      </div>
      <p className="small t3">
        {t('CSV with the columns reference, direction (in or out) and amount. Others are ignored.')}{' '}
        {t('Lines are matched by reference. Nothing is posted, however often a file is sent.')}
      </p>
      <Faults error={hold.error} />
    </EffectDialog>
  );
}

function FileField({ onChoose }: { onChoose: (file: Chosen | null) => void }) {
  const id = useId();
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (!file) return onChoose(null);
    const text = await file.text();
    onChoose({ name: file.name.slice(0, 80), text, lines: linesOf(text) });
  };
  return (
    <div className="field">
      <label htmlFor={id}>{t('File')}</label>
      <div className="box">
        <input id={id} type="file" accept=".csv,text/csv" data-first-focus onChange={read} />
      </div>
    </div>
  );
}

const faultsShown = 8;

/** What is wrong in the file, line by line. */
function Faults({ error }: { error: unknown }) {
  const faults = Object.values(fieldErrors(error));
  if (faults.length === 0) return null;
  return (
    <ul className="small neg">
      {faults.slice(0, faultsShown).map((fault) => (
        <li key={fault}>{fault}</li>
      ))}
      {faults.length > faultsShown && (
        <li>{t('and {count} more', { count: String(faults.length - faultsShown) })}</li>
      )}
    </ul>
  );
}
