//! Pages about people: a part of a branch, the credit promised in it, and whoever carries a mark.

use desk::port::StoreError;
use domain::credit::BranchCredit;
use domain::id::{BookId, MemberId};
use domain::money::Money;
use domain::rows::{BranchPage, BranchPart, Key, MarkPage, Row};

use crate::engine::Connection;
use crate::receipts::after_book;
use crate::rows::{identity, people};
use crate::value::Cells;

/// Members of a branch, by id.
pub(crate) fn branch_of(
    connection: &mut dyn Connection,
    book: BookId,
    key: &Key,
) -> Result<Option<Row>, StoreError> {
    let Key::BranchOf((above, part)) = key else { unreachable!("{key:?} is in the wrong group") };
    let (which, most) = match part {
        BranchPart::All => ("", BranchPage::LENGTH_MAX + 1),
        BranchPart::Agents => (" and m.role <> 'player'", BranchPage::LENGTH_MAX + 1),
        BranchPart::Open => (" and m.parent_id = $2 and m.status <> 'closed'", 2),
    };
    let columns = people::MEMBER.aliased("m");
    let sql = format!(
        "select {columns} from branch b join member m
         on m.book_id = b.book_id and m.id = b.member_id
         where b.book_id = $1 and b.above_id = $2{which} order by m.id limit $3"
    );
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = connection.query(&sql, &[book.0.into(), above.0.into(), most.into()])?;
    let members: Result<Vec<_>, StoreError> =
        rows.into_iter().map(|row| after_book(row, people::member)).collect();
    Ok(Some(Row::BranchOf(BranchPage { above: *above, part: *part, members: members? })))
}

/// Most members and entries of one mark that are looked at.
const MARKED_MAX: i64 = 100;

pub(crate) fn mark(
    connection: &mut dyn Connection,
    book: BookId,
    key: &Key,
) -> Result<Option<Row>, StoreError> {
    let Key::Mark(mark) = key else { unreachable!("{key:?} is in the wrong group") };
    let parameters = [book.0.into(), mark.as_str().into(), MARKED_MAX.into()];
    let sql = "select member_id from person_mark
               where book_id = $1 and mark = $2 order by member_id limit $3";
    let rows = connection.query(sql, &parameters)?;
    let members: Result<Vec<MemberId>, StoreError> =
        rows.into_iter().map(|row| Ok(MemberId(Cells::new(row).int()?))).collect();
    let columns = identity::LIST_ENTRY.aliased("e");
    let sql = format!(
        "select {columns} from list_mark m join list_entry e
         on e.book_id = m.book_id and e.id = m.entry_id
         where m.book_id = $1 and m.mark = $2 order by e.id desc limit $3"
    );
    let rows = connection.query(&sql, &parameters)?;
    let entries: Result<Vec<_>, StoreError> =
        rows.into_iter().map(|row| after_book(row, identity::list_entry)).collect();
    let (members, mut entries) = (members?, entries?);
    entries.reverse();
    Ok(Some(Row::Mark(MarkPage { mark: mark.clone(), members, entries })))
}

/// The credit promised below an agent: [`domain::credit::Limits::promised`], summed.
pub(crate) fn branch_credit(
    connection: &mut dyn Connection,
    book: BookId,
    key: &Key,
) -> Result<Option<Row>, StoreError> {
    let Key::BranchCredit(agent) = key else { unreachable!("{key:?} is in the wrong group") };
    let sql = "select cast(coalesce(sum(
                   case when coalesce(l.raised, 0) > l.credit then l.raised else l.credit end
                   + coalesce(l.temporary, 0)), 0) as bigint)
               from branch b
               join limits l on l.book_id = b.book_id and l.member_id = b.member_id
               where b.book_id = $1 and b.above_id = $2 and b.member_id <> $2";
    let rows = connection.query(sql, &[book.0.into(), agent.0.into()])?;
    let sum = rows.into_iter().next().map(|row| Cells::new(row).int()).transpose()?;
    let promised = Money(sum.unwrap_or(0));
    Ok(Some(Row::BranchCredit(BranchCredit { agent: *agent, promised })))
}
