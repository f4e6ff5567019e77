//! What the bench is asked to do. The roles are its own child programs, not meant for people.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};

use crate::contender::Contender;

/// Bets each second of the running system, beside a bare floor and a naive peer.
#[derive(Debug, Parser)]
#[command(name = "perhead-bench", version)]
pub(crate) struct Arguments {
    /// Set in child programs only.
    #[command(subcommand)]
    pub(crate) role: Option<Role>,
    /// The plan of the contest.
    #[command(flatten)]
    pub(crate) plan: Plan,
}

/// A program of the bench's own, told its port by the system.
#[derive(Debug, Subcommand)]
pub(crate) enum Role {
    /// How long the core takes to decide a wager of each kind; fails when one is too slow.
    Decide,
    /// How fast the tickets of one game are settled while bets keep arriving, on both engines.
    Settlement {
        /// Tickets on the game.
        #[arg(long, default_value_t = 100_000)]
        tickets: u32,
    },
    /// Parse the body, answer a fixed text.
    #[command(name = "serve-floor", hide = true)]
    Floor,
    /// One transaction for each bet.
    #[command(name = "serve-naive", hide = true)]
    Naive {
        /// Its database.
        database: PathBuf,
    },
    /// One transaction for each bet, on PostgreSQL.
    #[command(name = "serve-naive-postgres", hide = true)]
    NaivePostgres {
        /// Its database.
        address: String,
    },
    /// The server from the library, where no binary was named.
    #[command(name = "serve-subject", hide = true)]
    Subject {
        /// Its database.
        address: String,
    },
}

/// How long and how hard.
#[derive(Args, Clone, Debug)]
pub(crate) struct Plan {
    /// Rounds; each runs every contender once.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(crate) rounds: u32,
    /// Seconds that each contender is measured in a round.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) seconds: u64,
    /// Seconds of load before the measuring starts: as many as it takes that nearly every player
    /// has bet once, so that what is measured goes on for as long as one likes.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(0..=60))]
    pub(crate) warm_up: u64,
    /// Connections of the load, each with one request under way.
    #[arg(long, default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..=4_096))]
    pub(crate) connections: u32,
    /// Players of the book.
    #[arg(long, default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(1..=50_000))]
    pub(crate) players: u32,
    /// Tickets written before the first round.
    #[arg(long, default_value_t = 100_000)]
    pub(crate) preload: u32,
    /// Commands under way where the desk is driven without HTTP.
    #[arg(long, default_value_t = 1_024, value_parser = clap::value_parser!(u32).range(1..=4_096))]
    pub(crate) outstanding: u32,
    /// Only these contenders, in this order.
    #[arg(long, value_delimiter = ',', value_enum)]
    pub(crate) only: Vec<Contender>,
    /// A folder for the databases, on the disk that is to be measured.
    #[arg(long, default_value = "target/bench")]
    pub(crate) folder: PathBuf,
    /// Leave the databases of the last round behind.
    #[arg(long)]
    pub(crate) keep: bool,
    /// One short round on a small book: shows that the bench works, measures nothing.
    #[arg(long)]
    pub(crate) quick: bool,
}

impl Plan {
    /// The plan as it is carried out: `--quick` makes everything small.
    pub(crate) fn effective(&self) -> Plan {
        let plan = self.clone();
        if !self.quick {
            return plan;
        }
        Plan {
            rounds: 1,
            seconds: 1,
            warm_up: 0,
            connections: 16,
            players: 400,
            preload: 500,
            outstanding: 64,
            ..plan
        }
    }

    /// Who takes part, in order.
    pub(crate) fn contenders(&self) -> Vec<Contender> {
        if self.only.is_empty() { Contender::ALL.to_vec() } else { self.only.clone() }
    }

    /// How long each contender is measured.
    pub(crate) fn measured(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    /// How long it is under load before.
    pub(crate) fn warmed(&self) -> Duration {
        Duration::from_secs(self.warm_up)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quick_makes_everything_small_and_keeps_where_it_runs() {
        let asked = Arguments::parse_from(["perhead-bench", "--quick", "--folder", "elsewhere"]);
        let plan = asked.plan.effective();
        assert_eq!((plan.rounds, plan.seconds, plan.warm_up), (1, 1, 0));
        assert_eq!(plan.folder, PathBuf::from("elsewhere"));
        assert_eq!(plan.contenders(), Contender::ALL);
    }

    #[test]
    fn the_order_of_contenders_can_be_chosen() {
        let asked = Arguments::parse_from(["perhead-bench", "--only", "naive,floor"]);
        assert_eq!(asked.plan.effective().contenders(), [Contender::Naive, Contender::Floor]);
        assert_eq!(asked.plan.effective().rounds, 5);
    }
}
