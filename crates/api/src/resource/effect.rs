//! What a result or a ruling would do, before it takes effect: the tickets it reaches are graded by
//! the functions of the domain on rows that suppose it, and nothing is written.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use desk::port::{StoreError, Views};
use domain::decide::outcomes;
use domain::grade::ruling::{Reach, Ruling};
use domain::grade::score::{ConfirmedResult, Grading};
use domain::grade::ticket::grounds;
use domain::id::{BookId, FixtureId, MemberId, TicketId};
use domain::ledger::account::Account;
use domain::money::Money as Amount;
use domain::rows::{Key, Read as _, Row, RulingPage};
use domain::wager::standing::{Standing, standing};
use domain::wager::ticket::{Ticket, TicketState, spoken_number};
use domain::working::Working;
use serde::Serialize;
use utoipa::ToSchema;

use crate::export::{Cell, Sheet};
use crate::resource::event::logins_of;
use crate::shape::id::{MemberRef, TicketRef};
use crate::shape::money::{Currency, Money};

/// Most members and most tickets that are listed; a file tells all of them.
const LISTED_MAX: usize = 200;

/// What would happen to one member.
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

/// What would happen to one ticket.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PreviewTicket {
    pub(crate) id: TicketRef,
    pub(crate) number: String,
    pub(crate) member_id: MemberRef,
    pub(crate) login: String,
    /// What came back under the settlement in effect; null while it is open.
    #[schema(required = true)]
    pub(crate) returned_before: Option<Money>,
    /// What would come back; null when it would be open.
    #[schema(required = true)]
    pub(crate) returned_after: Option<Money>,
    /// Change of the player's balance.
    pub(crate) change: Money,
}

/// What would happen in all.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Preview {
    /// Tickets it reaches.
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
    /// Tickets whose money would change.
    pub(crate) tickets_changed: u32,
    /// Members whose balance would change.
    pub(crate) members_changed: u32,
    /// Of those, members who would stand below zero.
    pub(crate) members_negative: u32,
    /// At most 200: those who would stand below zero first, then by the size of the change.
    pub(crate) members: Vec<PreviewMember>,
    /// At most 200, in the order of their members; the file of this preview lists all.
    pub(crate) changes: Vec<PreviewTicket>,
}

/// What is supposed.
#[derive(Clone, Debug)]
pub(crate) enum Supposed {
    /// A result in force. Its version is set here.
    Result(ConfirmedResult),
    /// A ruling in force.
    Ruling(Ruling),
    /// A ticket graded by what is in force.
    Again(TicketId),
    /// That all stays as it is.
    Nothing,
}

/// One ticket that would change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    ticket: TicketId,
    member: MemberId,
    before: Option<Amount>,
    after: Option<Amount>,
    net: Amount,
}

/// Sums over all tickets it reaches.
#[derive(Debug, Default)]
pub(crate) struct Effect {
    tickets: u32,
    win: u32,
    loss: u32,
    push: u32,
    still_open: u32,
    returned: Amount,
    corrects: bool,
    changes: Vec<Change>,
}

impl Effect {
    /// Counts one ticket that would stand so: ended, or waiting on.
    fn count(&mut self, ticket: &Ticket, stands: &Standing) {
        self.tickets += 1;
        let settled = ticket.state == TicketState::Settled;
        self.corrects |= settled;
        let decided = ticket.risk - stands.open_risk;
        let net = ticket.funds.net(decided, stands.returned);
        let back = ticket.funds.cash_back(decided, stands.returned);
        self.returned += back;
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
        if stands.decided == settled && same {
            return;
        }
        self.changes.push(Change {
            ticket: ticket.id,
            member: ticket.member,
            before: settled.then_some(ticket.cash_returned()),
            after: stands.decided.then_some(back),
            net: net - ticket.net(),
        });
    }

    fn by_member(&self) -> BTreeMap<MemberId, (u32, Amount)> {
        let mut members: BTreeMap<MemberId, (u32, Amount)> = BTreeMap::new();
        for change in &self.changes {
            let sum = members.entry(change.member).or_default();
            sum.0 += 1;
            sum.1 += change.net;
        }
        members
    }
}

/// Grades everything that `supposed` reaches, as if it were in force. `None` when it names a ticket
/// that is not there.
pub(crate) fn effect_of(
    views: &dyn Views,
    book: BookId,
    supposed: &Supposed,
) -> Result<Option<Effect>, StoreError> {
    let tickets = match supposed {
        Supposed::Result(result) => views.tickets_on(book, result.fixture)?,
        Supposed::Ruling(ruling) => match ruling.reach {
            Reach::Market(fixture, _, _) => views.tickets_on(book, fixture)?,
            Reach::Ticket(id) | Reach::Leg(id, _) => match views.ticket(book, id)? {
                Some(story) if story.ticket.is_accepted() => vec![story.ticket],
                _ => return Ok(None),
            },
        },
        Supposed::Again(id) => match views.ticket(book, *id)? {
            Some(story) if story.ticket.is_accepted() => vec![story.ticket],
            _ => return Ok(None),
        },
        Supposed::Nothing => Vec::new(),
    };
    let mut working = load_grounds(views, book, &tickets)?;
    suppose(&mut working, supposed);
    let mut effect = Effect::default();
    for ticket in tickets.into_iter().filter(|one| one.state != TicketState::Voided) {
        let stands = standing_if(&working, &ticket, supposed)?;
        effect.count(&ticket, &stands);
    }
    Ok(Some(effect))
}

/// Where a ticket would stand.
fn standing_if(
    working: &Working,
    ticket: &Ticket,
    supposed: &Supposed,
) -> Result<Standing, StoreError> {
    let missing = || StoreError::Corrupt(format!("ticket {} has no rules", ticket.id.0));
    let rules = working.rules(ticket.rules_version).ok_or_else(missing)?;
    let mut ended = ticket.clone();
    if let Supposed::Ruling(ruling) = supposed {
        match ruling.reach {
            Reach::Ticket(_) => {
                let (open_risk, open_win) = (Amount::ZERO, Amount::ZERO);
                let returned = ticket.risk;
                return Ok(Standing { decided: true, open_risk, open_win, returned });
            }
            Reach::Leg(_, place) => ended.voided_legs |= 1 << place.clamp(0, 62),
            Reach::Market(..) => {}
        }
    }
    Ok(standing(&ended, &outcomes(working, &ended), rules.rounding))
}

/// The rules of the tickets, and the results and rulings in force on all their fixtures.
fn load_grounds(
    views: &dyn Views,
    book: BookId,
    tickets: &[Ticket],
) -> Result<Working, StoreError> {
    let mut working = Working::new();
    let rules = tickets.iter().map(|ticket| Key::Rules(ticket.rules_version));
    let legs = || tickets.iter().flat_map(|ticket| &ticket.legs);
    let gradings = legs().map(|leg| Key::Grading(leg.fixture));
    let mut keys: Vec<Key> = rules.chain(gradings).chain(legs().flat_map(grounds)).collect();
    keys.sort();
    keys.dedup();
    views.load(book, &keys, &mut working)?;
    let gradings = keys.iter().filter_map(|key| match key {
        Key::Grading(fixture) => working.grading(*fixture).copied(),
        _ => None,
    });
    let further = gradings.flat_map(|grading| {
        let rulings = (grading.voids > 0).then_some(Key::RulingsOn(grading.fixture));
        rulings.into_iter().chain([Key::Result((grading.fixture, grading.result_version))])
    });
    let further: Vec<Key> = further.collect();
    views.load(book, &further, &mut working)?;
    Ok(working)
}

/// Puts what is supposed over the loaded rows.
fn suppose(working: &mut Working, supposed: &Supposed) {
    let grading_of = |working: &Working, fixture: FixtureId| {
        let known = working.peek(&Key::Grading(fixture)).cloned();
        match known {
            Some(Row::Grading(grading)) => grading,
            _ => Grading::none(fixture),
        }
    };
    match supposed {
        Supposed::Again(_) | Supposed::Nothing => {}
        Supposed::Result(result) => {
            let mut grading = grading_of(working, result.fixture);
            grading.result_version += 1;
            let version = grading.result_version;
            let result = ConfirmedResult { version, ..result.clone() };
            let key = (result.fixture, version);
            working.learn(Key::Result(key), Some(Row::Result(result)));
            working.learn(Key::Grading(grading.fixture), Some(Row::Grading(grading)));
        }
        Supposed::Ruling(ruling) => {
            let Some(fixture) = ruling.fixture() else { return };
            let mut grading = grading_of(working, fixture);
            let mut rulings = match working.peek(&Key::RulingsOn(fixture)) {
                Some(Row::RulingsOn(page)) => page.rulings.clone(),
                _ => Vec::new(),
            };
            grading.voids += 1;
            rulings.push(ruling.clone());
            let key = Key::Result((fixture, grading.result_version));
            if !working.knows(&key) {
                working.learn(key, None);
            }
            let page = RulingPage { fixture, rulings };
            working.learn(Key::RulingsOn(fixture), Some(Row::RulingsOn(page)));
            working.learn(Key::Grading(fixture), Some(Row::Grading(grading)));
        }
    }
}

/// Members by how much they should worry whoever confirms: below zero first, the deepest first,
/// then the largest change.
fn ordered(
    views: &dyn Views,
    book: BookId,
    effect: &Effect,
) -> Result<Vec<(MemberId, u32, Amount, Amount)>, StoreError> {
    let by_member = effect.by_member();
    let accounts = [Account::Cash, Account::Held];
    let keys = by_member.keys().flat_map(|id| accounts.map(|a| Key::Balance(a.of(*id))));
    let keys: Vec<Key> = keys.collect();
    let mut working = Working::new();
    views.load(book, &keys, &mut working)?;
    let balance = |id: MemberId| -> Amount {
        let on = |account: Account| working.balance(account.of(id)).map(|one| one.amount);
        accounts.into_iter().filter_map(on).sum()
    };
    let line = |(id, (tickets, net)): (&MemberId, &(u32, Amount))| {
        (*id, *tickets, *net, balance(*id) + *net)
    };
    let mut lines: Vec<(MemberId, u32, Amount, Amount)> = by_member.iter().map(line).collect();
    lines
        .sort_by_key(|(id, _, net, after)| (after.min(&Amount::ZERO).0, Reverse(net.0.abs()), *id));
    Ok(lines)
}

/// The shape of an effect.
pub(crate) fn preview_of(
    views: &dyn Views,
    book: BookId,
    effect: &Effect,
    currency: Currency,
) -> Result<Preview, StoreError> {
    let lines = ordered(views, book, effect)?;
    let logins = logins_of(views, book, lines.iter().map(|line| line.0))?;
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let members = lines.iter().take(LISTED_MAX).map(|(id, tickets, net, after)| PreviewMember {
        id: (*id).into(),
        login: logins.get(id).cloned().unwrap_or_default(),
        tickets: *tickets,
        net: currency.of(*net),
        balance_after: currency.of(*after),
    });
    let players_gain: Amount = effect.changes.iter().map(|change| change.net).sum();
    Ok(Preview {
        tickets: effect.tickets,
        win: effect.win,
        loss: effect.loss,
        push: effect.push,
        still_open: effect.still_open,
        returned: currency.of(effect.returned),
        house_win: currency.of(-players_gain),
        corrects: effect.corrects,
        tickets_changed: count(effect.changes.len()),
        members_changed: count(lines.len()),
        members_negative: count(lines.iter().filter(|line| line.3.is_negative()).count()),
        members: members.collect(),
        changes: tickets_of(effect, &lines, &logins, currency).take(LISTED_MAX).collect(),
    })
}

/// Every ticket that would change, in the order of their members.
fn tickets_of<'a>(
    effect: &'a Effect,
    lines: &[(MemberId, u32, Amount, Amount)],
    logins: &'a BTreeMap<MemberId, String>,
    currency: Currency,
) -> impl Iterator<Item = PreviewTicket> + 'a {
    let places: BTreeMap<MemberId, usize> = lines.iter().map(|line| line.0).zip(0..).collect();
    let mut changes: Vec<&Change> = effect.changes.iter().collect();
    changes.sort_by_key(|change| (places.get(&change.member).copied(), change.ticket));
    changes.into_iter().map(move |change| PreviewTicket {
        id: change.ticket.into(),
        number: spoken_number(change.ticket),
        member_id: change.member.into(),
        login: logins.get(&change.member).cloned().unwrap_or_default(),
        returned_before: change.before.map(|amount| currency.of(amount)),
        returned_after: change.after.map(|amount| currency.of(amount)),
        change: currency.of(change.net),
    })
}

/// All tickets that would change, as a file.
pub(crate) fn sheet_of(
    views: &dyn Views,
    book: BookId,
    effect: &Effect,
    currency: Currency,
) -> Result<Sheet, StoreError> {
    let lines = ordered(views, book, effect)?;
    let logins = logins_of(views, book, lines.iter().map(|line| line.0))?;
    let after: BTreeMap<MemberId, Amount> = lines.iter().map(|line| (line.0, line.3)).collect();
    let mut sheet = Sheet::new(&[
        "number",
        "login",
        "returned_before",
        "returned_after",
        "change",
        "balance_after",
        "currency",
    ]);
    for ticket in tickets_of(effect, &lines, &logins, currency) {
        let balance = after.get(&ticket.member_id.0).copied().unwrap_or_default();
        sheet.row(vec![
            Cell::text(ticket.number),
            Cell::text(ticket.login),
            Cell::money_if(ticket.returned_before),
            Cell::money_if(ticket.returned_after),
            Cell::money(ticket.change),
            Cell::money(currency.of(balance)),
            Cell::text(currency.to_string()),
        ]);
    }
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::board::fixture::Sport;
    use domain::calendar::{Day, Instant};
    use domain::wager::funds::Funds;
    use domain::wager::terms::Terms;
    use domain::wager::ticket::{Entry, PricePolicy};

    fn ticket(member: i64, state: TicketState, returned: i64) -> Ticket {
        let open = state == TicketState::Open;
        let if_open = |amount: i64| if open { Amount(amount) } else { Amount::ZERO };
        Ticket {
            id: TicketId(1),
            member: MemberId(member),
            placed_by: MemberId(member),
            terms: Terms::Straight,
            entry: Entry::Risk,
            amount: Amount(110),
            funds: Funds::Cash,
            risk: Amount(110),
            win: Amount(100),
            open_risk: if_open(110),
            open_win: if_open(100),
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
            voided_legs: 0,
            via: Default::default(),
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
        let members = effect.by_member();
        assert_eq!(members[&MemberId(1)], (2, Amount(-10)));
        assert!(!effect.corrects && !members.contains_key(&MemberId(3)));
    }

    #[test]
    fn a_correction_counts_only_the_difference() {
        let mut effect = Effect::default();
        effect.count(&ticket(1, TicketState::Settled, 210), &ended(0));
        effect.count(&ticket(2, TicketState::Settled, 110), &ended(110));
        let reopened = ticket(3, TicketState::Settled, 210);
        effect.count(&reopened, &Standing::open(&reopened));
        assert!(effect.corrects);
        let members = effect.by_member();
        assert_eq!(members[&MemberId(1)], (1, Amount(-210)));
        assert!(!members.contains_key(&MemberId(2)));
        assert_eq!(members[&MemberId(3)], (1, Amount(-100)));
    }
}
