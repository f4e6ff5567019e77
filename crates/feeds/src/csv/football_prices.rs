//! Which price columns of a football-data.co.uk file are used: for each market the first set of
//! which the header has every column.
//!
//! Bet365 at closing comes first, then Bet365 before the match; then the sharp bookmaker and the
//! averages of the market, closing before earlier; then the best prices; then single bookmakers.
//! A `C` after the bookmaker's letters means closing; `Bb` columns are averages of old seasons.

use crate::csv::table::{Column, Table};
use crate::error::FeedError;

/// Bookmakers and averages of the match result, in order of preference: the prefix before
/// `H`, `D` and `A`.
const MATCH_RESULT: [&str; 31] = [
    "B365C", "B365", "PSC", "PC", "PS", "P", "AvgC", "Avg", "BbAv", "MaxC", "Max", "BbMx", "BFEC",
    "BFE", "BFDC", "BFD", "WHC", "WH", "BWC", "BW", "IWC", "IW", "VCC", "VC", "LB", "GB", "SB",
    "SJ", "SO", "SY", "BS",
];
/// The same for goals: the prefix before `>2.5` and `<2.5`. `BbAv` comes early because seasons
/// with it have no other.
const GOALS: [&str; 13] =
    ["B365C", "B365", "BbAv", "PC", "P", "AvgC", "Avg", "MaxC", "Max", "BbMx", "GB", "BFEC", "BFE"];
/// The same for the handicap: the column of the line and the prefix before `AHH` and `AHA`.
const HANDICAP: [(&str, &str); 16] = [
    ("AHCh", "B365C"),
    ("AHh", "B365"),
    ("BbAHh", "BbAv"),
    ("AHCh", "PC"),
    ("AHh", "P"),
    ("AHCh", "AvgC"),
    ("AHh", "Avg"),
    ("AHCh", "MaxC"),
    ("AHh", "Max"),
    ("BbAHh", "BbMx"),
    ("B365AH", "B365"),
    ("LBAH", "LB"),
    ("GBAH", "GB"),
    ("AHCh", "BFEC"),
    ("AHh", "BFE"),
    ("BbAHh", "B365"),
];

/// A price column and its name.
pub(super) struct PriceColumn {
    pub(super) name: String,
    pub(super) place: Column,
}

/// The handicap's columns.
pub(super) struct Handicap {
    /// The home side's line.
    pub(super) line: Column,
    /// Prices of home and away.
    pub(super) prices: [PriceColumn; 2],
}

/// The columns chosen for a file.
pub(super) struct Prices {
    /// Home, draw, away.
    pub(super) match_result: Option<[PriceColumn; 3]>,
    /// Over and under two and a half.
    pub(super) goals: Option<[PriceColumn; 2]>,
    /// Asian handicap.
    pub(super) handicap: Option<Handicap>,
}

impl Prices {
    /// Chooses by the header.
    pub(super) fn of(table: &Table) -> Result<Prices, FeedError> {
        let prices = Prices {
            match_result: MATCH_RESULT
                .iter()
                .find_map(|prefix| all(table, ["H", "D", "A"].map(|end| format!("{prefix}{end}")))),
            goals: GOALS.iter().find_map(|prefix| {
                all(table, [">2.5", "<2.5"].map(|end| format!("{prefix}{end}")))
            }),
            handicap: HANDICAP.iter().find_map(|(line, prefix)| {
                let line = table.column(line)?;
                let prices = all(table, ["AHH", "AHA"].map(|end| format!("{prefix}{end}")))?;
                Some(Handicap { line, prices })
            }),
        };
        let has_none =
            prices.match_result.is_none() && prices.goals.is_none() && prices.handicap.is_none();
        if has_none {
            let reason = "neither this nor any other known price column is in the header";
            return Err(FeedError::of_column(&table.file, "B365H", reason));
        }
        Ok(prices)
    }
}

fn all<const N: usize>(table: &Table, names: [String; N]) -> Option<[PriceColumn; N]> {
    let found: Option<Vec<PriceColumn>> = names
        .into_iter()
        .map(|name| table.column(&name).map(|place| PriceColumn { name, place }))
        .collect();
    found?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(header: &str) -> [Option<String>; 3] {
        let table = Table::read("E0", header.as_bytes()).expect("reads");
        let prices = Prices::of(&table).expect("prices");
        let first = |columns: &[PriceColumn]| columns[0].name.clone();
        [
            prices.match_result.map(|columns| first(&columns)),
            prices.goals.map(|columns| first(&columns)),
            prices.handicap.map(|handicap| first(&handicap.prices)),
        ]
    }

    #[test]
    fn each_market_takes_the_first_complete_set_of_columns() {
        let check = |header: &str, expected: [Option<&str>; 3]| {
            assert_eq!(chosen(header), expected.map(|name| name.map(str::to_owned)), "{header}");
        };
        check(
            "B365H,B365D,B365A,B365CH,B365CD,B365CA,Avg>2.5,Avg<2.5,AHh,PAHH,PAHA",
            [Some("B365CH"), Some("Avg>2.5"), Some("PAHH")],
        );
        check(
            "B365H,B365D,B365A,B365CH,B365CD,BbAv>2.5,BbAv<2.5,BbMx>2.5,BbMx<2.5",
            [Some("B365H"), Some("BbAv>2.5"), None],
        );
        check(
            "MaxH,MaxD,MaxA,AvgH,AvgD,AvgA,AHCh,AHh,B365AHH,B365AHA,MaxCAHH,MaxCAHA",
            [Some("AvgH"), None, Some("B365AHH")],
        );
        check("GBH,GBD,GBA,BbAHh,BbAvAHH,BbAvAHA", [Some("GBH"), None, Some("BbAvAHH")]);
        check("P>2.5,P<2.5,Max>2.5,Max<2.5", [None, Some("P>2.5"), None]);
    }

    #[test]
    fn a_header_without_prices_is_refused() {
        let table = Table::read("E0", b"Div,Date,B365H").expect("reads");
        let error = Prices::of(&table).err().expect("refused");
        assert_eq!(error.field.as_deref(), Some("B365H"));
    }
}
