//! Chance that repeats: the SplitMix64 generator (Steele, Lea and Flood, 2014), and the seeds that
//! a test runs on.

/// A seeded source of chance.
pub(crate) struct Chance(u64);

impl Chance {
    /// The source of a seed.
    pub(crate) fn of(seed: u64) -> Chance {
        Chance(seed)
    }

    /// The next number.
    pub(crate) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which is above zero.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.number() % u64::try_from(bound).expect("fits")).expect("fits")
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).expect("low is not above high");
        low + i64::try_from(self.number() % span).expect("fits")
    }

    /// True once in `times`.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of `all`, which is not empty.
    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// The seeds of a test: `PERHEAD_SEED` alone, or `PERHEAD_SEEDS` of them, or `usual` many.
pub(crate) fn seeds(usual: u64) -> Vec<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    if let Some(seed) = number("PERHEAD_SEED") {
        return vec![seed];
    }
    (1..=number("PERHEAD_SEEDS").unwrap_or(usual)).collect()
}
