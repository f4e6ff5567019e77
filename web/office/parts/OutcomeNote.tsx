// What the book said about a change that did not come through: a refusal means nothing happened;
// no answer means nobody knows yet, and asking again with the same key is safe.

import { Refusal } from '@shared/api/client';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { errorReference, errorText, Note } from '@shared/ui/states';

export function OutcomeNote({ error }: { error: unknown }) {
  if (!error) return null;
  if (!(error instanceof Refusal)) {
    return (
      <Note tone="warn" title={t('No answer yet.')}>
        {t('It is not known whether this was done. Confirm again: it cannot be done twice.')}
      </Note>
    );
  }
  const limit = error.problem.limit;
  const possible = limit?.possible
    ? ` ${t('Possible now: {amount}.', { amount: moneyText(limit.possible) })}`
    : '';
  return (
    <Note tone="error" title={t('Nothing was changed.')} code={errorReference(error)}>
      {errorText(error)}
      {possible}
    </Note>
  );
}
