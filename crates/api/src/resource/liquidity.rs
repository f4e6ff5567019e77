//! Liquidity: what the book owes, what it is owed, and what it should hold for it, now or as it
//! stood at any past instant.

use axum::extract::State;
use axum::response::Response;
use domain::ledger::account::Account;
use domain::money::Money as Amount;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::Query;
use crate::export::{Cell, Format, Sheet, json};
use crate::principal::Principal;
use crate::problem::Problem;
use crate::resource::dashboard::MethodAmount;
use crate::shape::id::MemberRef;
use crate::shape::money::Money;
use crate::shape::time::Time;
use crate::shape::word::Method;
use crate::state::ApiState;

/// What a book owes and holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Liquidity {
    /// The instant it stood so.
    pub(crate) at: Time,
    /// The book's event sequence it reflects: with it the same answer can be asked for again.
    pub(crate) sequence: i64,
    /// Balances above zero: cash, risk of open bets and payouts that wait.
    pub(crate) owed_to_players: Money,
    /// Balances below zero, as a positive amount.
    pub(crate) owed_by_players: Money,
    /// Risk of open bets.
    pub(crate) at_risk: Money,
    /// Payouts that wait.
    pub(crate) pending_withdrawals: Money,
    /// Promotional credit, at risk or not; it is never paid out.
    pub(crate) free_play: Money,
    /// What open tickets could win at most of which every game is over.
    pub(crate) unpaid_winnings: Money,
    pub(crate) unpaid_tickets: i64,
    /// What came in by each method, less what went out; empty for a branch.
    pub(crate) cash_by_method: Vec<MethodAmount>,
    /// Their sum; null for a branch.
    #[schema(required = true)]
    pub(crate) cash: Option<Money>,
    /// What should be held: what is owed to players and what they may have won.
    pub(crate) reserve: Money,
    /// Cash less the reserve; null for a branch.
    #[schema(required = true)]
    pub(crate) surplus: Option<Money>,
}

/// When, and of whom.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LiquidityQuery {
    /// Any past instant; now without it.
    #[param(value_type = Option<String>)]
    at: Option<Time>,
    /// Only the players of this branch.
    #[param(value_type = Option<String>)]
    agent_id: Option<MemberRef>,
    /// `csv` answers a file.
    format: Option<Format>,
}

/// What is owed to players and by players, pending, unpaid, held by method, and the reserve.
#[utoipa::path(get, path = "/v1/liquidity", tag = "reports", params(LiquidityQuery),
    responses((status = 200, content(
        (Liquidity = "application/json"), (String = "text/csv")))))]
pub(crate) async fn get_liquidity(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<LiquidityQuery>,
) -> Result<Response, Problem> {
    let branch = principal.branch(&state, query.agent_id.map(|id| id.0)).await?;
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let now = state.now();
    let at = query.at.map(|at| at.0).filter(|at| *at < now);
    let whole = branch == principal.member.chain[0];
    let wanted = (!whole).then_some(branch);
    let found = state.read(move |views| views.liquidity(id, wanted, at)).await?;
    let cash: Amount = found.banks.iter().map(|(_, amount)| *amount).sum();
    let reserve = found.owed_to_players + found.unpaid_winnings;
    let bank = |(method, amount): &(_, _)| MethodAmount {
        method: Method::from(*method),
        amount: currency.of(*amount),
    };
    let told = Liquidity {
        at: Time(at.unwrap_or(now)),
        sequence: found.sequence,
        owed_to_players: currency.of(found.owed_to_players),
        owed_by_players: currency.of(found.owed_by_players),
        at_risk: currency.of(found.at_risk),
        pending_withdrawals: currency.of(found.pending_withdrawals),
        free_play: currency.of(found.free_play),
        unpaid_winnings: currency.of(found.unpaid_winnings),
        unpaid_tickets: found.unpaid_tickets,
        cash_by_method: found.banks.iter().map(bank).collect(),
        cash: whole.then(|| currency.of(cash)),
        reserve: currency.of(reserve),
        surplus: whole.then(|| currency.of(cash - reserve)),
    };
    if query.format == Some(Format::Csv) {
        return Ok(sheet_of(&told, &found.banks).answer("liquidity"));
    }
    Ok(json(&told))
}

fn sheet_of(told: &Liquidity, banks: &[(domain::ledger::account::Method, Amount)]) -> Sheet {
    let mut sheet = Sheet::new(&["what", "amount", "currency", "at", "sequence"]);
    let mut row = |what: &str, amount: Money| {
        sheet.row(vec![
            Cell::text(what),
            Cell::money(amount),
            Cell::text(amount.currency.to_string()),
            Cell::text(told.at.text()),
            Cell::number(told.sequence),
        ]);
    };
    row("owed_to_players", told.owed_to_players);
    row("owed_by_players", told.owed_by_players);
    row("at_risk", told.at_risk);
    row("pending_withdrawals", told.pending_withdrawals);
    row("free_play", told.free_play);
    row("unpaid_winnings", told.unpaid_winnings);
    for (one, (method, _)) in told.cash_by_method.iter().zip(banks) {
        row(&Account::Bank(*method).name(), one.amount);
    }
    row("reserve", told.reserve);
    told.surplus.into_iter().for_each(|amount| row("surplus", amount));
    sheet
}
