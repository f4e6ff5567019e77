//! Every route on one screen: method, path, operation, the right it needs, and whether it takes an
//! idempotency key. A route cannot be added without saying so.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::any;
use domain::access::Permission;
use tower_http::compression::CompressionLayer;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::answer;
use crate::headers::with_security_headers;
use crate::principal::{Door, guard};
use crate::resource;
use crate::state::ApiState;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Everybody; the route belongs to no book.
    Public,
    /// Everybody who names a book.
    Book,
    /// Whoever is signed in to the book. What of it is shown is the branch rule's affair.
    Session,
    /// Members who hold one of these rights.
    AnyOf(&'static [Permission]),
}

/// Whether a route takes an `Idempotency-Key`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUse {
    /// It changes nothing, or repeating it changes nothing more.
    Never,
    /// It should be sent; without one a retry may act twice.
    Offered,
    /// Refused without one: money and wagers.
    Required,
}

/// One route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// HTTP method, lower case.
    pub method: &'static str,
    /// Path with `{parameters}`.
    pub path: &'static str,
    /// Operation id: `<verb>_<resource>`, also the name of its function.
    pub operation: &'static str,
    /// Who may use it.
    pub need: Need,
    /// Whether it takes a key.
    pub key: KeyUse,
}

/// Whoever bets or writes bets for others.
const BETTORS: Need = Need::AnyOf(&[Permission::PlaceWager, Permission::WriteForPlayer]);
/// Whoever records money.
const CASHIERS: Need = Need::AnyOf(&[Permission::RecordPayment, Permission::Adjust]);
/// Whoever may ask for a payout: players for themselves, cashiers for players.
const PAYEES: Need = Need::AnyOf(&[Permission::PlaceWager, Permission::RecordPayment]);
/// Whoever ends free play: players give up their own, whoever corrects balances takes it back.
const GIFTED: Need = Need::AnyOf(&[Permission::PlaceWager, Permission::Adjust]);
/// Whoever limits play: players their own, whoever sets limits for players.
const LIMITED: Need = Need::AnyOf(&[Permission::PlaceWager, Permission::ChangeLimits]);
/// Whoever keeps players away from play or ends their accounts: players themselves, whoever changes
/// their status.
const EXCLUDERS: Need = Need::AnyOf(&[Permission::PlaceWager, Permission::ChangeStatus]);
/// Whoever may ask for credit: players for themselves, whoever sets credit for players.
const BORROWERS: Need = Need::AnyOf(&[Permission::PlaceWager, Permission::ChangeLimits]);
/// Whoever enters and verifies who people are.
const IDENTITY: Need = Need::AnyOf(&[Permission::ManageIdentity]);
/// Whoever works for the provider.
const PROVIDER: Need = Need::AnyOf(&[Permission::ManagePlatform]);
/// Whoever sets limits of the book or of a branch.
const LIMITERS: Need = Need::AnyOf(&[Permission::ChangeLimits, Permission::ControlOffer]);
/// Whoever says what is offered at which lines.
const OFFERERS: Need = Need::AnyOf(&[Permission::ControlOffer]);
/// Whoever says from which amounts on wagers wait.
const ACCEPTERS: Need = Need::AnyOf(&[Permission::ApproveWager, Permission::ManageBook]);
/// Whoever stops betting somewhere.
const CONTROLLERS: Need = Need::AnyOf(&[Permission::ControlOffer, Permission::ChangeStatus]);
/// Whoever works at the settlement desk.
const SETTLERS: Need =
    Need::AnyOf(&[Permission::EnterScore, Permission::ConfirmResult, Permission::ControlOffer]);

/// What is possible before a second factor was set up or shown, in books that ask for one.
pub(crate) const BEFORE_SECOND_FACTOR: &[&str] = &[
    "get_session",
    "delete_session",
    "get_second_factor",
    "create_second_factor",
    "confirm_second_factor",
    "create_proof",
];

/// What asks for a recent proof of who one is (ASVS 7.5.1, GLI-19 2.5.2(e)): ways in, rights, who
/// people are, and the rules of a book. Programs prove themselves by their key alone.
pub(crate) const SENSITIVE: &[&str] = &[
    "create_second_factor",
    "renew_recovery_codes",
    "delete_second_factor",
    "delete_member_second_factor",
    "create_invitation",
    "create_key",
    "create_view",
    "replace_permissions",
    "replace_member_identity",
    "replace_jurisdiction",
    "create_book",
    "update_tenant",
    "replace_host",
    "delete_host",
];

type Wired = (Route, UtoipaMethodRouter<ApiState>);

macro_rules! table {
    ($($method:ident $path:literal $module:ident::$operation:ident $need:expr, $key:ident;)+) => {
        /// Every route of the interface, in the order of the table.
        pub fn routes() -> Vec<Route> {
            use Need::{AnyOf, Book, Public, Session};
            use Permission::*;
            vec![$(Route {
                method: stringify!($method),
                path: $path,
                operation: stringify!($operation),
                need: $need,
                key: KeyUse::$key,
            }),+]
        }

        /// The functions of the routes, in the same order.
        fn functions() -> Vec<UtoipaMethodRouter<ApiState>> {
            vec![$(utoipa_axum::routes!(resource::$module::$operation)),+]
        }
    };
}

table! {
    get    "/v1/book"                book::get_book                Book, Never;
    get    "/v1/book/manifest"       manifest::get_manifest        Book, Never;
    get    "/v1/book/icon"           manifest::get_icon            Book, Never;
    get    "/v1/book/key"            receipt::get_book_key         Book, Never;
    get    "/v1/book/grading"        grading::get_grading          Session, Never;
    patch  "/v1/book/grading"        grading::update_grading       AnyOf(&[ManageBook]), Offered;
    get    "/v1/books/public"        books::list_public_books      Public, Never;
    post   "/v1/session"             session::create_session       Book, Never;
    get    "/v1/session"             session::get_session          Session, Never;
    delete "/v1/session"             session::delete_session       Session, Never;
    post   "/v1/session/proof"       second_factor::create_proof   Session, Never;
    put    "/v1/password"            second_factor::replace_password Session, Never;
    get    "/v1/second-factor"       second_factor::get_second_factor Session, Never;
    post   "/v1/second-factor"       second_factor::create_second_factor Session, Never;
    delete "/v1/second-factor"       second_factor::delete_second_factor Session, Offered;
    post   "/v1/second-factor/confirmation" second_factor::confirm_second_factor Session, Never;
    post   "/v1/second-factor/recovery-codes" second_factor::renew_recovery_codes Session, Never;
    get    "/v1/sessions"            key::list_sessions            Session, Never;
    delete "/v1/sessions"            key::delete_sessions          Session, Offered;
    delete "/v1/sessions/{id}"       key::delete_session_of        Session, Offered;
    get    "/v1/access-notices"      access_notice::list_access_notices Session, Never;
    put    "/v1/access-notices"      access_notice::replace_access_notices Session, Offered;
    post   "/v1/access-notices/read" access_notice::read_access_notices Session, Offered;
    get    "/v1/api-keys"            key::list_keys                Session, Never;
    post   "/v1/api-keys"            key::create_key               AnyOf(&[ManageKeys]), Never;
    delete "/v1/api-keys/{id}"       key::delete_key               Session, Offered;
    post   "/v1/views"               key::create_view              AnyOf(&[Impersonate]), Never;
    get    "/v1/identity"            identity::get_identity        Session, Never;
    post   "/v1/consents"            identity::create_consent      Session, Offered;
    post   "/v1/registrations"       registration::create_registration Book, Offered;
    post   "/v1/invitations/{token}" invitation::accept_invitation Book, Offered;

    get    "/v1/board"               board::get_board              Session, Never;
    get    "/v1/live"                live::get_live                Session, Never;
    post   "/v1/quotes"              quote::create_quote           BETTORS, Never;
    post   "/v1/entries"             entry::create_entry           BETTORS, Never;
    post   "/v1/wagers"              wager::create_wager           BETTORS, Required;
    get    "/v1/wagers"              wager::list_wagers            Session, Never;
    get    "/v1/wagers/{id}"         wager::get_wager              Session, Never;
    post   "/v1/wagers/{id}/dispute" dispute::create_dispute       BETTORS, Required;
    get    "/v1/wagers/{id}/receipt" receipt::get_receipt          Session, Never;
    post   "/v1/wagers/{id}/cancel"  void::cancel_wager            BETTORS, Required;
    get    "/v1/balance"             balance::get_balance          Session, Never;
    get    "/v1/balance/past"        balance::get_past_balance     Session, Never;
    get    "/v1/statement"           statement::get_statement      Session, Never;
    get    "/v1/history"             history::get_history          Session, Never;

    get    "/v1/cards"               card::list_cards              Session, Never;
    get    "/v1/cards/published"     card::list_published_cards    Session, Never;
    post   "/v1/cards"               card::create_card             AnyOf(&[ManageBook]), Offered;
    get    "/v1/points"              points::list_points           Session, Never;
    get    "/v1/points/published"    points::list_published_points Session, Never;
    post   "/v1/points"              points::create_points         AnyOf(&[ManageBook]), Offered;

    get    "/v1/dashboard"           dashboard::get_dashboard      AnyOf(&[ViewReports]), Never;
    get    "/v1/tickets"             ticket::list_tickets          AnyOf(&[ViewBranch]), Never;
    get    "/v1/members"             member::list_members          AnyOf(&[ViewBranch]), Never;
    post   "/v1/members"             member::create_member         AnyOf(&[CreateMember]), Offered;
    post   "/v1/members/import"      member_list::import_members   AnyOf(&[CreateMember]), Offered;
    post   "/v1/members/import-file" member_file::import_member_file
        AnyOf(&[CreateMember]), Offered;
    get    "/v1/members/{id}"        member::get_member            AnyOf(&[ViewBranch]), Never;
    patch  "/v1/members/{id}"        member::update_member         AnyOf(&[ChangeStatus]), Offered;
    put    "/v1/members/{id}/limits" member::replace_limits        AnyOf(&[ChangeLimits]), Offered;
    put    "/v1/members/{id}/account" credit::replace_account     AnyOf(&[ChangeLimits]), Offered;
    put    "/v1/members/{id}/branch-credit" credit::replace_branch_credit
        AnyOf(&[ChangeLimits]), Offered;
    put    "/v1/members/{id}/temporary-credit" credit::replace_temporary_credit
        AnyOf(&[ChangeLimits]), Offered;
    delete "/v1/members/{id}/temporary-credit" credit::delete_temporary_credit
        AnyOf(&[ChangeLimits]), Offered;
    get    "/v1/credit-applications" credit_application::list_credit_applications Session, Never;
    post   "/v1/credit-applications" credit_application::create_credit_application
        BORROWERS, Offered;
    post   "/v1/credit-applications/{id}/assessment" credit_application::assess_credit_application
        AnyOf(&[ChangeLimits]), Offered;
    get    "/v1/protection"          protection::get_protection    Session, Never;
    put    "/v1/protection/limits"   protection::replace_play_limit LIMITED, Offered;
    put "/v1/members/{id}/permissions" tree::replace_permissions AnyOf(&[GrantRights]), Offered;
    put    "/v1/members/{id}/parent" tree::replace_parent          AnyOf(&[MoveMember]), Offered;
    post   "/v1/members/{id}/closing" tree::create_closing         EXCLUDERS, Offered;
    post   "/v1/members/{id}/invitations" invitation::create_invitation
        AnyOf(&[CreateMember]), Never;
    delete "/v1/members/{id}/second-factor" second_factor::delete_member_second_factor
        AnyOf(&[ChangeStatus]), Offered;
    get    "/v1/members/{id}/timeline" event::list_timeline        AnyOf(&[ViewBranch]), Never;
    get    "/v1/members/{id}/identity" identity::get_member_identity AnyOf(&[ViewIdentity]), Never;
    put    "/v1/members/{id}/identity" identity::replace_member_identity IDENTITY, Offered;
    put    "/v1/members/{id}/verification" identity::replace_verification IDENTITY, Offered;
    get    "/v1/subject-requests"    subject_request::list_subject_requests Session, Never;
    post   "/v1/subject-requests"    subject_request::create_subject_request Session, Offered;
    post   "/v1/subject-requests/{id}/answer" subject_request::answer_subject_request
        IDENTITY, Offered;
    get    "/v1/subject-requests/{id}/archive" subject_request::get_subject_archive
        Session, Never;
    get    "/v1/fraud-holds"         fraud_hold::list_fraud_holds  AnyOf(&[ChangeStatus]), Never;
    post   "/v1/fraud-holds"         fraud_hold::create_fraud_hold AnyOf(&[ChangeStatus]), Offered;
    post   "/v1/fraud-holds/{id}/ending" fraud_hold::end_fraud_hold
        AnyOf(&[ChangeStatus]), Offered;
    get    "/v1/barred-persons"      identity::list_barred_persons IDENTITY, Never;
    post   "/v1/barred-persons"      identity::create_barred_person IDENTITY, Offered;
    post   "/v1/barred-persons/{id}/ending" identity::end_barred_person IDENTITY, Offered;
    get "/v1/signup-codes" registration::list_codes AnyOf(&[CreateMember]), Never;
    post "/v1/signup-codes" registration::create_code AnyOf(&[CreateMember]), Offered;
    delete "/v1/signup-codes/{code}" registration::delete_code AnyOf(&[CreateMember]), Offered;
    get    "/v1/payments"            payment::list_payments        AnyOf(&[ViewBranch]), Never;
    post   "/v1/payments"            payment::create_payment       CASHIERS, Required;
    get    "/v1/withdrawals"         withdrawal::list_withdrawals  Session, Never;
    post   "/v1/withdrawals"         withdrawal::create_withdrawal PAYEES, Required;
    get    "/v1/withdrawals/{id}"    withdrawal::get_withdrawal    Session, Never;
    post   "/v1/withdrawals/{id}/approve" withdrawal::approve_withdrawal
        AnyOf(&[ApproveWithdrawal]), Required;
    post   "/v1/withdrawals/{id}/deny" withdrawal::deny_withdrawal
        AnyOf(&[ApproveWithdrawal]), Required;
    post   "/v1/withdrawals/{id}/cancel" withdrawal::cancel_withdrawal PAYEES, Required;
    post   "/v1/withdrawals/{id}/pay" withdrawal::pay_withdrawal
        AnyOf(&[RecordPayment]), Required;
    get    "/v1/methods"             method::list_methods          Session, Never;
    put    "/v1/methods/{method}"    method::replace_method        AnyOf(&[ManageBook]), Offered;
    put    "/v1/methods/{method}/key" notice::replace_provider_key AnyOf(&[ManageBook]), Offered;
    post   "/v1/payment-notices/{method}" notice::create_payment_notice Book, Never;
    get    "/v1/reconciliations"     reconciliation::list_reconciliations AnyOf(&[Adjust]), Never;
    post   "/v1/reconciliations"     reconciliation::create_reconciliation
        AnyOf(&[Adjust]), Offered;
    get    "/v1/reconciliations/{id}/lines" reconciliation::list_reconciled_lines
        AnyOf(&[Adjust]), Never;
    get    "/v1/payments/unreconciled" reconciliation::list_unreconciled_payments
        AnyOf(&[Adjust]), Never;
    get    "/v1/free-plays"          free_play::list_free_plays    Session, Never;
    post   "/v1/free-plays"          free_play::create_free_play   AnyOf(&[Adjust]), Required;
    post   "/v1/free-plays/{id}/end" free_play::end_free_play      GIFTED, Required;

    get    "/v1/fixtures"            fixture::list_fixtures        SETTLERS, Never;
    get    "/v1/fixtures/{id}"       fixture::get_fixture          SETTLERS, Never;
    put    "/v1/fixtures/{id}/offer" offer::replace_fixture_offer  AnyOf(&[ControlOffer]), Offered;
    put    "/v1/markets/{id}/offer"  offer::replace_market_offer   AnyOf(&[ControlOffer]), Offered;
    put    "/v1/markets/{id}/line" own_line::replace_market_line AnyOf(&[ControlOffer]), Offered;
    post   "/v1/leagues"           catalogue::create_league      AnyOf(&[MoveLine]), Offered;
    post   "/v1/teams"             catalogue::create_team        AnyOf(&[MoveLine]), Offered;
    post   "/v1/fixtures"          catalogue::create_fixture     AnyOf(&[MoveLine]), Offered;
    patch  "/v1/fixtures/{id}"     catalogue::update_fixture     AnyOf(&[MoveLine]), Offered;
    post   "/v1/lines"               line::create_line             AnyOf(&[MoveLine]), Offered;
    put    "/v1/fixtures/{id}/pitchers" line::replace_fixture_pitchers AnyOf(&[MoveLine]), Offered;
    get    "/v1/discrepancies"       discrepancy::list_discrepancies SETTLERS, Never;
    post   "/v1/discrepancies/{id}/closing" discrepancy::close_discrepancy
        AnyOf(&[ConfirmResult]), Offered;
    get    "/v1/waiting-tickets"     discrepancy::list_waiting_tickets SETTLERS, Never;
    put    "/v1/leagues/{code}/confirmation" discrepancy::replace_confirmation
        AnyOf(&[ManageBook]), Offered;
    post   "/v1/results/preview"     preview::preview_result       AnyOf(&[ConfirmResult]), Never;
    post   "/v1/results"             result::create_result         AnyOf(&[ConfirmResult]), Offered;
    post   "/v1/scores"              score::create_score           AnyOf(&[EnterScore]), Offered;

    get    "/v1/voids"               void::list_voids              AnyOf(&[VoidWager]), Never;
    post   "/v1/voids"               void::create_void             AnyOf(&[VoidWager]), Offered;
    post   "/v1/voids/preview"       void::preview_void            AnyOf(&[VoidWager]), Never;
    post   "/v1/voids/{id}/decision" void::decide_void             AnyOf(&[VoidWager]), Offered;
    get    "/v1/disputes"            dispute::list_disputes        Session, Never;
    post   "/v1/disputes/{id}/preview" dispute::preview_dispute    AnyOf(&[AnswerDispute]), Never;
    post   "/v1/disputes/{id}/answer" dispute::answer_dispute      AnyOf(&[AnswerDispute]), Offered;
    get    "/v1/messages"            message::list_messages        Session, Never;
    post   "/v1/messages"            message::create_message       Session, Offered;
    put    "/v1/messages/mark"       message::replace_message_mark Session, Offered;
    get    "/v1/conversations"       message::list_conversations   AnyOf(&[WriteMessage]), Never;
    get    "/v1/settlements/stuck"   dispute::list_stuck_tickets   SETTLERS, Never;
    get    "/v1/house-rules"       house_rules::get_house_rules  AnyOf(&[ManageBook]), Never;
    put    "/v1/house-rules"       house_rules::replace_house_rules AnyOf(&[ManageBook]), Offered;
    get    "/v1/desk-policy"         policy::get_desk_policy       Session, Never;
    put    "/v1/desk-policy"         policy::replace_desk_policy   AnyOf(&[ManageBook]), Offered;
    put    "/v1/fixtures/{id}/start" offer::replace_fixture_start  AnyOf(&[EnterScore]), Offered;
    get    "/v1/tenders"             tender::list_tenders          Session, Never;
    get    "/v1/tenders/{id}"        tender::get_tender            Session, Never;
    post   "/v1/tenders/{id}/approve" tender::approve_tender       AnyOf(&[ApproveWager]), Required;
    post   "/v1/tenders/{id}/refuse" tender::refuse_tender         AnyOf(&[ApproveWager]), Required;
    get    "/v1/line-profiles"     line_profile::get_line_profiles OFFERERS, Never;
    put    "/v1/line-profiles/{owner}" line_profile::replace_line_profile OFFERERS, Offered;
    get    "/v1/acceptance"          acceptance::get_acceptance    ACCEPTERS, Never;
    put    "/v1/acceptance/{owner}"  acceptance::replace_acceptance ACCEPTERS, Offered;
    get    "/v1/limits"              limit::list_limits            LIMITERS, Never;
    put    "/v1/limits/{owner}"      limit::replace_limit_rules    LIMITERS, Offered;
    get    "/v1/controls"            control::list_controls        CONTROLLERS, Never;
    post   "/v1/controls"            control::create_control       CONTROLLERS, Offered;
    put    "/v1/books/{slug}/limits" limit::replace_book_limits    PROVIDER, Offered;

    get    "/v1/exposure"            exposure::get_exposure        AnyOf(&[ViewReports]), Never;
    get    "/v1/liquidity"           liquidity::get_liquidity      AnyOf(&[ViewReports]), Never;
    get    "/v1/figures"             figure::get_figures           AnyOf(&[ViewReports]), Never;
    get    "/v1/weeks"               week::list_weeks              AnyOf(&[ViewReports]), Never;
    post   "/v1/weeks"               week::create_week             AnyOf(&[CloseWeek]), Offered;
    get    "/v1/settle-ups"          settle_up::get_settle_up      AnyOf(&[CloseWeek]), Never;
    post   "/v1/settle-ups"          settle_up::create_settle_up   AnyOf(&[CloseWeek]), Required;
    get    "/v1/deals"               deal::list_deals              AnyOf(&[ViewReports]), Never;
    get    "/v1/deals/weeks"         deal::list_deal_weeks         AnyOf(&[ViewReports]), Never;
    put    "/v1/members/{id}/deal"   deal::replace_deal            AnyOf(&[ManageDeals]), Offered;
    post   "/v1/commission-payments" deal::create_commission_payment
        AnyOf(&[RecordPayment]), Required;
    get    "/v1/invoices"            invoice::list_invoices        AnyOf(&[ManageBook]), Never;
    get    "/v1/reports/daily"       report::get_daily_report      AnyOf(&[ViewReports]), Never;
    get    "/v1/events"              event::list_events            AnyOf(&[ViewAudit]), Never;

    patch  "/v1/book"                book::update_book             AnyOf(&[ManageBook]), Offered;
    get    "/v1/jurisdiction"        jurisdiction::get_jurisdiction Session, Never;
    put    "/v1/jurisdiction" jurisdiction::replace_jurisdiction AnyOf(&[ManageBook]), Offered;

    get    "/v1/books"               books::list_books             PROVIDER, Never;
    post   "/v1/books"               books::create_book            PROVIDER, Offered;
    patch  "/v1/books/{slug}"        books::update_tenant          PROVIDER, Offered;
    get    "/v1/hosts"               hosts::list_hosts             PROVIDER, Never;
    put    "/v1/hosts/{host}"        hosts::replace_host           PROVIDER, Offered;
    delete "/v1/hosts/{host}"        hosts::delete_host            PROVIDER, Offered;

    get    "/v1/exclusions"          exclusion::list_exclusions    Session, Never;
    post   "/v1/exclusions"          exclusion::create_exclusion   EXCLUDERS, Offered;
    post   "/v1/exclusions/{id}/lift" exclusion::lift_exclusion    EXCLUDERS, Offered;
    get    "/v1/books/{slug}/head-plan" invoice::get_head_plan       PROVIDER, Never;
    put    "/v1/books/{slug}/head-plan" invoice::replace_head_plan   PROVIDER, Offered;
    get    "/v1/books/{slug}/invoices" invoice::list_book_invoices   PROVIDER, Never;
}

/// The routes with their functions.
pub(crate) fn wired() -> Vec<Wired> {
    routes().into_iter().zip(functions()).collect()
}

/// The whole interface below `/v1`. Serve it with connection addresses
/// (`into_make_service_with_connect_info::<SocketAddr>()`), which limits count by.
pub fn router(state: ApiState) -> Router {
    let mut guarded = OpenApiRouter::<ApiState>::new();
    for (route, (schemas, paths, methods)) in wired() {
        let door = Door { state: state.clone(), route };
        guarded = guarded.routes((schemas, paths, methods.layer(from_fn_with_state(door, guard))));
    }
    let (router, _) = guarded.split_for_parts();
    let settings = &state.settings;
    let (secure, seconds) = (settings.secure_cookies, settings.answer_seconds_max);
    let router = router
        .method_not_allowed_fallback(answer::no_method)
        .route("/v1/{*rest}", any(answer::no_route))
        .layer(from_fn_with_state(seconds, answer::finish))
        .layer(CompressionLayer::new());
    with_security_headers(router, secure).with_state(state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_the_functions_are() {
        for (route, (_, paths, _)) in wired() {
            let (path, item) = paths.paths.iter().next().expect("a path");
            assert_eq!(path, route.path);
            let operation = match route.method {
                "get" => &item.get,
                "post" => &item.post,
                "put" => &item.put,
                "patch" => &item.patch,
                "delete" => &item.delete,
                other => panic!("unknown method {other}"),
            };
            let operation = operation.as_ref().expect(route.operation);
            assert_eq!(operation.operation_id.as_deref(), Some(route.operation));
        }
    }

    #[test]
    fn what_is_named_beside_the_table_stands_in_it() {
        let routes = routes();
        for name in SENSITIVE.iter().chain(BEFORE_SECOND_FACTOR) {
            assert!(routes.iter().any(|route| route.operation == *name), "{name}");
        }
    }

    #[test]
    fn operations_have_one_name_and_money_needs_a_key() {
        let routes = routes();
        for (place, route) in routes.iter().enumerate() {
            let repeated = routes[..place].iter().any(|one| one.operation == route.operation);
            assert!(!repeated, "{}", route.operation);
            let is_read = route.method == "get";
            assert!(!is_read || route.key == KeyUse::Never, "{}", route.operation);
            let resources = [
                "/v1/withdrawals",
                "/v1/wagers",
                "/v1/tenders",
                "/v1/payments",
                "/v1/free-plays",
                "/v1/commission-payments",
                "/v1/settle-ups",
            ];
            let moves_money = resources.iter().any(|one| route.path.starts_with(one)) && !is_read;
            assert_eq!(route.key == KeyUse::Required, moves_money, "{}", route.operation);
        }
    }
}
