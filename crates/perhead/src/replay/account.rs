//! Compares each player's account with the player's tickets: nothing else may have moved it.

use std::collections::BTreeMap;

use domain::ledger::account::Account;
use domain::money::Money;
use store::Database;

use super::book::FUNDS;
use super::floor::Played;
use super::plan::Plan;
use super::record::Record;

/// The first player whose cash and held are not what the funds and tickets give, if any.
///
/// # Errors
/// When the store cannot be read.
pub(super) fn difference(
    plan: &Plan<'_>,
    played: &Played,
    record: &Record,
    database: &Database,
) -> anyhow::Result<Option<String>> {
    let mut expected: BTreeMap<usize, (Money, Money)> = BTreeMap::new();
    for (bet, entry) in plan.bets.iter().zip(&record.entries) {
        let (cash, held) = expected.entry(bet.player).or_insert((FUNDS, Money::ZERO));
        match entry.net() {
            Some(net) => *cash += net,
            None => {
                *cash -= entry.risk;
                *held += entry.risk;
            }
        }
    }
    if let Some(player) = plan.combo_player() {
        let (cash, held) = expected.entry(player).or_insert((FUNDS, Money::ZERO));
        for whole in &record.combos {
            *cash += whole.paid - whole.risk;
            *held += whole.open_risk;
        }
    }
    let mut balances: BTreeMap<_, Money> = BTreeMap::new();
    for (house, (book, _)) in played.people.houses.iter().enumerate() {
        let own = database.balances(*book)?.into_iter();
        balances.extend(own.map(|balance| ((house, balance.key), balance.amount)));
    }
    let on = |account: Account, player: usize| {
        let key = account.of(played.people.players[player]);
        balances.get(&(plan.players[player].house, key)).copied().unwrap_or_default()
    };
    let differing = expected.iter().find_map(|(player, (cash, held))| {
        let stands = (on(Account::Cash, *player), on(Account::Held, *player));
        (stands != (*cash, *held)).then(|| {
            let name = &plan.players[*player].name;
            let (got_cash, got_held) = stands;
            format!(
                "{name} has cash {got_cash} and held {got_held}, tickets give {cash} and {held}"
            )
        })
    });
    Ok(differing)
}
