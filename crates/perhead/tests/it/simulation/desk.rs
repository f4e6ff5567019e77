//! Draws of the settlement desk and of what follows a week: voids, disputes, closes, deals,
//! commission, dues.

use desk::port::Views;
use domain::board::offer::WHOLE_FIXTURE;
use domain::calendar::Instant;
use domain::command::{Action, RulingRequest};
use domain::figure::command::{PayCommission, WeekCommand};
use domain::figure::deal::{DealKind, Terms, Uncovered};
use domain::figure::invoice::{HeadCount, HeadPlan, Tier, TierMode};
use domain::grade::dispute::{Answer, AnswerDispute, DisputeCommand};
use domain::grade::ruling::{DeskPolicy, Ending, Reach, Reason, Span};
use domain::id::{DisputeId, MarketId, RulingId, TicketId};
use domain::ledger::account::Method;
use domain::money::Money;
use store::Database;

use super::draw::{amount, any, fixture, maybe, member, player, small, text};
use super::town::Town;
use crate::chance::Chance;

/// A void or cancellation, a second person's word, a wager taken back, or the policy about them.
pub(super) fn ruling(chance: &mut Chance, town: &Town, place: usize) -> Action {
    let ticket = TicketId(chance.between(1, 4_000));
    match chance.below(10) {
        8 => {
            let member = player(chance, town, place);
            Action::Dispute(DisputeCommand::Open { member, ticket, text: text(chance) })
        }
        9 => Action::Dispute(DisputeCommand::Answer(Box::new(AnswerDispute {
            dispute: DisputeId(chance.between(1, 4_000)),
            answer: any(chance, &Answer::ALL),
            note: text(chance),
            amount: amount(chance),
        }))),
        0 => Action::ChangeDeskPolicy(DeskPolicy {
            four_eyes_from: maybe(chance),
            cancel_seconds: small(chance, -1, 900),
            claim_days: small(chance, 0, 400),
        }),
        1 => Action::DecideRuling {
            ruling: RulingId(chance.between(1, 4_000)),
            approved: chance.once_in(2),
        },
        2 => Action::CancelWager { member: player(chance, town, place), ticket },
        drawn => {
            let span = Span { from: Instant(0), until: Instant(i64::MAX) };
            let reach = match drawn {
                3 => Reach::Market(fixture(chance, town, true), WHOLE_FIXTURE, span),
                4 => {
                    let market = MarketId(chance.between(1, 60));
                    Reach::Market(fixture(chance, town, true), market, span)
                }
                5 => Reach::Leg(ticket, small(chance, -1, 4)),
                _ => Reach::Ticket(ticket),
            };
            Action::Rule(Box::new(RulingRequest {
                reach,
                ending: any(chance, &Ending::ALL),
                reason: any(chance, &Reason::ALL),
                note: text(chance),
            }))
        }
    }
}

/// What follows the close of a week, the deals and the plan it goes by, and commission.
pub(super) fn week(chance: &mut Chance, town: &Town, place: usize, database: &Database) -> Action {
    let under_way = database.unfinished_weeks(town.books[place].id).expect("reads");
    if !under_way.is_empty() && !chance.once_in(4) {
        return Action::Week(WeekCommand::CloseChunk { week: *chance.one_of(&under_way) });
    }
    match chance.below(4) {
        0 => Action::Week(WeekCommand::CloseChunk { week: town.week(chance) }),
        1 => Action::Week(WeekCommand::SetHeadPlan(Box::new(HeadPlan {
            version: small(chance, 0, 3),
            count: any(chance, &HeadCount::ALL),
            mode: any(chance, &TierMode::ALL),
            tiers: (0..chance.below(3))
                .map(|at| Tier { from: 1 + 3 * at as i64, price: amount(chance) })
                .collect(),
            minimum: amount(chance),
        }))),
        2 => Action::Week(WeekCommand::PayCommission(Box::new(PayCommission {
            agent: member(chance, town, place),
            method: any(chance, &Method::ALL),
            amount: Money(chance.between(-2_000, 2_000)),
            reference: text(chance),
            note: text(chance),
        }))),
        _ => Action::Week(WeekCommand::SetDeal {
            agent: member(chance, town, place),
            terms: Terms {
                kind: any(chance, &DealKind::ALL),
                share_bp: small(chance, -1, 10_001),
                head_fee: Money(chance.between(-1, 500)),
                ticket_fee: Money(chance.between(0, 50)),
                uncovered: any(chance, &Uncovered::ALL),
            },
        }),
    }
}
