//! From words to what was said: picks, how they hang together, and the stake.
//!
//! A plain number is a rotation number if the board has it, then the number of the over or under
//! it follows, and the last one is the amount.

use crate::board::line::Points;
use crate::board::market::MarketKind;
use crate::entry::words::{Form, Number, Word, word};
use crate::entry::{Slate, Unclear};
use crate::money::Money;
use crate::odds::Odds;
use crate::wager::ticket::Entry;

/// What of a fixture was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// The side of the rotation number.
    Side,
    /// More than the total.
    Over,
    /// Fewer than the total.
    Under,
    /// The draw.
    Draw,
}

/// One pick as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The rotation number.
    pub rotation: i32,
    /// What of the fixture.
    pub chosen: Chosen,
    /// The market, if it was named.
    pub market: Option<MarketKind>,
    /// The points, if they were named.
    pub points: Option<Points>,
    /// The price, if it was named.
    pub price: Option<Odds>,
}

/// A wager as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// How the picks hang together.
    pub form: Form,
    /// Sizes of a round robin.
    pub sizes: Vec<u32>,
    /// The picks, in the order said.
    pub picks: Vec<Pick>,
    /// What the amount means; `None` when it was not said.
    pub entry: Option<Entry>,
    /// The amount.
    pub amount: Money,
}

/// Longest text that is read, in characters.
pub const TEXT_LENGTH_MAX: usize = 400;
/// Most picks of one text.
pub const PICKS_MAX: usize = 25;

/// Reads a text.
///
/// # Errors
/// What is wrong with which word, and what could be typed instead.
pub fn listen(text: &str, slate: &impl Slate) -> Result<Spoken, Unclear> {
    if text.chars().count() > TEXT_LENGTH_MAX {
        return Err(Unclear::of("", format!("at most {TEXT_LENGTH_MAX} characters are read")));
    }
    let words = split(text, slate);
    let mut ear = Ear { text, slate, heard: Heard::default(), rest: count_numbers(&words) };
    for spelled in &words {
        let Some(meaning) = word(spelled) else {
            return Err(Unclear::of(spelled.as_str(), "is not understood")
                .suggest("471 -3 200")
                .suggest("471 473 parlay 50")
                .suggest("over 471 44.5 to win 100"));
        };
        ear.hear(spelled, meaning)?;
    }
    ear.understand()
}

/// Splits at blanks and semicolons, and at commas between rotation numbers: `471,473`.
fn split(text: &str, slate: &impl Slate) -> Vec<String> {
    let known = |part: &str| part.parse().is_ok_and(|number| slate.called(number).is_some());
    let mut words = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || c == ';') {
        let word = word.trim_matches(',');
        if word.contains(',') && word.split(',').all(known) {
            words.extend(word.split(',').map(str::to_owned));
        } else if !word.is_empty() {
            words.push(word.to_owned());
        }
    }
    words
}

/// Plain numbers of a text.
fn count_numbers(words: &[String]) -> usize {
    words.iter().filter(|spelled| matches!(word(spelled), Some(Word::Number(_)))).count()
}

#[derive(Default)]
struct Heard {
    form: Option<Form>,
    sizes: Vec<u32>,
    in_sizes: bool,
    picks: Vec<Pick>,
    /// Over, under, draw or a market said before its rotation number.
    ahead: Option<(Chosen, Option<Points>)>,
    market_ahead: Option<MarketKind>,
    entry: Option<Entry>,
    amount: Option<Money>,
}

struct Ear<'s, S: Slate> {
    text: &'s str,
    slate: &'s S,
    heard: Heard,
    /// Plain numbers still to come, the present one included.
    rest: usize,
}

impl<S: Slate> Ear<'_, S> {
    fn hear(&mut self, spelled: &str, meaning: Word) -> Result<(), Unclear> {
        match meaning {
            Word::Filler => Ok(()),
            Word::Form(form) => self.form(spelled, form),
            Word::By => {
                self.heard.in_sizes = true;
                Ok(())
            }
            Word::Entry(entry) => {
                self.heard.in_sizes = false;
                self.heard.entry = Some(entry);
                Ok(())
            }
            Word::Over(points) => self.choose(Chosen::Over, points),
            Word::Under(points) => self.choose(Chosen::Under, points),
            Word::Draw => self.choose(Chosen::Draw, None),
            Word::Market(market) => {
                match self.heard.picks.last_mut().filter(|pick| pick.market.is_none()) {
                    Some(pick) if self.heard.market_ahead.is_none() => pick.market = Some(market),
                    _ => self.heard.market_ahead = Some(market),
                }
                Ok(())
            }
            Word::Points(points) => {
                self.of_pick(spelled, |pick| pick.points.replace(points).is_none())
            }
            Word::Price(price) => self.of_pick(spelled, |pick| pick.price.replace(price).is_none()),
            Word::Number(number) => {
                let told = self.number(spelled, number);
                self.rest -= 1;
                told
            }
        }
    }

    fn form(&mut self, spelled: &str, form: Form) -> Result<(), Unclear> {
        if self.heard.form.is_some_and(|known| known != form) {
            return Err(Unclear::of(spelled, "names a second kind of wager"));
        }
        self.heard.form = Some(form);
        Ok(())
    }

    /// Over and under belong to the pick before them, or to the one that follows.
    fn choose(&mut self, chosen: Chosen, points: Option<Points>) -> Result<(), Unclear> {
        let last = self.heard.picks.last_mut().filter(|pick| {
            pick.chosen == Chosen::Side && pick.points.is_none() && pick.market.is_none()
        });
        match last {
            Some(pick) if self.heard.ahead.is_none() => {
                (pick.chosen, pick.points) = (chosen, points);
            }
            _ => self.heard.ahead = Some((chosen, points)),
        }
        Ok(())
    }

    fn of_pick(
        &mut self,
        spelled: &str,
        take: impl FnOnce(&mut Pick) -> bool,
    ) -> Result<(), Unclear> {
        let Some(pick) = self.heard.picks.last_mut() else {
            return Err(Unclear::of(spelled, "stands before any rotation number"));
        };
        if take(pick) {
            return Ok(());
        }
        Err(Unclear::of(spelled, format!("says it a second time of {}", pick.rotation)))
    }

    fn number(&mut self, spelled: &str, number: Number) -> Result<(), Unclear> {
        let is_last = self.rest == 1;
        if self.heard.in_sizes && !is_last {
            let size = number.whole.and_then(|size| u32::try_from(size).ok());
            if let Some(size) = size.filter(|size| (1..=25).contains(size)) {
                self.heard.sizes.push(size);
                return Ok(());
            }
            // The sizes may stand before the picks.
            let is_called = number.whole.is_some_and(|number| self.slate.called(number).is_some());
            if self.heard.sizes.is_empty() || !is_called {
                return Err(Unclear::of(spelled, "is no size"));
            }
            self.heard.in_sizes = false;
        }
        let says_amount = self.heard.entry.is_some() && self.heard.amount.is_none();
        if let Some(rotation) = number.whole.filter(|_| !says_amount)
            && self.slate.called(rotation).is_some()
            && !(is_last && self.heard.amount.is_none() && !self.heard.picks.is_empty())
        {
            return self.pick(spelled, rotation);
        }
        let wants_points = self.heard.picks.last().is_some_and(|pick| {
            matches!(pick.chosen, Chosen::Over | Chosen::Under) && pick.points.is_none()
        });
        let stake_follows = !is_last || self.heard.amount.is_some();
        if let Some(points) = number.points.filter(|_| wants_points && stake_follows) {
            return self.of_pick(spelled, |pick| pick.points.replace(points).is_none());
        }
        match number.amount {
            Some(amount) if self.heard.amount.is_none() && (is_last || says_amount) => {
                self.heard.amount = Some(amount);
                Ok(())
            }
            _ => Err(self.stray(spelled, number)),
        }
    }

    /// A number that is neither on the board nor the amount.
    fn stray(&self, spelled: &str, number: Number) -> Unclear {
        let unsigned = self.heard.picks.last().filter(|pick| pick.chosen == Chosen::Side);
        if let (Some(points), Some(_)) = (number.points, unsigned)
            && points.0 < 400
        {
            let why = "points of a side need a sign";
            return [format!("-{spelled}"), format!("+{spelled}")]
                .into_iter()
                .fold(Unclear::of(spelled, why), |unclear, signed| {
                    unclear.suggest(replace_word(self.text, spelled, &signed))
                });
        }
        let unclear = Unclear::of(spelled, "is no rotation number on the board");
        match number.whole.and_then(|rotation| self.slate.nearest(rotation)) {
            Some(near) => unclear.suggest(replace_word(self.text, spelled, &near.to_string())),
            None => unclear,
        }
    }

    fn pick(&mut self, spelled: &str, rotation: i32) -> Result<(), Unclear> {
        if self.heard.picks.len() >= PICKS_MAX {
            return Err(Unclear::of(spelled, format!("at most {PICKS_MAX} picks are read")));
        }
        let (chosen, points) = self.heard.ahead.take().unwrap_or((Chosen::Side, None));
        let market = self.heard.market_ahead.take();
        self.heard.picks.push(Pick { rotation, chosen, market, points, price: None });
        Ok(())
    }

    fn understand(self) -> Result<Spoken, Unclear> {
        let Heard { form, sizes, picks, ahead, entry, amount, .. } = self.heard;
        let text = self.text.trim();
        if picks.is_empty() {
            return Err(Unclear::of("", "no rotation number of the board is named"));
        }
        if ahead.is_some() {
            return Err(Unclear::of("", "over or under names no game: say its rotation number"));
        }
        let Some(amount) = amount else {
            return Err(Unclear::of("", "no amount is named")
                .suggest(format!("{text} 100"))
                .suggest(format!("{text} to win 100")));
        };
        let form = match (form, picks.len()) {
            (Some(form), _) => form,
            (None, 1) => Form::Straight,
            (None, count) => {
                let why = format!("{count} picks: say how they hang together");
                let unclear = Unclear::of("", why).suggest(format!("parlay {text}"));
                let robin = format!("rr by 2 {text}");
                return Err(if count > 2 { unclear.suggest(robin) } else { unclear });
            }
        };
        let is_robin = form == Form::RoundRobin;
        if is_robin && sizes.is_empty() {
            return Err(Unclear::of("rr", "say the sizes of its parlays")
                .suggest(replace_word(text, "rr", "rr by 2")));
        }
        if !is_robin && !sizes.is_empty() {
            return Err(Unclear::of("by", "only a round robin has sizes"));
        }
        Ok(Spoken { form, sizes, picks, entry, amount })
    }
}

/// The text with one word in place of another, the last time it stands there.
pub(super) fn replace_word(text: &str, word: &str, with: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if let Some(place) = words.iter().rposition(|one| *one == word) {
        words[place] = with;
    }
    words.join(" ")
}
