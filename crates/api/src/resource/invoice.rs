//! The provider's plan for a book and its weekly invoices.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::command::{Action, Actor, Command};
use domain::figure::command::WeekCommand;
use domain::figure::invoice as domain_invoice;
use domain::id::BookId;
use domain::money::Money as Amount;
use domain::rows::{Key, Read as _};
use domain::working::Working;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Query};
use crate::export::{Cell, Format, Sheet, every_page, json};
use crate::intent::Intent;
use crate::page::{PageOf, page};
use crate::principal::Principal;
use crate::problem::{Faults, Problem};
use crate::resource::books::require_platform;
use crate::resource::member::amount;
use crate::shape::money::{Currency, Money};
use crate::shape::time::Date;
use crate::shape::word::{HeadCount, TierMode};
use crate::state::ApiState;

/// From a number of heads on, a price.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeadTier {
    /// The first head of the tier; 1 for the first.
    #[schema(minimum = 1)]
    pub(crate) from: i64,
    /// The price of one head and week.
    pub(crate) price: Money,
}

/// What a book pays for its heads.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeadPlan {
    /// Who is a head.
    pub(crate) count: HeadCount,
    /// How tiers are applied.
    pub(crate) mode: TierMode,
    /// Prices, the first from head 1, rising.
    #[schema(min_items = 1, max_items = 10)]
    pub(crate) tiers: Vec<HeadTier>,
    /// The least a week costs.
    pub(crate) minimum: Money,
}

impl HeadPlan {
    fn of(plan: &domain_invoice::HeadPlan, currency: Currency) -> HeadPlan {
        let tier = |tier: &domain_invoice::Tier| HeadTier {
            from: tier.from,
            price: currency.of(tier.price),
        };
        HeadPlan {
            count: plan.count.into(),
            mode: plan.mode.into(),
            tiers: plan.tiers.iter().map(tier).collect(),
            minimum: currency.of(plan.minimum),
        }
    }

    fn checked(&self, currency: Currency) -> Result<domain_invoice::HeadPlan, Problem> {
        let mut faults = Faults::default();
        let mut money = |field: &str, sent: Money| {
            amount(&mut faults, field, Some(sent), currency).unwrap_or(Amount::ZERO)
        };
        let minimum = money("minimum", self.minimum);
        let tiers = self.tiers.iter().map(|tier| domain_invoice::Tier {
            from: tier.from,
            price: money("tiers", tier.price),
        });
        let tiers = tiers.collect();
        faults.finish()?;
        let (count, mode) = (self.count.into(), self.mode.into());
        Ok(domain_invoice::HeadPlan { version: 0, count, mode, tiers, minimum })
    }
}

/// The plan of a book.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct HeadPlanInForce {
    /// What the next closed week is billed by; null while nothing is billed.
    #[schema(required = true)]
    pub(crate) plan: Option<HeadPlan>,
}

/// What a book pays for its heads. Only in the provider's scope.
#[utoipa::path(get, path = "/v1/books/{slug}/head-plan", tag = "platform",
    params(("slug" = String, Path, description = "The book's name in addresses.")),
    responses((status = 200, body = HeadPlanInForce)))]
pub(crate) async fn get_head_plan(
    State(state): State<ApiState>,
    principal: Principal,
    Path(slug): Path<String>,
) -> Result<Json<HeadPlanInForce>, Problem> {
    require_platform(&principal)?;
    let opened = state.book_of(&slug).await?;
    let book = opened.id();
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(book, &[Key::HeadPlan(())], &mut working)?;
        Ok(working.head_plan(()).cloned())
    });
    let plan = found.await?.map(|plan| HeadPlan::of(&plan, opened.currency));
    Ok(Json(HeadPlanInForce { plan }))
}

/// Sets what a book pays for its heads, from the next closed week on. Only in the provider's scope.
#[utoipa::path(put, path = "/v1/books/{slug}/head-plan", tag = "platform",
    params(("slug" = String, Path, description = "The book's name in addresses.")),
    request_body = HeadPlan, responses((status = 200, body = HeadPlan)))]
pub(crate) async fn replace_head_plan(
    State(state): State<ApiState>,
    principal: Principal,
    intent: Intent,
    Path(slug): Path<String>,
    Body(request): Body<HeadPlan>,
) -> Result<Json<HeadPlan>, Problem> {
    require_platform(&principal)?;
    let opened = state.book_of(&slug).await?;
    let (book, currency) = (opened.id(), opened.currency);
    let plan = request.checked(currency)?;
    // The provider's people are no members of the book: the system acts for them there.
    let action = Action::Week(WeekCommand::SetHeadPlan(Box::new(plan.clone())));
    let (key, print, actor) = (intent.key, intent.print, Actor::System);
    let receipt = state.submit(Command { book, key, print, actor, action }).await?;
    receipt.answer.map_err(|refusal| Problem::of_rejection(&refusal, currency))?;
    Ok(Json(HeadPlan::of(&plan, currency)))
}

/// One line of an invoice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct InvoiceLine {
    pub(crate) heads: i64,
    pub(crate) price: Money,
    pub(crate) amount: Money,
}

/// The provider's bill of a week.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Invoice {
    pub(crate) week: Date,
    pub(crate) heads: i64,
    pub(crate) lines: Vec<InvoiceLine>,
    /// The plan it was made by.
    pub(crate) plan: HeadPlan,
    /// What is owed: the lines, or the minimum.
    pub(crate) amount: Money,
}

impl Invoice {
    fn of(invoice: &domain_invoice::Invoice, currency: Currency) -> Invoice {
        let line = |(heads, price): (i64, Amount)| InvoiceLine {
            heads,
            price: currency.of(price),
            amount: currency.of(Amount(price.0 * heads)),
        };
        Invoice {
            week: Date(domain::calendar::Day(invoice.week.0)),
            heads: invoice.heads,
            lines: invoice.plan.lines(invoice.heads).into_iter().map(line).collect(),
            plan: HeadPlan::of(&invoice.plan, currency),
            amount: currency.of(invoice.amount),
        }
    }
}

/// Which invoices to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct InvoiceQuery {
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// `csv` answers a file of all after the cursor.
    format: Option<Format>,
}

/// Invoices of the book, newest first.
#[utoipa::path(get, path = "/v1/invoices", tag = "weeks", params(InvoiceQuery),
    responses((status = 200, content(
        (PageOf<Invoice> = "application/json"), (String = "text/csv")))))]
pub(crate) async fn list_invoices(
    State(state): State<ApiState>,
    principal: Principal,
    Query(query): Query<InvoiceQuery>,
) -> Result<Response, Problem> {
    answer_invoices(&state, principal.book.id(), principal.book.currency, &query).await
}

/// Invoices of a book, newest first. Only in the provider's scope.
#[utoipa::path(get, path = "/v1/books/{slug}/invoices", tag = "platform",
    params(("slug" = String, Path, description = "The book's name in addresses."), InvoiceQuery),
    responses((status = 200, content(
        (PageOf<Invoice> = "application/json"), (String = "text/csv")))))]
pub(crate) async fn list_book_invoices(
    State(state): State<ApiState>,
    principal: Principal,
    Path(slug): Path<String>,
    Query(query): Query<InvoiceQuery>,
) -> Result<Response, Problem> {
    require_platform(&principal)?;
    let book = state.book_of(&slug).await?;
    answer_invoices(&state, book.id(), book.currency, &query).await
}

async fn answer_invoices(
    state: &ApiState,
    book: BookId,
    currency: Currency,
    query: &InvoiceQuery,
) -> Result<Response, Problem> {
    let page = page(query.cursor.as_deref(), query.limit)?;
    if query.format == Some(Format::Csv) {
        let all =
            state.read(move |views| every_page(page.cursor, |page| views.invoices(book, page)));
        let (invoices, next) = all.await?;
        return Ok(sheet_of(&invoices, currency).with_next(next).answer("invoices"));
    }
    let found = state.read(move |views| views.invoices(book, &page)).await?;
    let items = found.items.iter().map(|one| Invoice::of(one, currency)).collect();
    Ok(json(&PageOf::<Invoice>::new(items, found.next)))
}

fn sheet_of(invoices: &[domain_invoice::Invoice], currency: Currency) -> Sheet {
    let mut sheet = Sheet::new(&["week", "heads", "amount", "tiers", "minimum", "currency"]);
    for one in invoices {
        sheet.row(vec![
            Cell::text(Date(domain::calendar::Day(one.week.0)).text()),
            Cell::number(one.heads),
            Cell::money(currency.of(one.amount)),
            Cell::text(one.plan.tiers_text()),
            Cell::money(currency.of(one.plan.minimum)),
            Cell::text(currency.to_string()),
        ]);
    }
    sheet
}
