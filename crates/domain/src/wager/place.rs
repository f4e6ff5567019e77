//! From a wager asked for to a ticket: pricing, limits, and the line after which it must succeed.
//!
//! [`appraise`] serves quote and confirm alike, so that a quote shows exactly what a confirm
//! would meet. Refusals are listed in the order of precedence of [`Code`].

use crate::acceptance::Tender;
use crate::board::fixture::Sport;
use crate::board::line::Points;
use crate::board::period::Period;
use crate::board::profile::{InForce, in_force};
use crate::board::prop::PitcherRule;
use crate::book::BookStatus;
use crate::calendar::Moment;
use crate::command::{Outcome, WagerRequest};
use crate::control::Controls;
use crate::credit::Limits;
use crate::decide::identity::refuse_identity;
use crate::draft::Draft;
use crate::event::{Event, EventKind};
use crate::exposure::Exposure;
use crate::id::{BookId, MemberId, TicketId};
use crate::jurisdiction::{LARGE_WAGER, VerifiedBefore, refuse_without_page};
use crate::limit::counter;
use crate::limit::gather::judge;
use crate::limit::judge::{LimitLine, Stake};
use crate::limit::rule::Measure;
use crate::member::{Member, MemberStatus, Role};
use crate::money::Money;
use crate::protection::count::PlayCount;
use crate::protection::judge::{protection_of, refuse_wager};
use crate::ratio::Ratio;
use crate::rejection::{Code, Rejection};
use crate::rows::{AgentTotal, Appended, BookTotal, Read, Row};
use crate::rules::HouseRules;
use crate::wager::auto_off::switch_off;
use crate::wager::bet::{self, Entered};
use crate::wager::bounds::{Bounds, order_of, refuse_amounts};
use crate::wager::card::Card;
use crate::wager::funds::Funds;
use crate::wager::judging::Judging;
use crate::wager::purse::{Purse, hold};
use crate::wager::repeat::{print_of, refuse_repeat, remember};
use crate::wager::shape::{refuse_form, refuse_together, terms_of};
use crate::wager::tender;
use crate::wager::terms::{Form, Terms};
use crate::wager::ticket::{Leg, Ticket, TicketState, WagerKind, spoken_number};

/// What a wager would be if it were placed now.
#[derive(Clone, Debug)]
pub struct Appraisal {
    /// The legs at current lines; `None` where the market or selection is unknown.
    pub legs: Vec<Option<Leg>>,
    /// How the legs hang together, as it would be frozen; its bets follow from it.
    pub terms: Terms,
    /// What one unit risked returns if everything wins.
    pub factor: Ratio,
    /// Whose money would be risked.
    pub funds: Funds,
    /// What would be risked.
    pub risk: Money,
    /// What would be won.
    pub win: Money,
    /// Smallest risk in force.
    pub min_risk: Money,
    /// Largest risk in force.
    pub max_risk: Money,
    /// Largest win in force.
    pub max_win: Money,
    /// Every limit rule in force on it; empty in a book that has none.
    pub limits: Vec<LimitLine>,
    /// What the player can risk now.
    pub available: Money,
    /// Everything that would refuse it, first to be answered first.
    pub refusals: Vec<Rejection>,
    /// The sport of all legs, or several.
    pub sport: Sport,
    /// It would wait for the operator's word if its player asked for it.
    pub waits: bool,
    /// It would wait so long at least before it is looked at again: a game in play is among its
    /// selections.
    pub delay_seconds: u32,
}

/// The sport of a ticket over these fixtures: the one they share, or [`Sport::Several`].
pub fn sport_of(sports: &[Sport]) -> Option<Sport> {
    let first = *sports.first()?;
    Some(if sports.iter().all(|sport| *sport == first) { first } else { Sport::Several })
}

/// Prices a wager at current lines and judges it by every rule. Never panics on what outside text
/// can ask for; reads only rows named by `needs`.
pub fn appraise(read: &impl Read, request: &WagerRequest, moment: &Moment) -> Appraisal {
    appraise_at(read, request, moment, None)
}

/// The same of a wager that waited, at the terms it was asked for with: whatever its prices are
/// by now.
pub(crate) fn appraise_frozen(
    draft: &Draft<'_>,
    request: &WagerRequest,
    tender: &Tender,
) -> Appraisal {
    appraise_at(draft, request, draft.moment, Some(tender))
}

fn appraise_at(
    read: &impl Read,
    request: &WagerRequest,
    moment: &Moment,
    frozen: Option<&Tender>,
) -> Appraisal {
    let (book, now) = (moment.book, moment.now);
    let rules = rules_in_force(read, book);
    let card = card_of(read, &request.form);
    let mut bounds = bounds_of(read, request.member, rules);
    let mut refusals = Vec::new();
    let controls = controls_of(read, book);
    refuse_person(read, request.member, moment, &mut refusals);
    refuse_player(read.member(request.member), controls, &mut refusals);
    refuse_form(request, rules, card, &mut refusals);
    let profile = profile_of(read, request.member, book);
    refusals.extend(profile.terms.and_then(|terms| terms.refuse(request.form.kind())));
    let frozen_legs = frozen.map(|tender| &tender.legs[..]);
    let judging = Judging { book, rules, controls, card, now, profile, frozen: frozen_legs };
    let (legs, sports) = judging.legs(read, request, &mut bounds, &mut refusals);
    let new_terms = || terms_of(&request.form, &rules.wagers, card, &legs);
    let terms = frozen.map_or_else(new_terms, |tender| tender.terms.clone());
    refuse_together(&terms, (card, &rules.wagers), (&legs, &sports), &mut refusals);
    let shaped = refusals.iter().all(|refusal| !is_of_shape(refusal.code));
    let Staked { factor, amounts: staked } = if shaped {
        stake(&terms, &legs, request, rules)
    } else {
        Staked { factor: Ratio::one(), amounts: Some(Default::default()) }
    };
    let (risk, win) = staked.unwrap_or_default();
    let purse = Purse::of(read, request, (&legs, risk, win), moment);
    refusals.extend(refuse_wager(read, request.member, purse.funds.cash_of(risk), moment));
    let stake = Stake { risk, win, factor: &factor, rounding: rules.rounding };
    let verdict = judge(read, request, moment, &stake);
    match staked {
        Some((risk, _)) if request.amount.is_positive() => {
            if shaped {
                refuse_amounts(&stake, &bounds, purse.available, &mut refusals);
                refusals.extend(purse.refusal);
                refusals.extend(verdict.refusals.iter().cloned());
                let print = print_of(terms.kind(), risk, legs.iter().flatten());
                refusals.extend(refuse_repeat(read, request, print, rules, now));
            }
        }
        _ => {
            let rule = "must be positive and within what money can hold";
            refusals.push(Rejection::of_field(Code::AmountInvalid, "amount", rule));
        }
    }
    refusals.sort_by_key(order_of);
    let waits = tender::terms_of(read, request.member, book);
    Appraisal {
        delay_seconds: delay_of(&legs, rules),
        legs,
        terms,
        factor,
        funds: purse.funds,
        risk,
        win,
        min_risk: verdict.least_risk(bounds.min_risk.0),
        max_risk: verdict.lowest(Measure::MaxRisk, bounds.max_risk.0),
        max_win: verdict.lowest(Measure::MaxWin, bounds.max_win.0),
        limits: verdict.lines,
        available: purse.available,
        refusals,
        sport: sport_of(&sports).unwrap_or(Sport::Several),
        waits: waits.is_some_and(|terms| terms.asks(risk, win)),
    }
}

/// How long a wager waits because a selection of it is in play.
fn delay_of(legs: &[Option<Leg>], rules: &HouseRules) -> u32 {
    let live = legs.iter().flatten().any(Leg::is_live);
    rules.wagers.live_delay_seconds.filter(|_| live).unwrap_or(0)
}

fn card_of<'r>(read: &'r impl Read, form: &Form) -> Option<&'r Card> {
    let Form::Card { code, .. } = form else { return None };
    read.card(code.clone())
}

fn bounds_of(read: &impl Read, member: MemberId, rules: &HouseRules) -> Bounds {
    let limits = read.limits(member).copied().unwrap_or(Limits::none(member));
    Bounds::of(rules, &limits)
}

/// What the book has stopped, if it ever stopped anything.
fn controls_of(read: &impl Read, book: BookId) -> Option<&Controls> {
    read.book(book).filter(|book| book.uses.controls)?;
    read.controls(book)
}

/// What is made of the lines for a player, in a book that has line profiles.
fn profile_of(read: &impl Read, member: MemberId, book: BookId) -> InForce<'_> {
    let uses = read.book(book).is_some_and(|book| book.uses.profiles);
    let member = read.member(member).filter(|_| uses);
    member.map_or_else(InForce::default, |member| in_force(read, &member.chain))
}

pub(crate) fn rules_in_force(read: &impl Read, book: BookId) -> &HouseRules {
    let version = read.book(book).map(|book| book.rules_version);
    version
        .and_then(|version| read.rules(version))
        .expect("a book that takes wagers has house rules")
}

/// Refusals that leave nothing to be priced.
fn is_of_shape(code: Code) -> bool {
    let codes = [
        Code::FieldInvalid,
        Code::LegCount,
        Code::WagerTypeClosed,
        Code::NotFound,
        Code::SelectionUnknown,
    ];
    codes.contains(&code)
}

/// The amounts of a wager, and what one unit risked returns if everything wins.
struct Staked {
    factor: Ratio,
    /// Risk and win; `None` when they exceed what money can hold.
    amounts: Option<(Money, Money)>,
}

/// A straight and a parlay need no list of bets; everything else is compiled to its own.
fn stake(
    terms: &Terms,
    legs: &[Option<Leg>],
    request: &WagerRequest,
    rules: &HouseRules,
) -> Staked {
    let (amount, entry, rounding) = (request.amount, request.entry, rules.rounding);
    let legs: Vec<Leg> = legs.iter().flatten().copied().collect();
    if let Terms::Straight | Terms::Parlay | Terms::SameGame { .. } = terms {
        let factor = bet::factor_of(terms, &legs);
        let amounts = bet::stake(amount, entry, &factor, rounding);
        return Staked { factor, amounts };
    }
    if !amount.is_positive() {
        return Staked { factor: Ratio::one(), amounts: None };
    }
    let compiled = bet::compile(terms, &legs, &Entered { amount, entry, rounding });
    let amounts = compiled.map(|compiled| (compiled.risk, compiled.win));
    let whole = |money: Money| u64::try_from(money.0).unwrap_or(0);
    let factor = match amounts {
        Some((risk, win)) if risk.is_positive() => Ratio::new(whole(risk + win), whole(risk)),
        _ => Ratio::one(),
    };
    Staked { factor, amounts }
}

/// What the book's state, the list and the place have against the person.
fn refuse_person(
    read: &impl Read,
    member: MemberId,
    moment: &Moment,
    refusals: &mut Vec<Rejection>,
) {
    let book = moment.book;
    if read.book(book).is_some_and(|book| book.status == BookStatus::Suspended) {
        refusals.push(Rejection::new(Code::BookSuspended, "the book is suspended"));
    }
    let Some(row) = read.member(member) else { return };
    if let Some(bar) = row.bar_at(moment.now) {
        let detail = format!("the person is on the list of the {}", bar.kind.name());
        refusals.push(Rejection::new(Code::PersonBarred, detail));
    }
    refusals.extend(refuse_identity(read, book, member, VerifiedBefore::Wager));
    refusals.extend(refuse_without_page(read.jurisdiction(book)));
}

fn refuse_player(
    member: Option<&Member>,
    controls: Option<&Controls>,
    refusals: &mut Vec<Rejection>,
) {
    let chain = member.map_or(&[][..], |member| &member.chain);
    refusals.extend(controls.and_then(|controls| controls.refuse_player(chain)));
    match member {
        None => refusals.push(Rejection::not_found("player")),
        Some(member) if member.role != Role::Player => {
            refusals.push(Rejection::new(Code::NotAPlayer, "only players bet"));
        }
        Some(member) if member.status != MemberStatus::Active => {
            let detail = format!("the account is {}", member.status.name());
            refusals.push(Rejection::new(Code::MemberNotActive, detail));
        }
        Some(_) => {}
    }
}

/// Under which number a ticket is written, and by whom it was asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placing {
    /// The ticket.
    pub(crate) id: TicketId,
    /// The player, or a clerk.
    pub(crate) placed_by: MemberId,
}

/// Accepts a wager that [`appraise`] does not refuse: as a ticket, or as a tender where it has to
/// wait.
pub fn accept(draft: &mut Draft<'_>, request: &WagerRequest) -> Result<Outcome, Rejection> {
    let appraisal = appraise(draft, request, draft.moment);
    if let Some(refusal) = appraisal.refusals.first() {
        return Err(refusal.clone());
    }
    // From here on it must succeed.
    let placed_by = draft.actor.member().unwrap_or(request.member);
    let placing = Placing { id: TicketId(draft.moment.take_id()), placed_by };
    Ok(match tender::wait_of(draft, request, &appraisal, placed_by) {
        Some(wait) => tender::offer(draft, request, appraisal, placing, wait),
        None => take(draft, request, appraisal, placing),
    })
}

/// Writes a wager that nothing refuses any more: a ticket, its hold, and the counters.
pub(crate) fn take(
    draft: &mut Draft<'_>,
    request: &WagerRequest,
    appraisal: Appraisal,
    placing: Placing,
) -> Outcome {
    let member = draft.member(request.member).expect("appraised players exist").clone();
    let rules = rules_in_force(draft, draft.moment.book).clone();
    let ticket = Ticket {
        id: placing.id,
        member: member.id,
        placed_by: placing.placed_by,
        terms: appraisal.terms,
        entry: request.entry,
        amount: request.amount,
        funds: appraisal.funds,
        risk: appraisal.risk,
        win: appraisal.win,
        open_risk: appraisal.risk,
        open_win: appraisal.win,
        policy: request.policy,
        rules_version: rules.version,
        accepted_at: draft.moment.now,
        accepted_on: draft.moment.day,
        sport: appraisal.sport,
        agents: member.chain[..member.chain.len() - 1].to_vec(),
        legs: appraisal.legs.into_iter().flatten().collect(),
        state: TicketState::Open,
        settlement: 0,
        returned: Money::ZERO,
        settled_at: None,
        voided_legs: 0,
        via: request.via.clone(),
    };
    let mut figure = draft.figure_now(member.id);
    figure.placed += 1;
    figure.placed_risk += ticket.cash_risk();
    draft.put(Row::Figure(figure));
    hold(draft, &ticket);
    count_accepted(draft, &ticket, &member);
    if protection_of(draft, member.id, draft.moment).is_some() {
        let mut count = PlayCount::now(draft.play_count(member.id), member.id, draft.moment);
        count.staked.add(ticket.cash_risk());
        draft.put(Row::PlayCount(count));
    }
    counter::count(draft, &ticket, true);
    remember(draft, member.id, print_of(ticket.kind(), ticket.risk, ticket.legs.iter()), &rules);
    for (place, leg) in (0..).zip(&ticket.legs) {
        draft.append(Appended::Leg(ticket.id, place, *leg));
    }
    for fixture in ticket.fixtures() {
        draft.append(Appended::TicketOn(fixture, ticket.id));
    }
    let event = describe(draft.event(EventKind::WagerAccepted), &ticket);
    draft.record(event);
    let settings = draft.jurisdiction(draft.moment.book);
    if ticket.risk >= settings.map_or(LARGE_WAGER, |settings| settings.large_wager) {
        let event = draft.event(EventKind::LargeWager).member(member.id).ticket(ticket.id);
        draft.record(event.money("risk", ticket.risk).money("win", ticket.win));
    }
    let id = ticket.id;
    draft.put(Row::Ticket(ticket));
    Outcome::Ticket(id)
}

/// Writes what a wager is into an event, so that the hash chain covers it.
pub(super) fn describe(event: Event, ticket: &Ticket) -> Event {
    let event = event.member(ticket.member).ticket(ticket.id);
    let event = event.text("number", &spoken_number(ticket.id));
    let mut event = event.text("kind", ticket.kind().name());
    let terms = ticket.terms.text();
    if !terms.is_empty() {
        event = event.text("terms", &terms).money("amount", ticket.amount);
    }
    if ticket.funds.is_free_play() {
        event = event.text("funds", ticket.funds.name());
    }
    let event = event.money("risk", ticket.risk).money("win", ticket.win);
    describe_legs(event, &ticket.legs)
}

fn describe_legs(mut event: Event, legs: &[Leg]) -> Event {
    for leg in legs {
        let points = leg.points.map_or_else(String::new, Points::signed);
        let mut terms = format!(
            "{} {} {} {points} {}/{} v{}",
            leg.market.0,
            leg.kind.name(),
            leg.side.name(),
            leg.odds.win,
            leg.odds.risk,
            leg.version
        );
        if leg.period != Period::Game {
            terms = format!("{terms} {}", leg.period.name());
        }
        if let Some((home, away)) = leg.score {
            terms = format!("{terms} at {home}-{away}");
        }
        if leg.pitchers != PitcherRule::Action {
            terms = format!("{terms} {} {}", leg.pitchers.name(), leg.listing);
        }
        event = event.text("leg", &terms);
    }
    event
}

/// Test accounts are excluded from every report, and from the risk of the book.
pub(crate) fn is_counted(read: &impl Read, member: MemberId) -> bool {
    read.member(member).is_none_or(|member| !member.is_test)
}

fn count_accepted(draft: &mut Draft<'_>, ticket: &Ticket, member: &Member) {
    if member.is_test {
        return;
    }
    count_exposure(draft, ticket, true);
    if let ([leg], WagerKind::Straight) = (&ticket.legs[..], ticket.kind()) {
        switch_off(draft, leg);
    }
    let day = draft.moment.day;
    let mut book = book_total(draft, ticket);
    book.total.count_placed(ticket.cash_risk());
    draft.put(Row::BookTotal(book));
    let mut agent = agent_total(draft, ticket, member.parent);
    agent.total.count_placed(ticket.cash_risk());
    debug_assert_eq!(agent.day, day);
    draft.put(Row::AgentTotal(agent));
}

/// Adds or removes an open ticket on every selection it has.
pub(crate) fn count_exposure(draft: &mut Draft<'_>, ticket: &Ticket, opened: bool) {
    if !is_counted(draft, ticket.member) {
        return;
    }
    for leg in &ticket.legs {
        let key = (leg.fixture, leg.market, leg.side);
        let none = Exposure::none(leg.fixture, leg.market, leg.side);
        let mut exposure = draft.exposure(key).copied().unwrap_or(none);
        exposure.count(ticket, opened);
        draft.put(Row::Exposure(exposure));
    }
}

/// Today's total of the ticket's sport and kind.
pub(crate) fn book_total(draft: &Draft<'_>, ticket: &Ticket) -> BookTotal {
    let (day, sport, kind) = (draft.moment.day, ticket.sport, ticket.kind());
    let none = BookTotal { day, sport, kind, total: Default::default() };
    draft.book_total((day, sport, kind)).copied().unwrap_or(none)
}

/// Today's total of the ticket's sport under `agent`.
pub(crate) fn agent_total(
    draft: &Draft<'_>,
    ticket: &Ticket,
    agent: crate::id::MemberId,
) -> AgentTotal {
    let (day, sport) = (draft.moment.day, ticket.sport);
    let none = AgentTotal { day, agent, sport, total: Default::default() };
    draft.agent_total((day, agent, sport)).copied().unwrap_or(none)
}
