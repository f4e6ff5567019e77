//! Which books there are: slugs to books, with each book's row and the house rules in force. Kept
//! for a few seconds, so that a request costs no read, and read at most once a second for slugs
//! that are not known, so that guessing slugs costs the store nothing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use desk::port::{StoreError, Views};
use domain::book::{Book, Tenant};
use domain::calendar::Instant;
use domain::id::BookId;
use domain::jurisdiction::{Jurisdiction, in_force};
use domain::register::parse_slug;
use domain::rows::{Key, Read as _};
use domain::rules::HouseRules;
use domain::working::Working;
use tokio::time::Instant as Mono;

use crate::problem::Problem;
use crate::shape::money::Currency;
use crate::state::ApiState;

/// The slug of the provider's own scope.
pub(crate) const PLATFORM_SLUG: &str = "platform";

/// How long a book's row is used without asking again.
const KEPT: Duration = Duration::from_secs(5);
/// How often the list of slugs is read again for a slug it does not have.
const ASKED_AGAIN: Duration = Duration::from_secs(1);

/// How long the list of host names is used without asking again.
const HOSTS_KEPT: Duration = Duration::from_secs(30);

/// A book as requests need it.
#[derive(Clone, Debug)]
pub(crate) struct OpenedBook {
    /// Its row.
    pub(crate) book: Book,
    /// The house rules in force.
    pub(crate) rules: HouseRules,
    /// Its jurisdiction settings in force.
    pub(crate) jurisdiction: Jurisdiction,
    /// Its currency.
    pub(crate) currency: Currency,
}

impl OpenedBook {
    /// Its identity.
    pub(crate) fn id(&self) -> BookId {
        self.book.id
    }

    /// The business day and week of an instant.
    pub(crate) fn place(
        &self,
        state: &ApiState,
        at: Instant,
    ) -> (domain::calendar::Day, domain::calendar::Week) {
        state.calendar.place(&self.book.calendar, at)
    }
}

#[derive(Default)]
struct Shelf {
    slugs: BTreeMap<String, BookId>,
    slugs_at: Option<Mono>,
    hosts: BTreeMap<String, BookId>,
    books: BTreeMap<BookId, (Mono, Arc<OpenedBook>)>,
}

/// The directory of books.
#[derive(Default)]
pub(crate) struct Directory {
    shelf: Mutex<Shelf>,
    /// Held while the list of slugs is read: whoever comes meanwhile waits for it, because a book
    /// is unknown only once the list has said so.
    asking: tokio::sync::Mutex<()>,
}

impl Directory {
    fn shelf(&self) -> std::sync::MutexGuard<'_, Shelf> {
        // A panic elsewhere leaves at worst an older entry behind.
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets everything: a book was added.
    pub(crate) fn forget(&self) {
        *self.shelf() = Shelf::default();
    }

    /// Forgets what is kept of a book: it changed.
    pub(crate) fn forget_book(&self, book: BookId) {
        self.shelf().books.remove(&book);
    }

    fn known(&self, slug: &str) -> Option<BookId> {
        if slug == PLATFORM_SLUG {
            return Some(BookId::PLATFORM);
        }
        self.shelf().slugs.get(slug).copied()
    }

    /// What is kept of a book. Of those who find it old one reads it again; the others use it on
    /// meanwhile.
    fn kept(&self, book: BookId) -> Option<Arc<OpenedBook>> {
        let mut shelf = self.shelf();
        let (at, opened) = shelf.books.get_mut(&book)?;
        if at.elapsed() >= KEPT {
            *at = Mono::now();
            return None;
        }
        Some(Arc::clone(opened))
    }

    fn hosts_are_old(&self) -> bool {
        let shelf = self.shelf();
        shelf.slugs_at.is_none_or(|at| at.elapsed() >= HOSTS_KEPT)
    }

    fn slug_at(&self, host: &str) -> Option<String> {
        let shelf = self.shelf();
        let book = shelf.hosts.get(host)?;
        shelf.slugs.iter().find(|(_, known)| *known == book).map(|(slug, _)| slug.clone())
    }

    fn may_ask_for_slugs(&self) -> bool {
        let mut shelf = self.shelf();
        let may = shelf.slugs_at.is_none_or(|at| at.elapsed() >= ASKED_AGAIN);
        if may {
            shelf.slugs_at = Some(Mono::now());
        }
        may
    }
}

impl ApiState {
    /// The book of a slug.
    ///
    /// # Errors
    /// `not_found` for a slug that no open book has.
    pub(crate) async fn book_of(&self, slug: &str) -> Result<Arc<OpenedBook>, Problem> {
        let unknown = || Problem::not_found("book");
        parse_slug("slug", slug).map_err(|_| unknown())?;
        if self.directory.known(slug).is_none() {
            let _asking = self.directory.asking.lock().await;
            if self.directory.known(slug).is_none() && self.directory.may_ask_for_slugs() {
                self.tenants().await?;
            }
        }
        let book = self.directory.known(slug).ok_or_else(unknown)?;
        self.opened(book).await?.ok_or_else(unknown)
    }

    /// The slug of the book that a host name leads to. The list is read with that of slugs, so a
    /// new name is known once somebody asked for a slug that was not, or after [`HOSTS_KEPT`].
    pub(crate) async fn slug_of_host(&self, host: &str) -> Result<Option<String>, Problem> {
        if self.directory.hosts_are_old() {
            self.tenants().await?;
        }
        Ok(self.directory.slug_at(host))
    }

    /// The book's row and rules; `None` while it is not open.
    pub(crate) async fn opened(&self, book: BookId) -> Result<Option<Arc<OpenedBook>>, Problem> {
        if let Some(opened) = self.directory.kept(book) {
            return Ok(Some(opened));
        }
        let found = self.read(move |views| open(views, book)).await?;
        let opened = found.map(Arc::new);
        if let Some(opened) = &opened {
            let entry = (Mono::now(), Arc::clone(opened));
            self.directory.shelf().books.insert(book, entry);
        }
        Ok(opened)
    }

    /// Every book of the directory, by slug.
    pub(crate) async fn tenants(&self) -> Result<Vec<Tenant>, Problem> {
        let (mut tenants, hosts) =
            self.read(|views| Ok((views.tenants()?, views.hosts()?))).await?;
        tenants.sort_by(|a, b| a.slug.cmp(&b.slug));
        let mut shelf = self.directory.shelf();
        shelf.slugs = tenants.iter().map(|one| (one.slug.clone(), one.book)).collect();
        let bound = hosts.into_iter().filter_map(|one| Some((one.host, one.book?)));
        shelf.hosts = bound.collect();
        shelf.slugs_at = Some(Mono::now());
        drop(shelf);
        Ok(tenants)
    }
}

fn open(views: &dyn Views, book: BookId) -> Result<Option<OpenedBook>, StoreError> {
    let mut working = Working::new();
    views.load(book, &[Key::Book(book)], &mut working)?;
    let Some(row) = working.book(book).cloned() else { return Ok(None) };
    let keys = [Key::Rules(row.rules_version), Key::Jurisdiction(book)];
    views.load(book, &keys, &mut working)?;
    let jurisdiction = in_force(&working, book);
    let missing = |what: &str| StoreError::Corrupt(format!("book {} has no {what}", book.0));
    let rules = working.rules(row.rules_version).cloned().ok_or_else(|| missing("house rules"))?;
    let currency = Currency::parse(&row.currency).ok_or_else(|| missing("currency"))?;
    Ok(Some(OpenedBook { book: row, rules, jurisdiction, currency }))
}
