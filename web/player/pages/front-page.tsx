// The front of a server whose books are listed, as a demonstration's are: every book with its two
// doors and, where the book tells them, one login for each role. Elsewhere nothing is listed.

import { answer, api } from '@shared/api/client';
import type { Book, DemoLogin, PublicBook } from '@shared/api/contract';
import { readableBrand } from '@shared/brand';
import { t } from '@shared/i18n/language';
import { BrandMark } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { EmptyState, ErrorState, errorText, Note, Skeleton } from '@shared/ui/states';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import { roleWords } from './role-words';

const platformSlug = 'platform';

function doorOf(slug: string, role: DemoLogin['role']): string {
  return role === 'player' ? `/b/${slug}/` : `/b/${slug}/office/`;
}

function inBook(slug: string) {
  return { header: { 'Perhead-Book': slug } };
}

/** The book's own colour on its mark. */
function brandColours(colour: string): CSSProperties {
  const { fill, text } = readableBrand(colour);
  return { '--brand-fill': fill, '--on-brand': text } as CSSProperties;
}

function zoneName(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

function Logins({ book }: { book: Book }) {
  const enter = useMutation({
    mutationFn: ({ login, password }: DemoLogin) =>
      answer(api.POST('/v1/session', { params: inBook(book.slug), body: { login, password } })),
    onSuccess: (_, { role }) => window.location.assign(doorOf(book.slug, role)),
  });
  return (
    <>
      {enter.error && <Note tone="error">{errorText(enter.error)}</Note>}
      <ul>
        {book.demo?.logins.map((one) => (
          <li key={one.login}>
            <button type="button" onClick={() => enter.mutate(one)} disabled={enter.isPending}>
              <span>
                <b>{roleWords[one.role]}</b>
                <small>
                  {one.login} / {one.password}
                </small>
              </span>
              <Icon name="next" size="small" />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function BookCard({ slug, about }: { slug: string; about: (book: Book) => string }) {
  const book = useQuery({
    queryKey: ['front', slug],
    queryFn: () => answer(api.GET('/v1/book', { params: inBook(slug) })),
  });
  if (book.error) return <ErrorState error={book.error} onRetry={book.refetch} />;
  if (!book.data) return <Skeleton height="320px" />;
  const { brand, demo } = book.data;
  return (
    <section className="front-book demo" aria-label={brand.name} style={brandColours(brand.colour)}>
      <header>
        <BrandMark brand={brand} />
        <div>
          <h2>{brand.name}</h2>
          <p>{about(book.data)}</p>
        </div>
      </header>
      {demo && demo.logins.length > 0 && <Logins book={book.data} />}
      <nav aria-label={t('Doors of {name}', { name: brand.name })}>
        {slug !== platformSlug && <a href={doorOf(slug, 'player')}>{t('Sportsbook')}</a>}
        <a href={doorOf(slug, 'operator')}>{t('Back office')}</a>
      </nav>
    </section>
  );
}

function Books({ books }: { books: PublicBook[] }) {
  return (
    <div className="front-books">
      {books.map(({ slug }) => (
        <BookCard
          key={slug}
          slug={slug}
          about={(book) =>
            t('{odds_format} odds, {time_zone} time', {
              odds_format: book.odds_format,
              time_zone: zoneName(book.time_zone),
            })
          }
        />
      ))}
      <BookCard slug={platformSlug} about={() => t('The provider: opens books for operators')} />
    </div>
  );
}

export function FrontPage() {
  const books = useQuery({
    queryKey: ['front'],
    queryFn: () => answer(api.GET('/v1/books/public')),
  });
  const found = books.data?.items;
  return (
    <main className="front">
      <h1>{t('Perhead')}</h1>
      {books.error && <ErrorState error={books.error} onRetry={books.refetch} />}
      {found && found.length > 0 && (
        <>
          <p className="front-lead">
            {t(
              'A demonstration: real games on a fast clock, invented people. Come in as ' +
                'any of them.',
            )}
          </p>
          <Books books={found} />
        </>
      )}
      {found?.length === 0 && (
        <EmptyState icon="book" title={t('No book is listed here')}>
          {t('Open the address that your book gave you.')}
        </EmptyState>
      )}
    </main>
  );
}
