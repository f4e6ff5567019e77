//! The naive peer on PostgreSQL: a good textbook server with a pool of connections and one
//! transaction for each bet. Every question and every change is a prepared statement of its own;
//! rows that everybody changes come last and in order, so that nobody waits for long or in a ring.

use std::sync::Arc;

use anyhow::Context as _;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Statement, Transaction};

use super::naive::{order_of, told};
use super::naive_ledger::{Order, Placed, Price, win_of};
use super::{Contender, Field, Measured, own_program, postgres};
use crate::child::{self, Server};
use crate::cluster::{Cluster, connect};
use crate::ground::Ground;
use crate::sent::SentWager;

/// Connections of the pool: with fewer or more it is slower (8: three quarters, 64: nine tenths).
const CONNECTIONS: usize = 32;
/// The database that every run starts from.
const TEMPLATE: &str = "naive_ground";
/// The database of a run.
const DATABASE: &str = "naive";

const SCHEMA: &str = "
    create table session (token text primary key, player_id bigint not null);
    create table player (id bigint primary key, credit bigint not null, max_risk bigint not null);
    create table balance (owner_id bigint not null, account bigint not null,
        amount bigint not null, primary key (owner_id, account));
    create table price (market_id bigint not null, side text not null,
        fixture_id bigint not null, version bigint not null, points bigint, win bigint not null,
        risk bigint not null, primary key (market_id, side));
    create table idempotency (request_key bytea primary key, ticket_id bigint not null);
    create table ticket (id bigint generated always as identity primary key,
        player_id bigint not null, kind text not null, risk bigint not null, win bigint not null,
        placed_at bigint not null, state text not null);
    create index ticket_of_player on ticket (player_id, id);
    create table leg (ticket_id bigint not null, place bigint not null,
        fixture_id bigint not null, market_id bigint not null, side text not null, points bigint,
        win bigint not null, risk bigint not null, version bigint not null,
        primary key (ticket_id, place));
    create index leg_of_fixture on leg (fixture_id, ticket_id);
    create table transfer (id bigint generated always as identity primary key,
        owner_id bigint not null, from_account bigint not null, to_account bigint not null,
        amount bigint not null, ticket_id bigint not null);
    create index transfer_of_owner on transfer (owner_id, id);
    create table exposure (market_id bigint not null, side text not null,
        tickets bigint not null, risk bigint not null, win bigint not null,
        primary key (market_id, side));";

/// As many tickets as asked for, of all players in turn, on all prices in turn.
const PRELOAD: &str = "
    insert into ticket (player_id, kind, risk, win, placed_at, state)
        select p.id, 'straight', 1100, 1000, n, 'open' from generate_series(1, $1::bigint) n
        join (select id, row_number() over (order by id) - 1 as place, count(*) over () as count
              from player) p on p.place = n % p.count order by n;
    insert into idempotency select decode(lpad(to_hex(id), 32, '0'), 'hex'), id from ticket;
    insert into leg select t.id, 1, p.fixture_id, p.market_id, p.side, p.points, p.win, p.risk,
        p.version from ticket t
        join (select *, row_number() over (order by market_id, side) - 1 as place,
              count(*) over () as count from price) p on p.place = t.id % p.count order by t.id;
    insert into transfer (owner_id, from_account, to_account, amount, ticket_id)
        select player_id, 1, 2, risk, id from ticket order by id;
    insert into balance select owner_id, 1, -sum(amount) from transfer group by owner_id;
    insert into balance select owner_id, 2, sum(amount) from transfer group by owner_id;
    insert into exposure select market_id, side, count(*), count(*) * 1100, count(*) * 1000
        from leg group by market_id, side;";

/// Lays the peer's database: the same players and prices, and as many tickets.
///
/// # Errors
/// In the server's words.
pub(crate) fn lay(cluster: &Cluster, ground: &Ground, preload: u32) -> anyhow::Result<()> {
    cluster.run("postgres", &format!("create database {TEMPLATE}"))?;
    let player =
        |player: &crate::ground::Player| format!("('{}', {})", player.token, player.member.0);
    let players: Vec<String> = ground.players.iter().map(player).collect();
    let mut prices = Vec::new();
    for market in ground.fixtures.iter().flatten() {
        for price in &market.prices {
            let points = market.points_of(price.side).map(|points| points.0.to_string());
            prices.push(format!(
                "({}, '{}', {}, {}, {}, {}, {})",
                market.id.0,
                price.side.name(),
                market.fixture.0,
                market.version,
                points.unwrap_or_else(|| "null".to_owned()),
                price.odds.win,
                price.odds.risk
            ));
        }
    }
    let (players, prices) = (players.join(", "), prices.join(", "));
    let preload = PRELOAD.replace("$1::bigint", &preload.to_string());
    cluster.run(
        TEMPLATE,
        &format!(
            "{SCHEMA} insert into session values {players};
             insert into player select player_id, 1000000000000, 500000 from session;
             insert into price values {prices}; {preload} analyze;"
        ),
    )
}

/// Runs the peer; leaves its database behind for the proof.
///
/// # Errors
/// When its program breaks off.
pub(crate) fn run(field: &Field, cluster: &Cluster) -> anyhow::Result<Measured> {
    cluster.copy(TEMPLATE, DATABASE)?;
    let mut program = own_program("serve-naive-postgres")?;
    let server = Server::start(program.arg(cluster.address(DATABASE)))?;
    postgres::measure(field, cluster, Contender::NaivePostgres, &server, DATABASE)
}

type Reply = oneshot::Sender<anyhow::Result<Placed>>;
type Waiting = Arc<Mutex<mpsc::Receiver<(Order, Reply)>>>;

/// Serves the peer; in a child program.
///
/// # Errors
/// When it cannot listen or reach its database.
pub(crate) fn serve(address: &str) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let (orders, waiting) = mpsc::channel(4_096);
        let waiting: Waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..CONNECTIONS {
            let teller = Teller::new(connect(address).await?).await?;
            tokio::spawn(teller.work(Arc::clone(&waiting)));
        }
        let router = Router::new().route("/v1/wagers", post(answer)).with_state(orders);
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
        child::say(listener.local_addr()?);
        axum::serve(listener, router).await?;
        Ok(())
    })
}

async fn answer(
    State(orders): State<mpsc::Sender<(Order, Reply)>>,
    headers: HeaderMap,
    Json(sent): Json<SentWager>,
) -> (StatusCode, Json<Value>) {
    let Some(order) = order_of(&headers, sent) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "code": "malformed" })));
    };
    let (reply, answer) = oneshot::channel();
    if orders.send((order, reply)).await.is_err() {
        return told(Err("nobody is there".to_owned()));
    }
    let placed = answer.await.context("nobody answers").and_then(|placed| placed);
    told(placed.map_err(|error| format!("{error:#}")))
}

/// The statements of a bet, in the order they are used.
const STATEMENTS: [&str; 12] = [
    "select ticket_id from idempotency where request_key = $1",
    "select risk, win from ticket where id = $1",
    "select s.player_id, p.credit, p.max_risk from session s
        join player p on p.id = s.player_id where s.token = $1",
    "select fixture_id, points, win, risk from price
        where market_id = $1 and side = $2 and version = $3",
    "select amount from balance where owner_id = $1 and account = 1 for update",
    "insert into ticket (player_id, kind, risk, win, placed_at, state)
        values ($1, $2, $3, $4, $5, 'open') returning id",
    "insert into idempotency values ($1, $2)",
    "insert into transfer (owner_id, from_account, to_account, amount, ticket_id)
        values ($1, 1, 2, $2, $3)",
    "insert into balance values ($1, 1, -$2::bigint)
        on conflict (owner_id, account) do update set amount = balance.amount + excluded.amount",
    "insert into balance values ($1, 2, $2)
        on conflict (owner_id, account) do update set amount = balance.amount + excluded.amount",
    "insert into leg values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    "insert into exposure values ($1, $2, 1, $3, $4)
        on conflict (market_id, side) do update set tickets = exposure.tickets + 1,
        risk = exposure.risk + excluded.risk, win = exposure.win + excluded.win",
];

/// One connection and its prepared statements.
struct Teller {
    client: Client,
    statements: Vec<Statement>,
}

impl Teller {
    async fn new(client: Client) -> anyhow::Result<Teller> {
        let mut statements = Vec::with_capacity(STATEMENTS.len());
        for sql in STATEMENTS {
            statements.push(client.prepare(sql).await?);
        }
        Ok(Teller { client, statements })
    }

    async fn work(mut self, waiting: Waiting) {
        loop {
            let next = waiting.lock().await.recv().await;
            let Some((order, reply)) = next else { return };
            let placed = self.place(&order).await;
            // Whoever went away finds the ticket under its key.
            let _ = reply.send(placed);
        }
    }

    async fn place(&mut self, order: &Order) -> anyhow::Result<Placed> {
        let transaction = self.client.transaction().await?;
        let mut bet = Bet { transaction, statements: &self.statements };
        let placed = bet.place(order).await?;
        match placed {
            Placed::Ticket { .. } => bet.transaction.commit().await?,
            Placed::Refused(_) => bet.transaction.rollback().await?,
        }
        Ok(placed)
    }
}

struct Bet<'t> {
    transaction: Transaction<'t>,
    statements: &'t [Statement],
}

type Cells<'c> = &'c [&'c (dyn ToSql + Sync)];

impl Bet<'_> {
    async fn ask(
        &self,
        statement: usize,
        cells: Cells<'_>,
    ) -> anyhow::Result<Option<tokio_postgres::Row>> {
        Ok(self.transaction.query_opt(&self.statements[statement], cells).await?)
    }

    async fn run(&self, statement: usize, cells: Cells<'_>) -> anyhow::Result<()> {
        self.transaction.execute(&self.statements[statement], cells).await?;
        Ok(())
    }

    async fn place(&mut self, order: &Order) -> anyhow::Result<Placed> {
        if let Some(earlier) = self.ask(0, &[&&order.key.as_bytes()[..]]).await? {
            let id: i64 = earlier.get(0);
            let ticket = self.ask(1, &[&id]).await?.context("a key without its ticket")?;
            return Ok(Placed::Ticket { id, risk: ticket.get(0), win: ticket.get(1) });
        }
        let Some(player) = self.ask(2, &[&order.token]).await? else {
            return Ok(Placed::Refused("not_signed_in"));
        };
        let (player, credit, max_risk): (i64, i64, i64) =
            (player.get(0), player.get(1), player.get(2));
        let mut prices = Vec::with_capacity(order.wager.legs.len());
        for leg in &order.wager.legs {
            let market = leg.market().context("a market that is no number")?;
            match self.ask(3, &[&market, &leg.side, &leg.version]).await? {
                None => return Ok(Placed::Refused("price_changed")),
                Some(row) => prices.push(Price {
                    fixture: row.get(0),
                    points: row.get(1),
                    win: row.get(2),
                    risk: row.get(3),
                }),
            }
        }
        let risk = order.wager.amount.amount;
        let Some(win) = win_of(risk, &prices) else { return Ok(Placed::Refused("amount_invalid")) };
        let cash: i64 = self.ask(4, &[&player]).await?.map_or(0, |row| row.get(0));
        if risk > max_risk {
            return Ok(Placed::Refused("above_max_risk"));
        }
        if risk > credit + cash {
            return Ok(Placed::Refused("insufficient_funds"));
        }
        let id = self.write(order, player, (risk, win), &prices).await?;
        Ok(Placed::Ticket { id, risk, win })
    }

    async fn write(
        &self,
        order: &Order,
        player: i64,
        (risk, win): (i64, i64),
        prices: &[Price],
    ) -> anyhow::Result<i64> {
        let placed_at = i64::try_from(order.key.as_u128() >> 80)?;
        let cells: Cells<'_> = &[&player, &order.wager.kind, &risk, &win, &placed_at];
        let id: i64 = self.ask(5, cells).await?.context("a ticket without a number")?.get(0);
        self.run(6, &[&&order.key.as_bytes()[..], &id]).await?;
        self.run(7, &[&player, &risk, &id]).await?;
        self.run(8, &[&player, &risk]).await?;
        self.run(9, &[&player, &risk]).await?;
        let mut legs: Vec<_> = order.wager.legs.iter().zip(prices).collect();
        legs.sort_by_key(|(leg, _)| leg.market());
        for (place, (leg, price)) in (1..).zip(&legs) {
            let (place, market): (i64, _) = (place, leg.market());
            let Price { fixture, points, win, risk } = price;
            let cells: Cells<'_> =
                &[&id, &place, fixture, &market, &leg.side, points, win, risk, &leg.version];
            self.run(10, cells).await?;
        }
        for (leg, _) in &legs {
            self.run(11, &[&leg.market(), &leg.side, &risk, &win]).await?;
        }
        Ok(id)
    }
}
