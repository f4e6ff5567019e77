// The end of a list that arrives page by page.

import { t } from '@shared/i18n/language';
import { Button } from '@shared/ui/controls';
import { counted, type Noun } from './words';

type Props = {
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  shown: number;
  what: Noun;
  /** What the rows shown add up to. */
  sum?: string;
};

export function More({ pages, shown, what, sum }: Props) {
  return (
    <div className="card-foot">
      <span className="num">
        {[t('{rows} shown', { rows: counted(shown, what) }), sum].filter(Boolean).join(', ')}
      </span>
      {pages.hasNextPage && (
        <Button
          compact
          className="push"
          disabled={pages.isFetchingNextPage}
          onClick={() => pages.fetchNextPage()}
        >
          {pages.isFetchingNextPage ? t('Loading older') : t('Show older')}
        </Button>
      )}
    </div>
  );
}
