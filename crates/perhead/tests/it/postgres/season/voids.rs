//! The part of the season about voids: one in force over a market, one that waits.

use domain::board::offer::WHOLE_FIXTURE;
use domain::calendar::Instant;
use domain::command::{Action, Actor, Outcome, RulingRequest};
use domain::grade::ruling::{DeskPolicy, Ending, Reach, Reason, Span};
use domain::id::TicketId;
use domain::money::Money;
use domain::rejection::Code;

use super::{House, Season};

impl Season<'_, '_> {
    /// A void of a market that takes effect, and one that waits for a second person.
    pub(super) fn rule(&mut self) {
        let House { id, root, .. } = self.houses[0];
        let fixture = self.games[1].fixture;
        let span = Span { from: Instant(0), until: Instant(i64::MAX) };
        let request = |reach| {
            Action::Rule(Box::new(RulingRequest {
                reach,
                ending: Ending::Void,
                reason: Reason::EventNotPlayed,
                note: "rained off".to_owned(),
            }))
        };
        self.by_root(0, request(Reach::Market(fixture, WHOLE_FIXTURE, span)));
        let mut after = TicketId(0);
        // The result of this game was confirmed once before: its first round.
        while let Outcome::Graded(next) =
            self.must(id, Actor::System, Action::GradeChunk { fixture, round: 2, after })
        {
            after = next;
        }
        let policy = DeskPolicy { four_eyes_from: Some(Money(0)), ..DeskPolicy::STANDARD };
        self.by_root(0, Action::ChangeDeskPolicy(policy));
        let asked = self.by_root(0, request(Reach::Market(fixture, WHOLE_FIXTURE, span)));
        let Outcome::Ruling(ruling) = asked else { panic!("{asked:?}") };
        let approve = Action::DecideRuling { ruling, approved: true };
        self.refused(id, Actor::Member(root), approve, Code::NotPermitted);
    }
}
