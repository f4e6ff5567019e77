// The provider's books: every operator's tenant, and the making of a new one.

import type { Book } from '@shared/api/contract';
import { readableBrand } from '@shared/brand';
import { t } from '@shared/i18n/language';
import { BrandMark, Button, Tag } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { EmptyState } from '@shared/ui/states';
import { type CSSProperties, useState } from 'react';
import { Link } from 'wouter';
import { Card } from '../parts/Card';
import type { Cell } from '../parts/csv';
import { ExportButton } from '../parts/ExportButton';
import { Loaded } from '../parts/Loaded';
import { Scroller } from '../parts/Scroller';
import { counted, kindText } from '../parts/words';
import { useBooks } from '../reading/queries';
import { ScreenFrame } from '../shell/ScreenFrame';
import { bookStatusWords } from './book-words';
import { CreateBookDialog } from './CreateBookDialog';

const bookHeadings = [
  'slug',
  'name',
  'status',
  'currency',
  'odds_format',
  'time_zone',
  'week_starts',
  'day_cutoff',
];

function bookRow(book: Book): Cell[] {
  const { slug, name, status, currency, odds_format: odds, time_zone: zone } = book;
  return [slug, name, status, currency, odds, zone, book.week_starts, book.day_cutoff];
}

export default function Books() {
  const books = useBooks();
  const [creating, setCreating] = useState(false);
  return (
    <ScreenFrame title={t('Books')}>
      <div className="bar">
        <span className="t2">{t('Each book has its own members, money and event log.')}</span>
        <span className="spring" />
        <ExportButton
          name={t('Books')}
          headings={bookHeadings}
          rows={() => (books.data?.items ?? []).map(bookRow)}
        />
        <Button look="primary" onClick={() => setCreating(true)}>
          <Icon name="plus" size="tiny" /> {t('New book')}
        </Button>
      </div>
      <Card label={t('Books')} foot={books.data && counted(books.data.items.length, 'book')}>
        <Loaded question={books}>
          {(found) =>
            found.items.length === 0 ? (
              <EmptyState icon="book" title={t('No book yet')}>
                {t('Create the first one; its operator gets a link to choose a password.')}
              </EmptyState>
            ) : (
              <Scroller label={t('Books')}>
                <BookTable books={found.items} />
              </Scroller>
            )
          }
        </Loaded>
      </Card>
      {creating && <CreateBookDialog onClose={() => setCreating(false)} />}
    </ScreenFrame>
  );
}

/** The book's own colour on its mark, readable on any page. */
function brandColours(colour: string): CSSProperties {
  const { fill, text } = readableBrand(colour);
  return { '--brand-fill': fill, '--on-brand': text } as CSSProperties;
}

function BookTable({ books }: { books: Book[] }) {
  return (
    <table className="list-table books-table">
      <thead>
        <tr>
          <th>{t('Book')}</th>
          <th>{t('State')}</th>
          <th>{t('Address')}</th>
          <th>{t('Currency')}</th>
          <th>{t('Odds')}</th>
          <th>{t('Time zone')}</th>
          <th>{t('Week starts')}</th>
          <th>
            <span className="sr">{t('Open')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {books.map((book) => (
          <tr key={book.slug}>
            <td>
              <span className="book-name" style={brandColours(book.brand.colour)}>
                <BrandMark brand={book.brand} />
                <Link className="link" href={`/books/${encodeURIComponent(book.slug)}`}>
                  <b>
                    <bdi>{book.name}</bdi>
                  </b>
                </Link>
              </span>
            </td>
            <td>
              <Tag tone={bookStatusWords[book.status].tone}>
                {bookStatusWords[book.status].word}
              </Tag>
            </td>
            <td className="id t2">/b/{book.slug}/</td>
            <td>{book.currency}</td>
            <td className="t2">{kindText(book.odds_format)}</td>
            <td className="t2">{book.time_zone}</td>
            <td className="t2">
              {kindText(book.week_starts)} {book.day_cutoff}
            </td>
            <td className="n">
              <a className="link" href={`/b/${encodeURIComponent(book.slug)}/office/`}>
                {t('Open office')}
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
