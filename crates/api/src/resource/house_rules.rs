//! The house rules of a book beside grading: amounts, times, and what wager types are taken how.

use axum::Json;
use axum::extract::State;
use domain::command::Action;
use domain::id::BookId;
use domain::money::Money as Amount;
use domain::rows::{Key, Read as _};
use domain::rules;
use domain::wager::same_game::SameGameRule;
use domain::wager::terms::WagerRules;
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::member::amount;
use crate::shape::money::{Currency, Money};
use crate::shape::word::{ChainStakes, Correlation, Rounding};
use crate::state::ApiState;

/// The house rules that the operator sets.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HouseRuleSheet {
    /// Rises with each change, also of grading. A change names the version it was made from, so
    /// that two people do not undo each other's; without it, it is made from whatever is in force.
    #[schema(nullable = false)]
    pub(crate) version: Option<i32>,
    /// How a payout that is not a whole minor unit is rounded.
    pub(crate) rounding: Rounding,
    /// Smallest risk of one wager.
    pub(crate) min_risk: Money,
    /// Largest risk of one wager.
    pub(crate) max_risk: Money,
    /// Largest win of one wager.
    pub(crate) max_win: Money,
    /// Largest risk of one wager on a circled fixture that names no limit of its own.
    pub(crate) circled_max_risk: Money,
    /// Most legs of a parlay.
    pub(crate) max_legs: i32,
    /// Betting ends this many seconds before the announced start.
    pub(crate) cutoff_seconds: i32,
    /// The same wager again within so many seconds must be asked for expressly; 0 takes it.
    pub(crate) duplicate_seconds: i32,
    /// Agreeing sources that confirm a result without a person; 0 leaves it to people.
    pub(crate) confirm_sources: i32,
    /// Wagers on a game in play wait so many seconds and are then looked at again; null takes none.
    pub(crate) live_delay_seconds: Option<u32>,
    /// Most selections of a round robin.
    pub(crate) round_robin_legs: usize,
    /// Most selections of an if-bet.
    pub(crate) if_bet_legs: usize,
    /// Most selections of a reverse.
    pub(crate) reverse_legs: usize,
    /// Whether if-bets and reverses may run on after a push or no action.
    pub(crate) double_action: bool,
    /// What a later link of an if-bet or reverse risks at most.
    pub(crate) chain_stakes: ChainStakes,
    /// How selections of one game are taken in a parlay; null takes none.
    pub(crate) same_game: Option<SameGameSheet>,
}

/// How selections of one game are taken in a parlay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SameGameSheet {
    /// What is taken off the win, in percent.
    #[schema(minimum = 0, maximum = 90, example = 20)]
    pub(crate) cut_percent: i32,
    /// The same when a proposition is among the selections.
    #[schema(minimum = 0, maximum = 90, example = 35)]
    pub(crate) cut_with_props_percent: i32,
    /// Most selections of such a parlay.
    #[schema(minimum = 2, maximum = 12)]
    pub(crate) legs: usize,
    /// Pairs of selections that are refused all the same.
    pub(crate) blocked: Vec<Correlation>,
}

impl SameGameSheet {
    fn of(rule: &SameGameRule) -> SameGameSheet {
        SameGameSheet {
            cut_percent: rule.cut,
            cut_with_props_percent: rule.cut_with_props,
            legs: rule.most,
            blocked: rule.blocked.iter().map(|kind| (*kind).into()).collect(),
        }
    }

    fn rule(&self) -> SameGameRule {
        SameGameRule {
            cut: self.cut_percent,
            cut_with_props: self.cut_with_props_percent,
            most: self.legs,
            blocked: self.blocked.iter().map(|kind| (*kind).into()).collect(),
        }
    }
}

impl HouseRuleSheet {
    fn of(rules: &rules::HouseRules, currency: Currency) -> HouseRuleSheet {
        let wagers = &rules.wagers;
        HouseRuleSheet {
            version: Some(rules.version),
            rounding: rules.rounding.into(),
            min_risk: currency.of(rules.min_risk),
            max_risk: currency.of(rules.max_risk),
            max_win: currency.of(rules.max_win),
            circled_max_risk: currency.of(rules.circled_max_risk),
            max_legs: rules.max_legs,
            cutoff_seconds: rules.cutoff_seconds,
            duplicate_seconds: rules.duplicate_seconds,
            confirm_sources: rules.confirm_sources,
            live_delay_seconds: wagers.live_delay_seconds,
            round_robin_legs: wagers.round_robin_legs,
            if_bet_legs: wagers.if_bet_legs,
            reverse_legs: wagers.reverse_legs,
            double_action: wagers.double_action,
            chain_stakes: wagers.chain_stakes.into(),
            same_game: wagers.same_game.as_ref().map(SameGameSheet::of),
        }
    }

    /// The rules in force with these in their places.
    fn onto(
        self,
        old: rules::HouseRules,
        currency: Currency,
    ) -> Result<rules::HouseRules, Problem> {
        let mut faults = Faults::default();
        let mut money = |field: &str, sent: Money| {
            amount(&mut faults, field, Some(sent), currency).unwrap_or(Amount::ZERO)
        };
        let (min_risk, max_risk) =
            (money("min_risk", self.min_risk), money("max_risk", self.max_risk));
        let (max_win, circled) =
            (money("max_win", self.max_win), money("circled_max_risk", self.circled_max_risk));
        faults.finish()?;
        Ok(rules::HouseRules {
            version: self.version.unwrap_or(old.version),
            rounding: self.rounding.into(),
            min_risk,
            max_risk,
            max_win,
            circled_max_risk: circled,
            max_legs: self.max_legs,
            cutoff_seconds: self.cutoff_seconds,
            duplicate_seconds: self.duplicate_seconds,
            confirm_sources: self.confirm_sources,
            wagers: WagerRules {
                round_robin_legs: self.round_robin_legs,
                if_bet_legs: self.if_bet_legs,
                reverse_legs: self.reverse_legs,
                double_action: self.double_action,
                chain_stakes: self.chain_stakes.into(),
                live_delay_seconds: self.live_delay_seconds,
                same_game: self.same_game.as_ref().map(SameGameSheet::rule),
            },
            ..old
        })
    }
}

async fn in_force(state: &ApiState, book: BookId) -> Result<rules::HouseRules, Problem> {
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::Book(book)], &mut working)?;
        let version = working.book(book).map_or(0, |book| book.rules_version);
        views.load(book, &[Key::Rules(version)], &mut working)?;
        Ok(working.rules(version).cloned())
    });
    found.await?.ok_or_else(|| Problem::new("not_found", "this book has no house rules"))
}

/// The house rules in force; how sports are graded stands under `/v1/book/grading`.
#[utoipa::path(get, path = "/v1/house-rules", tag = "book",
    responses((status = 200, body = HouseRuleSheet)))]
pub(crate) async fn get_house_rules(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<HouseRuleSheet>, Problem> {
    let rules = in_force(&state, principal.book.id()).await?;
    Ok(Json(HouseRuleSheet::of(&rules, principal.book.currency)))
}

/// Changes them, from the next wager on; tickets already written keep theirs.
#[utoipa::path(put, path = "/v1/house-rules", tag = "book", request_body = HouseRuleSheet,
    responses((status = 200, body = HouseRuleSheet)))]
pub(crate) async fn replace_house_rules(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Body(request): Body<HouseRuleSheet>,
) -> Result<Json<HouseRuleSheet>, Problem> {
    let (id, currency) = (principal.book.id(), principal.book.currency);
    let rules = request.onto(in_force(&state, id).await?, currency)?;
    let action = Action::ChangeRules(Box::new(rules));
    let receipt = state.submit(principal.command(intent, action)).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    state.directory.forget_book(id);
    state.boards.moved(id);
    Ok(Json(HouseRuleSheet::of(&in_force(&state, id).await?, currency)))
}
