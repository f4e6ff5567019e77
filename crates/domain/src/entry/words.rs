//! The words of a spoken wager, each told apart by its look alone.

use crate::board::line::Points;
use crate::board::market::MarketKind;
use crate::money::Money;
use crate::odds::Odds;
use crate::wager::ticket::Entry;

/// How the picks of a spoken wager hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One pick.
    Straight,
    /// All must win.
    Parlay,
    /// All parlays of some sizes.
    RoundRobin,
}

impl Form {
    /// The word it is called by.
    pub fn word(self) -> &'static str {
        match self {
            Form::Straight => "straight",
            Form::Parlay => "parlay",
            Form::RoundRobin => "rr",
        }
    }
}

/// One word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// How the picks hang together.
    Form(Form),
    /// What is asked of a fixture.
    Market(MarketKind),
    /// More than the number, which may be joined to the word.
    Over(Option<Points>),
    /// Fewer than the number.
    Under(Option<Points>),
    /// Neither wins.
    Draw,
    /// Points with a sign, or `pk`.
    Points(Points),
    /// A price with a sign.
    Price(Odds),
    /// What the amount means.
    Entry(Entry),
    /// Sizes of a round robin follow.
    By,
    /// A number without a sign.
    Number(Number),
    /// Says nothing: `to`, `and`, `@`.
    Filler,
}

/// A number without a sign: it may be a rotation number, points, a size or an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// As a whole number, if it is one and was typed plainly.
    pub whole: Option<i32>,
    /// As points, if they can be.
    pub points: Option<Points>,
    /// As an amount of money, if it can be one.
    pub amount: Option<Money>,
    /// True when it was typed as money: `$50`, `2k`, `1,250`, `12.50`.
    pub is_money: bool,
}

/// The meaning of one word; `None` for a word that is not of this language.
pub fn word(text: &str) -> Option<Word> {
    let text = text.to_ascii_lowercase();
    if let Some(word) = plain(&text) {
        return Some(word);
    }
    if text.starts_with(['+', '-']) {
        return signed(&text);
    }
    for (prefixes, is_over) in [(["over", "ov", "o"], true), (["under", "un", "u"], false)] {
        let rest = prefixes.into_iter().find_map(|prefix| text.strip_prefix(prefix));
        if let Some(points) = rest.and_then(unsigned_points) {
            return Some(if is_over {
                Word::Over(Some(points))
            } else {
                Word::Under(Some(points))
            });
        }
    }
    number(&text).map(Word::Number)
}

fn plain(text: &str) -> Option<Word> {
    Some(match text {
        "straight" | "str" => Word::Form(Form::Straight),
        "parlay" | "par" | "parley" => Word::Form(Form::Parlay),
        "rr" | "robin" | "roundrobin" | "round-robin" => Word::Form(Form::RoundRobin),
        "ml" | "moneyline" | "money" => Word::Market(MarketKind::Moneyline),
        "3way" | "3-way" => Word::Market(MarketKind::Moneyline3),
        "spread" | "line" | "ats" => Word::Market(MarketKind::Spread),
        "total" => Word::Market(MarketKind::Total),
        "over" | "ov" | "o" => Word::Over(None),
        "under" | "un" | "u" => Word::Under(None),
        "draw" | "tie" | "x" => Word::Draw,
        "pk" | "pick" | "pick'em" | "pickem" => Word::Points(Points(0)),
        "even" | "ev" => Word::Price(Odds::EVEN),
        "risk" | "risking" | "for" => Word::Entry(Entry::Risk),
        "win" | "tw" => Word::Entry(Entry::Win),
        "base" => Word::Entry(Entry::Base),
        "by" => Word::By,
        "to" | "and" | "on" | "at" | "@" | "round" | "&" => Word::Filler,
        _ => return None,
    })
}

/// Below a hundred a signed number is points, from a hundred on a price.
fn signed(text: &str) -> Option<Word> {
    let points = Points::parse(text).filter(|points| points.0.unsigned_abs() < 400);
    match points {
        Some(points) => Some(Word::Points(points)),
        None => Odds::parse_american(text).ok().map(Word::Price),
    }
}

fn unsigned_points(text: &str) -> Option<Points> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) || text.ends_with('.') {
        return None;
    }
    Points::parse(text)
}

/// Amounts as people type them: `50`, `50.25`, `$50`, `1,250`, `2k`, `1.5k`.
fn number(text: &str) -> Option<Number> {
    let bare = text.strip_prefix('$').unwrap_or(text);
    let (digits, is_thousands) = match bare.strip_suffix('k') {
        Some(digits) => (digits, true),
        None => (bare, false),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() > 1;
    let in_groups = groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (grouped && !in_groups) || !groups.iter().all(|one| are_digits(one)) || !are_digits(rest) {
        return None;
    }
    if digits.ends_with('.') || rest.len() > 3 {
        return None;
    }
    let amount = amount(&groups.concat(), rest, is_thousands);
    let is_money = bare.len() < text.len() || is_thousands || grouped;
    let points = if is_money { None } else { unsigned_points(digits) };
    let whole = if is_money || !rest.is_empty() { None } else { digits.parse().ok() };
    (amount.is_some() || points.is_some() || whole.is_some()).then_some(Number {
        whole,
        points,
        amount,
        is_money,
    })
}

fn amount(whole: &str, rest: &str, is_thousands: bool) -> Option<Money> {
    let whole: i64 = whole.parse().ok()?;
    // Thousandths of a major unit: a cent is ten of them.
    let thousandths: i64 = format!("{rest:0<3}").parse().ok()?;
    let sum = whole.checked_mul(1_000)?.checked_add(thousandths)?;
    let sum = if is_thousands { sum.checked_mul(1_000)? } else { sum };
    (sum % 10 == 0 && sum / 10 <= Money::MAX.0).then_some(Money(sum / 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, cents) in [
            ("200", 20_000),
            ("$50", 5_000),
            ("12.5", 1_250),
            ("12.50", 1_250),
            ("1,250", 125_000),
            ("$1,250.75", 125_075),
            ("2k", 200_000),
            ("1.5k", 150_000),
            ("1.255k", 125_500),
        ] {
            let found = number(text).and_then(|number| number.amount);
            assert_eq!(found, Some(Money(cents)), "{text}");
        }
        for bad in
            ["", "$", "k", "12,50", "1,2500", "5.", "1.2345", "x5", "1e3", "٥", "99999999999999"]
        {
            assert_eq!(number(bad).and_then(|number| number.amount), None, "{bad}");
        }
        assert_eq!(number("12.345").and_then(|number| number.amount), None);
    }

    #[test]
    fn words_are_told_apart_by_their_look() {
        let points = |text: &str| Points::parse(text).expect("points");
        assert_eq!(word("-3.5"), Some(Word::Points(points("-3.5"))));
        assert_eq!(word("+7"), Some(Word::Points(points("7"))));
        assert_eq!(word("PK"), Some(Word::Points(Points(0))));
        assert_eq!(word("-110"), Odds::american(-110).ok().map(Word::Price));
        assert_eq!(word("o44.5"), Some(Word::Over(Some(points("44.5")))));
        assert_eq!(word("U7"), Some(Word::Under(Some(points("7")))));
        assert_eq!(word("Over"), Some(Word::Over(None)));
        assert!(matches!(word("471"), Some(Word::Number(Number { whole: Some(471), .. }))));
        for unknown in ["chiefs", "--3", "-3.3.", "+", "o", "4h"].iter().filter(|one| **one != "o")
        {
            assert_eq!(word(unknown), None, "{unknown}");
        }
    }
}
