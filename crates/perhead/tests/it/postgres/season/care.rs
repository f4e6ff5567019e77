//! The part of the season about the persons behind accounts.

use domain::care::command::CareCommand;
use domain::care::hold::HoldEnding;
use domain::care::request::SubjectKind;
use domain::command::{Action, Actor, Outcome};
use domain::rejection::Code;

use super::{House, Season};

impl Season<'_, '_> {
    /// Each book has requests about what is kept, one answered and one not, and accounts that were
    /// held and are no more.
    pub(super) fn care(&mut self) {
        for place in 0..self.houses.len() {
            let House { id, root, .. } = self.houses[place];
            let players = self.houses[place].players.clone();
            let care = |command| Action::Care(Box::new(command));
            let ask =
                |member, kind, text: &str| CareCommand::Ask { member, kind, text: text.to_owned() };
            let own = care(ask(players[0], SubjectKind::Access, "tout, s'il vous plaît"));
            let asked = self.must(id, Actor::Member(players[0]), own);
            let Outcome::SubjectRequest(request) = asked else {
                panic!("a request answers {asked:?}")
            };
            let (member, granted, reason) = (players[0], true, "as asked".to_owned());
            self.by_root(place, care(CareCommand::Answer { member, request, granted, reason }));
            self.by_root(place, care(ask(players[1], SubjectKind::Erasure, "")));
            let evidence = "two cards, one name".to_owned();
            let (member, reason) = (players[2], "a sister's".to_owned());
            let held = self.by_root(place, care(CareCommand::Hold { member, evidence }));
            let Outcome::Hold(hold) = held else { panic!("a hold answers {held:?}") };
            let ending = HoldEnding::Lifted;
            self.by_root(place, care(CareCommand::EndHold { member, hold, ending, reason }));
            let erase = care(CareCommand::ErasePerson { member });
            self.refused(id, Actor::System, erase, Code::TooEarly);
            self.must(id, Actor::Member(root), care(CareCommand::ReadNotices));
        }
    }
}
