//! Sets of a ticket's legs, and the ways to choose among them. Knows no prices and no money.

use std::fmt::Write as _;

/// Places of legs in a ticket's list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Places(u32);

impl Places {
    /// Most legs a set can hold.
    pub const COUNT_MAX: usize = 32;

    /// The first `count` places.
    pub fn first(count: usize) -> Places {
        (0..count).fold(Places::default(), Places::with)
    }

    /// This set and one more place.
    pub fn with(self, place: usize) -> Places {
        assert!(place < Places::COUNT_MAX, "a ticket has few legs");
        Places(self.0 | 1 << place)
    }

    /// The places, rising.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..Places::COUNT_MAX).filter(move |place| self.0 >> place & 1 == 1)
    }

    /// How many places.
    pub fn count(self) -> usize {
        usize::try_from(self.0.count_ones()).unwrap_or(0)
    }
}

/// Sizes of combinations: by twos, by threes, singles. Text is `2,3`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sizes(u32);

impl Sizes {
    /// No size.
    pub const NONE: Sizes = Sizes(0);

    /// This set and one more size; `None` beyond what a ticket can have.
    pub fn with(self, size: usize) -> Option<Sizes> {
        ((1..Places::COUNT_MAX).contains(&size)).then(|| Sizes(self.0 | 1 << size))
    }

    /// Every size from `least` to `most`.
    pub const fn from_to(least: u32, most: u32) -> Sizes {
        Sizes((2 << most) - (1 << least))
    }

    /// The sizes, rising.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (1..Places::COUNT_MAX).filter(move |size| self.0 >> size & 1 == 1)
    }

    /// How many combinations of these sizes `count` legs have; `None` beyond counting.
    pub fn combinations(self, count: usize) -> Option<usize> {
        self.iter().try_fold(0usize, |sum, size| sum.checked_add(choose(count, size)?))
    }

    /// The canonical text.
    pub fn text(self) -> String {
        let mut text = String::new();
        for size in self.iter() {
            let comma = if text.is_empty() { "" } else { "," };
            write!(text, "{comma}{size}").expect("strings take text");
        }
        text
    }

    /// The sizes of a canonical text.
    pub fn parse(text: &str) -> Option<Sizes> {
        text.split(',').try_fold(Sizes::NONE, |sizes, size| sizes.with(size.parse().ok()?))
    }
}

fn choose(count: usize, size: usize) -> Option<usize> {
    if size > count {
        return Some(0);
    }
    (0..size).try_fold(1usize, |ways, step| Some(ways.checked_mul(count - step)? / (step + 1)))
}

/// Every choice of `size` of the first `count` places, in the order people write them: 12, 13, 23.
pub fn choices(count: usize, size: usize) -> Vec<Places> {
    let mut found = Vec::with_capacity(choose(count, size).unwrap_or(0));
    extend(Places::default(), 0, count, size, &mut found);
    found
}

fn extend(chosen: Places, from: usize, count: usize, missing: usize, found: &mut Vec<Places>) {
    if missing == 0 {
        found.push(chosen);
        return;
    }
    for place in from..=count.saturating_sub(missing) {
        if place < count {
            extend(chosen.with(place), place + 1, count, missing - 1, found);
        }
    }
}

/// A named full cover: how many selections, and which sizes of combinations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct System {
    /// The name it is asked for by.
    pub name: &'static str,
    /// Selections.
    pub legs: usize,
    /// Sizes of its combinations.
    pub sizes: Sizes,
}

/// The named systems, from the trixie to the goliath and the families with singles.
pub const SYSTEMS: &[System] = &[
    System { name: "trixie", legs: 3, sizes: Sizes::from_to(2, 3) },
    System { name: "patent", legs: 3, sizes: Sizes::from_to(1, 3) },
    System { name: "yankee", legs: 4, sizes: Sizes::from_to(2, 4) },
    System { name: "lucky_15", legs: 4, sizes: Sizes::from_to(1, 4) },
    System { name: "canadian", legs: 5, sizes: Sizes::from_to(2, 5) },
    System { name: "lucky_31", legs: 5, sizes: Sizes::from_to(1, 5) },
    System { name: "heinz", legs: 6, sizes: Sizes::from_to(2, 6) },
    System { name: "lucky_63", legs: 6, sizes: Sizes::from_to(1, 6) },
    System { name: "super_heinz", legs: 7, sizes: Sizes::from_to(2, 7) },
    System { name: "goliath", legs: 8, sizes: Sizes::from_to(2, 8) },
];

/// The system of a name.
pub fn system(name: &str) -> Option<System> {
    SYSTEMS.iter().find(|system| system.name == name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of reference/features.md 4.5: rows are 3 to 10 legs, columns sizes from 2.
    #[test]
    fn combinations_are_counted_as_published() {
        let rows: [&[usize]; 8] = [
            &[3, 1],
            &[6, 4, 1],
            &[10, 10, 5, 1],
            &[15, 20, 15, 6, 1],
            &[21, 35, 35, 21, 7, 1],
            &[28, 56, 70, 56, 28, 8, 1],
            &[36, 84, 126, 126, 84, 36, 9, 1],
            &[45, 120, 210, 252, 210, 120, 45, 10, 1],
        ];
        for (legs, row) in (3..).zip(rows) {
            for (size, expected) in (2..).zip(row) {
                assert_eq!(choices(legs, size).len(), *expected, "{legs} by {size}");
                let sizes = Sizes::NONE.with(size).expect("a size");
                assert_eq!(sizes.combinations(legs), Some(*expected));
            }
        }
    }

    /// Numbers of bets by which the systems are known everywhere.
    #[test]
    fn systems_have_their_known_numbers_of_bets() {
        let counts = SYSTEMS.iter().map(|one| (one.name, one.sizes.combinations(one.legs)));
        let known = [
            ("trixie", 4),
            ("patent", 7),
            ("yankee", 11),
            ("lucky_15", 15),
            ("canadian", 26),
            ("lucky_31", 31),
            ("heinz", 57),
            ("lucky_63", 63),
            ("super_heinz", 120),
            ("goliath", 247),
        ];
        assert!(counts.eq(known.map(|(name, count)| (name, Some(count)))));
    }

    #[test]
    fn choices_come_in_written_order_and_once() {
        let told = |places: &Places| places.iter().map(|p| p.to_string()).collect::<String>();
        let chosen: Vec<String> = choices(4, 2).iter().map(told).collect();
        assert_eq!(chosen, ["01", "02", "03", "12", "13", "23"]);
        assert!(choices(2, 3).is_empty());
        assert_eq!(Sizes::parse("2,3").map(Sizes::text), Some("2,3".to_owned()));
        for bad in ["", "0", "32", "a", "2,"] {
            assert_eq!(Sizes::parse(bad), None, "{bad}");
        }
    }
}
