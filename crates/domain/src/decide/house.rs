//! Decisions about a book as a whole: opening it, its rules, its offer, its weeks.

use crate::access::Permissions;
use crate::book::{Book, BookStatus, Tenant, Uses};
use crate::calendar::Instant;
use crate::command::{OpenBook, Outcome};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::id::{BookId, MemberId};
use crate::jurisdiction::{self, Jurisdiction};
use crate::lease::{HOLDER_LENGTH_MAX, Lease};
use crate::member::{Channel, Member, MemberStatus};
use crate::money::Money;
use crate::register::{parse_login, parse_name, parse_slug};
use crate::rejection::{Code, Rejection};
use crate::rows::{Appended, Read, Row};
use crate::rules::HouseRules;

use super::people::login_row;
use super::tenancy::parse_brand;

pub(super) fn add_tenant(draft: &mut Draft<'_>, slug: &str) -> Result<Outcome, Rejection> {
    let slug = parse_slug("slug", slug)?;
    if draft.tenant(slug.clone()).is_some() {
        return Err(Rejection::of_field(Code::AlreadyExists, "slug", "is taken"));
    }
    let book = BookId(draft.moment.take_id());
    let event = draft.event(EventKind::TenantAdded).text("slug", &slug).number("book", book.0);
    draft.record(event);
    draft.put(Row::Tenant(Tenant { slug, book }));
    Ok(Outcome::Tenant(book))
}

pub(super) fn open_book(draft: &mut Draft<'_>, open: &OpenBook) -> Result<Outcome, Rejection> {
    let id = draft.moment.book;
    if draft.book(id).is_some() {
        return Err(Rejection::new(Code::AlreadyExists, "this book is open already"));
    }
    let book = parse_book(id, open)?;
    let rules = parse_rules(&open.rules, 1)?;
    let login = parse_login("login", &open.root_login)?;
    let name = parse_name("name", &open.root_name)?;
    // From here on it must succeed.
    let root = MemberId(draft.moment.take_id());
    let now = draft.moment.now;
    let event = draft.event(EventKind::BookOpened).member(root);
    draft.record(event.text("slug", &book.slug).text("currency", &book.currency));
    draft.put(Row::Member(Member {
        id: root,
        parent: root,
        role: open.root_role,
        status: MemberStatus::Active,
        login: login.clone(),
        name,
        permissions: Permissions::of_role(open.root_role),
        chain: vec![root],
        created_at: now,
        is_test: false,
        sessions_from: Instant(0),
        second_factor: false,
        bar: None,
        channel: Channel::ByHand,
        closed: None,
        hold: None,
    }));
    draft.put(Row::Login(login_row(login, root, open.password_hash.clone(), draft.moment.now)));
    draft.append(Appended::Branch(root, root));
    draft.put(Row::Rules(rules));
    draft.put(Row::Book(book));
    Ok(Outcome::Member(root))
}

fn parse_book(id: BookId, open: &OpenBook) -> Result<Book, Rejection> {
    let invalid = |field, rule| Err(Rejection::of_field(Code::FieldInvalid, field, rule));
    let currency = open.currency.clone();
    if currency.len() != 3 || !currency.chars().all(|c| c.is_ascii_uppercase()) {
        return invalid("currency", "must be three capital letters, such as USD");
    }
    let calendar = open.calendar.clone();
    if !(0..24 * 60).contains(&calendar.day_cutoff_minutes) {
        return invalid("day_cutoff", "must lie within a day");
    }
    if !(1..=7).contains(&calendar.first_weekday) {
        return invalid("week", "must start on one of seven days");
    }
    let brand = parse_brand(&open.brand)?;
    Ok(Book {
        id,
        slug: parse_slug("slug", &open.slug)?,
        status: BookStatus::Open,
        brand,
        currency,
        odds_format: open.odds_format,
        calendar,
        rules_version: 1,
        uses: Uses::default(),
    })
}

fn parse_rules(rules: &HouseRules, version: i32) -> Result<HouseRules, Rejection> {
    let amount = |field, value: Money| {
        if value.is_positive() && value <= Money::MAX {
            return Ok(());
        }
        Err(Rejection::of_field(Code::AmountInvalid, field, "must be positive"))
    };
    amount("min_risk", rules.min_risk)?;
    amount("max_risk", rules.max_risk)?;
    amount("max_win", rules.max_win)?;
    amount("circled_max_risk", rules.circled_max_risk)?;
    if rules.min_risk > rules.max_risk {
        let rule = "must not exceed max_risk";
        return Err(Rejection::of_field(Code::AmountInvalid, "min_risk", rule));
    }
    if !(2..=25).contains(&rules.max_legs) {
        return Err(Rejection::of_field(Code::FieldInvalid, "max_legs", "must be 2 to 25"));
    }
    if !(0..=10).contains(&rules.confirm_sources) {
        let rule = "must be 0 to 10 sources";
        return Err(Rejection::of_field(Code::FieldInvalid, "confirm_sources", rule));
    }
    let seconds =
        [("cutoff_seconds", rules.cutoff_seconds), ("duplicate_seconds", rules.duplicate_seconds)];
    for (field, value) in seconds {
        if !(0..=86_400).contains(&value) {
            let rule = "must be 0 to 86400 seconds";
            return Err(Rejection::of_field(Code::FieldInvalid, field, rule));
        }
    }
    if let Some((field, rule)) = rules.wagers.fault() {
        return Err(Rejection::of_field(Code::FieldInvalid, field, &rule));
    }
    Ok(HouseRules { version, ..rules.clone() })
}

pub(super) fn change_rules(
    draft: &mut Draft<'_>,
    rules: &HouseRules,
) -> Result<Outcome, Rejection> {
    let mut book =
        draft.book(draft.moment.book).cloned().ok_or_else(|| Rejection::not_found("book"))?;
    if rules.version != book.rules_version {
        let detail = "the house rules were changed meanwhile";
        return Err(Rejection::new(Code::WrongState, detail));
    }
    let rules = parse_rules(rules, book.rules_version + 1)?;
    // From here on it must succeed.
    book.rules_version = rules.version;
    let event = draft.event(EventKind::BookChanged);
    draft.record(event.number("rules_version", rules.version.into()));
    draft.put(Row::Rules(rules));
    draft.put(Row::Book(book));
    Ok(Outcome::Done)
}

/// Most changes of grading rules at once.
const GRADING_CHANGES_MAX: usize = 200;

/// Changes rules of grading: a further version of the house rules, which tickets accepted from now
/// on keep. The event tells each rule that changed, before and after; what changes nothing makes no
/// version.
pub(super) fn change_grading(
    draft: &mut Draft<'_>,
    presets: &[String],
    changes: &[(String, String)],
) -> Result<Outcome, Rejection> {
    let unknown = || Rejection::not_found("book");
    let mut book = draft.book(draft.moment.book).cloned().ok_or_else(unknown)?;
    let mut rules = draft.rules(book.rules_version).cloned().ok_or_else(unknown)?;
    if presets.len() + changes.len() > GRADING_CHANGES_MAX {
        let rule = format!("takes at most {GRADING_CHANGES_MAX} changes at once");
        return Err(Rejection::of_field(Code::FieldInvalid, "grading", &rule));
    }
    let before = rules.grading;
    presets.iter().try_for_each(|name| rules.grading.adopt(name))?;
    changes.iter().try_for_each(|(key, value)| rules.grading.set(key, value))?;
    // From here on it must succeed.
    if rules.grading == before {
        return Ok(Outcome::Done);
    }
    rules.version += 1;
    book.rules_version = rules.version;
    let mut event = draft.event(EventKind::BookChanged);
    event = event.number("rules_version", rules.version.into());
    for ((key, before), (_, after)) in before.entries().iter().zip(rules.grading.entries()) {
        if *before != after {
            event = event.text(key, &format!("{before} -> {after}"));
        }
    }
    draft.record(event);
    draft.put(Row::Rules(rules));
    draft.put(Row::Book(book));
    Ok(Outcome::Done)
}

/// Takes whole new settings. The event tells each one that changed, before and after.
pub(super) fn change_jurisdiction(
    draft: &mut Draft<'_>,
    settings: &Jurisdiction,
) -> Result<Outcome, Rejection> {
    let before = jurisdiction::in_force(draft, draft.moment.book);
    let book = draft.moment.book;
    let settings = Jurisdiction { book, version: before.version + 1, ..settings.clone() };
    let settings = settings.parse().map_err(|faults| {
        faults.into_iter().min_by_key(|fault| fault.code).expect("a refusal has a fault")
    })?;
    let asks = settings.access.staff_second_factor && !before.access.staff_second_factor;
    if asks
        && draft
            .actor
            .member()
            .and_then(|one| draft.member(one))
            .is_some_and(|one| !one.second_factor)
    {
        let rule = "needs a second factor of whoever asks for it of everybody";
        return Err(Rejection::of_field(Code::WrongState, "access.staff_second_factor", rule));
    }
    // From here on it must succeed.
    let mut event = draft.event(EventKind::JurisdictionChanged);
    event = event.number("version", settings.version.into());
    for ((name, before), (_, after)) in before.facts().iter().zip(settings.facts()) {
        if *before != after {
            event = event.text(name, &format!("{before} -> {after}"));
        }
    }
    draft.record(event);
    draft.put(Row::Jurisdiction(settings));
    Ok(Outcome::Done)
}

/// A claim is free, expired or the holder's own; otherwise it is somebody else's for now.
pub(super) fn claim(
    draft: &mut Draft<'_>,
    work: &str,
    holder: &str,
    seconds: i64,
) -> Result<Outcome, Rejection> {
    let now = draft.moment.now;
    if let Some(lease) = draft.lease(work.to_owned())
        && lease.holder != holder
        && now < lease.until
    {
        return Err(Rejection::new(Code::WrongState, "another process does this work"));
    }
    let holder: String = holder.chars().take(HOLDER_LENGTH_MAX).collect();
    let until = now.plus_seconds(seconds);
    draft.put(Row::Lease(Lease { work: work.to_owned(), holder, until }));
    Ok(Outcome::Done)
}

/// Ids never go back: a number already passed changes nothing.
pub(super) fn start_ids(draft: &mut Draft<'_>, first: i64) -> Outcome {
    draft.moment.next_id = draft.moment.next_id.max(first);
    Outcome::Done
}
