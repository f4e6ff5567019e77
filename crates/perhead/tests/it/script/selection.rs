//! Reading of lines, selections and wagers: the part of the language about what is bet on.

use domain::board::line::Points;
use domain::board::market::{MarketKind, MarketStatus, Price, Side};
use domain::board::period::Period;
use domain::board::prop::{PitcherRule, PlaceTerms};
use domain::command::SellPoints;
use domain::money::Money;
use domain::wager::bought::{PointPrices, published_points};
use domain::wager::card::{Card, CardKind};
use domain::wager::places::{Sizes, system};
use domain::wager::presets::published;
use domain::wager::terms::{ChainAction, Form};
use domain::wager::ticket::{Entry, PricePolicy};

use super::words::{Read, Words, odds, points};
use super::{BetWords, LegWords, LineWords, MarketWords, SelectionWords};

/// Most wagers of one line.
const TIMES_MAX: i64 = 5_000;

/// `[first_half] spread[#2]`, or `over_under kelce.yards`.
pub(super) fn market(words: &mut Words) -> Read<MarketWords> {
    let period = match Period::parse(words.peek()) {
        Some(period) => {
            words.take("a period")?;
            period
        }
        None => Period::Game,
    };
    let numbered = |word: &str| {
        let (kind, number) = word.split_once('#').unwrap_or((word, "0"));
        Some((MarketKind::parse(kind)?, number.parse::<i32>().ok()?))
    };
    let (kind, alternate) = words.named("market", numbered)?;
    let statistic = if kind.is_prop() { words.take("a statistic")? } else { String::new() };
    Ok(MarketWords { kind, period, alternate, statistic })
}

/// `spread -3 home -110 away -110 [suspended]`.
pub(super) fn line(words: &mut Words) -> Read<LineWords> {
    let market = market(words)?;
    let mut places = None;
    let points = if Side::parse(words.peek()).is_none() && points(words.peek()).is_some() {
        Some(words.named("line", points)?)
    } else {
        None
    };
    let mut prices = Vec::new();
    let mut status = MarketStatus::Open;
    while !words.is_empty() && words.peek() != "->" {
        if let Some(side) = Side::parse(words.peek()) {
            words.take("a side")?;
            prices.push(Price { side, odds: words.named("price", odds)? });
        } else if words.skip("places") {
            let small = |word: &str| word.parse::<u8>().ok();
            let count = words.named("number of places", small)?;
            words.need("at")?;
            places = Some(PlaceTerms { places: count, fraction: words.named("fraction", small)? });
        } else {
            status = words.named("side or market status", MarketStatus::parse)?;
        }
    }
    Ok(LineWords { market, places, points, prices, status })
}

/// `opener spread home`.
pub(super) fn selection(words: &mut Words) -> Read<SelectionWords> {
    Ok(SelectionWords {
        fixture: words.take("a fixture")?,
        market: market(words)?,
        side: words.named("side", Side::parse)?,
    })
}

/// What stands between a verb and the amount: `robins 2,3`, `robins trixie`, `ifbets double`.
pub(super) fn form(verb: &str, words: &mut Words) -> Read<Form> {
    let sizes = |text: &str| Sizes::parse(text).or(system(text).map(|system| system.sizes));
    Ok(match verb {
        "bets" => Form::Straight,
        "parlays" if words.skip("with") => on_card(CardKind::Parlay, words)?,
        "parlays" => Form::Parlay,
        "teases" => on_card(CardKind::Teaser, words)?,
        "pleases" => on_card(CardKind::Pleaser, words)?,
        "progresses" => on_card(CardKind::Progressive, words)?,
        "robins" => Form::RoundRobin { sizes: words.named("sizes or system", sizes)? },
        "ifbets" => Form::IfBet { action: words.named("action", ChainAction::parse)? },
        _ => Form::Reverse { action: words.named("action", ChainAction::parse)? },
    })
}

fn on_card(kind: CardKind, words: &mut Words) -> Read<Form> {
    Ok(Form::Card { kind, code: words.take("a card")? })
}

/// `own [like wh-football-6] [pleaser] [ties=tie_loses ...] [closed]`: a published card, under a
/// name and with terms of one's own.
pub(super) fn card(words: &mut Words) -> Read<Card> {
    let code = words.take("a card")?;
    let like = if words.skip("like") { words.take("a published card")? } else { code.clone() };
    let mut card = published()
        .into_iter()
        .find(|card| card.code == like)
        .ok_or_else(|| format!("`{like}` is no published card"))?;
    let mut body = String::new();
    let mut offered = true;
    while !words.is_empty() && words.peek() != "->" {
        let word = words.take("a term")?;
        match CardKind::parse(&word) {
            Some(kind) => card.kind = kind,
            None if word == "closed" => offered = false,
            None => body += &format!("{word} "),
        }
    }
    // What stands first counts.
    let body = body + &card.body();
    let read = Card::parse_body(card.kind, &body).ok_or_else(|| format!("`{body}` is no card"))?;
    let Card { name, source, .. } = card;
    Ok(Card { code, name, source, offered, ..read })
}

/// `[for pat] [20 times] risk 50 [free] on opener spread home [seen 1] [and ...] [taking better]
/// [again] [key name] [as one]`.
pub(super) fn bet(words: &mut Words, form: Form) -> Read<(usize, BetWords)> {
    let player = if words.skip("for") { Some(words.take("a player")?) } else { None };
    let mut times = 1;
    if words.peek().chars().all(|c| c.is_ascii_digit()) {
        times = words.number("number of wagers")?;
        words.need("times")?;
        if !(1..=TIMES_MAX).contains(&times) {
            return Err(format!("a wager is placed 1 to {TIMES_MAX} times"));
        }
    }
    let entry = words.named("way to type an amount (risk, win, base)", Entry::parse)?;
    let amount: Money = words.money("amount")?;
    let free_play = words.skip("free");
    words.need("on")?;
    let mut legs = vec![leg(words)?];
    while words.skip("and") {
        legs.push(leg(words)?);
    }
    let policy = if words.skip("taking") {
        words.named("price policy", PricePolicy::parse)?
    } else {
        PricePolicy::None
    };
    let again = words.skip("again");
    let key = if words.skip("key") { Some(words.take("a key")?) } else { None };
    let ticket = if words.skip("as") { Some(words.take("a name")?) } else { None };
    let times = usize::try_from(times).unwrap_or(1);
    Ok((
        times,
        BetWords { player, form, entry, amount, free_play, legs, policy, again, key, ticket },
    ))
}

fn leg(words: &mut Words) -> Read<LegWords> {
    let at = selection(words)?;
    let seen = if words.skip("seen") { Some(words.number("version")?) } else { None };
    let claimed = if words.skip("claiming") { Some(words.named("price", odds)?) } else { None };
    let pitchers = PitcherRule::parse(words.peek());
    if pitchers.is_some() {
        words.take("pitchers")?;
    }
    let bought = if words.skip("buying") { words.named("points", points)? } else { Points(0) };
    Ok(LegWords { at, seen, claimed, pitchers, bought })
}

/// `points in NFL like sbg-football`, `points in NFL "step=10 most=1"`, or `nothing in NFL`.
pub(super) fn sell(words: &mut Words) -> Read<SellPoints> {
    let nothing = words.skip("nothing");
    if !nothing {
        words.need("points")?;
    }
    words.need("in")?;
    let league = words.take("a league")?;
    if nothing {
        return Ok(SellPoints { league, table: None });
    }
    if words.skip("like") {
        let code = words.take("a published table")?;
        let found = published_points().into_iter().find(|one| one.code == code);
        let table = found.ok_or_else(|| format!("`{code}` is no published table"))?;
        return Ok(SellPoints { league, table: Some((table.name, table.source, table.prices)) });
    }
    let prices = words.named("prices of points", PointPrices::parse)?;
    Ok(SellPoints { league, table: Some(("Own".to_owned(), "the house".to_owned(), prices)) })
}
