//! Who asks, in which book, and whether they may: the one guard in front of every route.
//!
//! In this order: the request comes from this site, the book exists, the session lives, the CSRF
//! token fits, the member holds the right that the route states. What a member may see of others
//! is the branch rule, also here and nowhere else: oneself, and with `view_branch` one's branch;
//! whatever lies outside is answered as if it did not exist.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::access::{Permission, reach_of};
use domain::calendar::Instant;
use domain::command::{Action, Actor, Command};
use domain::decide::right_for;
use domain::id::{MemberId, RequestKey};
use domain::key::KeyKind;
use domain::member::{Member, MemberStatus, Role, Session};
use domain::rows::{Key, Read as _};
use domain::working::Working;
use tokio::time::Instant as Mono;

use crate::book_of_request::{header_text, wanted_slug};
use crate::directory::OpenedBook;
use crate::intent::{self, Intent, new_key};
use crate::problem::Problem;
use crate::resource::member_file::FILE_BYTES_MAX;
use crate::router::{BEFORE_SECOND_FACTOR, KeyUse, Need, Route, SENSITIVE};
use crate::session_shelf::{LiveSession, Look, Means, SessionKey, may_be_signed_in};
use crate::state::ApiState;
use crate::token::{Token, cookie_name, is_same_site, token_in};

/// The header that carries the CSRF token.
pub(crate) const CSRF_HEADER: &str = "x-csrf-token";

/// A signed-in member in a book.
#[derive(Clone)]
pub(crate) struct Principal {
    /// The book.
    pub(crate) book: Arc<OpenedBook>,
    /// Who.
    pub(crate) member: Arc<Member>,
    /// The session's place on the shelf.
    pub(crate) session: SessionKey,
    /// The session's token.
    pub(crate) token: Token,
    /// The sign-in before this one, as far as this server knows.
    pub(crate) previous_login_at: Option<Instant>,
    /// How this member came in.
    pub(crate) means: Means,
    /// The session ends then at the latest, by the book's clock.
    pub(crate) expires_at: Instant,
    /// When this member last proved who they are.
    pub(crate) proved_at: Instant,
    /// A second factor was shown in this session.
    pub(crate) second_factor: bool,
    /// Live streams the session holds open.
    pub(crate) streams: Arc<AtomicUsize>,
}

/// The book of a request that needs nobody signed in.
#[derive(Clone)]
pub(crate) struct Visited(pub(crate) Arc<OpenedBook>);

/// Where a request came from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller(pub(crate) IpAddr);

impl Principal {
    /// Below whom this member acts and sees.
    pub(crate) fn reach(&self) -> MemberId {
        reach_of(&self.member)
    }

    /// The chain whose line profiles hold for what this member sees: a player's own, and none for
    /// the office, which sees the book's lines.
    pub(crate) fn line_chain(&self) -> &[MemberId] {
        if self.member.role == Role::Player { &self.member.chain } else { &[] }
    }

    /// True when this member sees the whole book.
    pub(crate) fn sees_whole_book(&self) -> bool {
        self.reach() == self.member.chain.first().copied().unwrap_or(self.member.id)
    }

    /// True while this book asks for a second factor that this member has not shown.
    pub(crate) fn lacks_second_factor(&self) -> bool {
        let shown = match self.means {
            Means::Browser => self.second_factor,
            Means::Program => self.member.second_factor,
            // Whoever looks has shown their own.
            Means::View => true,
        };
        self.book.jurisdiction.access.asks_second_factor(self.member.role) && !shown
    }

    /// True while the last proof of who this member is is as recent as sensitive changes ask: no
    /// older than a session may be idle.
    fn is_freshly_proved(&self, state: &ApiState) -> bool {
        let seconds = self.book.jurisdiction.access.idle_seconds(self.member.role);
        let seconds = seconds.saturating_mul(state.settings.clock_speed());
        self.means != Means::Browser || state.now() < self.proved_at.plus_seconds(seconds)
    }

    /// True when an active member holds the right.
    pub(crate) fn has(&self, permission: Permission) -> bool {
        self.member.status == MemberStatus::Active && self.member.permissions.has(permission)
    }

    /// Whether a member with this chain may be seen.
    pub(crate) fn sees_chain(&self, member: MemberId, chain: &[MemberId]) -> bool {
        let branch = self.has(Permission::ViewBranch) && chain.contains(&self.reach());
        member == self.member.id || branch
    }

    /// A command of this member. What lies outside the scopes of a key is commanded by nobody, so
    /// that the one check of rights refuses it.
    pub(crate) fn command(&self, intent: Intent, action: Action) -> Command {
        let right = right_for(&action, self.member.id);
        let within = right.is_none_or(|right| self.member.permissions.has(right));
        let is_bounded = self.means != Means::Browser && !within;
        let actor = if is_bounded { MemberId::HOUSE } else { self.member.id };
        let (book, actor) = (self.book.id(), Actor::Member(actor));
        Command { book, key: intent.key, print: intent.print, actor, action }
    }

    /// The member meant by an optional id: oneself without one. The branch rule.
    ///
    /// # Errors
    /// `not_found` for members that are unknown or not to be seen.
    pub(crate) async fn subject(
        &self,
        state: &ApiState,
        wanted: Option<MemberId>,
    ) -> Result<Arc<Member>, Problem> {
        let wanted = wanted.unwrap_or(self.member.id);
        if wanted == self.member.id {
            return Ok(Arc::clone(&self.member));
        }
        let book = self.book.id();
        let found = state.read(move |views| {
            let mut working = Working::new();
            views.load(book, &[Key::Member(wanted)], &mut working)?;
            Ok(working.member(wanted).cloned())
        });
        let found = found.await?.filter(|member| self.sees_chain(member.id, &member.chain));
        found.map(Arc::new).ok_or_else(|| Problem::not_found("member"))
    }

    /// The branch to read: of the member meant, or all that this member sees.
    ///
    /// # Errors
    /// `not_found` for members that are unknown or not to be seen.
    pub(crate) async fn branch(
        &self,
        state: &ApiState,
        wanted: Option<MemberId>,
    ) -> Result<MemberId, Problem> {
        match wanted {
            Some(member) => Ok(self.subject(state, Some(member)).await?.id),
            None => Ok(self.reach()),
        }
    }
}

/// What the guard of one route knows.
#[derive(Clone)]
pub(crate) struct Door {
    pub(crate) state: ApiState,
    pub(crate) route: Route,
}

/// Lets a request in or answers why not. What is let in runs on a task of its own, so that a
/// dropped connection never drops work between two steps.
pub(crate) async fn guard(State(door): State<Door>, request: Request, next: Next) -> Response {
    match admit(&door, request).await {
        Err(problem) => problem.into_response(),
        Ok(request) => match tokio::spawn(next.run(request)).await {
            Ok(response) => response,
            Err(error) => Problem::internal(error.to_string()).into_response(),
        },
    }
}

async fn admit(door: &Door, request: Request) -> Result<Request, Problem> {
    let (mut parts, body) = request.into_parts();
    let state = &door.state;
    let is_safe = matches!(parts.method, Method::GET | Method::HEAD);
    if !is_safe && !is_same_site(&parts.headers) {
        return Err(Problem::plain("cross_site"));
    }
    let caller = caller(&parts, state.settings.behind_proxy);
    parts.extensions.insert(Caller(caller));
    let signed_in = match door.route.need {
        Need::Public | Need::Book => {
            if !state.addresses.admit(caller, Mono::now()) {
                return Err(Problem::plain("too_many_requests").after(1));
            }
            None
        }
        Need::Session => Some(&[][..]),
        Need::AnyOf(permissions) => Some(permissions),
    };
    let mut member = None;
    if !matches!(door.route.need, Need::Public) {
        let slug = wanted_slug(state, &parts).await?;
        let book = state.book_of(&slug).await?;
        if let Some(permissions) = signed_in {
            let principal = enter(state, &parts.headers, caller, book).await?;
            let fits = |sent: &str| principal.token.csrf_fits(sent);
            if !is_safe && principal.means == Means::View {
                return Err(Problem::plain("view_only"));
            }
            if !is_safe
                && principal.means == Means::Browser
                && !header_text(&parts.headers, CSRF_HEADER).is_some_and(fits)
            {
                return Err(Problem::plain("csrf_failed"));
            }
            require_proof(state, &principal, &door.route)?;
            require_any(&principal, permissions)?;
            member = Some(principal.member.id);
            parts.extensions.insert(principal);
        } else {
            parts.extensions.insert(Visited(book));
        }
    }
    if is_safe {
        return Ok(Request::from_parts(parts, body));
    }
    let bytes_max = match door.route.operation {
        MEMBER_FILE => FILE_BYTES_MAX,
        _ => state.settings.body_bytes_max,
    };
    let bytes = read_body(body, bytes_max).await?;
    let print = intent::print(parts.method.as_str(), parts.uri.path(), member, &bytes);
    let is_needed = door.route.key == KeyUse::Required;
    let intent = Intent::of(&parts.headers, is_needed, print, state.now())?;
    parts.extensions.insert(intent);
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

/// The one operation that takes more than other bodies may hold.
const MEMBER_FILE: &str = "import_member_file";

async fn read_body(body: Body, bytes_max: usize) -> Result<Bytes, Problem> {
    to_bytes(body, bytes_max).await.map_err(|_| Problem::plain("body_too_large"))
}

/// Second factors where the book asks for them, and a recent proof for what is sensitive.
fn require_proof(state: &ApiState, principal: &Principal, route: &Route) -> Result<(), Problem> {
    if principal.lacks_second_factor() && !BEFORE_SECOND_FACTOR.contains(&route.operation) {
        return Err(Problem::plain("second_factor_required"));
    }
    if SENSITIVE.contains(&route.operation) && !principal.is_freshly_proved(state) {
        return Err(Problem::plain("proof_needed"));
    }
    Ok(())
}

fn require_any(principal: &Principal, permissions: &[Permission]) -> Result<(), Problem> {
    if permissions.is_empty() || permissions.iter().any(|one| principal.has(*one)) {
        return Ok(());
    }
    let names: Vec<&str> = permissions.iter().map(|one| one.name()).collect();
    let detail = format!("this needs the permission {}", names.join(" or "));
    Err(Problem::new("not_permitted", detail))
}

/// The client's address: of the connection, or as our own proxy saw it.
fn caller(parts: &Parts, behind_proxy: bool) -> IpAddr {
    let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back();
    let forwarded = forwarded.and_then(|line| line.to_str().ok()?.rsplit(',').next());
    let forwarded = forwarded.and_then(|text| text.trim().parse().ok());
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    if behind_proxy { forwarded.unwrap_or(peer) } else { peer }
}

/// Finds the session of a request in its book.
async fn enter(
    state: &ApiState,
    headers: &HeaderMap,
    caller: IpAddr,
    book: Arc<OpenedBook>,
) -> Result<Principal, Problem> {
    let not_signed_in = || Problem::plain("not_signed_in");
    let name = cookie_name(&book.book.slug, state.settings.secure_cookies);
    let bearer = bearer_in(headers);
    let by_key = bearer.is_some();
    let token = bearer.or_else(|| token_in(headers, &name)).ok_or_else(not_signed_in)?;
    let key = (book.id(), token.hash());
    let now = Mono::now();
    let rules = &book.jurisdiction.access;
    let mut look = state.sessions.enter(&key, rules, now);
    if matches!(look, Look::Unknown) {
        // Only asking for sessions that are not there counts against an address: many players may
        // share one.
        if state.addresses.is_spent(caller, now) {
            return Err(Problem::plain("too_many_requests").after(1));
        }
        let learned = match by_key {
            true => learn_key(state, key, now).await?,
            false => learn(state, key, now).await?,
        };
        look = match learned {
            true => state.sessions.enter_learned(&key, rules, now),
            false => {
                state.addresses.admit(caller, now);
                Look::Unknown
            }
        };
    }
    let live = match look {
        // A cookie is no key, and a key no cookie.
        Look::Live(live) if by_key == (live.means == Means::Browser) => {
            return Err(not_signed_in());
        }
        Look::Live(live) if state.now() < live.expires_at => live,
        Look::TooFast => return Err(Problem::plain("too_many_requests").after(1)),
        Look::Idle => {
            end_idle(state, key).await;
            return Err(not_signed_in());
        }
        Look::Live(_) | Look::Unknown => return Err(not_signed_in()),
    };
    let LiveSession { member, previous_login_at, streams, means, .. } = live;
    let (proved_at, second_factor, expires_at) =
        (live.proved_at, live.second_factor, live.expires_at);
    Ok(Principal {
        book,
        member,
        session: key,
        token,
        previous_login_at,
        means,
        expires_at,
        proved_at,
        second_factor,
        streams,
    })
}

/// Asks the store about a session; true when it may act.
async fn learn(state: &ApiState, key: SessionKey, now: Mono) -> Result<bool, Problem> {
    let found = state.read(move |views| views.session(key.0, key.1)).await?;
    let Some((session, member)) = found else { return Ok(false) };
    let lives = session.ended_at.is_none()
        && state.now() < session.expires_at
        && session.opened_at >= member.sessions_from;
    if !lives || !may_be_signed_in(&member) {
        state.sessions.forget(&key);
        return Ok(false);
    }
    state.sessions.learn(key, (&session, Means::Browser), member, now);
    Ok(true)
}

/// The key that a program sends: `Authorization: Bearer` and the secret.
fn bearer_in(headers: &HeaderMap) -> Option<Token> {
    let sent = header_text(headers, AUTHORIZATION.as_str())?;
    let (scheme, secret) = sent.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Token::parse(secret.trim())).flatten()
}

/// Asks the store about a key; true when it may act. What is learned of the member is cut to the
/// key's scopes.
async fn learn_key(state: &ApiState, key: SessionKey, now: Mono) -> Result<bool, Problem> {
    let found = state.read(move |views| {
        let mut working = Working::new();
        views.load(key.0, &[Key::ApiKey(key.1)], &mut working)?;
        let Some(row) = working.api_key(key.1).cloned() else { return Ok(None) };
        let keys = [Key::Member(row.member), Key::Member(row.issued_by)];
        views.load(key.0, &keys, &mut working)?;
        let member = working.member(row.member).cloned();
        let issuer = working.member(row.issued_by).cloned();
        Ok(member.zip(issuer).map(|(member, issuer)| (row, member, issuer)))
    });
    let Some((row, mut member, issuer)) = found.await? else { return Ok(false) };
    let is_over = |member: &Member| row.issued_at < member.sessions_from;
    let lives = row.ended_at.is_none() && state.now() < row.expires_at;
    let stands = may_be_signed_in(&member) && may_be_signed_in(&issuer);
    if !lives || !stands || is_over(&member) || is_over(&issuer) {
        state.sessions.forget(&key);
        return Ok(false);
    }
    member.permissions = member.permissions.within(row.scopes);
    let means = match row.kind {
        KeyKind::Program => Means::Program,
        KeyKind::View => Means::View,
    };
    let session = Session {
        token: row.token,
        member: row.member,
        opened_at: row.issued_at,
        expires_at: row.expires_at,
        ended_at: None,
        address: String::new(),
        agent: String::new(),
        proved_at: row.issued_at,
        second_factor: member.second_factor,
    };
    state.sessions.learn(key, (&session, means), member, now);
    Ok(true)
}

/// True while a session that only listens may go on.
pub(crate) async fn still_lives(state: &ApiState, key: SessionKey) -> bool {
    let now = Mono::now();
    // A store that cannot be reached ends no session.
    let Ok(Some(book)) = state.opened(key.0).await else { return true };
    let look = match state.sessions.glance(&key, &book.jurisdiction.access, now) {
        Look::Unknown => {
            return match learn(state, key, now).await {
                Ok(true) | Err(_) => true,
                // What is no session may be a key.
                Ok(false) => !matches!(learn_key(state, key, now).await, Ok(false)),
            };
        }
        look => look,
    };
    matches!(look, Look::Live(live) if state.now() < live.expires_at)
}

/// Ends a session that was idle for too long, for every server.
async fn end_idle(state: &ApiState, key: SessionKey) {
    let request_key: RequestKey = new_key(state.now());
    let action = Action::EndSession { token: key.1 };
    let command = Command { book: key.0, key: request_key, print: 0, actor: Actor::System, action };
    match state.submit(command).await {
        // The entry stays until then: without it the store would still call the session alive.
        Ok(_) => state.sessions.forget(&key),
        Err(error) => tracing::warn!(%error, "an idle session could not be ended"),
    }
}

impl<S: Sync> FromRequestParts<S> for Principal {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Principal, Problem> {
        let missing = || Problem::internal("a route for members without a guard");
        parts.extensions.get::<Principal>().cloned().ok_or_else(missing)
    }
}

impl<S: Sync> FromRequestParts<S> for Visited {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visited, Problem> {
        let missing = || Problem::internal("a route of a book without a guard");
        parts.extensions.get::<Visited>().cloned().ok_or_else(missing)
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Caller, Problem> {
        let missing = || Problem::internal("a route without a guard");
        parts.extensions.get::<Caller>().copied().ok_or_else(missing)
    }
}
