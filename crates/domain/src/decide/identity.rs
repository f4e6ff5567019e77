//! Decisions about who somebody is: signing up, personal details, verification, consent, and the
//! lists of those who must not play.

use crate::access::{Permission, Permissions, require_on};
use crate::command::{Actor, CreateMember, ListPerson, Outcome, SignUp};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::id::{BookId, EntryId, MemberId};
use crate::identity::{CivilDate, Details, ListEntry, Person, SignupCode, Verification, strictest};
use crate::jurisdiction::{VerifiedBefore, in_force};
use crate::member::{BarKind, Channel, Member, MemberStatus, Role};
use crate::money::Money;
use crate::register::{parse_login, parse_note};
use crate::rejection::{Code, Rejection};
use crate::rows::{Appended, Read, Row};

use super::people::create_member;
use super::protection::limit_newcomer;

/// The person behind a member; nothing known while nobody entered anything.
pub(crate) fn person_of(read: &impl Read, member: MemberId) -> Person {
    read.person(member).cloned().unwrap_or_else(|| Person::unknown(member))
}

fn parsed(details: &Details) -> Result<Details, Rejection> {
    details.parse().map_err(|faults| {
        faults.into_iter().min_by_key(|fault| fault.code).expect("a refusal has a fault")
    })
}

/// Nobody below the age of the place is taken in.
fn check_age(draft: &Draft<'_>, details: &Details) -> Result<(), Rejection> {
    let least = in_force(draft, draft.moment.book).identity.minimum_age;
    let today = CivilDate::of(draft.moment.day);
    match details.born {
        Some(born) if born.years_until(today) < least => {
            let detail = format!("one must be {least} years old");
            Err(Rejection { field: Some("person.born"), ..Rejection::new(Code::UnderAge, detail) })
        }
        _ => Ok(()),
    }
}

/// Open members other than `member` who carry one of the marks.
fn others(draft: &Draft<'_>, member: MemberId, details: &Details) -> Vec<MemberId> {
    let mut found: Vec<MemberId> = Vec::new();
    for mark in details.marks() {
        let holders = draft.mark(mark).map(|page| page.members.clone()).unwrap_or_default();
        found.extend(holders.into_iter().filter(|holder| {
            *holder != member
                && draft.member(*holder).is_some_and(|one| one.status != MemberStatus::Closed)
        }));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The bar in force for somebody with these marks, by every entry that carries one of them;
/// `changed` stands in for the entry of its id.
fn bar_of(
    draft: &Draft<'_>,
    details: &Details,
    changed: Option<&ListEntry>,
) -> Option<crate::member::Bar> {
    let now = draft.moment.now;
    let marks = details.marks();
    let mut bars = Vec::new();
    for mark in &marks {
        let entries = draft.mark(mark.clone()).map(|page| page.entries.clone());
        for entry in entries.unwrap_or_default() {
            let entry = changed.filter(|changed| changed.id == entry.id).unwrap_or(&entry);
            bars.extend(entry.bar());
        }
    }
    if let Some(changed) = changed
        && changed.details.marks().iter().any(|mark| marks.contains(mark))
    {
        bars.extend(changed.bar());
    }
    strictest(bars.into_iter().filter(|bar| bar.until.is_none_or(|until| now < until)))
}

fn refuse_barred(kind: BarKind) -> Rejection {
    Rejection::new(Code::PersonBarred, format!("the person is on the list of the {}", kind.name()))
}

/// Somebody signs up with a code: a pending player below whoever gave the code out.
pub(super) fn sign_up(draft: &mut Draft<'_>, sign_up: &SignUp) -> Result<Outcome, Rejection> {
    let unusable = || Rejection::new(Code::InvitationInvalid, "this code is used up or expired");
    let login = parse_login("login", &sign_up.login)?;
    let details = parsed(&sign_up.person)?;
    if details.born.is_none() {
        let rule = "is needed to sign up";
        return Err(Rejection::of_field(Code::FieldMissing, "person.born", rule));
    }
    let rules = in_force(draft, draft.moment.book).identity;
    let consent = [&sign_up.terms_version, &sign_up.privacy_version];
    if consent != [&rules.terms_version, &rules.privacy_version] {
        let detail = "the terms and the privacy notice in force must be accepted";
        return Err(Rejection::new(Code::TermsNotAccepted, detail));
    }
    check_acknowledged(draft, sign_up)?;
    let mut code = draft.signup_code(sign_up.code.clone()).cloned().ok_or_else(unusable)?;
    let now = draft.moment.now;
    if code.ended_at.is_some() || now >= code.expires_at || code.uses >= code.uses_max {
        return Err(unusable());
    }
    check_age(draft, &details)?;
    if let Some(bar) = bar_of(draft, &details, None) {
        return Err(refuse_barred(bar.kind));
    }
    let create = CreateMember {
        parent: code.parent,
        status: MemberStatus::Pending,
        login,
        name: details.name.clone(),
        password_hash: sign_up.password_hash.clone(),
        credit: Money::ZERO,
        permissions: Some(Permissions::of_role(Role::Player)),
        channel: Channel::SignUp,
        ..CreateMember::plain()
    };
    let Outcome::Member(member) = create_member(draft, &create)? else {
        return Err(unusable());
    };
    // From here on it must succeed.
    let alike = others(draft, member, &details);
    let event = draft.event(EventKind::SignedUp).member(member).text("code", &code.code);
    let event = event.text("acknowledged", &sign_up.acknowledgement_version);
    let alike: Vec<String> = alike.iter().map(|one| format!("m{}", one.0)).collect();
    draft.record(event.text("alike", &alike.join(" ")));
    code.uses += 1;
    draft.put(Row::SignupCode(code));
    let [terms, privacy] = consent.map(String::clone);
    let person = Person {
        details: details.clone(),
        terms_version: terms,
        privacy_version: privacy,
        accepted_at: Some(now),
        acknowledgement_version: sign_up.acknowledgement_version.clone(),
        acknowledged_at: Some(now).filter(|_| !sign_up.acknowledgement_version.is_empty()),
        ..Person::unknown(member)
    };
    draft.put(Row::Person(person));
    carry_marks(draft, member, &details);
    if let Some((span, amount)) = sign_up.deposit_limit {
        limit_newcomer(draft, member, span, amount);
    }
    Ok(Outcome::Member(member))
}

/// Whoever signs up acknowledges that the account is not shared, that play is monitored and that
/// what is told is accurate (GLI-19 2.5.2(a)(iv-vi)).
fn check_acknowledged(draft: &Draft<'_>, sign_up: &SignUp) -> Result<(), Rejection> {
    let care = in_force(draft, draft.moment.book).care;
    if sign_up.acknowledgement_version != care.acknowledgement_version {
        let detail = "what signing up acknowledges must be acknowledged in the version in force";
        return Err(Rejection::new(Code::TermsNotAccepted, detail));
    }
    match sign_up.deposit_limit {
        Some((_, amount)) if amount.is_negative() || amount > Money::MAX => {
            let rule = "must not be negative";
            Err(Rejection::of_field(Code::AmountInvalid, "deposit_limit.amount", rule))
        }
        _ => Ok(()),
    }
}

fn carry_marks(draft: &mut Draft<'_>, member: MemberId, details: &Details) {
    for mark in details.marks() {
        let known = draft.mark(mark.clone()).is_some_and(|page| page.members.contains(&member));
        if !known {
            draft.append(Appended::PersonMark(mark, member));
        }
    }
}

/// Enters who a member is. One open account a person: somebody else's marks are refused.
pub(super) fn set_person(
    draft: &mut Draft<'_>,
    member: MemberId,
    details: &Details,
) -> Result<Outcome, Rejection> {
    let row = draft.member(member).cloned().ok_or_else(|| Rejection::not_found("member"))?;
    let details = parsed(details)?;
    check_age(draft, &details)?;
    if row.role == Role::Player && !others(draft, member, &details).is_empty() {
        return Err(duplicate());
    }
    let bar = bar_of(draft, &details, None);
    // From here on it must succeed. What was verified was another statement.
    let before = person_of(draft, member);
    let marks = before.details.marks();
    for mark in marks.into_iter().filter(|mark| !details.marks().contains(mark)) {
        draft.withdraw(crate::rows::Withdrawn::PersonMark(mark, member));
    }
    carry_marks(draft, member, &details);
    let event = draft.event(EventKind::PersonChanged).member(member);
    let event = event.text("name", &details.name);
    draft.record(event.text("verification", Verification::Unverified.name()));
    draft.put(Row::Person(Person {
        details,
        verification: Verification::Unverified,
        evidence: String::new(),
        decided_at: None,
        decided_by: None,
        ..before
    }));
    draft.put(Row::Member(Member { bar, ..row }));
    Ok(Outcome::Member(member))
}

fn duplicate() -> Rejection {
    Rejection::new(Code::DuplicatePerson, "another open account belongs to the same person")
}

/// Decides how far a person is verified, with the documents seen or the reason against it.
pub(super) fn verify(
    draft: &mut Draft<'_>,
    member: MemberId,
    verification: Verification,
    evidence: &str,
) -> Result<Outcome, Rejection> {
    draft.member(member).ok_or_else(|| Rejection::not_found("member"))?;
    let evidence = parse_note("evidence", evidence)?;
    let person = person_of(draft, member);
    if draft.actor == Actor::Member(member) {
        return Err(Rejection::new(Code::NotPermitted, "nobody verifies themselves"));
    }
    if verification != Verification::Unverified && evidence.is_empty() {
        let rule = "must name the documents or the reason";
        return Err(Rejection::of_field(Code::FieldMissing, "evidence", rule));
    }
    if verification == Verification::Verified && person.details.born.is_none() {
        let rule = "must be known before a person is verified";
        return Err(Rejection::of_field(Code::FieldMissing, "person.born", rule));
    }
    // From here on it must succeed.
    let event = draft.event(EventKind::PersonVerified).member(member);
    let event = event.text("before", person.verification.name());
    draft.record(event.text("after", verification.name()).text("evidence", &evidence));
    let (decided_at, decided_by) = (Some(draft.moment.now), draft.actor.member());
    draft.put(Row::Person(Person { verification, evidence, decided_at, decided_by, ..person }));
    Ok(Outcome::Member(member))
}

/// The member accepts the terms and the privacy notice now in force.
pub(super) fn accept_terms(
    draft: &mut Draft<'_>,
    terms: &str,
    privacy: &str,
) -> Result<Outcome, Rejection> {
    let Actor::Member(member) = draft.actor else {
        return Err(Rejection::new(Code::NotPermitted, "members accept for themselves"));
    };
    let rules = in_force(draft, draft.moment.book).identity;
    if terms != rules.terms_version || privacy != rules.privacy_version {
        let detail = "another version is in force";
        return Err(Rejection::new(Code::TermsNotAccepted, detail));
    }
    // From here on it must succeed.
    let event = draft.event(EventKind::TermsAccepted).member(member);
    draft.record(event.text("terms", terms).text("privacy", privacy));
    let person = Person {
        terms_version: terms.to_owned(),
        privacy_version: privacy.to_owned(),
        accepted_at: Some(draft.moment.now),
        ..person_of(draft, member)
    };
    draft.put(Row::Person(person));
    Ok(Outcome::Member(member))
}

/// Puts a person on the list. Everybody who carries one of the marks is barred at once.
pub(super) fn list_person(draft: &mut Draft<'_>, list: &ListPerson) -> Result<Outcome, Rejection> {
    let details = parsed(&list.person)?;
    let reason = parse_note("reason", &list.reason)?;
    if reason.is_empty() {
        return Err(Rejection::of_field(Code::FieldMissing, "reason", "must say why"));
    }
    if details.marks().is_empty() {
        let rule = "must be told by birth, mail, telephone or document as well";
        return Err(Rejection::of_field(Code::FieldMissing, "person.born", rule));
    }
    if list.until.is_some_and(|until| until <= draft.moment.now) {
        return Err(Rejection::of_field(Code::FieldInvalid, "until", "must lie ahead"));
    }
    // From here on it must succeed.
    let id = EntryId(draft.moment.take_id());
    let entry = ListEntry {
        id,
        kind: list.kind,
        details,
        reason,
        from: draft.moment.now,
        until: list.until,
        by: draft.actor.member(),
        ended_at: None,
    };
    let event = draft.event(EventKind::PersonListed).text("kind", entry.kind.name());
    draft.record(event.number("entry", id.0).text("reason", &entry.reason));
    for mark in entry.details.marks() {
        draft.append(Appended::ListMark(mark, id));
    }
    refresh(draft, &entry);
    draft.put(Row::ListEntry(entry));
    Ok(Outcome::Entry(id))
}

/// Takes an entry off the list.
pub(super) fn unlist(
    draft: &mut Draft<'_>,
    id: EntryId,
    reason: &str,
) -> Result<Outcome, Rejection> {
    let mut entry = draft.list_entry(id).cloned().ok_or_else(|| Rejection::not_found("entry"))?;
    let reason = parse_note("reason", reason)?;
    if reason.is_empty() {
        return Err(Rejection::of_field(Code::FieldMissing, "reason", "must say why"));
    }
    if entry.ended_at.is_some() {
        return Err(Rejection::new(Code::WrongState, "the entry was taken off already"));
    }
    // From here on it must succeed.
    entry.ended_at = Some(draft.moment.now);
    let event = draft.event(EventKind::PersonUnlisted).number("entry", id.0);
    draft.record(event.text("reason", &reason));
    refresh(draft, &entry);
    draft.put(Row::ListEntry(entry));
    Ok(Outcome::Entry(id))
}

/// Sets the bar of everybody who carries a mark of a changed entry.
fn refresh(draft: &mut Draft<'_>, entry: &ListEntry) {
    let mut holders: Vec<MemberId> = Vec::new();
    for mark in entry.details.marks() {
        holders.extend(draft.mark(mark).map(|page| page.members.clone()).unwrap_or_default());
    }
    holders.sort_unstable();
    holders.dedup();
    for holder in holders {
        let details = person_of(draft, holder).details;
        let bar = bar_of(draft, &details, Some(entry));
        let Some(row) = draft.member(holder).cloned() else { continue };
        if row.bar != bar {
            let event = draft.event(EventKind::MemberBarred).member(holder);
            let name = |bar: Option<crate::member::Bar>| bar.map_or("none", |bar| bar.kind.name());
            draft.record(event.text("before", name(row.bar)).text("after", name(bar)));
            draft.put(Row::Member(Member { bar, ..row }));
        }
    }
}

/// What must hold before a pending member becomes active.
pub(super) fn check_activation(draft: &Draft<'_>, member: &Member) -> Result<(), Rejection> {
    if member.role != Role::Player {
        return Ok(());
    }
    let person = person_of(draft, member.id);
    check_age(draft, &person.details)?;
    if !others(draft, member.id, &person.details).is_empty() {
        return Err(duplicate());
    }
    if let Some(bar) = bar_of(draft, &person.details, None) {
        return Err(refuse_barred(bar.kind));
    }
    match refuse_identity(draft, draft.moment.book, member.id, VerifiedBefore::Wager) {
        Some(refusal) => Err(refusal),
        None => Ok(()),
    }
}

/// What the list, and the identity that the place asks for before `act`, have against a member.
/// Reads the person only where the settings of the place ask for something.
pub(crate) fn refuse_identity(
    read: &impl Read,
    book: BookId,
    member: MemberId,
    act: VerifiedBefore,
) -> Option<Rejection> {
    let rules = in_force(read, book).identity;
    if rules.verified_before == VerifiedBefore::Nothing && rules.terms_version.is_empty() {
        return None;
    }
    let person = person_of(read, member);
    if rules.verified_before >= act && person.verification != Verification::Verified {
        let detail = "the identity must be verified first";
        return Some(Rejection::new(Code::IdentityUnverified, detail));
    }
    let accepted = (&person.terms_version, &person.privacy_version);
    if act == VerifiedBefore::Wager && accepted != (&rules.terms_version, &rules.privacy_version) {
        let detail = "the terms in force must be accepted first";
        return Some(Rejection::new(Code::TermsNotAccepted, detail));
    }
    None
}

/// Gives out a code with which players sign up below a member.
pub(super) fn issue_code(draft: &mut Draft<'_>, code: &SignupCode) -> Result<Outcome, Rejection> {
    let parent = draft.member(code.parent).ok_or_else(|| Rejection::not_found("member"))?;
    if !parent.role.may_have_below(Role::Player) || parent.status != MemberStatus::Active {
        let rule = "must be an active member who may have players";
        return Err(Rejection::of_field(Code::FieldInvalid, "parent_id", rule));
    }
    let text = parse_login("code", &code.code)?;
    if !(1..=100_000).contains(&code.uses_max) {
        return Err(Rejection::of_field(Code::FieldInvalid, "uses_max", "must be 1 to 100000"));
    }
    let ahead = draft.moment.now.plus_seconds(366 * 24 * 60 * 60);
    if code.expires_at <= draft.moment.now || code.expires_at > ahead {
        let rule = "must lie ahead, at most a year";
        return Err(Rejection::of_field(Code::FieldInvalid, "expires_at", rule));
    }
    if draft.signup_code(text.clone()).is_some() {
        return Err(Rejection::of_field(Code::AlreadyExists, "code", "is taken"));
    }
    // From here on it must succeed.
    let event = draft.event(EventKind::CodeIssued).member(code.parent).text("code", &text);
    draft.record(event.number("uses_max", code.uses_max.into()));
    let row = SignupCode { code: text, uses: 0, ended_at: None, ..code.clone() };
    draft.put(Row::SignupCode(row));
    Ok(Outcome::Done)
}

/// Ends a code. Whoever may create members below its member may.
pub(super) fn end_code(draft: &mut Draft<'_>, code: &str) -> Result<Outcome, Rejection> {
    let unknown = || Rejection::not_found("code");
    let mut row = draft.signup_code(code.to_owned()).cloned().ok_or_else(unknown)?;
    if let Actor::Member(actor) = draft.actor {
        let actor = draft.member(actor).ok_or_else(unknown)?;
        let parent = draft.member(row.parent).ok_or_else(unknown)?;
        require_on(actor, Permission::CreateMember, parent).map_err(|_| unknown())?;
    }
    if row.ended_at.is_none() {
        row.ended_at = Some(draft.moment.now);
        let event = draft.event(EventKind::CodeEnded).member(row.parent).text("code", code);
        draft.record(event);
        draft.put(Row::SignupCode(row));
    }
    Ok(Outcome::Done)
}
