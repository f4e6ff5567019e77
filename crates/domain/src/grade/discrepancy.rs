//! Which reports make a result: how a league's results are confirmed, and discrepancies between
//! reports. Says what agrees and what differs; decides nothing about money.

use crate::calendar::Instant;
use crate::grade::score::{ConfirmedResult, Origin, ScoreReport};
use crate::id::{FixtureId, LeagueId, MemberId, ReportId};
use crate::rows::ReportPage;

/// How results of a league are confirmed in a book. Without a row the house rules' number of
/// sources counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The league.
    pub league: LeagueId,
    /// How.
    pub way: ConfirmationWay,
}

/// What confirms a result without a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfirmationWay {
    /// Nothing: a person confirms.
    Person,
    /// So many agreeing sources of which none differs.
    Sources(i32),
    /// One named source, unless another differs.
    Source(String),
}

/// A report and where it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where.
    pub origin: Origin,
    /// The report.
    pub report: ReportId,
}

/// Two reports of one fixture that contradict each other. A fixture has one at a time; earlier
/// ones stand in the events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discrepancy {
    /// The fixture.
    pub fixture: FixtureId,
    /// The earlier report, or the one the result in force rests on.
    pub first: Reference,
    /// The report that differs.
    pub second: Reference,
    /// When it was noticed.
    pub opened_at: Instant,
    /// When a person, or sources that agree by now, settled it.
    pub closed_at: Option<Instant>,
    /// Who settled it.
    pub closed_by: Option<MemberId>,
}

impl Discrepancy {
    /// True until it is settled.
    pub fn is_open(&self) -> bool {
        self.closed_at.is_none()
    }
}

/// Whether a member holds an open bet on a fixture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stake {
    /// The fixture.
    pub fixture: FixtureId,
    /// The member.
    pub member: MemberId,
    /// They do.
    pub open: bool,
}

/// The newest word of every feed and of every person, oldest first.
pub fn newest(page: &ReportPage) -> Vec<(Origin, &ScoreReport)> {
    let shared = page.shared.iter().map(|report| (Origin::Catalogue, report));
    let own = page.own.iter().map(|report| (Origin::Book, report));
    let all: Vec<(Origin, &ScoreReport)> = shared.chain(own).collect();
    let same = |a: &(Origin, &ScoreReport), b: &(Origin, &ScoreReport)| {
        a.0 == b.0 && a.1.source == b.1.source && a.1.by == b.1.by
    };
    let mut kept: Vec<(Origin, &ScoreReport)> = all
        .iter()
        .enumerate()
        .filter(|(place, one)| !all[place + 1..].iter().any(|later| same(one, later)))
        .map(|(_, one)| *one)
        .collect();
    kept.sort_by_key(|(origin, report)| (report.at, *origin, report.id));
    kept
}

/// The first two reports that contradict each other: the one the result in force rests on and one
/// of a feed that was known neither at its confirmation nor when the `last` discrepancy was
/// settled, or any two newest ones while there is no result. What a person enters after a result
/// is its correction, not a contradiction. Which report came later is told by its id: the clocks of
/// a book and of the catalogue may differ.
pub fn contradiction(
    page: &ReportPage,
    in_force: Option<&ConfirmedResult>,
    last: Option<&Discrepancy>,
) -> Option<(Reference, Reference)> {
    let refer = |(origin, report): (Origin, &ScoreReport)| Reference { origin, report: report.id };
    let newest = newest(page);
    let Some(result) = in_force else {
        let (place, second) = newest.iter().enumerate().find(|(place, (_, report))| {
            newest[..*place].iter().any(|(_, earlier)| !earlier.agrees_with(report))
        })?;
        let first = newest[..place].iter().find(|(_, one)| !one.agrees_with(second.1))?;
        return Some((refer(*first), refer(*second)));
    };
    let differs = |report: &ScoreReport| {
        report.score() != result.score() || !report.detail.agrees_with(&result.detail)
    };
    let settled = last.map(|last| last.second).filter(|one| one.origin == Origin::Catalogue);
    let seen = settled.map_or(result.seen, |settled| settled.report.max(result.seen));
    let mut later = newest.into_iter().filter(|(origin, _)| *origin == Origin::Catalogue);
    let later = later.find(|(_, one)| one.id > seen && differs(one))?;
    let basis = Reference { origin: result.origin, report: result.report };
    Some((basis, refer(later)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grade::detail::Detail;

    fn report(id: i64, source: &str, score: (i32, i32), detail: &str) -> ScoreReport {
        ScoreReport {
            id: ReportId(id),
            fixture: FixtureId(1),
            source: source.to_owned(),
            home: score.0,
            away: score.1,
            detail: Box::new(Detail::parse(detail).expect("a detail")),
            at: Instant(id),
            by: None,
        }
    }

    fn found(shared: Vec<ScoreReport>) -> Option<(i64, i64)> {
        let page = ReportPage { fixture: FixtureId(1), shared, own: Vec::new() };
        contradiction(&page, None, None).map(|(first, second)| (first.report.0, second.report.0))
    }

    #[test]
    fn the_newest_word_of_each_source_is_compared() {
        let espn = |id, home| report(id, "espn", (home, 20), "");
        let ap = |id, home| report(id, "ap", (home, 20), "");
        assert_eq!(found(vec![espn(1, 27), ap(2, 27)]), None);
        assert_eq!(found(vec![espn(1, 27), ap(2, 24)]), Some((1, 2)));
        assert_eq!(found(vec![espn(1, 24), ap(2, 27), espn(3, 27)]), None);
        assert_eq!(found(vec![espn(1, 27), espn(2, 24)]), None);
    }

    #[test]
    fn telling_more_is_no_contradiction_telling_otherwise_is() {
        let half = |id, source: &str, text: &str| report(id, source, (27, 20), text);
        assert_eq!(found(vec![half(1, "a", ""), half(2, "b", "half_1=13-10")]), None);
        let differing = vec![half(1, "a", "half_1=14-10"), half(2, "b", "half_1=13-10")];
        assert_eq!(found(differing), Some((1, 2)));
    }
}
