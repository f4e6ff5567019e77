//! Parts of the week in which something may be asked for: their rule and their text.

/// A part of a weekday, in minutes after midnight of the book's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WeeklyWindow {
    /// 1 is Monday, 7 is Sunday.
    pub weekday: i32,
    /// It begins at this minute.
    pub from_minute: i32,
    /// It ends before this minute; 1440 is midnight.
    pub to_minute: i32,
}

/// True for windows that lie within the week, begin before they end and do not overlap.
pub(super) fn are_windows(windows: &[WeeklyWindow]) -> bool {
    let fits = |one: &WeeklyWindow| {
        (1..=7).contains(&one.weekday)
            && 0 <= one.from_minute
            && one.from_minute < one.to_minute
            && one.to_minute <= 24 * 60
    };
    let mut sorted = windows.to_vec();
    sorted.sort_unstable();
    let apart = |pair: &[WeeklyWindow]| {
        pair[0].weekday != pair[1].weekday || pair[0].to_minute <= pair[1].from_minute
    };
    windows.len() <= 50 && windows.iter().all(fits) && sorted.windows(2).all(apart)
}

/// Windows as one text: `1 540-1020` for Monday nine to five, joined by `;`.
pub fn windows_text(windows: &[WeeklyWindow]) -> String {
    let one = |one: &WeeklyWindow| format!("{} {}-{}", one.weekday, one.from_minute, one.to_minute);
    windows.iter().map(one).collect::<Vec<_>>().join(";")
}

/// Reads what [`windows_text`] wrote.
pub fn parse_windows(text: &str) -> Option<Vec<WeeklyWindow>> {
    let one = |text: &str| {
        let (weekday, minutes) = text.split_once(' ')?;
        let (from, to) = minutes.split_once('-')?;
        Some(WeeklyWindow {
            weekday: weekday.parse().ok()?,
            from_minute: from.parse().ok()?,
            to_minute: to.parse().ok()?,
        })
    };
    text.split(';').filter(|part| !part.is_empty()).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_survive_their_text_and_never_overlap() {
        let window =
            |weekday, from_minute, to_minute| WeeklyWindow { weekday, from_minute, to_minute };
        let week = vec![window(1, 540, 1_020), window(1, 1_020, 1_440), window(7, 0, 60)];
        assert_eq!(parse_windows(&windows_text(&week)), Some(week.clone()));
        assert_eq!(parse_windows(""), Some(Vec::new()));
        assert_eq!(parse_windows("1 5"), None);
        assert!(are_windows(&week));
        for bad in [
            vec![window(0, 0, 60)],
            vec![window(8, 0, 60)],
            vec![window(1, 60, 60)],
            vec![window(1, -1, 60)],
            vec![window(1, 0, 1_441)],
            vec![window(2, 100, 200), window(2, 150, 160)],
        ] {
            assert!(!are_windows(&bad), "{bad:?}");
        }
    }
}
