//! A list of members as a CSV file: read strictly, every fault told with its line and field.
//!
//! Columns: `login` and `name` are needed; `role` (player without it), `parent` (a login; the one
//! who imports without it), `status`, `credit_limit`, `max_risk` and `max_win` (in major units)
//! may follow in any order. An unknown column is a fault. Reads text only: whether a login is free
//! or a member may stand below another is the domain's to judge.

use std::collections::BTreeMap;

use domain::command::CreateMember;
use domain::id::MemberId;
use domain::member::{Channel, MemberStatus, Role};
use domain::money::Money;
use domain::register::{parse_login, parse_name};
use domain::rejection::Rejection;

use crate::csv_file::{CsvFile, major_units};

/// One thing that is wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    /// The line of the file; the header is line 1.
    pub line: u64,
    /// The column, empty for the line as a whole.
    pub field: String,
    /// Stable code, as in refusals.
    pub code: &'static str,
    /// What is wrong, for people.
    pub detail: String,
}

impl LineFault {
    /// What the rules say against the member of a line.
    pub fn of(line: u64, refusal: &Rejection) -> LineFault {
        let field = match refusal.field {
            Some("parent_id") => "parent",
            other => other.unwrap_or_default(),
        };
        let (code, detail) = (refusal.code.text(), refusal.detail.clone());
        LineFault { line, field: field.to_owned(), code, detail }
    }
}

/// What a file says.
#[derive(Debug, Default)]
pub struct Roster {
    /// The members whose lines are well formed, each with its line.
    pub members: Vec<(u64, CreateMember)>,
    /// Everything that is wrong, line by line.
    pub faults: Vec<LineFault>,
}

const COLUMNS: [&str; 8] =
    ["login", "name", "role", "parent", "status", "credit_limit", "max_risk", "max_win"];

/// The logins that the file names as parents: to be looked up before it is read.
///
/// # Errors
/// A file that is no CSV or lacks a needed column.
pub fn parents(text: &str) -> Result<Vec<String>, LineFault> {
    let mut file = CsvFile::of(text);
    let columns = columns(&mut file)?;
    let Some(place) = columns.get("parent") else { return Ok(Vec::new()) };
    let named = file.filter_map(|(_, record)| Some(record.ok()?.get(*place)?.to_owned()));
    let mut logins: Vec<String> = named
        .map(|login| login.trim().to_ascii_lowercase())
        .filter(|one| !one.is_empty())
        .collect();
    logins.sort_unstable();
    logins.dedup();
    Ok(logins)
}

/// Reads a file. `known` finds the member of a parent's login, `importer` stands above everybody
/// without one.
pub fn read(text: &str, known: &dyn Fn(&str) -> Option<MemberId>, importer: MemberId) -> Roster {
    let mut roster = Roster::default();
    let mut file = CsvFile::of(text);
    let columns = match columns(&mut file) {
        Ok(columns) => columns,
        Err(fault) => {
            roster.faults.push(fault);
            return roster;
        }
    };
    for (line, record) in file {
        match record {
            Ok(record) => {
                let cell = |name: &str| {
                    let place = columns.get(name)?;
                    record.get(*place).map(str::trim).filter(|cell| !cell.is_empty())
                };
                let mut row = Row { line, faults: &mut roster.faults };
                if let Some(member) = row.member(&cell, known, importer) {
                    roster.members.push((line, member));
                }
            }
            Err(error) => {
                roster.faults.push(whole(line, &format!("the line cannot be read: {error}")));
            }
        }
    }
    roster
}

fn whole(line: u64, detail: &str) -> LineFault {
    let (field, code, detail) = (String::new(), "field_invalid", detail.to_owned());
    LineFault { line, field, code, detail }
}

fn columns(file: &mut CsvFile<'_>) -> Result<BTreeMap<String, usize>, LineFault> {
    let headers = file.header().map_err(|error| whole(1, &error.to_string()))?;
    let mut columns = BTreeMap::new();
    for (place, name) in headers.iter().enumerate() {
        let name = name.trim().to_ascii_lowercase();
        if !COLUMNS.contains(&name.as_str()) {
            let known = COLUMNS.join(", ");
            return Err(whole(1, &format!("the column {name} is none of {known}")));
        }
        if columns.insert(name.clone(), place).is_some() {
            return Err(whole(1, &format!("the column {name} stands twice")));
        }
    }
    for needed in ["login", "name"] {
        if !columns.contains_key(needed) {
            return Err(whole(1, &format!("the column {needed} is missing")));
        }
    }
    Ok(columns)
}

/// One line under way.
struct Row<'r> {
    line: u64,
    faults: &'r mut Vec<LineFault>,
}

impl Row<'_> {
    fn fault(&mut self, field: &str, code: &'static str, detail: String) {
        let (line, field) = (self.line, field.to_owned());
        self.faults.push(LineFault { line, field, code, detail });
    }

    fn take<T>(&mut self, parsed: Result<T, Rejection>) -> Option<T> {
        parsed.map_err(|refusal| self.faults.push(LineFault::of(self.line, &refusal))).ok()
    }

    fn word<T>(
        &mut self,
        field: &str,
        cell: Option<&str>,
        usual: T,
        parse: fn(&str) -> Option<T>,
    ) -> T {
        let Some(text) = cell else { return usual };
        parse(&text.to_ascii_lowercase()).unwrap_or_else(|| {
            self.fault(field, "field_invalid", format!("{field} cannot be {text}"));
            usual
        })
    }

    fn amount(&mut self, field: &str, cell: Option<&str>) -> Option<Money> {
        let text = cell?;
        let amount = major_units(text);
        if amount.is_none() {
            let rule = format!("{field} must be an amount such as 1250.00, not {text}");
            self.fault(field, "amount_invalid", rule);
        }
        amount
    }

    /// The member of the line; none while anything of it is wrong.
    fn member<'c>(
        &mut self,
        cell: &dyn Fn(&str) -> Option<&'c str>,
        known: &dyn Fn(&str) -> Option<MemberId>,
        importer: MemberId,
    ) -> Option<CreateMember> {
        let before = self.faults.len();
        let login = self.take(parse_login("login", cell("login").unwrap_or_default()));
        let name = self.take(parse_name("name", cell("name").unwrap_or_default()));
        let role = self.word("role", cell("role"), Role::Player, Role::parse);
        let status = self.word("status", cell("status"), MemberStatus::Active, MemberStatus::parse);
        let parent = match cell("parent") {
            None => importer,
            Some(login) => known(&login.to_ascii_lowercase()).unwrap_or_else(|| {
                self.fault("parent", "not_found", format!("parent {login} is unknown"));
                importer
            }),
        };
        let credit = self.amount("credit_limit", cell("credit_limit")).unwrap_or(Money::ZERO);
        let max_risk = self.amount("max_risk", cell("max_risk"));
        let max_win = self.amount("max_win", cell("max_win"));
        let (login, name) = (login?, name?);
        (self.faults.len() == before).then(|| CreateMember {
            parent,
            role,
            status,
            login,
            name,
            credit,
            max_risk,
            max_win,
            channel: Channel::Import,
            ..CreateMember::plain()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (Vec<String>, Vec<(u64, String, &'static str)>) {
        let known = |login: &str| (login == "art").then_some(MemberId(7));
        let roster = read(text, &known, MemberId(1));
        let members = roster.members.iter().map(|(_, one)| one.login.clone()).collect();
        let faults = roster.faults.into_iter().map(|one| (one.line, one.field, one.code));
        (members, faults.collect())
    }

    #[test]
    fn every_fault_of_every_line_is_told_with_line_and_field() {
        let text = "login,name,role,parent,credit_limit\n\
                    pat,Pat O'Neil,player,art,100.50\n\
                    q,,king,nobody,1.234\n\
                    \"ron, 2\",Ron,player,art,5\n\
                    sue,\"Sue \"\"S\"\" Lee\",,,\n";
        let (members, faults) = told(text);
        assert_eq!(members, ["pat", "sue"]);
        let fault = |line, field: &str, code| (line, field.to_owned(), code);
        let expected = [
            fault(3, "login", "field_invalid"),
            fault(3, "name", "field_missing"),
            fault(3, "role", "field_invalid"),
            fault(3, "parent", "not_found"),
            fault(3, "credit_limit", "amount_invalid"),
            fault(4, "login", "field_invalid"),
        ];
        assert_eq!(faults, expected);
    }

    #[test]
    fn a_file_without_its_columns_is_told_at_once() {
        for bad in ["", "login\npat\n", "login,name,colour\n", "login,name,login\n"] {
            assert_eq!(told(bad).1.len(), 1, "{bad}");
        }
        let (members, faults) = told("login,name\npat,Pat,extra\nquin,Quin\n");
        assert_eq!((members, faults.len(), faults[0].0), (vec!["quin".to_owned()], 1, 2));
        assert_eq!(
            parents("login,name,parent\na,b, Art \nc,d,art\ne,f,\n"),
            Ok(vec!["art".to_owned()])
        );
    }
}
