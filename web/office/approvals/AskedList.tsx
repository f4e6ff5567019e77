// One list of what waits for a second person: how many, the waiting and empty states, the rows.

import type { ReactNode } from 'react';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { Scroller } from '../parts/Scroller';
import type { Noun } from '../parts/words';
import { itemsOf } from '../reading/pages';

type Pages<Item> = {
  data: { pages: { items: Item[] }[] } | undefined;
  error: unknown;
  isPending: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
};

type Props<Item> = {
  title: string;
  what: Noun;
  pages: Pages<Item>;
  /** What is said when nothing waits: in short, and what would stand here. */
  empty: [string, string];
  /** The table of the rows. */
  table: (found: Item[]) => ReactNode;
  /** The dialog that decides one of them, while it is open. */
  children?: ReactNode;
};

export function AskedList<Item>({ title, what, pages, empty, table, children }: Props<Item>) {
  const found = itemsOf(pages.data);
  const [nothing, explained] = empty;
  return (
    <Card title={title} beside={<span className="t3 num">{found.length}</span>}>
      <Loaded question={pages} rows={3}>
        {() =>
          found.length === 0 ? (
            <p className="slim-state">
              <b>{nothing}.</b> {explained}
            </p>
          ) : (
            <>
              <Scroller label={title}>{table(found)}</Scroller>
              <More pages={pages} shown={found.length} what={what} />
            </>
          )
        }
      </Loaded>
      {children}
    </Card>
  );
}
