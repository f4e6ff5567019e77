//! Rows of identity: persons, marks, the list, codes for signing up.

use desk::port::StoreError;
use domain::calendar::Instant;
use domain::id::{EntryId, MemberId};
use domain::identity::{CivilDate, Details, ListEntry, Person, SignupCode, Verification};
use domain::member::BarKind;

use super::cells;
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(crate) const PERSON: Shape = Shape {
    table: "person",
    keys: &["book_id", "member_id"],
    rest: &[
        "name",
        "born",
        "address",
        "email",
        "phone",
        "document",
        "verification",
        "evidence",
        "decided_at",
        "decided_by",
        "terms_version",
        "privacy_version",
        "accepted_at",
        "acknowledgement_version",
        "acknowledged_at",
    ],
    of_book: true,
};

fn details_cells(details: &Details) -> Vec<Value> {
    cells![
        details.name.as_str(),
        details.born.map(CivilDate::text),
        details.address.as_str(),
        details.email.as_str(),
        details.phone.as_str(),
        details.document.as_str(),
    ]
}

fn details(cells: &mut Cells) -> Result<Details, StoreError> {
    Ok(Details {
        name: cells.text()?,
        born: cells.maybe_text()?.as_deref().and_then(CivilDate::parse),
        address: cells.text()?,
        email: cells.text()?,
        phone: cells.text()?,
        document: cells.text()?,
    })
}

pub(crate) fn person_cells(row: &Person) -> Vec<Value> {
    let mut all = cells![row.member.0];
    all.extend(details_cells(&row.details));
    all.extend(cells![
        row.verification.name(),
        row.evidence.as_str(),
        row.decided_at.map(|at| at.0),
        row.decided_by.map(|by| by.0),
        row.terms_version.as_str(),
        row.privacy_version.as_str(),
        row.accepted_at.map(|at| at.0),
        row.acknowledgement_version.as_str(),
        row.acknowledged_at.map(|at| at.0),
    ]);
    all
}

pub(crate) fn person(cells: &mut Cells) -> Result<Person, StoreError> {
    Ok(Person {
        member: MemberId(cells.int()?),
        details: details(cells)?,
        verification: cells.named(Verification::parse)?,
        evidence: cells.text()?,
        decided_at: cells.maybe_int()?.map(Instant),
        decided_by: cells.maybe_int()?.map(MemberId),
        terms_version: cells.text()?,
        privacy_version: cells.text()?,
        accepted_at: cells.maybe_int()?.map(Instant),
        acknowledgement_version: cells.text()?,
        acknowledged_at: cells.maybe_int()?.map(Instant),
    })
}

pub(crate) const PERSON_MARK: Shape = Shape {
    table: "person_mark",
    keys: &["book_id", "mark", "member_id"],
    rest: &[],
    of_book: true,
};

pub(crate) const LIST_MARK: Shape =
    Shape { table: "list_mark", keys: &["book_id", "mark", "entry_id"], rest: &[], of_book: true };

pub(crate) fn mark_cells(mark: &str, of: i64) -> Vec<Value> {
    cells![mark, of]
}

pub(crate) const LIST_ENTRY: Shape = Shape {
    table: "list_entry",
    keys: &["book_id", "id"],
    rest: &[
        "kind",
        "name",
        "born",
        "address",
        "email",
        "phone",
        "document",
        "reason",
        "from_at",
        "until_at",
        "by_member",
        "ended_at",
    ],
    of_book: true,
};

pub(crate) fn list_entry_cells(row: &ListEntry) -> Vec<Value> {
    let mut all = cells![row.id.0, row.kind.name()];
    all.extend(details_cells(&row.details));
    all.extend(cells![
        row.reason.as_str(),
        row.from.0,
        row.until.map(|at| at.0),
        row.by.map(|by| by.0),
        row.ended_at.map(|at| at.0),
    ]);
    all
}

pub(crate) fn list_entry(cells: &mut Cells) -> Result<ListEntry, StoreError> {
    Ok(ListEntry {
        id: EntryId(cells.int()?),
        kind: cells.named(BarKind::parse)?,
        details: details(cells)?,
        reason: cells.text()?,
        from: Instant(cells.int()?),
        until: cells.maybe_int()?.map(Instant),
        by: cells.maybe_int()?.map(MemberId),
        ended_at: cells.maybe_int()?.map(Instant),
    })
}

pub(crate) const SIGNUP_CODE: Shape = Shape {
    table: "signup_code",
    keys: &["book_id", "code"],
    rest: &["parent_id", "uses_max", "uses", "expires_at", "ended_at"],
    of_book: true,
};

pub(crate) fn signup_code_cells(row: &SignupCode) -> Vec<Value> {
    cells![
        row.code.as_str(),
        row.parent.0,
        row.uses_max,
        row.uses,
        row.expires_at.0,
        row.ended_at.map(|at| at.0),
    ]
}

pub(crate) fn signup_code(cells: &mut Cells) -> Result<SignupCode, StoreError> {
    Ok(SignupCode {
        code: cells.text()?,
        parent: MemberId(cells.int()?),
        uses_max: cells.int32()?,
        uses: cells.int32()?,
        expires_at: Instant(cells.int()?),
        ended_at: cells.maybe_int()?.map(Instant),
    })
}
