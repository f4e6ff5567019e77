//! Decisions about free play: granting it, ending a grant.

use super::payment::{check_amount, check_player, known_member};
use crate::calendar::Instant;
use crate::command::{Actor, Outcome};
use crate::draft::Draft;
use crate::event::EventKind;
use crate::funding::free_play::{Grant, GrantPage};
use crate::funding::free_play_terms::GrantTerms;
use crate::id::{GrantId, MemberId};
use crate::ledger::posting;
use crate::ledger::transfer::{Fact, Payment};
use crate::money::Money;
use crate::register::parse_note;
use crate::rejection::{Code, Rejection};
use crate::rows::{Appended, Read, Row};

/// The longest a grant can live: beyond it an end is a slip of the keyboard.
const LIFE_SECONDS_MAX: i64 = 2 * 366 * 24 * 60 * 60;

pub(super) fn grant(
    draft: &mut Draft<'_>,
    member: MemberId,
    amount: Money,
    expires_at: Instant,
    (note, terms): (&str, &GrantTerms),
) -> Result<Outcome, Rejection> {
    let player = known_member(draft, member)?;
    let note = parse_note("note", note)?;
    let now = draft.moment.now;
    if expires_at <= now || expires_at > now.plus_seconds(LIFE_SECONDS_MAX) {
        let rule = "must lie ahead, and within two years";
        return Err(Rejection::of_field(Code::FieldInvalid, "expires_at", rule));
    }
    if let Some((field, rule)) = terms.fault() {
        return Err(Rejection::of_field(Code::FieldInvalid, field, &rule));
    }
    check_amount(amount)?;
    let many =
        draft.grants_of(member).is_some_and(|page| page.grants.len() >= GrantPage::LENGTH_MAX);
    if many {
        let detail = format!("a player has at most {} open grants", GrantPage::LENGTH_MAX);
        return Err(Rejection::new(Code::WrongState, detail));
    }
    check_player(player)?;
    // From here on it must succeed.
    let id = GrantId(draft.moment.take_id());
    let by = draft.actor.member();
    let posting = posting::free_play_granted(draft.moment, member, amount);
    let paper = paper(draft, posting.id, Fact::FreePlay, member, amount, &note);
    draft.post(posting);
    draft.append(Appended::Payment(paper));
    let event = draft.event(EventKind::FreePlayGranted).member(member).number("grant", id.0);
    let event = event.money("amount", amount).number("expires_at", expires_at.0);
    draft.record(event.text("terms", &terms.text()).text("note", &note));
    draft.put(Row::Grant(Grant {
        id,
        member,
        amount,
        left: amount,
        granted_at: now,
        expires_at,
        ended_at: None,
        by,
        note,
        terms: terms.clone(),
    }));
    Ok(Outcome::Grant(id))
}

/// A person may end a grant at any time, the player who has it among them (reference/reliability.md
/// F-17); the timer only what is left after its end. Wagers drawn on it stand and pay. What a
/// correction has made negative stays until a later return fills it again.
pub(super) fn end(
    draft: &mut Draft<'_>,
    member: MemberId,
    id: GrantId,
    note: &str,
) -> Result<Outcome, Rejection> {
    draft.member(member).ok_or_else(|| Rejection::not_found("member"))?;
    let found = draft.grant(id).filter(|grant| grant.member == member).cloned();
    let mut grant = found.ok_or_else(|| Rejection::not_found("grant"))?;
    let note = parse_note("note", note)?;
    let now = draft.moment.now;
    let early = draft.actor == Actor::System && now < grant.until();
    if early || !grant.left.is_positive() {
        let detail = if early { "the grant has not expired" } else { "nothing is left of it" };
        return Err(Rejection::new(Code::WrongState, detail));
    }
    // From here on it must succeed.
    let left = grant.left;
    let posting = posting::free_play_ended(draft.moment, member, left);
    let paper = paper(draft, posting.id, Fact::FreePlayEnded, member, left, &note);
    draft.post(posting);
    draft.append(Appended::Payment(paper));
    let event = draft.event(EventKind::FreePlayEnded).member(member).number("grant", id.0);
    draft.record(event.money("amount", left).text("note", &note));
    grant.left = Money::ZERO;
    grant.ended_at = Some(grant.ended_at.unwrap_or(now));
    draft.put(Row::Grant(grant));
    Ok(Outcome::Grant(id))
}

fn paper(
    draft: &Draft<'_>,
    posting: crate::id::PostingId,
    fact: Fact,
    member: MemberId,
    amount: Money,
    note: &str,
) -> Payment {
    Payment {
        posting,
        fact,
        member,
        method: None,
        amount,
        fee: Money::ZERO,
        reference: String::new(),
        note: note.to_owned(),
        by: draft.actor.member(),
        at: draft.moment.now,
    }
}
