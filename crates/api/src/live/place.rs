//! Where a listener stands: the last event seen of the book and of the catalogue, as one text for
//! `Last-Event-ID`.

use std::fmt;
use std::str::FromStr;

/// The last events a listener has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Of the book.
    pub(crate) book: i64,
    /// Of the catalogue.
    pub(crate) catalogue: i64,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "b{}.c{}", self.book, self.catalogue)
    }
}

/// A text that is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoSuchPlace;

impl FromStr for Place {
    type Err = NoSuchPlace;
    fn from_str(text: &str) -> Result<Place, NoSuchPlace> {
        let (book, catalogue) = text.split_once('.').ok_or(NoSuchPlace)?;
        let number = |part: &str, letter: char| {
            let digits = part.strip_prefix(letter).ok_or(NoSuchPlace)?;
            let number = digits.parse::<i64>().ok().filter(|number| *number >= 0);
            number.ok_or(NoSuchPlace)
        };
        Ok(Place { book: number(book, 'b')?, catalogue: number(catalogue, 'c')? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_survive_their_text() {
        let place = Place { book: 120, catalogue: 4_711 };
        assert_eq!(place.to_string(), "b120.c4711");
        assert_eq!("b120.c4711".parse(), Ok(place));
        for bad in ["", "120", "b120", "b-1.c2", "c1.b2", "b1.c", "b1.c2.d3"] {
            assert_eq!(bad.parse::<Place>(), Err(NoSuchPlace), "{bad}");
        }
    }
}
