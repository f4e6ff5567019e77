//! The decision: `decide(&Working, &Command, &mut Moment) -> Result<Changes, Rejection>`.
//!
//! One place authorizes every command before any of its rules runs; each `decide_*` is a ladder
//! of early refusals, then a line after which it must succeed.

mod agreement;
mod catalogue;
pub(crate) mod control;
mod funding;
mod house;
mod limits;
mod line;
mod people;
mod protection;
mod result;
mod ruling;
mod session;

pub use result::outcomes;

use crate::access::{Permission, require, require_on};
use crate::book::BookStatus;
use crate::calendar::Moment;
use crate::changes::Changes;
use crate::command::{Action, Actor, Command, Outcome};
use crate::control::Target;
use crate::draft::Draft;
use crate::id::MemberId;
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

fn run(draft: &mut Draft<'_>, action: &Action) -> Result<Outcome, Rejection> {
    match action {
        Action::AddTenant { slug } => house::add_tenant(draft, slug),
        Action::OpenBook(open) => house::open_book(draft, open),
        Action::ChangeRules(rules) => house::change_rules(draft, rules),
        Action::ChangeJurisdiction(settings) => house::change_jurisdiction(draft, settings),
        Action::CloseWeek { week } => house::close_week(draft, *week),
        Action::StartIds { first } => Ok(house::start_ids(draft, *first)),
        Action::Claim { work, holder, seconds } => house::claim(draft, work, holder, *seconds),
        Action::ChangeOffer(change) => control::change_offer(draft, change),
        Action::Control { target, stopped, reason } => {
            control::control(draft, *target, *stopped, reason)
        }
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
        Action::OpenSession { login, token, expires_at, address, agent } => {
            session::open(draft, login, *token, *expires_at, [address, agent])
        }
        Action::FailLogin { login, address } => session::fail(draft, login, address),
        Action::EndSession { token } => session::end(draft, *token),
        Action::Receive(pay) => funding::receive(draft, pay),
        Action::Disburse(pay) => funding::disburse(draft, pay),
        Action::Adjust(pay) => funding::adjust(draft, pay),
        Action::Funding(command) => funding::decide(draft, command),
        Action::Protect(command) => protection::decide(draft, command),
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
    match action {
        Action::AddTenant { .. } => book(Permission::ManagePlatform),
        Action::OpenBook(_)
        | Action::AcceptInvitation { .. }
        | Action::OpenSession { .. }
        | Action::FailLogin { .. }
        | Action::GradeChunk { .. } => None,
        Action::ChangeRules(_) | Action::ChangeJurisdiction(_) => book(Permission::ManageBook),
        Action::CreateMember(create) => on(Permission::CreateMember, &create.parent),
        Action::Invite { member, .. } => on(Permission::CreateMember, member),
        Action::ChangeStatus { member, .. } => on(Permission::ChangeStatus, member),
        Action::ChangeLimits { member, .. } => on(Permission::ChangeLimits, member),
        Action::EndSession { .. } => None,
        Action::Receive(pay) | Action::Disburse(pay) => on(Permission::RecordPayment, &pay.member),
        Action::Adjust(pay) => on(Permission::Adjust, &pay.member),
        Action::Funding(command) => {
            let (permission, target) = funding::needed(command, actor);
            Some(Needed { permission, target })
        }
        Action::Protect(command) => {
            let (permission, target) = protection::needed(command, actor);
            on(permission, &target)
        }
        Action::ChangeOffer(_) => book(Permission::ControlOffer),
        Action::Control { target: Target::Branch(member), .. } => {
            on(Permission::ChangeStatus, member)
        }
        Action::Control { .. } => book(Permission::ControlOffer),
        Action::ReplaceLimits { owner, .. } if owner.0 > 0 => on(Permission::ChangeLimits, owner),
        Action::ReplaceLimits { .. } => book(Permission::ControlOffer),
        Action::PlaceWager(request) => on(Permission::PlaceWager, &request.member),
        Action::EnterScore { .. } => book(Permission::EnterScore),
        Action::ConfirmResult { .. } => book(Permission::ConfirmResult),
        Action::Grading(command) => book(agreement::needed(command)),
        Action::ChangeDeskPolicy(_) => book(Permission::ManageBook),
        Action::Rule(_) | Action::DecideRuling { .. } => book(Permission::VoidWager),
        Action::CancelWager { member, .. } => on(Permission::PlaceWager, member),
        Action::CloseWeek { .. } => book(Permission::CloseWeek),
        // Only the system claims work: nobody holds every right.
        Action::StartIds { .. } | Action::Claim { .. } => book(Permission::ManagePlatform),
        Action::PostLeague { .. }
        | Action::PostTeam { .. }
        | Action::PostFixture(_)
        | Action::ChangeFixture { .. }
        | Action::MoveLine(_)
        | Action::ListPitchers { .. }
        | Action::ReportScore { .. } => book(Permission::MoveLine),
    }
}

/// The one check of rights. The system may do everything; a member needs the action's permission,
/// on a target of the own branch, in an open book. A wager for somebody else needs the right to
/// write for players in place of the right to bet.
fn authorize(working: &Working, command: &Command) -> Result<(), Rejection> {
    let Actor::Member(actor) = command.actor else { return Ok(()) };
    let nobody = || Rejection::new(Code::NotPermitted, "unknown actor");
    let actor = working.member(actor).ok_or_else(nobody)?;
    let Some(needed) = needed(&command.action, actor.id) else { return Ok(()) };
    let permission = match (needed.permission, needed.target) {
        (Permission::PlaceWager, Some(target)) if target != actor.id => Permission::WriteForPlayer,
        (permission, _) => permission,
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
