// One book as its provider sees it: whether it does business, the host names that lead to it, what
// its heads cost, and every invoice. Nothing of its members or money is shown here.

import type { Book } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Button, Tag } from '@shared/ui/controls';
import { EmptyState, ErrorState } from '@shared/ui/states';
import { useState } from 'react';
import { useParams } from 'wouter';
import { Card } from '../parts/Card';
import { Bones, Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { Scroller } from '../parts/Scroller';
import { kindText } from '../parts/words';
import { itemsOf } from '../reading/pages';
import { useBookInvoices } from '../reading/platform';
import { useBooks } from '../reading/queries';
import { ScreenFrame } from '../shell/ScreenFrame';
import { InvoiceTable } from '../weeks/InvoiceTable';
import { BookStatusDialog } from './BookStatusDialog';
import { bookStatusWords } from './book-words';
import { HeadPlanCard } from './HeadPlanCard';
import { HostsCard } from './HostsCard';

const parent = { path: '/', name: t('Books') };

export default function BookPage() {
  const { slug = '' } = useParams<{ slug: string }>();
  const books = useBooks();
  const book = books.data?.items.find((one) => one.slug === decodeURIComponent(slug));
  if (book) {
    return (
      <ScreenFrame title={book.name} parent={parent}>
        <Facts book={book} />
        <div className="book-panes">
          <HeadPlanCard book={book} />
          <HostsCard slug={book.slug} />
        </div>
        <Invoices slug={book.slug} />
      </ScreenFrame>
    );
  }
  return (
    <ScreenFrame title={t('Book')} parent={parent}>
      {books.error ? (
        <ErrorState error={books.error} onRetry={() => books.refetch()} />
      ) : books.data ? (
        <EmptyState icon="book" title={t('There is no such book')} />
      ) : (
        <Bones rows={8} />
      )}
    </ScreenFrame>
  );
}

function Facts({ book }: { book: Book }) {
  const [changing, setChanging] = useState(false);
  const { word, tone } = bookStatusWords[book.status];
  const facts: [string, string][] = [
    [t('Address'), `/b/${book.slug}/`],
    [t('Currency'), book.currency],
    [t('Odds'), kindText(book.odds_format)],
    [t('Time zone'), book.time_zone],
    [t('Week starts'), `${kindText(book.week_starts)} ${book.day_cutoff}`],
  ];
  return (
    <Card
      title={t('Business')}
      beside={<Tag tone={tone}>{word}</Tag>}
      right={
        <>
          <a className="link small" href={`/b/${encodeURIComponent(book.slug)}/office/`}>
            {t('Open office')}
          </a>
          <Button
            look={book.status === 'open' ? 'danger' : 'primary'}
            compact
            onClick={() => setChanging(true)}
          >
            {book.status === 'open' ? t('Suspend') : t('Reopen')}
          </Button>
        </>
      }
    >
      <dl className="card-body book-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="small t3">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {changing && <BookStatusDialog book={book} onClose={() => setChanging(false)} />}
    </Card>
  );
}

function Invoices({ slug }: { slug: string }) {
  const invoices = useBookInvoices(slug);
  const found = itemsOf(invoices.data);
  return (
    <Card title={t('Invoices')}>
      <Loaded question={invoices} rows={3}>
        {() =>
          found.length === 0 ? (
            <EmptyState icon="calendar" title={t('No invoice yet')}>
              {t('One is made for every week that is closed while a plan is set.')}
            </EmptyState>
          ) : (
            <>
              <Scroller label={t('Invoices')}>
                <InvoiceTable invoices={found} />
              </Scroller>
              <More pages={invoices} shown={found.length} what="invoice" />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
