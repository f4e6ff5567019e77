//! Markets over several games: the winner of a series, and all games of a day together, which
//! hockey calls the Grand Salami. Their fixture's report tells the games as parts `game_1`,
//! `game_2` and so on, home first; `stat.game_2=absent` says that a game was not played as
//! scheduled.

use crate::board::market::MarketKind;
use crate::grade::detail::{Detail, Ending, PartKind};
use crate::grade::leg::{Case, LegOutcome, Undecided, Verdict, on_score};

/// Games of a series that count, whatever is played after them.
const SERIES: u8 = 3;
/// Games of it that must be played as scheduled.
const SERIES_SCHEDULED: u8 = 2;

/// Who wins most of the first three games. The first two must be played as scheduled; whoever wins
/// both has won, with or without a third (LR-mlb).
pub(super) fn series(case: &Case<'_>) -> Verdict {
    let detail = &case.result.detail;
    let mut won: (i32, i32) = (0, 0);
    for number in 1..=SERIES {
        let is_winner = matches!(case.leg.kind, MarketKind::Moneyline | MarketKind::Moneyline3);
        if is_winner && number > SERIES_SCHEDULED && (won.0 - won.1).abs() > 1 {
            break;
        }
        if is_absent(detail, number) {
            return Ok(LegOutcome::Void);
        }
        let (home, away) = detail.part(PartKind::Game, number).ok_or(Undecided::PartMissing)?;
        won.0 += i32::from(home > away);
        won.1 += i32::from(away > home);
    }
    Ok(on_score(case.leg, won))
}

/// The scores of all home sides against those of all visitors. Every game must go its regular
/// length (WI-hk); `scheduled` says how many there are.
pub(super) fn slate(case: &Case<'_>) -> Verdict {
    let (detail, score) = (&case.result.detail, case.result.score());
    let games = detail.scheduled.and_then(|games| u8::try_from(games).ok());
    let games = games.filter(|games| *games > 0).ok_or(Undecided::ProgressMissing)?;
    let is_short = (1..=games).any(|number| is_absent(detail, number));
    if is_short || detail.ending != Ending::Completed {
        return Ok(LegOutcome::Void);
    }
    let sum = detail.sum(PartKind::Game, 1..=games).ok_or(Undecided::PartMissing)?;
    if sum != score {
        return Err(Undecided::PartsDisagree);
    }
    Ok(on_score(case.leg, score))
}

fn is_absent(detail: &Detail, number: u8) -> bool {
    detail.statistics.get(&format!("game_{number}")) == Some(&None)
}
