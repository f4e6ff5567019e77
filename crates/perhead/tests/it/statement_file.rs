//! The statement as a file: every line of an account whatever its length, each with the balance
//! before and after it, adding up to the balance.

use domain::command::{Action, Actor, Pay};
use domain::ledger::account::Method;
use domain::member::Role;
use domain::money::Money;
use perhead::calls::{call, fresh};
use perhead::clock::FastClock;

use crate::play::BEGIN;
use crate::server::TestServer;
use crate::site::{add_book, add_member};
use crate::web::Request;

/// More lines than are read at once, and no multiple of it.
const LINES: i64 = 1_203;

/// Cents of an amount with two decimals.
fn cents(text: &str) -> i64 {
    let (whole, rest) = text.trim_start_matches('-').split_once('.').expect("two decimals");
    let cents: i64 = format!("{whole}{rest}").parse().expect("a number");
    if text.starts_with('-') { -cents } else { cents }
}

#[test]
fn a_long_statement_is_whole_and_adds_up() {
    let clock = FastClock::new(BEGIN, 0);
    let server = TestServer::start(&clock);
    server.installation.ensure_platform("").expect("the provider's scope opens");
    let (book, root) = add_book(&server.installation, "acme", "boss");
    let pat = add_member(&server.installation, book, (root, Role::Player, "pat"));
    for number in 1..=LINES {
        let pay = Pay {
            member: pat,
            method: Some(Method::Cash),
            amount: Money(number),
            reference: String::new(),
            note: format!("no {number}"),
        };
        let action = if number % 7 == 0 { Action::Disburse(pay) } else { Action::Receive(pay) };
        call(&server.installation.desk, fresh(book, Actor::System, action)).expect("it is paid");
    }
    let mut own = server.signed_in(book, "acme", "pat");
    let file = own.send(&Request::get("/v1/statement?format=csv"));
    assert_eq!(file.status, 200);
    assert!(!file.headers.contains_key("perhead-next-cursor"));
    let text = String::from_utf8(file.body).expect("text");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("at,fact,description,ticket,amount,before,after,currency"));
    let rows: Vec<[i64; 3]> = lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            [4, 5, 6].map(|place| cents(cells[place]))
        })
        .collect();
    assert_eq!(i64::try_from(rows.len()), Ok(LINES));
    // Newest first: each line begins where the one below it ends.
    for pair in rows.windows(2) {
        assert_eq!(pair[0][1], pair[1][2]);
    }
    let sum: i64 = rows.iter().map(|[amount, ..]| amount).sum();
    assert!(rows.iter().all(|[amount, before, after]| before + amount == *after));
    let balance = own.send(&Request::get("/v1/balance")).json();
    assert_eq!(balance["balance"]["amount"].as_i64(), Some(sum));
    assert_eq!((rows[0][2], rows.last().map(|row| row[1])), (sum, Some(0)));
}
