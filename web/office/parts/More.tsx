// The end of a list that arrives page by page.

import { Button } from '@shared/ui/controls';

type Props = {
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  shown: number;
  what: string;
};

export function More({ pages, shown, what }: Props) {
  return (
    <div className="card-foot">
      <span className="num">
        {shown} {what} shown
      </span>
      {pages.hasNextPage && (
        <Button
          compact
          className="push"
          disabled={pages.isFetchingNextPage}
          onClick={() => pages.fetchNextPage()}
        >
          {pages.isFetchingNextPage ? 'Loading older' : 'Show older'}
        </Button>
      )}
    </div>
  );
}
