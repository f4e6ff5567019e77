//! Payment methods: what each takes and pays, its bounds and fees.

use std::str::FromStr;

use axum::Json;
use axum::extract::State;
use domain::command::Action;
use domain::funding::command::FundingCommand;
use domain::funding::method::{MethodTerms, MethodUse, Terms};
use domain::ledger::account::{Account, Method as DomainMethod};
use domain::money::Money as Amount;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::{Body, PathId};
use crate::intent::Intent;
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::member::amount;
use crate::shape::id::NoSuchId;
use crate::shape::money::{Currency, Money};
use crate::shape::word::Method;
use crate::state::ApiState;

/// What one direction of a method allows. Bounds without a value do not bind.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MethodDirection {
    /// Whether it is offered at all.
    pub(crate) open: bool,
    #[schema(required = true)]
    pub(crate) least: Option<Money>,
    #[schema(required = true)]
    pub(crate) most: Option<Money>,
    /// A fixed part of the fee, taken out of the amount.
    pub(crate) fee_fixed: Money,
    /// A part of the fee in hundredths of a percent of the amount, rounded down.
    pub(crate) fee_basis_points: i32,
    /// How often a player may use it on one business day.
    #[schema(required = true)]
    pub(crate) daily_max: Option<i32>,
}

/// A payment method of the book.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PaymentMethod {
    pub(crate) method: Method,
    /// What players read; empty shows the method's own name.
    pub(crate) label: String,
    /// Paying in.
    pub(crate) taken: MethodDirection,
    /// Paying out.
    pub(crate) paid: MethodDirection,
    /// A second payment under a used reference is refused.
    pub(crate) references_are_unique: bool,
    /// The ledger account it clears through.
    pub(crate) clearing_account: String,
    /// What the reader paid in by it that has to go back by it before money leaves another way;
    /// zero where nothing has to.
    pub(crate) refund_due: Money,
}

/// New terms of a method.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MethodChange {
    /// What players read, at most 200 characters; empty shows the method's own name.
    pub(crate) label: String,
    pub(crate) taken: MethodDirection,
    pub(crate) paid: MethodDirection,
    pub(crate) references_are_unique: bool,
}

/// Every method of a book.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PaymentMethods {
    pub(crate) items: Vec<PaymentMethod>,
}

/// A method in a path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MethodWord(pub(crate) DomainMethod);

impl FromStr for MethodWord {
    type Err = NoSuchId;
    fn from_str(text: &str) -> Result<MethodWord, NoSuchId> {
        DomainMethod::parse(text).map(MethodWord).ok_or(NoSuchId)
    }
}

impl MethodDirection {
    fn of(terms: &Terms, currency: Currency) -> MethodDirection {
        let money = |bound: Option<Amount>| bound.map(|amount| currency.of(amount));
        MethodDirection {
            open: terms.open,
            least: money(terms.least),
            most: money(terms.most),
            fee_fixed: currency.of(terms.fee_fixed),
            fee_basis_points: terms.fee_basis_points,
            daily_max: terms.daily_max,
        }
    }

    fn checked(&self, faults: &mut Faults, side: &str, currency: Currency) -> Terms {
        let mut money =
            |name: &str, sent| amount(faults, &format!("{side}.{name}"), sent, currency);
        Terms {
            open: self.open,
            least: money("least", self.least),
            most: money("most", self.most),
            fee_fixed: money("fee_fixed", Some(self.fee_fixed)).unwrap_or_default(),
            fee_basis_points: self.fee_basis_points,
            daily_max: self.daily_max,
        }
    }
}

impl PaymentMethod {
    fn of(terms: &MethodTerms, due: Amount, currency: Currency) -> PaymentMethod {
        PaymentMethod {
            method: terms.method.into(),
            label: terms.label.clone(),
            taken: MethodDirection::of(&terms.taken, currency),
            paid: MethodDirection::of(&terms.paid, currency),
            references_are_unique: terms.references_are_unique,
            clearing_account: Account::Bank(terms.method).name(),
            refund_due: currency.of(due),
        }
    }
}

async fn read_methods(
    state: &ApiState,
    principal: &Principal,
) -> Result<Vec<PaymentMethod>, Problem> {
    let (book, reader) = (&principal.book, principal.member.id);
    let (id, currency) = (book.id(), book.currency);
    let first = book.jurisdiction.withdrawal.refund_first.clone();
    let found = state.read(move |views| {
        let methods = DomainMethod::ALL.map(|(method, _)| method);
        let mut working = Working::new();
        let uses = first.iter().map(|method| Key::MethodUse((reader, *method)));
        let keys: Vec<Key> = methods.map(Key::MethodTerms).into_iter().chain(uses).collect();
        views.load(id, &keys, &mut working)?;
        Ok(methods.map(|method| {
            let described = working.method_terms(method).cloned();
            let terms = described.unwrap_or_else(|| MethodTerms::standard(method));
            let binds = terms.paid.open && first.contains(&method);
            let used = if binds { working.method_use((reader, method)) } else { None };
            (terms, used.map_or(Amount::ZERO, MethodUse::refund_due))
        }))
    });
    let found = found.await?;
    Ok(found.iter().map(|(terms, due)| PaymentMethod::of(terms, *due, currency)).collect())
}

/// The payment methods of the book with their terms.
#[utoipa::path(get, path = "/v1/methods", tag = "money",
    responses((status = 200, body = PaymentMethods)))]
pub(crate) async fn list_methods(
    State(state): State<ApiState>,
    principal: Principal,
) -> Result<Json<PaymentMethods>, Problem> {
    Ok(Json(PaymentMethods { items: read_methods(&state, &principal).await? }))
}

/// Gives a payment method new terms. Payments recorded before keep what they were taken under.
#[utoipa::path(put, path = "/v1/methods/{method}", tag = "money",
    params(("method" = Method, Path)), request_body = MethodChange,
    responses((status = 200, body = PaymentMethod)))]
pub(crate) async fn replace_method(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    PathId(MethodWord(method)): PathId<MethodWord>,
    Body(request): Body<MethodChange>,
) -> Result<Json<PaymentMethod>, Problem> {
    let currency = principal.book.currency;
    let mut faults = Faults::default();
    let taken = request.taken.checked(&mut faults, "taken", currency);
    let paid = request.paid.checked(&mut faults, "paid", currency);
    faults.finish()?;
    let terms = MethodTerms {
        method,
        label: request.label,
        taken,
        paid,
        references_are_unique: request.references_are_unique,
    };
    let action = Action::Funding(Box::new(FundingCommand::ChangeMethod(Box::new(terms))));
    let receipt = state.submit(principal.command(intent, action)).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    let methods = read_methods(&state, &principal).await?;
    let found = methods.into_iter().find(|one| one.method == Method::from(method));
    found.map(Json).ok_or_else(|| Problem::not_found("method"))
}
