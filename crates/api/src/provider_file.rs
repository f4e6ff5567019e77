//! Payment providers' files: CSV with a header that names `reference`, `direction` (`in` or `out`)
//! and `amount` (major units). Other columns are left aside. Everything that is wrong is told at
//! once, by line and column; whether the book knows a payment is not asked here.

use domain::funding::method::Direction;
use domain::funding::reconcile::{LINES_MAX, ProviderLine};
use domain::register::parse_note;

use crate::csv_file::{CsvFile, major_units};
use crate::problem::Faults;

const COLUMNS: [&str; 3] = ["reference", "direction", "amount"];

/// Reads a file's lines; what is wrong goes to `faults`.
pub(crate) fn parse_provider_file(text: &str, faults: &mut Faults) -> Vec<ProviderLine> {
    let mut file = CsvFile::of(text);
    let header = file.header().unwrap_or_default();
    let named = |name: &str| header.iter().position(|cell| cell.trim() == name);
    let places = COLUMNS.map(named);
    for (name, place) in COLUMNS.iter().zip(places) {
        if place.is_none() {
            faults.add("lines[1]", "field_missing", format!("the column {name} is missing"));
        }
    }
    let [Some(reference), Some(direction), Some(amount)] = places else { return Vec::new() };
    let mut lines = Vec::new();
    for (line, record) in file {
        if lines.len() >= LINES_MAX {
            let rule = format!("a file must have at most {LINES_MAX} lines");
            faults.add("body", "field_too_long", rule);
            break;
        }
        match record {
            Ok(record) => {
                let cell = |place: usize| record.get(place).map_or("", str::trim);
                let cells = [reference, direction, amount].map(cell);
                lines.extend(parse_line(line, cells, faults));
            }
            Err(error) => {
                let detail = format!("line {line}: the line cannot be read: {error}");
                faults.add(&format!("lines[{line}]"), "field_invalid", detail);
            }
        }
    }
    lines
}

fn parse_line(
    line: u64,
    [reference, direction, amount]: [&str; 3],
    faults: &mut Faults,
) -> Option<ProviderLine> {
    let mut wrong = |name: &str, code: &'static str, rule: &str| {
        let detail = format!("line {line}: {name} {rule}");
        faults.add(&format!("lines[{line}].{name}"), code, detail);
    };
    let named = parse_note("reference", reference);
    match &named {
        Ok(text) if text.is_empty() => wrong("reference", "field_missing", "must not be empty"),
        Ok(_) => {}
        Err(refusal) => wrong("reference", refusal.code.text(), &refusal.detail),
    }
    let way = Direction::parse(direction);
    if way.is_none() {
        wrong("direction", "field_invalid", "must be in or out");
    }
    let money = major_units(amount).filter(|money| money.is_positive());
    if money.is_none() {
        wrong("amount", "amount_invalid", "must be above zero, such as 25.00");
    }
    let reference = named.ok().filter(|text| !text.is_empty())?;
    let line = i32::try_from(line).unwrap_or(i32::MAX);
    Some(ProviderLine { line, reference, direction: way?, amount: money? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Vec<ProviderLine>, Vec<String>> {
        let mut faults = Faults::default();
        let lines = parse_provider_file(text, &mut faults);
        let told = |problem: crate::problem::Problem| {
            problem.shape.errors.iter().map(|error| error.field.clone()).collect()
        };
        faults.finish().map(|()| lines).map_err(told)
    }

    #[test]
    fn files_are_read_whatever_their_columns_and_quotes() {
        let text = "date,amount,reference,direction,note\r\n\
            2024-09-01,25.00,\"a, \"\"b\"\"\",in,x\r\n\r\n2024-09-01,7.5,r2,out,\"two\nlines\"\n";
        let lines = parse(text).expect("reads");
        let told: Vec<(i32, &str, &str, i64)> = lines
            .iter()
            .map(|one| (one.line, one.reference.as_str(), one.direction.name(), one.amount.0))
            .collect();
        assert_eq!(told, [(2, "a, \"b\"", "in", 2_500), (4, "r2", "out", 750)]);
    }

    #[test]
    fn everything_wrong_is_told_by_line_and_column() {
        assert_eq!(parse("").expect_err("no header"), ["lines[1]"; 3]);
        let text = "reference,direction,amount\n\
            r1,up,1\n,in,1.005\nr3,out,-2\nr4,in,0\nr5,in,1e3\nr6,in\n";
        let expected = [
            "lines[2].direction",
            "lines[3].reference",
            "lines[3].amount",
            "lines[4].amount",
            "lines[5].amount",
            "lines[6].amount",
            "lines[7]",
        ];
        assert_eq!(parse(text).expect_err("wrong"), expected);
    }
}
