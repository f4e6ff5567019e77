//! The words of one scenario line, and how amounts, times, prices and points are typed in it.
//! Decides spelling only; what a line means is read by its neighbour [`super::read`].

use domain::board::line::Points;
use domain::calendar::{Day, Instant};
use domain::money::Money;
use domain::odds::Odds;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// What a reader of a line answers: the value, or what is wrong in words.
pub(crate) type Read<T> = Result<T, String>;

/// The words of a line, taken from left to right.
pub(crate) struct Words {
    words: Vec<String>,
    next: usize,
}

impl Words {
    /// Splits a line at blanks. Double quotes hold words together, `#` begins a comment.
    pub(crate) fn of(line: &str) -> Read<Words> {
        let mut words = Vec::new();
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            if first == '#' {
                break;
            }
            let (word, after) = if let Some(quoted) = rest.strip_prefix('"') {
                quoted.split_once('"').ok_or("a quotation mark is never closed")?
            } else {
                rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()))
            };
            words.push(word.to_owned());
            rest = after.trim_start();
        }
        Ok(Words { words, next: 0 })
    }

    /// True when every word was taken.
    pub(crate) fn is_empty(&self) -> bool {
        self.next >= self.words.len()
    }

    /// The next word, not taken yet.
    pub(crate) fn peek(&self) -> &str {
        self.words.get(self.next).map_or("", String::as_str)
    }

    /// Takes the next word; `what` names it when there is none.
    pub(crate) fn take(&mut self, what: &str) -> Read<String> {
        let word =
            self.words.get(self.next).ok_or_else(|| format!("the line ends before {what}"))?;
        self.next += 1;
        Ok(word.clone())
    }

    /// Takes the next word if it is `wanted`.
    pub(crate) fn skip(&mut self, wanted: &str) -> bool {
        let found = !self.is_empty() && self.peek() == wanted;
        self.next += usize::from(found);
        found
    }

    /// Takes the next word, which must be `wanted`.
    pub(crate) fn need(&mut self, wanted: &str) -> Read<()> {
        if self.skip(wanted) {
            return Ok(());
        }
        Err(format!("`{wanted}` is expected, not `{}`", self.peek()))
    }

    /// Takes a word and reads it by `parse`.
    pub(crate) fn named<T>(&mut self, what: &str, parse: fn(&str) -> Option<T>) -> Read<T> {
        let word = self.take(what)?;
        parse(&word).ok_or_else(|| format!("`{word}` is no {what}"))
    }

    /// Takes a whole number.
    pub(crate) fn number(&mut self, what: &str) -> Read<i64> {
        self.named(what, |word| word.parse().ok())
    }

    /// Takes an amount.
    pub(crate) fn money(&mut self, what: &str) -> Read<Money> {
        self.named(what, money)
    }

    /// Takes a date and a time of day, in UTC.
    pub(crate) fn instant(&mut self, what: &str) -> Read<Instant> {
        let (date, time) = (self.take(what)?, self.take(what)?);
        instant(&date, &time).ok_or_else(|| format!("`{date} {time}` is no {what}"))
    }

    /// Takes a date.
    pub(crate) fn day(&mut self, what: &str) -> Read<Day> {
        self.named(what, |word| word.parse::<Date>().ok().map(perhead::clock::day_of))
    }

    /// Takes `home` and `away` with their points.
    pub(crate) fn score(&mut self) -> Read<(i32, i32)> {
        self.need("home")?;
        let home = self.named("score", |word| word.parse().ok())?;
        self.need("away")?;
        Ok((home, self.named("score", |word| word.parse().ok())?))
    }

    /// Refuses whatever is left.
    pub(crate) fn end(&self) -> Read<()> {
        if self.is_empty() { Ok(()) } else { Err(format!("`{}` is not understood", self.peek())) }
    }
}

/// An amount as people type it: `50`, `0.05`, `-12.5`, `1,250.00`.
pub(crate) fn money(text: &str) -> Option<Money> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |part: &str| part.chars().all(|c| c.is_ascii_digit()) && !part.is_empty();
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() == 1
        || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    if !grouped || !groups.iter().all(|group| is_number(group)) || !is_number(cents) {
        return None;
    }
    let cents: i64 = match cents.len() {
        1 => cents.parse::<i64>().ok()? * 10,
        2 => cents.parse().ok()?,
        _ => return None,
    };
    let whole: i64 = groups.concat().parse().ok()?;
    Some(Money(sign * whole.checked_mul(100)?.checked_add(cents)?))
}

/// A price in any notation: `-110`, `+150`, `1.91`, `10/11`.
pub(crate) fn odds(text: &str) -> Option<Odds> {
    if let Some((win, risk)) = text.split_once('/') {
        return Odds::fractional(win.parse().ok()?, risk.parse().ok()?).ok();
    }
    if text.contains('.') {
        Odds::parse_decimal(text).ok()
    } else {
        Odds::parse_american(text).ok()
    }
}

/// Points of a line, `pk` for none either way.
pub(crate) fn points(text: &str) -> Option<Points> {
    if text == "pk" { Some(Points(0)) } else { Points::parse(text) }
}

/// `2024-09-05` and `20:20` or `20:20:30`, in UTC.
fn instant(date: &str, time: &str) -> Option<Instant> {
    let civil: DateTime = format!("{date}T{time}").parse().ok()?;
    let zoned = civil.to_zoned(TimeZone::UTC).ok()?;
    Some(Instant(zoned.timestamp().as_microsecond()))
}

#[test]
fn amounts_are_read_as_people_type_them() {
    for (text, cents) in
        [("50", 5_000), ("0.05", 5), ("-12.5", -1_250), ("1,250.00", 125_000), ("0", 0)]
    {
        assert_eq!(money(text), Some(Money(cents)), "{text}");
    }
    for bad in ["", "-", "1.234", "12,50", "1,2500", "$5", "5 ", "1e3", "٥", ".5", "5."] {
        assert_eq!(money(bad), None, "{bad}");
    }
}
