//! The decision: `decide(&Working, &Command, &mut Moment) -> Result<Changes, Rejection>`.
//!
//! One place authorizes every command before any of its rules runs; each `decide_*` is a ladder
//! of early refusals, then a line after which it must succeed.

mod acceptance;
mod agreement;
mod card;
mod care;
mod catalogue;
pub(crate) mod control;
mod dispute;
mod factor;
mod funding;
mod house;
pub(crate) mod identity;
mod keys;
mod limits;
mod line;
mod message;
mod people;
mod protection;
mod result;
mod ruling;
mod session;
mod settle_up;
mod tenancy;
mod tree;
mod week;

pub use result::outcomes;
pub(crate) use week::weeks_after;

use crate::access::{Permission, require, require_on};
use crate::book::BookStatus;
use crate::calendar::Moment;
use crate::changes::Changes;
use crate::command::{Action, Actor, Command, Outcome};
use crate::draft::Draft;
use crate::id::MemberId;
use crate::jurisdiction::in_force;
use crate::rejection::{Code, Rejection};
use crate::rows::Read;
use crate::wager::place;
use crate::working::Working;

/// Decides one command on loaded rows. Pure: the same arguments always give the same answer.
///
/// # Errors
/// The first refusal in the order of precedence of [`Code`].
pub fn decide(
    working: &Working,
    command: &Command,
    moment: &mut Moment,
) -> Result<Changes, Rejection> {
    authorize(working, command)?;
    let mut draft = Draft::new(working, moment, command.actor);
    let outcome = run(&mut draft, &command.action)?;
    Ok(draft.finish(outcome))
}

/// The first id of a rehearsal: beyond all that are ever given out.
pub const REHEARSED: i64 = 1 << 62;

/// What the rules say against each member of a list that nothing was written of: every refusal,
/// with its place in the list. Other commands are rehearsed as nothing.
pub fn rehearse(
    working: &Working,
    command: &Command,
    moment: &mut Moment,
) -> Vec<(usize, Rejection)> {
    let Action::CreateMembers(list) = &command.action else { return Vec::new() };
    let mut draft = Draft::new(working, moment, command.actor);
    people::refusals(&mut draft, list)
}

fn run(draft: &mut Draft<'_>, action: &Action) -> Result<Outcome, Rejection> {
    match action {
        Action::OpenBook(open) => house::open_book(draft, open),
        Action::ChangeRules(rules) => house::change_rules(draft, rules),
        Action::ChangeJurisdiction(settings) => house::change_jurisdiction(draft, settings),
        Action::Week(command) => week::decide(draft, command),
        Action::StartIds { first } => Ok(house::start_ids(draft, *first)),
        Action::Claim { work, holder, seconds } => house::claim(draft, work, holder, *seconds),
        Action::ChangeOffer(change) => control::change_offer(draft, change),
        Action::Control { target, stopped, reason } => {
            control::control(draft, *target, *stopped, reason)
        }
        Action::MoveOwnLine { market, line } => line::move_own_line(draft, *market, line.as_ref()),
        Action::SetProfile(profile) => control::set_profile(draft, profile),
        Action::ReplaceLimits { owner, rules } => limits::replace_limits(draft, *owner, rules),
        Action::CreateMember(create) => people::create_member(draft, create),
        Action::ChangeStatus { member, status } => people::change_status(draft, *member, *status),
        Action::ChangeLimits { member, credit, min_risk, max_risk, max_win } => {
            people::change_limits(draft, *member, *credit, [*min_risk, *max_risk, *max_win])
        }
        Action::Invite { member, token, expires_at } => {
            people::invite(draft, *member, *token, *expires_at)
        }
        Action::AcceptInvitation { token, password_hash } => {
            people::accept_invitation(draft, *token, password_hash)
        }
        Action::Receive(pay) => funding::receive(draft, pay),
        Action::Disburse(pay) => funding::disburse(draft, pay),
        Action::Adjust(pay) => funding::adjust(draft, pay),
        Action::Funding(command) => funding::decide(draft, command),
        Action::Protect(command) => protection::decide(draft, command),
        Action::Acceptance(command) => acceptance::decide(draft, command),
        Action::PlaceWager(request) => place::accept(draft, request),
        Action::EnterScore { fixture, home, away, detail } => {
            result::enter_score(draft, *fixture, (*home, *away), detail)
        }
        Action::ConfirmResult { fixture, report, origin } => {
            result::confirm(draft, *fixture, *report, *origin)
        }
        Action::Grading(command) => agreement::decide(draft, command),
        Action::GradeChunk { fixture, round, after } => {
            result::grade_chunk(draft, *fixture, *round, *after)
        }
        Action::ChangeDeskPolicy(policy) => ruling::change_policy(draft, policy),
        Action::Rule(request) => ruling::rule(draft, request),
        Action::DecideRuling { ruling, approved } => ruling::decide(draft, *ruling, *approved),
        Action::Dispute(command) => dispute::decide(draft, command),
        Action::Message(command) => message::decide(draft, command),
        Action::CancelWager { member, ticket } => ruling::cancel_own(draft, *member, *ticket),
        Action::PostLeague { code, name, sport } => {
            catalogue::post_league(draft, code, name, *sport)
        }
        Action::PostTeam { league, code, name, short } => {
            catalogue::post_team(draft, league, code, [name, short])
        }
        Action::PostFixture(post) => catalogue::post_fixture(draft, post),
        Action::ChangeFixture { fixture, starts_at, status, score } => {
            catalogue::change_fixture(draft, *fixture, *starts_at, *status, *score)
        }
        Action::MoveLine(line) => line::move_line(draft, line),
        Action::ListPitchers { fixture, home, away } => {
            line::list_pitchers(draft, *fixture, [home, away])
        }
        Action::ReportScore { fixture, source, home, away, detail } => {
            catalogue::report_score(draft, *fixture, source, (*home, *away), detail)
        }
        other => run_people(draft, other),
    }
}

/// Books and their cards, members, persons and keys: what [`run`] leaves over.
fn run_people(draft: &mut Draft<'_>, action: &Action) -> Result<Outcome, Rejection> {
    match action {
        Action::PutCard(card) => card::put_card(draft, card),
        Action::SellPoints(sell) => card::sell_points(draft, sell),
        Action::AddTenant { slug } => house::add_tenant(draft, slug),
        Action::CreateMembers(list) => people::create_members(draft, list),
        Action::ChangeTenant { slug, status, reason } => {
            tenancy::change_tenant(draft, slug, *status, reason)
        }
        Action::BindHost { host, slug } => tenancy::bind_host(draft, host, slug.as_deref()),
        Action::SetBookStatus { status, reason, by } => {
            tenancy::set_book_status(draft, *status, reason, by)
        }
        Action::ChangeBook { brand, odds_format } => {
            tenancy::change_book(draft, brand, *odds_format)
        }
        Action::ChangePermissions { member, permissions } => {
            tree::change_permissions(draft, *member, *permissions)
        }
        Action::MoveMember { member, parent } => tree::move_member(draft, *member, *parent),
        Action::CloseMember(closing) => tree::close_member(draft, closing),
        Action::SignUp(sign_up) => identity::sign_up(draft, sign_up),
        Action::SetPerson { member, details } => identity::set_person(draft, *member, details),
        Action::Verify { member, verification, evidence } => {
            identity::verify(draft, *member, *verification, evidence)
        }
        Action::AcceptTerms { terms, privacy } => identity::accept_terms(draft, terms, privacy),
        Action::ListPerson(list) => identity::list_person(draft, list),
        Action::Unlist { entry, reason } => identity::unlist(draft, *entry, reason),
        Action::IssueCode(code) => identity::issue_code(draft, code),
        Action::EndCode { code } => identity::end_code(draft, code),
        Action::IssueKey { token, name, scopes, expires_at } => {
            keys::issue_key(draft, *token, name, *scopes, *expires_at)
        }
        Action::IssueView { token, member, reason, expires_at } => {
            keys::issue_view(draft, *token, *member, reason, *expires_at)
        }
        Action::EndKey { token } => keys::end_key(draft, *token),
        Action::EndSessions { member } => keys::end_sessions(draft, *member),
        Action::OpenSession(opening) => session::open(draft, opening),
        Action::FailLogin { login, address, by_code } => {
            session::fail(draft, login, address, *by_code)
        }
        Action::EndSession { token } => session::end(draft, *token),
        Action::ProveSession { token, proof } => factor::prove_session(draft, *token, *proof),
        Action::BeginSecondFactor { sealed } => factor::begin(draft, sealed),
        Action::ConfirmSecondFactor { token, step, recovery } => {
            factor::confirm(draft, *token, *step, recovery)
        }
        Action::RenewRecovery { recovery } => factor::renew_recovery(draft, recovery),
        Action::EndSecondFactor { member } => factor::end(draft, *member),
        Action::ChangePassword { password_hash } => factor::change_password(draft, password_hash),
        Action::Care(command) => care::decide(draft, command),
        other => unreachable!("{other:?} is decided by run"),
    }
}

/// What a command needs: a permission, possibly on one member.
struct Needed {
    permission: Permission,
    target: Option<MemberId>,
}

fn needed(action: &Action, actor: MemberId) -> Option<Needed> {
    let on = |permission, target: &MemberId| Some(Needed { permission, target: Some(*target) });
    let book = |permission| Some(Needed { permission, target: None });
    let of = |(permission, target)| Some(Needed { permission, target });
    match action {
        // Only the system claims work: nobody holds every right.
        Action::AddTenant { .. }
        | Action::ChangeTenant { .. }
        | Action::BindHost { .. }
        | Action::SetBookStatus { .. }
        | Action::StartIds { .. }
        | Action::Claim { .. } => book(Permission::ManagePlatform),
        Action::OpenBook(_)
        | Action::AcceptInvitation { .. }
        | Action::OpenSession(_)
        | Action::FailLogin { .. }
        | Action::EndSession { .. }
        | Action::EndKey { .. }
        | Action::GradeChunk { .. } => None,
        Action::PutCard(_)
        | Action::ChangeRules(_)
        | Action::ChangeJurisdiction(_)
        | Action::ChangeBook { .. } => book(Permission::ManageBook),
        Action::CreateMember(create) => on(Permission::CreateMember, &create.parent),
        Action::Invite { member, .. } => on(Permission::CreateMember, member),
        Action::ChangeStatus { member, .. } => on(Permission::ChangeStatus, member),
        Action::ChangeLimits { member, .. } => on(Permission::ChangeLimits, member),
        Action::Receive(pay) | Action::Disburse(pay) => on(Permission::RecordPayment, &pay.member),
        Action::Adjust(pay) => on(Permission::Adjust, &pay.member),
        Action::Funding(command) => of(funding::needed(command, actor)),
        Action::Protect(command) => {
            let (permission, target) = protection::needed(command, actor);
            on(permission, &target)
        }
        Action::ChangeOffer(_)
        | Action::Control { .. }
        | Action::MoveOwnLine { .. }
        | Action::SetProfile(_)
        | Action::ReplaceLimits { .. } => of(control::needed(action)?),
        Action::Acceptance(command) => of(acceptance::needed(command)?),
        Action::PlaceWager(request) => on(Permission::PlaceWager, &request.member),
        Action::EnterScore { .. } => book(Permission::EnterScore),
        Action::ConfirmResult { .. } => book(Permission::ConfirmResult),
        Action::Grading(command) => book(agreement::needed(command)),
        Action::ChangeDeskPolicy(_) => book(Permission::ManageBook),
        Action::Rule(_) | Action::DecideRuling { .. } => book(Permission::VoidWager),
        Action::CancelWager { member, .. } => on(Permission::PlaceWager, member),
        Action::Dispute(command) => of(dispute::needed(command)),
        Action::Week(command) => of(week::needed(command)?),
        Action::PostLeague { .. }
        | Action::PostTeam { .. }
        | Action::PostFixture(_)
        | Action::ChangeFixture { .. }
        | Action::MoveLine(_)
        | Action::ListPitchers { .. }
        | Action::ReportScore { .. } => book(Permission::MoveLine),
        other => needed_of_people(other, actor),
    }
}

/// The same of what concerns people: what [`needed`] leaves over.
fn needed_of_people(action: &Action, actor: MemberId) -> Option<Needed> {
    let on = |permission, target: &MemberId| Some(Needed { permission, target: Some(*target) });
    let book = |permission| Some(Needed { permission, target: None });
    match action {
        Action::ChangePermissions { member, .. } => on(Permission::GrantRights, member),
        Action::MoveMember { member, .. } => on(Permission::MoveMember, member),
        Action::Message(command) => {
            let (permission, target) = message::needed(command, actor)?;
            Some(Needed { permission, target })
        }
        // Players end their own account.
        Action::CloseMember(closing) if closing.member == actor => None,
        Action::CloseMember(closing) => on(Permission::ChangeStatus, &closing.member),
        // Whoever stands above each of them is judged with the list.
        Action::CreateMembers(_) => book(Permission::CreateMember),
        Action::SignUp(_) | Action::AcceptTerms { .. } => None,
        Action::SetPerson { member, .. } | Action::Verify { member, .. } => {
            on(Permission::ManageIdentity, member)
        }
        Action::ListPerson(_) | Action::Unlist { .. } => book(Permission::ManageIdentity),
        Action::IssueCode(code) => on(Permission::CreateMember, &code.parent),
        Action::EndCode { .. } => book(Permission::CreateMember),
        Action::SellPoints(_) => book(Permission::ManageBook),
        Action::IssueKey { .. } => book(Permission::ManageKeys),
        Action::IssueView { member, .. } => on(Permission::Impersonate, member),
        Action::ProveSession { .. }
        | Action::BeginSecondFactor { .. }
        | Action::ConfirmSecondFactor { .. }
        | Action::RenewRecovery { .. }
        | Action::ChangePassword { .. } => None,
        Action::Care(command) => {
            let (permission, target) = command.needed(actor)?;
            Some(Needed { permission, target })
        }
        Action::EndSessions { member } | Action::EndSecondFactor { member } => {
            on(Permission::ChangeStatus, member)
        }
        other => unreachable!("{other:?} is needed above"),
    }
}

/// The right that an action needs when `actor` commands it; none when it needs no special one.
pub fn right_for(action: &Action, actor: MemberId) -> Option<Permission> {
    let needed = needed(action, actor)?;
    Some(match (needed.permission, needed.target) {
        (Permission::PlaceWager, Some(target)) if target != actor => Permission::WriteForPlayer,
        (permission, _) => permission,
    })
}

/// The one check of rights. The system may do everything; a member needs the action's permission,
/// on a target of the own branch, in an open book. A wager for somebody else needs the right to
/// write for players in place of the right to bet.
fn authorize(working: &Working, command: &Command) -> Result<(), Rejection> {
    let Actor::Member(actor) = command.actor else { return Ok(()) };
    let nobody = || Rejection::new(Code::NotPermitted, "unknown actor");
    let actor = working.member(actor).ok_or_else(nobody)?;
    let Some(needed) = needed(&command.action, actor.id) else { return Ok(()) };
    let own = needed.target == Some(actor.id);
    // Everybody may sign out everywhere, and change the device.
    if own && matches!(command.action, Action::EndSessions { .. } | Action::EndSecondFactor { .. })
    {
        return Ok(());
    }
    let rules = in_force(working, command.book).access;
    if rules.asks_second_factor(actor.role) && !actor.second_factor {
        let detail = "a second factor has to be set up first";
        return Err(Rejection::new(Code::SecondFactorRequired, detail));
    }
    let permission = match needed.permission {
        Permission::PlaceWager if needed.target.is_some() && !own => Permission::WriteForPlayer,
        permission => permission,
    };
    // Whoever lacks the right altogether learns nothing of the target.
    if require(actor, needed.permission).is_err() {
        require(actor, permission)?;
    }
    match needed.target {
        None => {}
        Some(target) => {
            let target = working.member(target).ok_or_else(|| Rejection::not_found("member"))?;
            require_on(actor, permission, target)?;
        }
    }
    let open = working.book(command.book).is_some_and(|book| book.status == BookStatus::Open);
    if !open {
        return Err(Rejection::new(Code::BookSuspended, "the book is suspended"));
    }
    Ok(())
}
