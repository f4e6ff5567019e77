//! What goes over the interface around payment providers' records: files as CSV, notices with
//! their signatures, and what their lists tell.

use std::collections::BTreeMap;

use domain::calendar::Instant;
use domain::funding::reconcile::{LineOutcome, ProviderLine};
use domain::id::BookId;
use domain::ledger::account::Method;
use domain::money::Money;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use super::request::money;
use super::{LineCounts, Notice};
use crate::web::Request;

/// The secrets that the interface told, by book and method, oldest first.
pub(super) type Secrets = BTreeMap<(BookId, &'static str), Vec<String>>;

/// The upload of a file.
pub(super) fn upload(method: Method, name: &str, lines: &[ProviderLine]) -> Request {
    let mut file = "date,reference,amount,direction\n".to_owned();
    for line in lines {
        let Money(minor) = line.amount;
        let amount = format!("{}.{:02}", minor / 100, minor % 100);
        let (reference, way) = (&line.reference, line.direction.name());
        file.push_str(&format!("2024-09-01,\"{reference}\",{amount},{way}\n"));
    }
    let path = format!("/v1/reconciliations?method={}&name={name}", method.name());
    Request::of("POST", path).with_text("text/csv", &file)
}

/// A notice, signed as its provider does it.
pub(super) fn notice(sent: &Notice, secrets: &Secrets, book: BookId, now: Instant) -> Request {
    let body = json!({
        "member_id": format!("m{}", sent.member.0),
        "reference": sent.line.reference,
        "direction": sent.line.direction.name(),
        "amount": money(sent.line.amount),
        "failed": sent.failed,
    });
    let told = secrets.get(&(book, sent.method.name())).cloned().unwrap_or_default();
    let number = usize::from(sent.signed_by);
    let secret = number.checked_sub(1).and_then(|place| told.get(place).cloned());
    let secret = secret.unwrap_or_else(|| "5a".repeat(32));
    let time = now.0 / Instant::SECOND - sent.seconds_old;
    let text = body.to_string();
    let signature = sign(&secret, &format!("{}.{time}.{text}", sent.id));
    Request::of("POST", format!("/v1/payment-notices/{}", sent.method.name()))
        .with_text("application/json", &text)
        .with_header("webhook-id", &sent.id)
        .with_header("webhook-timestamp", &time.to_string())
        .with_header("webhook-signature", &format!("v1,{signature}"))
}

fn sign(secret: &str, text: &str) -> String {
    let digit = |place: usize| u8::from_str_radix(&secret[place..place + 2], 16);
    let key: Vec<u8> = (0..secret.len()).step_by(2).map(|at| digit(at).expect("hex")).collect();
    let mut keyed = Hmac::<Sha256>::new_from_slice(&key).expect("any length is a key");
    keyed.update(text.as_bytes());
    keyed.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The counts that a record tells of itself, which are those of its lines.
pub(super) fn counts_of(record: &Value, lines: &Value) -> LineCounts {
    let lines = lines["items"].as_array().expect("a list");
    LineOutcome::ALL.map(|(_, name)| {
        let told = record[name].as_i64().expect("a count");
        let listed = lines.iter().filter(|line| line["outcome"] == name).count();
        assert_eq!(usize::try_from(told), Ok(listed), "{name} lines of {record}");
        i32::try_from(told).expect("a small count")
    })
}
