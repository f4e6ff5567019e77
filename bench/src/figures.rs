//! Percentiles, medians and ratios, in integers: a bench needs no more digits than it has sense.

use std::time::Duration;

/// The value below or at which `hundredths` of 100 lie, by nearest rank; 0 for none.
/// `sorted` rises.
pub(crate) fn percentile(sorted: &[u32], hundredths: usize) -> u32 {
    let rank = (sorted.len() * hundredths).div_ceil(100).max(1);
    sorted.get(rank - 1).or(sorted.last()).copied().unwrap_or(0)
}

/// The middle value; of an even count the mean of the two in the middle, rounded down.
pub(crate) fn median(values: &[u64]) -> u64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    match (sorted.len(), sorted.len() / 2) {
        (0, _) => 0,
        (count, middle) if count % 2 == 1 => sorted[middle],
        (_, middle) => sorted[middle - 1].midpoint(sorted[middle]),
    }
}

/// Events each second, rounded to the nearest.
pub(crate) fn each_second(count: u64, time: Duration) -> u64 {
    let microseconds = time.as_micros().max(1);
    let rate = (u128::from(count) * 1_000_000 + microseconds / 2) / microseconds;
    u64::try_from(rate).unwrap_or(u64::MAX)
}

/// `part / whole` in thousandths, rounded to the nearest; 0 without a whole.
pub(crate) fn thousandths(part: u64, whole: u64) -> u64 {
    if whole == 0 {
        return 0;
    }
    let ratio = (u128::from(part) * 1_000 + u128::from(whole) / 2) / u128::from(whole);
    u64::try_from(ratio).unwrap_or(u64::MAX)
}

/// A number of thousandths with as many decimals as it deserves: `0.385`, `9.1`.
pub(crate) fn ratio_text(thousandths: u64) -> String {
    let (whole, rest) = (thousandths / 1_000, thousandths % 1_000);
    if whole >= 3 { format!("{whole}.{}", rest / 100) } else { format!("{whole}.{rest:03}") }
}

/// Microseconds as milliseconds with two decimals.
pub(crate) fn milliseconds_text(microseconds: u32) -> String {
    format!("{}.{:02}", microseconds / 1_000, microseconds % 1_000 / 10)
}

/// Microseconds of `time` for each of `count`, with one decimal; a dash for none.
pub(crate) fn microseconds_each_text(time: Duration, count: u64) -> String {
    if count == 0 {
        return "-".to_owned();
    }
    let tenths = time.as_nanos() / 100 / u128::from(count);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A count with commas between thousands.
pub(crate) fn count_text(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_occurred() {
        let values: Vec<u32> = (1..=200).collect();
        assert_eq!(percentile(&values, 50), 100);
        assert_eq!(percentile(&values, 99), 198);
        assert_eq!(percentile(&values, 100), 200);
        assert_eq!(percentile(&[7], 1), 7);
        assert_eq!(percentile(&[7, 9], 50), 7);
        assert_eq!(percentile(&[7, 9], 51), 9);
        assert_eq!(percentile(&[], 50), 0);
    }

    #[test]
    fn medians_need_no_order() {
        assert_eq!(median(&[30, 10, 20]), 20);
        assert_eq!(median(&[40, 10, 20, 30]), 25);
        assert_eq!(median(&[]), 0);
    }

    #[test]
    fn rates_and_ratios_round_to_the_nearest() {
        assert_eq!(each_second(1, Duration::from_millis(3)), 333);
        assert_eq!(each_second(2, Duration::from_millis(3)), 667);
        assert_eq!(thousandths(2, 3), 667);
        assert_eq!(thousandths(1, 0), 0);
    }

    #[test]
    fn texts_are_as_long_as_they_make_sense() {
        assert_eq!(ratio_text(385), "0.385");
        assert_eq!(ratio_text(9_149), "9.1");
        assert_eq!(milliseconds_text(7_129), "7.12");
        assert_eq!(microseconds_each_text(Duration::from_millis(1), 30), "33.3");
        assert_eq!(microseconds_each_text(Duration::from_millis(1), 0), "-");
        assert_eq!(count_text(1_234_567), "1,234,567");
        assert_eq!((count_text(0), count_text(999)), ("0".to_owned(), "999".to_owned()));
    }
}
