//! The canonical text of cards and pay tables, by which they are stored, frozen, hashed and
//! shipped; and what a card must satisfy before a house can offer it.

use crate::board::fixture::Sport;
use crate::board::line::Points;
use crate::odds::Odds;
use crate::register::{parse_name, parse_note};
use crate::rejection::{Code, Rejection};
use crate::wager::card::{Card, CardKind, CardPoints, CardPrice, NoAction, PayTable, TieRule};

/// The value of `key` among `key=value` words.
pub(crate) fn value<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let words = text.split(' ').filter_map(|word| word.split_once('='));
    words.into_iter().find(|(name, _)| *name == key).map(|(_, value)| value)
}

fn odds(text: &str) -> Option<Odds> {
    let (win, risk) = text.split_once('/')?;
    Odds::fractional(win.parse().ok()?, risk.parse().ok()?).ok()
}

impl PayTable {
    /// The canonical text: `ties=reduce no_action=reduce prices=2:13/5,3:6/1`; a price of a
    /// progressive card with losses is `4-1:1/1`.
    pub fn text(&self) -> String {
        let price = |one: &CardPrice| {
            let losses = if one.losses == 0 { String::new() } else { format!("-{}", one.losses) };
            format!("{}{losses}:{}/{}", one.legs, one.odds.win, one.odds.risk)
        };
        let prices: Vec<String> = self.prices.iter().map(price).collect();
        let (ties, no_action) = (self.ties.name(), self.no_action.name());
        format!("ties={ties} no_action={no_action} prices={}", prices.join(","))
    }

    /// The table of a canonical text.
    pub fn parse(text: &str) -> Option<PayTable> {
        let price = |word: &str| {
            let (count, paid) = word.split_once(':')?;
            let (legs, losses) = count.split_once('-').unwrap_or((count, "0"));
            let (legs, losses) = (legs.parse().ok()?, losses.parse().ok()?);
            Some(CardPrice { legs, losses, odds: odds(paid)? })
        };
        Some(PayTable {
            ties: TieRule::parse(value(text, "ties")?)?,
            no_action: NoAction::parse(value(text, "no_action").unwrap_or("reduce"))?,
            prices: value(text, "prices")?.split(',').map(price).collect::<Option<Vec<_>>>()?,
        })
    }
}

impl Card {
    /// The canonical text of everything but code, version, kind, name, source and offer.
    pub fn body(&self) -> String {
        let points = |one: &CardPoints| {
            let total = one.total.map_or_else(|| "-".to_owned(), |points| points.to_string());
            format!("{}:{}:{total}", one.sport.name(), one.spread)
        };
        let points: Vec<String> = self.points.iter().map(points).collect();
        let mut text = self.table.text();
        if !points.is_empty() {
            text += &format!(" points={}", points.join(","));
        }
        if let Some(price) = self.leg_price {
            text += &format!(" leg_price={}/{}", price.win, price.risk);
        }
        if self.same_fixture {
            text += " same_fixture=true";
        }
        text
    }

    /// The card of its kind and canonical text; the caller names the rest.
    pub fn parse_body(kind: CardKind, text: &str) -> Option<Card> {
        let points = |word: &str| {
            let mut parts = word.split(':');
            let sport = Sport::parse(parts.next()?)?;
            let spread = Points::parse(parts.next()?)?;
            let total = match parts.next()? {
                "-" => None,
                total => Some(Points::parse(total)?),
            };
            Some(CardPoints { sport, spread, total })
        };
        let points = match value(text, "points") {
            Some(text) => text.split(',').map(points).collect::<Option<Vec<_>>>()?,
            None => Vec::new(),
        };
        let leg_price = match value(text, "leg_price") {
            Some(text) => Some(odds(text)?),
            None => None,
        };
        Some(Card {
            code: String::new(),
            version: 0,
            kind,
            name: String::new(),
            source: String::new(),
            offered: true,
            points,
            leg_price,
            same_fixture: value(text, "same_fixture") == Some("true"),
            table: PayTable::parse(text)?,
        })
    }

    /// The card as a house may keep it, or the first field that breaks its rule.
    pub fn checked(self) -> Result<Card, Rejection> {
        let code_fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.-".contains(c);
        if !(2..=40).contains(&self.code.len()) || !self.code.chars().all(code_fits) {
            return Err(fault("code", "must be 2 to 40 of a-z, 0-9, dot, dash or underscore"));
        }
        let name = parse_name("name", &self.name)?;
        let source = parse_note("source", &self.source)?;
        let moves = matches!(self.kind, CardKind::Teaser | CardKind::Pleaser);
        if moves == self.points.is_empty() {
            return Err(fault("points", "must stand on teasers and pleasers, and only there"));
        }
        let sizes = self.points.iter().flat_map(|one| [Some(one.spread), one.total]).flatten();
        let fit = |points: Points| points.0 > 0 && points.0 % 2 == 0 && points <= POINTS_MAX;
        if !sizes.into_iter().all(fit) {
            return Err(fault("points", "must be whole or half points, up to 40"));
        }
        check_prices(self.kind, &self.table)?;
        Ok(Card { name, source, ..self })
    }
}

/// The farthest a card may move a line.
const POINTS_MAX: Points = Points(160);
/// Most legs a card can price.
const LEGS_MAX: usize = 25;

fn fault(field: &'static str, rule: &str) -> Rejection {
    Rejection::of_field(Code::FieldInvalid, field, rule)
}

/// Numbers of legs must follow each other, so that a card that drops legs finds the next lower
/// price, and no number may be priced twice.
fn check_prices(kind: CardKind, table: &PayTable) -> Result<(), Rejection> {
    let counts: Vec<(usize, usize)> =
        table.prices.iter().map(|price| (price.legs, price.losses)).collect();
    let rises = counts.windows(2).all(|pair| pair[0] < pair[1]);
    let whole: Vec<usize> =
        counts.iter().filter(|(_, losses)| *losses == 0).map(|(legs, _)| *legs).collect();
    let follow = whole.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    let within = whole.first().is_some_and(|least| *least >= 2)
        && whole.last().is_some_and(|most| *most <= LEGS_MAX);
    if !rises || !follow || !within {
        return Err(fault("prices", "must rise by one leg from 2 to 25 legs at most"));
    }
    let losing = counts.iter().any(|(legs, losses)| losses >= legs);
    let has_losses = counts.iter().any(|(_, losses)| *losses > 0);
    if losing || has_losses != (kind == CardKind::Progressive) {
        return Err(fault("prices", "must name lost legs on progressive cards, and only there"));
    }
    Ok(())
}
