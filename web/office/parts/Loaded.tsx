// The designed states around anything the office reads: waiting, failed, or there.

import { t } from '@shared/i18n/language';
import { ErrorState, Skeleton } from '@shared/ui/states';
import type { ReactNode } from 'react';

type Question<Result> = {
  data: Result | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
};

type Props<Result> = {
  question: Question<Result>;
  /** Rows of the waiting shape. */
  rows?: number;
  children: (result: Result) => ReactNode;
};

/** Shows old content while it is asked for again; an error only when there is nothing to show. */
export function Loaded<Result>({ question, rows = 6, children }: Props<Result>) {
  if (question.data !== undefined) return <>{children(question.data)}</>;
  if (question.error) {
    return <ErrorState error={question.error} onRetry={() => question.refetch()} />;
  }
  return <Bones rows={rows} />;
}

export function Bones({ rows }: { rows: number }) {
  return (
    <div className="bones" role="status" aria-label={t('Loading')}>
      {Array.from({ length: rows }, (_, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the waiting rows have no identity
        <Skeleton key={n} height="16px" width={n % 3 === 2 ? '70%' : '100%'} />
      ))}
    </div>
  );
}
