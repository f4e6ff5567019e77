//! Books with players who bet over HTTP: made ready beside the servers, with sessions that every
//! server of the database knows.

use std::net::SocketAddr;
use std::sync::Arc;

use domain::id::{BookId, MarketId, MemberId, RequestKey};
use domain::member::Role;
use perhead::clock::SystemClock;
use perhead::serve::Installation;
use serde_json::Value;

use crate::play::numbered_key;
use crate::server::{enter, give_session};
use crate::site::{FAR, add_book, add_member, fund, post_games, straight};
use crate::stage::request::wager;
use crate::web::{Answer, Browser, Request};

/// A book, its operator's cookie and its players.
pub(super) struct House {
    pub(super) id: BookId,
    pub(super) slug: String,
    pub(super) operator: String,
    pub(super) players: Vec<Player>,
    pub(super) market: MarketId,
}

/// A player and the cookie of a session.
pub(super) struct Player {
    pub(super) member: MemberId,
    pub(super) cookie: String,
}

/// Opens so many books with so many players each, on one game.
pub(super) fn open_houses(database: &str, houses: usize, players: usize) -> Vec<House> {
    let installation = Installation::open(database, Arc::new(SystemClock));
    let installation = installation.expect("the database opens");
    let market = post_games(&installation, 1, FAR)[0].market;
    (0..houses)
        .map(|number| {
            let slug = format!("book{number}");
            let (id, root) = add_book(&installation, &slug, "dana");
            let operator = give_session(&installation, id, &slug, "dana");
            let players = (0..players).map(|number| {
                let login = format!("player{number}");
                let member = add_member(&installation, id, (root, Role::Player, &login));
                fund(&installation, id, member, 10_000_000);
                Player { member, cookie: give_session(&installation, id, &slug, &login) }
            });
            let players = players.collect();
            House { id, slug, operator, players, market }
        })
        .collect()
}

/// One wager as it is sent, now or again.
#[derive(Clone, Debug)]
pub(super) struct Intent {
    key: RequestKey,
    body: Value,
}

impl Intent {
    /// A wager of some cents under a key of its own.
    pub(super) fn of(house: &House, player: &Player, (number, cents): (u64, i64)) -> Intent {
        let body = wager(&straight(player.member, house.market, cents));
        Intent { key: numbered_key(number), body }
    }

    /// The request for it, the same whenever it is sent.
    pub(super) fn request(&self) -> Request {
        Request::of("POST", "/v1/wagers").with_json(&self.body).with_key(self.key)
    }
}

/// The ticket that an answer confirms; nothing where the server only asks to come back.
pub(super) fn ticket_of(answer: &Answer) -> Option<String> {
    match answer.status {
        201 => Some(answer.json()["id"].as_str().expect("a ticket has an id").to_owned()),
        429 | 503 => None,
        other => panic!("{other}: {}", answer.json()),
    }
}

impl House {
    /// A player's browser at a server.
    pub(super) fn browser(&self, at: SocketAddr, player: &Player) -> Browser {
        enter(Browser::new(at, &self.slug), &self.slug, &player.cookie)
    }

    /// The operator's browser at a server.
    pub(super) fn operator(&self, at: SocketAddr) -> Browser {
        enter(Browser::new(at, &self.slug), &self.slug, &self.operator)
    }

    /// Ids of all tickets that a server shows its operator.
    pub(super) fn tickets(&self, at: SocketAddr) -> Vec<String> {
        let (mut browser, mut found, mut cursor) = (self.operator(at), Vec::new(), String::new());
        loop {
            let path = format!("/v1/tickets?limit=200&cursor={cursor}");
            let answer = browser.send(&Request::get(path));
            assert_eq!(answer.status, 200, "{}", answer.json());
            let page = answer.json();
            let items = page["items"].as_array().expect("a page").iter();
            found.extend(items.map(|item| item["id"].as_str().expect("an id").to_owned()));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        found.sort();
        found
    }
}
