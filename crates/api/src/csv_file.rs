//! CSV files that people send: what may be the body of a request, how its lines are read, and how
//! amounts are typed in it. What the columns mean is the business of whoever asks for the file.

use axum::body::Bytes;
use axum::http::HeaderMap;
use csv::StringRecord;
use domain::money::Money;

use crate::problem::Problem;

/// The text of a request whose body must be a CSV file.
pub(crate) fn text_of(headers: &HeaderMap, body: &Bytes) -> Result<String, Problem> {
    let content_type = headers.get("content-type").and_then(|text| text.to_str().ok());
    let essence = content_type.and_then(|text| text.split(';').next()).unwrap_or_default();
    if !essence.trim().eq_ignore_ascii_case("text/csv") {
        return Err(Problem::new("unsupported_media_type", "the body must be text/csv"));
    }
    String::from_utf8(body.to_vec())
        .map_err(|_| Problem::of_field("body", "field_invalid", "the file must be text in UTF-8"))
}

/// A file that is read line by line, each with its number as an editor shows it. Empty lines are
/// passed over; a line with more or fewer cells than the header is an error.
pub(crate) struct CsvFile<'t> {
    text: &'t [u8],
    reader: csv::Reader<&'t [u8]>,
    /// How far line ends were counted, and the number of the line there.
    counted: (usize, u64),
}

impl CsvFile<'_> {
    pub(crate) fn of(text: &str) -> CsvFile<'_> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).as_bytes();
        let reader = csv::ReaderBuilder::new().flexible(false).from_reader(text);
        CsvFile { text, reader, counted: (0, 1) }
    }

    pub(crate) fn header(&mut self) -> csv::Result<StringRecord> {
        self.reader.headers().cloned()
    }

    /// The line at which the next record begins. The reader itself counts neither empty lines nor
    /// both signs of a line end.
    fn next_line(&mut self) -> u64 {
        let from = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        let rest = self.text.get(from..).unwrap_or_default();
        let empty = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let begin = from + empty;
        let (counted, mut line) = self.counted;
        let passed = self.text.get(counted..begin).unwrap_or_default();
        line += passed.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        self.counted = (begin, line);
        line
    }
}

impl Iterator for CsvFile<'_> {
    type Item = (u64, csv::Result<StringRecord>);

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.next_line();
        let mut record = StringRecord::new();
        match self.reader.read_record(&mut record) {
            Ok(true) => Some((line, Ok(record))),
            Ok(false) => None,
            Err(error) => Some((line, Err(error))),
        }
    }
}

/// An amount in major units with at most two decimals: `1250`, `1250.5`, `0.05`.
pub(crate) fn major_units(text: &str) -> Option<Money> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let minor: i64 = format!("{whole}{part:0<2}").parse().ok()?;
    Some(Money(minor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_an_editor_shows_them() {
        for end in ["\n", "\r\n"] {
            let text = ["a,b", "1,2", "", "", "\"3", "3\",4", "5", "6,7", ""].join(end);
            let mut file = CsvFile::of(&text);
            assert_eq!(file.header().expect("a header").len(), 2);
            let lines: Vec<(u64, bool)> =
                file.map(|(line, record)| (line, record.is_ok())).collect();
            assert_eq!(lines, [(2, true), (5, true), (7, false), (8, true)], "{end:?}");
        }
    }

    #[test]
    fn amounts_are_typed_in_major_units() {
        for (text, minor) in [("5", 500), ("5.5", 550), ("0.05", 5), ("1250.00", 125_000)] {
            assert_eq!(major_units(text), Some(Money(minor)));
        }
        for bad in ["", "-5", "1.234", "1,250", "5$", ".5", "1e3", "9999999999999"] {
            assert_eq!(major_units(bad), None, "{bad}");
        }
    }
}
