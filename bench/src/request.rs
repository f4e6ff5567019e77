//! Requests as bytes, made before the load starts; only the key is written into them while it
//! runs.

use std::net::SocketAddr;

use serde_json::json;
use uuid::Uuid;

use crate::ground::{Ground, SLUG, address_of};
use crate::mix::{Bet, Pick};

/// Characters of a key in its usual text.
const KEY_LENGTH: usize = 36;

/// One request but for its key.
#[derive(Clone, Debug)]
pub(crate) struct Prepared {
    bytes: Vec<u8>,
    key_at: usize,
    /// Bytes of its body.
    pub(crate) body_length: usize,
}

impl Prepared {
    /// The request that places `bet`, with everything that a browser behind our own proxy sends
    /// and the interface looks at.
    pub(crate) fn wager(ground: &Ground, bet: &Bet) -> Prepared {
        let player = &ground.players[bet.player];
        let body = body_of(ground, bet);
        let head = format!(
            "POST /v1/wagers HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\n\
             content-type: application/json\r\nsec-fetch-site: same-origin\r\n\
             cookie: {}\r\nx-csrf-token: {}\r\nperhead-book: {SLUG}\r\nx-forwarded-for: {}\r\n\
             content-length: {}\r\nidempotency-key: ",
            cookie(&player.token),
            player.csrf,
            address_of(bet.player),
            body.len(),
        );
        let mut bytes = head.into_bytes();
        let key_at = bytes.len();
        bytes.extend_from_slice(&[b'0'; KEY_LENGTH]);
        bytes.extend_from_slice(b"\r\n\r\n");
        bytes.extend_from_slice(body.as_bytes());
        Prepared { bytes, key_at, body_length: body.len() }
    }

    /// Writes the request with `key` into `buffer`, in place of what was there.
    pub(crate) fn write(&self, key: Uuid, buffer: &mut Vec<u8>) {
        buffer.clear();
        buffer.extend_from_slice(&self.bytes);
        key.hyphenated().encode_lower(&mut buffer[self.key_at..self.key_at + KEY_LENGTH]);
    }
}

/// The request that asks who is signed in.
pub(crate) fn session(server: SocketAddr, token: &str, place: usize) -> Vec<u8> {
    let text = format!(
        "GET /v1/session HTTP/1.1\r\nhost: {server}\r\ncookie: {}\r\nperhead-book: {SLUG}\r\n\
         x-forwarded-for: {}\r\n\r\n",
        cookie(token),
        address_of(place)
    );
    text.into_bytes()
}

fn cookie(token: &str) -> String {
    format!("__Host-perhead-{SLUG}={token}")
}

fn body_of(ground: &Ground, bet: &Bet) -> String {
    let leg = |pick: &Pick| {
        let market = pick.market_on(ground);
        let odds = market.odds_of(pick.side);
        let american = odds.map(|odds| odds.to_american());
        let decimal = odds.map(|odds| odds.to_decimal());
        json!({
            "market_id": format!("k{}", market.id.0),
            "side": pick.side.name(),
            "version": market.version,
            "odds": { "american": american, "decimal": decimal },
            "points": market.points_of(pick.side).map(|points| points.signed()),
        })
    };
    let body = json!({
        "type": bet.kind().name(),
        "entry": "risk",
        "amount": { "amount": bet.risk, "currency": "USD" },
        "legs": bet.legs.iter().map(leg).collect::<Vec<_>>(),
        "price_policy": "better",
    });
    body.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mix::tests::ground;
    use crate::sent::SentWager;
    use domain::board::market::Side;

    fn bet() -> Bet {
        let legs = [(0, Side::Home), (1, Side::Away)];
        let legs = legs.map(|(fixture, side)| Pick { fixture, market: 0, side });
        Bet { player: 5, risk: 2_500, legs: legs.to_vec() }
    }

    #[test]
    fn the_head_carries_who_asks_and_under_which_key() {
        let mut buffer = b"left over".to_vec();
        let key = Uuid::from_u128(0x0192_2b6e_4a5c_7c3e_9b0a_2f1d_3c4b_5a69);
        Prepared::wager(&ground(), &bet()).write(key, &mut buffer);
        let text = String::from_utf8(buffer).expect("text");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let lines: Vec<&str> = head.split("\r\n").collect();
        assert_eq!(lines[0], "POST /v1/wagers HTTP/1.1");
        for line in [
            "idempotency-key: 01922b6e-4a5c-7c3e-9b0a-2f1d3c4b5a69",
            "x-forwarded-for: 10.0.0.5",
            "perhead-book: bench",
            &format!("cookie: __Host-perhead-bench={}", "ab".repeat(32)),
            &format!("x-csrf-token: {}", "cd".repeat(32)),
            &format!("content-length: {}", body.len()),
        ] {
            assert!(lines.contains(&line), "{line} in {head}");
        }
    }

    #[test]
    fn the_body_is_what_every_contender_reads() {
        let prepared = Prepared::wager(&ground(), &bet());
        let body = &prepared.bytes[prepared.bytes.len() - prepared.body_length..];
        let sent: SentWager = serde_json::from_slice(body).expect("a wager");
        assert!(sent.is_plausible());
        assert_eq!((sent.kind.as_str(), sent.amount.amount), ("parlay", 2_500));
        let points: Vec<_> = sent.legs.iter().map(|leg| leg.points.as_deref()).collect();
        assert_eq!(points, [Some("-3.5"), Some("+3.5")]);
        assert_eq!(sent.legs[1].market(), Some(21));
        assert_eq!((sent.legs[0].odds.american, sent.legs[0].version), (-110, 4));
    }

    #[test]
    fn two_writings_differ_in_their_key_alone() {
        let prepared = Prepared::wager(&ground(), &bet());
        let (mut one, mut other) = (Vec::new(), Vec::new());
        prepared.write(Uuid::from_u128(1), &mut one);
        prepared.write(Uuid::from_u128(u128::MAX), &mut other);
        let differing = (0..one.len()).filter(|place| one[*place] != other[*place]);
        let expected: Vec<usize> = (0..KEY_LENGTH)
            .filter(|place| ![8, 13, 18, 23].contains(place))
            .map(|place| prepared.key_at + place)
            .collect();
        assert_eq!(differing.collect::<Vec<_>>(), expected);
    }
}
