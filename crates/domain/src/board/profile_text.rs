//! Line profiles as text: how they are kept, and how they stand in the event log.

use crate::board::fixture::Sport;
use crate::board::line::Points;
use crate::board::market::MarketKind;
use crate::board::period::Period;
use crate::board::profile::{Lean, LineFilter, LineProfile, Shade};
use crate::event::Event;
use crate::id::LeagueId;

impl LineProfile {
    /// Writes it into an event, so that the hash chain covers it.
    pub fn describe(&self, mut event: Event) -> Event {
        let Some(terms) = &self.terms else { return event.text("terms", "none of its own") };
        for shade in &terms.shades {
            event = event.text("shade", &shade.text());
        }
        for kind in &terms.blocked_wagers {
            event = event.text("blocked", kind.name());
        }
        event
    }
}

/// What stands where nothing is named.
const ANY: &str = "*";

impl Shade {
    /// The canonical text: its words in a fixed order, `*` where nothing is named.
    pub fn text(&self) -> String {
        let filter = self.filter;
        let any = |text: Option<String>| text.unwrap_or_else(|| ANY.to_owned());
        let words = [
            any(filter.sport.map(|sport| sport.name().to_owned())),
            any(filter.league.map(|league| league.0.to_string())),
            any(filter.kind.map(|kind| kind.name().to_owned())),
            any(filter.period.map(|period| period.name().to_owned())),
            any(filter.live.map(|live| live.to_string())),
            self.blocked.to_string(),
            self.juice.to_string(),
            any(self.against.map(|lean| lean.name().to_owned())),
            self.cents.to_string(),
            self.points.0.to_string(),
        ];
        words.join(" ")
    }

    /// The shade of a canonical text.
    pub fn parse(text: &str) -> Option<Shade> {
        /// `*` is nothing; a word that cannot be read makes the whole text unreadable.
        fn maybe<T>(word: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
            if word == ANY { Some(None) } else { parse(word).map(Some) }
        }
        let mut words = text.split(' ');
        let mut next = || words.next();
        let shade = Shade {
            filter: LineFilter {
                sport: maybe(next()?, Sport::parse)?,
                league: maybe(next()?, |word| word.parse().ok().map(LeagueId))?,
                kind: maybe(next()?, MarketKind::parse)?,
                period: maybe(next()?, Period::parse)?,
                live: maybe(next()?, |word| word.parse().ok())?,
            },
            blocked: next()?.parse().ok()?,
            juice: next()?.parse().ok()?,
            against: maybe(next()?, Lean::parse)?,
            cents: next()?.parse().ok()?,
            points: Points(next()?.parse().ok()?),
        };
        next().is_none().then_some(shade)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shade_reads_back_from_its_text() {
        let plain = Shade {
            filter: LineFilter::default(),
            blocked: false,
            juice: 5,
            against: None,
            cents: 0,
            points: Points(0),
        };
        let filter =
            LineFilter { sport: Some(Sport::Soccer), live: Some(true), ..Default::default() };
        for one in [
            plain,
            Shade {
                filter,
                juice: -5,
                against: Some(Lean::Over),
                cents: 10,
                points: Points(2),
                ..plain
            },
        ] {
            assert_eq!(Shade::parse(&one.text()), Some(one), "{}", one.text());
        }
        assert_eq!(Shade::parse(&format!("{} x", plain.text())), None);
        assert_eq!(Shade::parse("* * * * * false x * 0 0"), None);
    }
}
