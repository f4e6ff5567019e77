//! The naive peer's rows: every question and every change of a bet is a statement of its own.

use std::path::Path;

use anyhow::Context as _;
use rusqlite::config::DbConfig;
use rusqlite::{CachedStatement, Connection, OptionalExtension as _, Transaction};
use rusqlite::{TransactionBehavior, params};
use uuid::Uuid;

use crate::ground::Ground;
use crate::mix::{Bet, Pick};
use crate::sent::{SentLeg, SentMoney, SentOdds, SentWager};

const SCHEMA: &str = "
    create table if not exists session (
        token text not null primary key, player_id integer not null
    ) strict, without rowid;
    create table if not exists player (
        id integer not null primary key, credit integer not null, max_risk integer not null
    ) strict;
    create table if not exists balance (
        owner_id integer not null, account integer not null, amount integer not null,
        primary key (owner_id, account)
    ) strict, without rowid;
    create table if not exists price (
        market_id integer not null, side text not null, fixture_id integer not null,
        version integer not null, points integer, win integer not null, risk integer not null,
        primary key (market_id, side)
    ) strict, without rowid;
    create table if not exists idempotency (
        request_key blob not null primary key, ticket_id integer not null
    ) strict, without rowid;
    create table if not exists ticket (
        id integer not null primary key, player_id integer not null, kind text not null,
        risk integer not null, win integer not null, placed_at integer not null,
        state text not null
    ) strict;
    create index if not exists ticket_of_player on ticket (player_id, id);
    create table if not exists leg (
        ticket_id integer not null, place integer not null, fixture_id integer not null,
        market_id integer not null, side text not null, points integer, win integer not null,
        risk integer not null, version integer not null, primary key (ticket_id, place)
    ) strict, without rowid;
    create index if not exists leg_of_fixture on leg (fixture_id, ticket_id);
    create table if not exists transfer (
        id integer not null primary key, owner_id integer not null,
        from_account integer not null, to_account integer not null, amount integer not null,
        ticket_id integer not null
    ) strict;
    create index if not exists transfer_of_owner on transfer (owner_id, id);
    create table if not exists exposure (
        market_id integer not null, side text not null, tickets integer not null,
        risk integer not null, win integer not null, primary key (market_id, side)
    ) strict, without rowid;";

/// Cash of a player.
const CASH: i64 = 1;
/// Risk of a player's open bets.
const HELD: i64 = 2;

/// A bet as it arrives.
pub(super) struct Order {
    /// The client's key.
    pub(super) key: Uuid,
    /// Names the session.
    pub(super) token: String,
    /// What is asked.
    pub(super) wager: SentWager,
}

impl Order {
    /// The order of a bet, for what is written before the load.
    pub(super) fn of(ground: &Ground, bet: &Bet, key: Uuid) -> Order {
        let leg = |pick: &Pick| {
            let market = pick.market_on(ground);
            SentLeg {
                market_id: format!("k{}", market.id.0),
                side: pick.side.name().to_owned(),
                version: market.version,
                odds: SentOdds { american: -110, decimal: String::new() },
                points: None,
            }
        };
        let wager = SentWager {
            kind: bet.kind().name().to_owned(),
            entry: "risk".to_owned(),
            amount: SentMoney { amount: bet.risk, currency: "USD".to_owned() },
            legs: bet.legs.iter().map(leg).collect(),
            price_policy: "better".to_owned(),
        };
        Order { key, token: ground.players[bet.player].token.clone(), wager }
    }
}

/// What is answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Placed {
    /// It stands.
    Ticket {
        /// Its number.
        id: i64,
        /// What can be lost.
        risk: i64,
        /// What can be won.
        win: i64,
    },
    /// It does not, for this reason.
    Refused(&'static str),
}

/// A price as it stands.
pub(super) struct Price {
    pub(super) fixture: i64,
    pub(super) points: Option<i64>,
    pub(super) win: i64,
    pub(super) risk: i64,
}

/// The peer's database.
pub(super) struct Ledger {
    connection: Connection,
}

impl Ledger {
    /// Opens the database with the same care for what is durable as the subject's, and the same
    /// room for its cache and log.
    pub(super) fn open(file: &Path) -> anyhow::Result<Ledger> {
        let connection = Connection::open(file)?;
        connection.execute_batch(
            "pragma journal_mode = wal; pragma synchronous = full;
             pragma wal_autocheckpoint = 16384; pragma cache_size = -262144;",
        )?;
        connection.execute_batch(SCHEMA)?;
        // Without it a cached statement is compiled again at every use, since giving it back to
        // the cache clears its parameters.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Ledger { connection })
    }

    /// Writes players, sessions and prices.
    pub(super) fn lay(&mut self, ground: &Ground) -> anyhow::Result<()> {
        let transaction = self.connection.transaction()?;
        for player in &ground.players {
            let id = player.member.0;
            cached(&transaction, "insert into session values (?1, ?2)")?
                .execute(params![player.token, id])?;
            cached(&transaction, "insert into player values (?1, ?2, ?3)")?.execute([
                id,
                1_000_000_000_000,
                500_000,
            ])?;
        }
        for market in ground.fixtures.iter().flatten() {
            for price in &market.prices {
                let points = market.points_of(price.side).map(|points| points.0);
                cached(&transaction, "insert into price values (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
                    .execute(params![
                        market.id.0,
                        price.side.name(),
                        market.fixture.0,
                        market.version,
                        points,
                        price.odds.win,
                        price.odds.risk
                    ])?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// Places a bet in a transaction of its own.
    pub(super) fn place_alone(&mut self, order: &Order) -> anyhow::Result<Placed> {
        let behavior = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(behavior)?;
        let placed = place(&transaction, order)?;
        match placed {
            Placed::Ticket { .. } => transaction.commit()?,
            Placed::Refused(_) => transaction.rollback()?,
        }
        Ok(placed)
    }

    /// Places many in one transaction: only for what is written before the load.
    pub(super) fn place_together(&mut self, orders: &[Order]) -> anyhow::Result<()> {
        let transaction = self.connection.transaction()?;
        for order in orders {
            let placed = place(&transaction, order)?;
            anyhow::ensure!(matches!(placed, Placed::Ticket { .. }), "{placed:?}");
        }
        Ok(transaction.commit()?)
    }
}

fn cached<'c>(
    transaction: &'c Transaction<'_>,
    sql: &str,
) -> rusqlite::Result<CachedStatement<'c>> {
    transaction.prepare_cached(sql)
}

fn place(transaction: &Transaction<'_>, order: &Order) -> anyhow::Result<Placed> {
    let key = order.key.as_bytes();
    let earlier = cached(transaction, "select ticket_id from idempotency where request_key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    if let Some(id) = earlier {
        return stored(transaction, id);
    }
    let session = "select s.player_id, p.credit, p.max_risk from session s
        join player p on p.id = s.player_id where s.token = ?1";
    let player = cached(transaction, session)?
        .query_row([&order.token], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((player, credit, max_risk)): Option<(i64, i64, i64)> = player else {
        return Ok(Placed::Refused("not_signed_in"));
    };
    let mut prices = Vec::with_capacity(order.wager.legs.len());
    for leg in &order.wager.legs {
        match price(transaction, leg)? {
            Some(price) => prices.push(price),
            None => return Ok(Placed::Refused("price_changed")),
        }
    }
    let risk = order.wager.amount.amount;
    let Some(win) = win_of(risk, &prices) else { return Ok(Placed::Refused("amount_invalid")) };
    let cash = "select amount from balance where owner_id = ?1 and account = ?2";
    let cash: Option<i64> =
        cached(transaction, cash)?.query_row([player, CASH], |row| row.get(0)).optional()?;
    if risk > max_risk {
        return Ok(Placed::Refused("above_max_risk"));
    }
    if risk > credit + cash.unwrap_or(0) {
        return Ok(Placed::Refused("insufficient_funds"));
    }
    let id = write(transaction, order, player, (risk, win), &prices)?;
    Ok(Placed::Ticket { id, risk, win })
}

fn stored(transaction: &Transaction<'_>, id: i64) -> anyhow::Result<Placed> {
    let (risk, win) = cached(transaction, "select risk, win from ticket where id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Placed::Ticket { id, risk, win })
}

/// The price of a selection, if it is the one that was seen.
fn price(transaction: &Transaction<'_>, leg: &SentLeg) -> anyhow::Result<Option<Price>> {
    let market = leg.market().context("a market that is no number")?;
    let sql = "select fixture_id, points, win, risk from price
        where market_id = ?1 and side = ?2 and version = ?3";
    let price = cached(transaction, sql)?
        .query_row(params![market, leg.side, leg.version], |row| {
            let (fixture, points) = (row.get(0)?, row.get(1)?);
            Ok(Price { fixture, points, win: row.get(2)?, risk: row.get(3)? })
        })
        .optional()?;
    Ok(price)
}

/// `risk` times the product of all `(win + risk) / risk`, less `risk`, rounded down.
pub(super) fn win_of(risk: i64, prices: &[Price]) -> Option<i64> {
    let mut factor = (1_i128, 1_i128);
    for price in prices {
        factor.0 = factor.0.checked_mul(i128::from(price.win) + i128::from(price.risk))?;
        factor.1 = factor.1.checked_mul(i128::from(price.risk))?;
    }
    let returned = i128::from(risk).checked_mul(factor.0)? / factor.1;
    i64::try_from(returned - i128::from(risk)).ok()
}

fn write(
    transaction: &Transaction<'_>,
    order: &Order,
    player: i64,
    (risk, win): (i64, i64),
    prices: &[Price],
) -> anyhow::Result<i64> {
    // The key carries the time in its first 48 bits.
    let placed_at = i64::try_from(order.key.as_u128() >> 80)?;
    let ticket = "insert into ticket (player_id, kind, risk, win, placed_at, state)
        values (?1, ?2, ?3, ?4, ?5, 'open')";
    let id = cached(transaction, ticket)?.insert(params![
        player,
        order.wager.kind,
        risk,
        win,
        placed_at
    ])?;
    cached(transaction, "insert into idempotency values (?1, ?2)")?
        .execute(params![order.key.as_bytes(), id])?;
    let transfer = "insert into transfer (owner_id, from_account, to_account, amount, ticket_id)
        values (?1, ?2, ?3, ?4, ?5)";
    cached(transaction, transfer)?.execute([player, CASH, HELD, risk, id])?;
    let balance = "insert into balance values (?1, ?2, ?3)
        on conflict (owner_id, account) do update set amount = amount + excluded.amount";
    for (account, amount) in [(CASH, -risk), (HELD, risk)] {
        cached(transaction, balance)?.execute([player, account, amount])?;
    }
    let exposure = "insert into exposure values (?1, ?2, 1, ?3, ?4)
        on conflict (market_id, side) do update set tickets = tickets + 1,
        risk = risk + excluded.risk, win = win + excluded.win";
    for (place, (leg, price)) in (1..).zip(order.wager.legs.iter().zip(prices)) {
        let place: i64 = place;
        let market = leg.market();
        cached(transaction, "insert into leg values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?
            .execute(params![
                id,
                place,
                price.fixture,
                market,
                leg.side,
                price.points,
                price.win,
                price.risk,
                leg.version
            ])?;
        cached(transaction, exposure)?.execute(params![market, leg.side, risk, win])?;
    }
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mix::tests::ground;
    use domain::board::market::Side;

    fn ledger() -> (Ledger, Ground) {
        let mut ledger = Ledger::open(Path::new(":memory:")).expect("a database");
        let mut ground = ground();
        for (place, player) in (0..).zip(&mut ground.players) {
            player.token = format!("token {place}");
        }
        ledger.lay(&ground).expect("laid");
        (ledger, ground)
    }

    fn order(ground: &Ground, key: u128, risk: i64) -> Order {
        let pick = Pick { fixture: 3, market: 0, side: Side::Home };
        Order::of(ground, &Bet { player: 2, risk, legs: vec![pick] }, Uuid::from_u128(key))
    }

    fn number(ledger: &Ledger, sql: &str) -> i64 {
        ledger.connection.query_row(sql, [], |row| row.get(0)).expect("a number")
    }

    #[test]
    fn a_bet_is_kept_once_and_answered_the_same() {
        let (mut ledger, ground) = ledger();
        let placed = ledger.place_alone(&order(&ground, 1, 1_100)).expect("placed");
        assert_eq!(placed, Placed::Ticket { id: 1, risk: 1_100, win: 1_000 });
        assert_eq!(ledger.place_alone(&order(&ground, 1, 1_100)).expect("again"), placed);
        for (table, count) in
            [("ticket", 1), ("leg", 1), ("transfer", 1), ("balance", 2), ("exposure", 1)]
        {
            let sql = format!("select count(*) from {table}");
            assert_eq!(number(&ledger, &sql), count, "{table}");
        }
        assert_eq!(number(&ledger, "select sum(amount) from balance"), 0);
    }

    #[test]
    fn a_moved_price_or_too_much_risk_is_refused_and_leaves_nothing() {
        let (mut ledger, ground) = ledger();
        let mut moved = order(&ground, 1, 1_100);
        moved.wager.legs[0].version += 1;
        let placed = ledger.place_alone(&moved).expect("an answer");
        assert_eq!(placed, Placed::Refused("price_changed"));
        let placed = ledger.place_alone(&order(&ground, 2, 500_001)).expect("an answer");
        assert_eq!(placed, Placed::Refused("above_max_risk"));
        assert_eq!(number(&ledger, "select count(*) from ticket"), 0);
    }

    #[test]
    fn parlays_multiply() {
        let price = || Price { fixture: 1, points: None, win: 100, risk: 110 };
        assert_eq!(win_of(1_100, &[price()]), Some(1_000));
        // 1100 * (210/110)^2 = 4009.09..
        assert_eq!(win_of(1_100, &[price(), price()]), Some(2_909));
    }
}
