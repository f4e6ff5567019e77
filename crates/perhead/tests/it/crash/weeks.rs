//! `kill -9` in the middle of a regrade and in the middle of what follows the close of a week: each
//! goes on after the restart and is done once.

use domain::figure::command::WeekCommand;
use std::sync::Arc;
use std::time::Instant as Mono;

use desk::clock::Clock as _;
use domain::command::{Action, Actor, Command, CreateMember, Pay};
use domain::figure::deal::{DealKind, Terms, Uncovered};
use domain::figure::frozen::CloseStep;
use domain::figure::invoice::{HeadCount, HeadPlan, Tier, TierMode};
use domain::id::{BookId, MemberId};
use domain::ledger::account::Method;
use domain::member::{MemberStatus, Role};
use domain::money::Money;
use perhead::calls::{call, fresh};
use perhead::clock::{FastClock, SystemClock};
use perhead::serve::Installation;
use serde_json::json;

use super::child::{Serving, demand_clean_check};
use super::{PATIENCE, SLUG, TICKETS, build, fill_and_confirm, progress, put_down, send_slowly};
use crate::chance::{Chance, seeds};
use crate::folder::Folder;
use crate::play::numbered_key;
use crate::server::enter;
use crate::site::{add_book, add_member, post_games};
use crate::stage::desk_stage::call_all;
use crate::web::{Browser, Request};

/// Seeds of a usual run.
const SEEDS: u64 = 2;
/// Players whose week is frozen: several chunks.
const PLAYERS: usize = 1_700;
const DAY: i64 = 86_400;

/// Enters a score and confirms it.
fn confirm(browser: &mut Browser, fixture: &str, home: i32, away: i32) {
    let score = json!({"fixture_id": fixture, "home": home, "away": away});
    let score = send_slowly(browser, &Request::of("POST", "/v1/scores").with_json(&score));
    assert_eq!(score.status, 201, "{}", score.json());
    let result = json!({"fixture_id": fixture, "report_id": score.json()["id"]});
    let result = send_slowly(browser, &Request::of("POST", "/v1/results").with_json(&result));
    assert_eq!(result.status, 201, "{}", result.json());
}

fn regrade_and_kill(seed: u64) {
    println!("seed {seed}");
    let (site, mut chance) = (build(), Chance::of(seed));
    fill_and_confirm(&site);
    let fixture = format!("f{}", site.game.fixture.0);
    let begun = Mono::now();
    let serving = Serving::start(&site.folder.database());
    let mut browser = enter(Browser::new(serving.address, SLUG), SLUG, &site.operator);
    confirm(&mut browser, &fixture, 27, 20);
    while progress(&mut browser, site.game).2 {
        assert!(begun.elapsed() < PATIENCE, "the settlement never ends");
    }
    // The score was wrong: every ticket is reversed and settled anew, and cut off somewhere in it.
    confirm(&mut browser, &fixture, 20, 27);
    for _ in 0..chance.below(4) {
        progress(&mut browser, site.game);
    }
    serving.kill();
    demand_clean_check(&site.folder.database());
    let serving = Serving::start(&site.folder.database());
    let mut browser = enter(Browser::new(serving.address, SLUG), SLUG, &site.operator);
    while progress(&mut browser, site.game).2 {
        assert!(begun.elapsed() < PATIENCE, "the regrade never ends");
    }
    serving.kill();
    demand_clean_check(&site.folder.database());
    let database = store::open(&site.folder.database()).expect("the database opens");
    let settlements = database.settlements(site.book).expect("reads");
    assert_eq!(settlements.len(), 2 * TICKETS, "every ticket is settled anew once");
}

#[test]
fn a_regrade_that_was_cut_off_goes_on_and_settles_each_ticket_anew_once() {
    for seed in seeds(SEEDS) {
        regrade_and_kill(seed);
    }
}

/// A book with players who moved money ten days ago, a deal and a plan.
fn build_last_week(folder: &Folder) -> (BookId, MemberId) {
    let past = SystemClock.now().plus_seconds(-10 * DAY);
    let clock = FastClock::new(past, 0);
    let installation =
        Installation::open(&folder.database(), Arc::new(clock)).expect("the database opens");
    post_games(&installation, 1, crate::site::FAR);
    let (book, root) = add_book(&installation, SLUG, "dana");
    let agent = add_member(&installation, book, (root, Role::Agent, "art"));
    let create = |number: usize| {
        Action::CreateMember(Box::new(CreateMember {
            parent: agent,
            role: Role::Player,
            status: MemberStatus::Active,
            login: format!("player{number}"),
            name: format!("player{number}"),
            password_hash: String::new(),
            ..CreateMember::plain()
        }))
    };
    let tell = |first: u64, actions: Vec<Action>| {
        let command = |(number, action)| Command {
            book,
            key: numbered_key(number),
            print: 0,
            actor: Actor::System,
            action,
        };
        let answers = call_all(&installation.desk, (first..).zip(actions).map(command).collect());
        answers.into_iter().map(|one| one.expect("decided").answer.expect("accepted")).collect()
    };
    let players: Vec<_> = tell(1, (0..PLAYERS).map(create).collect());
    let pay = |outcome: &domain::command::Outcome| match outcome {
        domain::command::Outcome::Member(member) => Action::Receive(Pay {
            member: *member,
            method: Some(Method::Bank),
            amount: Money(1_000 + member.0),
            reference: String::new(),
            note: String::new(),
        }),
        other => panic!("a new member answers {other:?}"),
    };
    let _: Vec<_> = tell(1_000_000, players.iter().map(pay).collect());
    let terms = Terms {
        kind: DealKind::Split,
        share_bp: 2_500,
        head_fee: Money(100),
        ticket_fee: Money::ZERO,
        uncovered: Uncovered::Owed,
    };
    let plan = HeadPlan {
        version: 0,
        count: HeadCount::Accepted,
        mode: TierMode::Marginal,
        tiers: vec![Tier { from: 1, price: Money(1_000) }],
        minimum: Money(7_500),
    };
    for action in [
        Action::Week(WeekCommand::SetDeal { agent, terms }),
        Action::Week(WeekCommand::SetHeadPlan(Box::new(plan))),
    ] {
        call(&installation.desk, fresh(book, Actor::System, action)).expect("is set");
    }
    put_down(installation);
    (book, agent)
}

fn close_and_kill(seed: u64) {
    println!("seed {seed}");
    let (folder, mut chance) = (Folder::create(), Chance::of(seed));
    let (book, agent) = build_last_week(&folder);
    let database = store::open(&folder.database()).expect("the database opens");
    let begun = Mono::now();
    let mut kills = 0;
    loop {
        // The timer closes the week as soon as the server is up; it is cut off somewhere in it.
        let serving = Serving::start(&folder.database());
        let wanted = if kills < 3 { 1 + chance.below(PLAYERS) } else { usize::MAX };
        let done = loop {
            let weeks = database.all_closed_weeks(book).expect("reads");
            if !weeks.is_empty() && weeks.iter().all(|week| week.step == CloseStep::Done) {
                break true;
            }
            if database.all_frozen(book).expect("reads").len() >= wanted {
                break false;
            }
            assert!(begun.elapsed() < PATIENCE, "the close never ends");
        };
        serving.kill();
        kills += 1;
        demand_clean_check(&folder.database());
        if done {
            break;
        }
    }
    let weeks = database.all_closed_weeks(book).expect("reads").len();
    let frozen = database.all_frozen(book).expect("reads");
    let of_players = frozen.iter().filter(|one| one.figure.member > agent).count();
    assert_eq!(of_players, weeks * PLAYERS, "every player's week is frozen once");
    assert_eq!(database.all_deal_weeks(book).expect("reads").len(), weeks);
    assert_eq!(database.all_invoices(book).expect("reads").len(), weeks);
}

#[test]
fn a_close_that_was_cut_off_goes_on_and_freezes_each_figure_once() {
    for seed in seeds(SEEDS) {
        close_and_kill(seed);
    }
}
