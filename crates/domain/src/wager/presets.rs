//! Cards as published, shipped for houses to take over: only printed facts, each with its source.

use crate::wager::card::{Card, CardKind};

const PUBLISHED: &str = include_str!("../../cards/published.txt");

/// Every published card, at version 0: a house that puts one makes its own version 1.
pub fn published() -> Vec<Card> {
    let lines = PUBLISHED.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| card(line).unwrap_or_else(|| panic!("no card: {line}"))).collect()
}

fn card(line: &str) -> Option<Card> {
    let parts: Vec<&str> = line.split(" | ").collect();
    let [code, kind, name, source, body] = parts[..] else { return None };
    let (code, name, source) = (code.to_owned(), name.to_owned(), source.to_owned());
    Some(Card { code, name, source, ..Card::parse_body(CardKind::parse(kind)?, body)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grade::leg::LegOutcome::{Loss, Push, Void, Win};
    use crate::money::{Money, Rounding};
    use std::collections::BTreeSet;

    fn of(code: &str) -> Card {
        published().into_iter().find(|card| card.code == code).expect(code)
    }

    #[test]
    fn every_published_card_can_be_kept_and_reads_back() {
        let cards = published();
        let codes: BTreeSet<&str> = cards.iter().map(|card| card.code.as_str()).collect();
        assert_eq!(codes.len(), cards.len(), "codes are unique");
        for card in &cards {
            assert_eq!(card.clone().checked().as_ref(), Ok(card), "{}", card.code);
            let read = Card::parse_body(card.kind, &card.body()).expect("reads back");
            assert_eq!((read.table, read.points), (card.table.clone(), card.points.clone()));
        }
    }

    /// Printed prices of reference/features.md 4.4, 4.6 and 4.9, one unit being 100.00: what a
    /// full house of winners pays on top.
    #[test]
    fn printed_prices_are_paid() {
        for (code, legs, cents) in [
            ("wh-parlay", 2, 26_000),
            ("wh-parlay", 10, 7_200_000),
            ("sbo-parlay", 15, 20_000_000),
            ("betphoenix-parlay", 3, 65_000),
            ("vwager-parlay", 10, 1_300_000),
            ("wh-football-6", 2, 8_695),
            ("wh-football-7", 4, 20_000),
            ("galaxy-football-6", 2, 9_090),
            ("galaxy-basketball-7", 3, 10_000),
            ("skybook-mixed-6-4", 8, 110_000),
            ("vwager-football-6", 9, 120_000),
            ("betterdr-football-7", 2, 6_666),
            ("skybook-special-mixed-13-9", 4, 7_692),
            ("wh-special-football-10", 3, 8_333),
            ("oddsshark-progressive", 12, 9_000_000),
        ] {
            let won = vec![Some(Win); legs];
            let returned = of(code).table.returned(&won, Money(10_000), Rounding::Down);
            assert_eq!(returned, Some(Money(10_000 + cents)), "{code} {legs}");
        }
    }

    /// The five tie rules of reference/features.md 4.6 (GAL-t, SKY-t, WHNV, BW, DRF, BM-push).
    #[test]
    fn ties_follow_the_published_rules() {
        let check = |rule, outcomes: &[_], expected: Option<i64>| {
            let mut table = of("galaxy-football-6").table;
            table.ties = rule;
            let returned = table.returned(outcomes, Money(10_000), Rounding::Down);
            assert_eq!(returned, expected.map(Money), "{rule:?} {outcomes:?}");
        };
        use crate::wager::card::TieRule::*;
        let [w, l, p, v, open] = [Some(Win), Some(Loss), Some(Push), Some(Void), None];
        for rule in [Reduce, TwoTeamStd, AllPush, TwoTeamRefund] {
            check(rule, &[p, w], Some(10_000));
        }
        check(TieLoses, &[p, w], Some(0));
        check(TieLoses, &[p, open], Some(0));
        for rule in [Reduce, TwoTeamStd, AllPush, TieLoses] {
            check(rule, &[p, l], Some(0));
            check(rule, &[l, open], Some(0));
        }
        check(TwoTeamRefund, &[p, l], Some(10_000));
        check(TwoTeamRefund, &[l, open], None);
        check(TwoTeamRefund, &[p, open], Some(10_000));
        // Three legs: a tie pays the price of two, but all of it back where any push refunds.
        for rule in [Reduce, TwoTeamStd, TwoTeamRefund] {
            check(rule, &[w, p, w], Some(19_090));
            check(rule, &[w, p, p], Some(10_000));
            check(rule, &[w, p, l], Some(0));
        }
        check(AllPush, &[w, p, w], Some(10_000));
        check(AllPush, &[w, p, l], Some(0));
        check(TieLoses, &[w, p, w], Some(0));
        // No action always drops the leg here.
        check(TieLoses, &[w, v, w], Some(19_090));
        check(AllPush, &[w, v, w], Some(19_090));
        check(Reduce, &[w, open, w], None);
    }

    /// SKY-t2, reference/features.md 4.6: a leg without action ends the three-team special.
    #[test]
    fn a_special_teaser_is_refunded_without_action() {
        let table = of("skybook-special-mixed-10-7").table;
        let returned =
            |outcomes: &[_]| table.returned(outcomes, Money(12_000), Rounding::Down).map(|m| m.0);
        assert_eq!(returned(&[Some(Win), Some(Void), None]), Some(12_000));
        assert_eq!(returned(&[Some(Win), Some(Push), None]), Some(0));
        assert_eq!(returned(&[Some(Win), Some(Win), Some(Win)]), Some(22_000));
    }

    /// The progressive table of reference/features.md 4.9 (OS-prog); ties count as losses.
    #[test]
    fn a_progressive_pays_with_losses() {
        let table = of("oddsshark-progressive").table;
        let check = |won: usize, lost: usize, tied: usize, void: usize, expected: Option<i64>| {
            let mut outcomes = vec![Some(Win); won];
            outcomes.extend(vec![Some(Loss); lost]);
            outcomes.extend(vec![Some(Push); tied]);
            outcomes.extend(vec![Some(Void); void]);
            let returned = table.returned(&outcomes, Money(10_000), Rounding::Down);
            assert_eq!(returned, expected.map(Money), "{won} {lost} {tied} {void}");
        };
        check(4, 0, 0, 0, Some(60_000));
        check(3, 1, 0, 0, Some(20_000));
        check(3, 0, 1, 0, Some(20_000));
        check(2, 2, 0, 0, Some(0));
        check(5, 2, 0, 0, Some(15_000));
        check(9, 3, 0, 0, Some(40_000));
        check(8, 4, 0, 0, Some(0));
        check(4, 0, 0, 1, Some(60_000));
        check(3, 0, 0, 1, Some(10_000));
        // Lost once more legs lost than any price allows, whatever is open.
        let mut early = vec![Some(Loss); 4];
        early.resize(12, None);
        assert_eq!(table.returned(&early, Money(10_000), Rounding::Down), Some(Money::ZERO));
    }
}
