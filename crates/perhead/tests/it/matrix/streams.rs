//! Live streams: each role hears of its own branch and of nobody else.

use domain::command::{Action, Actor};
use domain::member::Role;
use perhead::calls::{call, fresh};

use super::{ASKERS, browser_of, hidden};
use crate::site::straight;
use crate::society::{Book, Society, login};

fn bet(society: &Society, book: &Book, word: &str) {
    let player = book.member(word);
    let action = Action::PlaceWager(Box::new(straight(player, society.coming.market, 500)));
    let desk = &society.server.installation.desk;
    call(desk, fresh(book.id, Actor::Member(player), action)).expect("a wager is accepted");
}

#[test]
fn a_live_stream_tells_of_the_own_branch_only() {
    let society = Society::build();
    let listening = ASKERS.into_iter().filter(|(_, role)| *role != Role::Platform);
    let mut streams: Vec<_> = listening
        .map(|(asker, _)| {
            let mut stream = browser_of(&society, asker).listen("/v1/live");
            stream.await_line(|line| line == "event: hello");
            (asker, stream)
        })
        .collect();
    // The others first: whoever hears of them hears of them before the own ticket.
    bet(&society, &society.globe, "player");
    bet(&society, &society.acme, "player_aside");
    bet(&society, &society.acme, "player");
    let own = login("acme", "player");
    for (asker, stream) in &mut streams {
        let heard = stream.await_line(|line| line.starts_with("data:") && line.contains(&own));
        for login in hidden(&society, asker) {
            assert!(!heard.contains(&login), "{asker} hears of {login}: {heard}");
        }
    }
}
