//! What a result would do, before it is confirmed: every ticket of the fixture is graded by the
//! functions of the domain, and nothing is written.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use desk::port::{StoreError, Views};
use domain::grade::leg::{self, LegOutcome};
use domain::grade::score::{Origin, ScoreReport};
use domain::id::{BookId, FixtureId, MemberId};
use domain::ledger::account::Account;
use domain::money::Money as Amount;
use domain::rows::{Key, Read as _};
use domain::wager::standing::{Standing, standing};
use domain::wager::ticket::{Ticket, TicketState};
use domain::working::Working;
use serde::Serialize;
use utoipa::ToSchema;

use crate::body::Body;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::event::logins_of;
use crate::resource::result::ResultRequest;
use crate::shape::id::{FixtureRef, MemberRef, ReportRef};
use crate::shape::money::{Currency, Money};
use crate::state::ApiState;

/// Most members that are listed.
const MEMBERS_MAX: usize = 50;

/// What a result would do to one member.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PreviewMember {
    pub(crate) id: MemberRef,
    pub(crate) login: String,
    /// Tickets it would settle or settle anew.
    pub(crate) tickets: u32,
    /// Change of the balance.
    pub(crate) net: Money,
    pub(crate) balance_after: Money,
}

/// What a result would do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ResultPreview {
    pub(crate) fixture_id: FixtureRef,
    pub(crate) home: i32,
    pub(crate) away: i32,
    /// Tickets with a leg here.
    pub(crate) tickets: u32,
    /// Of those, tickets that would end with a gain.
    pub(crate) win: u32,
    /// With a loss.
    pub(crate) loss: u32,
    /// With neither.
    pub(crate) push: u32,
    /// Tickets that wait for other fixtures.
    pub(crate) still_open: u32,
    /// What all of them would return together.
    pub(crate) returned: Money,
    /// What the house would win by it; of a correction, the difference it makes.
    pub(crate) house_win: Money,
    /// Tickets are settled here already: this would correct them.
    pub(crate) corrects: bool,
    /// The members with the largest changes, at most 50.
    pub(crate) members: Vec<PreviewMember>,
}

/// Shows what confirming a report would do, and writes nothing.
#[utoipa::path(post, path = "/v1/results/preview", tag = "settlement",
    request_body = ResultRequest, responses((status = 200, body = ResultPreview)))]
pub(crate) async fn preview_result(
    State(state): State<ApiState>,
    principal: Principal,
    Body(request): Body<ResultRequest>,
) -> Result<Json<ResultPreview>, Problem> {
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let (fixture, wanted) = (request.fixture_id.0, request.report_id);
    let preview = state.read(move |views| {
        let Some(report) = find_report(views, id, fixture, wanted)? else { return Ok(None) };
        let effect = effect_of(views, id, fixture, &report)?;
        shape(views, id, &report, effect, currency).map(Some)
    });
    let unknown = || Problem::of_field("report_id", "not_found", "report_id is unknown");
    Ok(Json(preview.await?.ok_or_else(unknown)?))
}

fn find_report(
    views: &dyn Views,
    book: BookId,
    fixture: FixtureId,
    wanted: ReportRef,
) -> Result<Option<ScoreReport>, StoreError> {
    let mut working = Working::new();
    views.load(book, &[Key::ReportsOf(fixture)], &mut working)?;
    let Some(page) = working.reports_of(fixture) else { return Ok(None) };
    let kept = match wanted.origin {
        Origin::Catalogue => &page.shared,
        Origin::Book => &page.own,
    };
    Ok(kept.iter().find(|report| report.id == wanted.id).cloned())
}

/// Sums over all tickets of a fixture.
#[derive(Debug, Default)]
struct Effect {
    tickets: u32,
    win: u32,
    loss: u32,
    push: u32,
    still_open: u32,
    returned: Amount,
    corrects: bool,
    changes: BTreeMap<MemberId, (u32, Amount)>,
}

impl Effect {
    /// Counts one ticket that would stand so: ended, or waiting on.
    fn count(&mut self, ticket: &Ticket, stands: &Standing) {
        self.tickets += 1;
        let settled = ticket.state == TicketState::Settled;
        self.corrects |= settled;
        let net = stands.returned - (ticket.risk - stands.open_risk);
        self.returned += stands.returned;
        if !stands.decided {
            self.still_open += 1;
        } else {
            match net.0.signum() {
                1 => self.win += 1,
                -1 => self.loss += 1,
                _ => self.push += 1,
            }
        }
        // What changes: an end, more bets decided, or a correction that opens it again.
        let same = (stands.open_risk, stands.returned) == (ticket.open_risk, ticket.returned);
        if stands.decided != settled || !same {
            self.change(ticket, net - ticket.net());
        }
    }

    fn change(&mut self, ticket: &Ticket, amount: Amount) {
        let change = self.changes.entry(ticket.member).or_default();
        change.0 += 1;
        change.1 += amount;
    }
}

fn effect_of(
    views: &dyn Views,
    book: BookId,
    fixture: FixtureId,
    report: &ScoreReport,
) -> Result<Effect, StoreError> {
    let tickets = views.tickets_on(book, fixture)?;
    let working = load_grounds(views, book, &tickets)?;
    let mut effect = Effect::default();
    for ticket in tickets.iter().filter(|one| one.state != TicketState::Voided) {
        let missing = || StoreError::Corrupt(format!("ticket {} has no rules", ticket.id.0));
        let rules = working.rules(ticket.rules_version).ok_or_else(missing)?;
        let outcomes = outcomes(&working, ticket, fixture, report);
        effect.count(ticket, &standing(ticket, &outcomes, rules.rounding));
    }
    Ok(effect)
}

/// The rules of the tickets, and the results in force of the other fixtures.
fn load_grounds(
    views: &dyn Views,
    book: BookId,
    tickets: &[Ticket],
) -> Result<Working, StoreError> {
    let mut working = Working::new();
    let rules = tickets.iter().map(|ticket| Key::Rules(ticket.rules_version));
    let legs = tickets.iter().flat_map(|ticket| &ticket.legs);
    let mut keys: Vec<Key> = rules.chain(legs.map(|leg| Key::Grading(leg.fixture))).collect();
    keys.sort();
    keys.dedup();
    views.load(book, &keys, &mut working)?;
    let fixtures = keys.iter().filter_map(|key| match key {
        Key::Grading(fixture) => working.grading(*fixture),
        _ => None,
    });
    let results = fixtures.map(|grading| Key::Result((grading.fixture, grading.result_version)));
    let results: Vec<Key> = results.collect();
    views.load(book, &results, &mut working)?;
    Ok(working)
}

/// The outcome of each leg, were the report the result of its fixture.
fn outcomes(
    working: &Working,
    ticket: &Ticket,
    fixture: FixtureId,
    report: &ScoreReport,
) -> Vec<Option<LegOutcome>> {
    let outcome = |one: &domain::wager::ticket::Leg| {
        if one.fixture == fixture {
            return leg::grade(one, report.home, report.away);
        }
        let grading = working.grading(one.fixture)?;
        let result = working.result((one.fixture, grading.result_version))?;
        leg::grade(one, result.home, result.away)
    };
    ticket.legs.iter().map(outcome).collect()
}

fn shape(
    views: &dyn Views,
    book: BookId,
    report: &ScoreReport,
    effect: Effect,
    currency: Currency,
) -> Result<ResultPreview, StoreError> {
    let players_gain: Amount = effect.changes.values().map(|(_, net)| *net).sum();
    let mut largest: Vec<(MemberId, u32, Amount)> =
        effect.changes.iter().map(|(id, (count, net))| (*id, *count, *net)).collect();
    largest.sort_by_key(|(id, _, net)| (Reverse(net.0.abs()), *id));
    largest.truncate(MEMBERS_MAX);
    let logins = logins_of(views, book, largest.iter().map(|(id, _, _)| *id))?;
    let accounts = [Account::Cash, Account::Held];
    let keys = largest.iter().flat_map(|(id, _, _)| accounts.map(|a| Key::Balance(a.of(*id))));
    let keys: Vec<Key> = keys.collect();
    let mut working = Working::new();
    views.load(book, &keys, &mut working)?;
    let balance = |id: MemberId| -> Amount {
        let on = |account: Account| working.balance(account.of(id)).map(|one| one.amount);
        accounts.into_iter().filter_map(on).sum()
    };
    let members = largest.iter().map(|(id, tickets, net)| PreviewMember {
        id: (*id).into(),
        login: logins.get(id).cloned().unwrap_or_default(),
        tickets: *tickets,
        net: currency.of(*net),
        balance_after: currency.of(balance(*id) + *net),
    });
    Ok(ResultPreview {
        fixture_id: report.fixture.into(),
        home: report.home,
        away: report.away,
        tickets: effect.tickets,
        win: effect.win,
        loss: effect.loss,
        push: effect.push,
        still_open: effect.still_open,
        returned: currency.of(effect.returned),
        house_win: currency.of(-players_gain),
        corrects: effect.corrects,
        members: members.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::board::fixture::Sport;
    use domain::calendar::{Day, Instant};
    use domain::id::TicketId;
    use domain::wager::terms::Terms;
    use domain::wager::ticket::{Entry, PricePolicy};

    fn ticket(member: i64, state: TicketState, returned: i64) -> Ticket {
        Ticket {
            id: TicketId(1),
            member: MemberId(member),
            placed_by: MemberId(member),
            terms: Terms::Straight,
            entry: Entry::Risk,
            amount: Amount(110),
            risk: Amount(110),
            win: Amount(100),
            open_risk: if state == TicketState::Open { Amount(110) } else { Amount::ZERO },
            open_win: if state == TicketState::Open { Amount(100) } else { Amount::ZERO },
            policy: PricePolicy::None,
            rules_version: 1,
            accepted_at: Instant(0),
            accepted_on: Day(0),
            sport: Sport::Football,
            agents: vec![],
            legs: vec![],
            state,
            settlement: 0,
            returned: Amount(returned),
            settled_at: None,
        }
    }

    fn ended(returned: i64) -> Standing {
        let (open_risk, open_win) = (Amount::ZERO, Amount::ZERO);
        Standing { decided: true, open_risk, open_win, returned: Amount(returned) }
    }

    #[test]
    fn open_tickets_change_by_their_net_and_waiting_ones_by_nothing() {
        let mut effect = Effect::default();
        effect.count(&ticket(1, TicketState::Open, 0), &ended(210));
        effect.count(&ticket(1, TicketState::Open, 0), &ended(0));
        effect.count(&ticket(2, TicketState::Open, 0), &ended(110));
        let waiting = ticket(3, TicketState::Open, 0);
        effect.count(&waiting, &Standing::open(&waiting));
        assert_eq!((effect.tickets, effect.still_open), (4, 1));
        assert_eq!((effect.win, effect.loss, effect.push), (1, 1, 1));
        assert_eq!(effect.changes[&MemberId(1)], (2, Amount(-10)));
        assert!(!effect.corrects && !effect.changes.contains_key(&MemberId(3)));
    }

    #[test]
    fn a_correction_counts_only_the_difference() {
        let mut effect = Effect::default();
        effect.count(&ticket(1, TicketState::Settled, 210), &ended(0));
        effect.count(&ticket(2, TicketState::Settled, 110), &ended(110));
        assert!(effect.corrects);
        assert_eq!(effect.changes[&MemberId(1)], (1, Amount(-210)));
        assert!(!effect.changes.contains_key(&MemberId(2)));
    }
}
