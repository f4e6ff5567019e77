// Many members from a CSV file: judged first, then written while the dialog shows how far it has
// come. The file may be sent again after whatever went wrong: nobody is made twice.

import type { MemberFileStep } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Button } from '@shared/ui/controls';
import { Dialog } from '@shared/ui/dialog';
import { Note } from '@shared/ui/states';
import { type ChangeEvent, useId, useState } from 'react';
import { OutcomeNote } from '../parts/OutcomeNote';
import { Scroller } from '../parts/Scroller';
import { counted } from '../parts/words';
import { useMemberFile } from '../reading/member-file';

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [goodRows, setGoodRows] = useState(false);
  const sending = useMemberFile();
  const { step, busy, error } = sending;
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    setFile(event.target.files?.[0] ?? null);
    sending.forget();
  };
  const judged = step?.state === 'done' && step.dry_run;
  const ready = judged && (step.wrong === 0 || goodRows) && step.total > step.written_before;
  return (
    <Dialog
      title={t('Import members')}
      onClose={onClose}
      className="dialog wide"
      footer={
        <>
          <Button onClick={onClose}>{t('Close')}</Button>
          <Button
            disabled={!file || busy}
            onClick={() => file && sending.send(file, { dryRun: true, goodRows: true })}
          >
            {t('Check the file')}
          </Button>
          <Button
            look="primary"
            disabled={!file || busy || !ready}
            onClick={() => file && sending.send(file, { dryRun: false, goodRows })}
          >
            {ready
              ? t('Create {members}', {
                  members: counted(step.total - step.written_before, 'member'),
                })
              : t('Create the members')}
          </Button>
        </>
      }
    >
      <FileField disabled={busy} onChoose={choose} />
      <p className="small t3">
        {t('CSV with the columns login and name, up to 32 MB; as wanted role, parent (a login),')}{' '}
        {t('status, credit_limit, max_risk and max_win in major units.')}
      </p>
      {step && <Progress step={step} busy={busy} />}
      {step && step.errors.length > 0 && <Errors step={step} />}
      {judged && step.wrong > 0 && (
        <label className="tick">
          <input
            type="checkbox"
            checked={goodRows}
            onChange={(event) => setGoodRows(event.target.checked)}
          />
          {t('Leave out the lines that are wrong')}
        </label>
      )}
      {error !== null && <OutcomeNote error={error} />}
    </Dialog>
  );
}

type FileProps = { disabled: boolean; onChoose: (event: ChangeEvent<HTMLInputElement>) => void };

function FileField({ disabled, onChoose }: FileProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('File')}</label>
      <div className="box">
        <input
          id={id}
          type="file"
          accept=".csv,text/csv"
          data-first-focus
          disabled={disabled}
          onChange={onChoose}
        />
      </div>
    </div>
  );
}

function said(step: MemberFileStep): string {
  const members = counted(step.total, 'member');
  switch (step.state) {
    case 'judging':
      return t('Checking every line');
    case 'writing':
      return t('{done} of {members} created', { done: step.done, members });
    case 'refused':
      return t('Nothing was created: lines are wrong.');
    case 'failed':
      return t('It broke off after {done} of {members}. Send the file again: it goes on.', {
        done: step.done,
        members,
      });
    case 'done':
      if (!step.dry_run) return t('{members} created.', { members });
      if (step.written_before === 0) return t('{members} can be created.', { members });
      return t('{members} stand in it, {before} of them created before.', {
        members,
        before: step.written_before,
      });
  }
}

function Progress({ step, busy }: { step: MemberFileStep; busy: boolean }) {
  const bad = step.state === 'refused' || step.state === 'failed';
  return (
    <>
      {(busy || !step.dry_run) && (
        <progress
          className="file-progress"
          aria-label={t('How far the file has come')}
          max={Math.max(step.total, 1)}
          {...(step.state === 'judging' ? {} : { value: step.done })}
        />
      )}
      <div aria-live="polite">
        {bad && !busy ? (
          <Note tone="error">
            {said(step)} {step.detail}
          </Note>
        ) : (
          <p className="num">{said(step)}</p>
        )}
      </div>
    </>
  );
}

const shown = 100;

function Errors({ step }: { step: MemberFileStep }) {
  return (
    <Scroller label={t('Lines that are wrong')}>
      <table className="list-table">
        <thead>
          <tr>
            <th className="n">{t('Line')}</th>
            <th>{t('Column')}</th>
            <th>{t('What is wrong')}</th>
          </tr>
        </thead>
        <tbody>
          {step.errors.slice(0, shown).map((one) => (
            <tr key={`${one.line} ${one.field} ${one.code}`}>
              <td className="n num">{one.line}</td>
              <td>{one.field}</td>
              <td>{one.detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {step.wrong > shown && (
        <p className="small t3">{t('and {count} more', { count: String(step.wrong - shown) })}</p>
      )}
    </Scroller>
  );
}
