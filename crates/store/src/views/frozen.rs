//! The sheet of a closed week as it was frozen, in the tree of that week: a branch that was moved
//! since stays where it stood.

use std::collections::BTreeMap;

use desk::port::StoreError;
use desk::view::FigureLine;
use domain::calendar::Week;
use domain::figure::frozen::FrozenFigure;
use domain::id::{BookId, MemberId};
use domain::member::Member;

use super::figures::{empty_line, in_order};
use super::query_all;
use crate::engine::Connection;
use crate::rows::{people, week as rows};

/// The lines of a branch. Members of today who had nothing then have a line of zeros. `None` where
/// nothing of the week was frozen: it was closed before that was done, or nobody had anything.
pub(super) fn lines(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
    week: Week,
    members: &[Member],
) -> Result<Option<Vec<FigureLine>>, StoreError> {
    let tree = tree_of(connection, book, branch, week)?;
    let elsewhere = frozen_today(connection, book, branch, week)?;
    if tree.is_empty() && elsewhere.is_empty() {
        return Ok(None);
    }
    let idle =
        members.iter().filter(|one| one.id == branch || elsewhere.binary_search(&one.id).is_err());
    let mut lines: BTreeMap<MemberId, FigureLine> =
        idle.map(|member| (member.id, empty_line(member, week))).collect();
    for (mut member, one) in tree {
        member.parent = one.above;
        let line = FigureLine {
            depth: 0,
            figure: one.figure,
            balance: one.figure.balance(),
            pending: one.pending,
            due: Some(one.due),
            heads: one.heads,
            member,
        };
        lines.insert(line.member.id, line);
    }
    Ok(Some(in_order(lines, branch)))
}

/// What was frozen of a branch as it stood, with the members as they are.
fn tree_of(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
    week: Week,
) -> Result<Vec<(Member, FrozenFigure)>, StoreError> {
    let (frozen, member) = (rows::FROZEN.aliased("f"), people::MEMBER.aliased("m"));
    let sql = format!(
        "with recursive tree (book_id, member_id) as (
            select h.book_id, h.member_id from frozen_figure h
            where h.book_id = $1 and h.week = $2 and h.member_id = $3
            union all
            select d.book_id, d.member_id from tree t join frozen_figure d
            on d.book_id = t.book_id and d.above_id = t.member_id
            where d.book_id = $1 and d.week = $2 and d.member_id <> d.above_id)
         select {member}, {frozen} from tree t
         join frozen_figure f on f.book_id = t.book_id and f.member_id = t.member_id
         join member m on m.book_id = t.book_id and m.id = t.member_id
         where f.book_id = $1 and f.week = $2 and (m.test = 0 or m.id = $3)"
    );
    let parameters = [book.0.into(), week.0.into(), branch.0.into()];
    query_all(connection, &sql, &parameters, |cells| {
        cells.int()?;
        let member = people::member(cells)?;
        cells.int()?;
        Ok((member, rows::frozen(cells)?))
    })
}

/// Whoever stands in the branch today and had something frozen, wherever that was.
fn frozen_today(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
    week: Week,
) -> Result<Vec<MemberId>, StoreError> {
    let sql = "select f.member_id from branch b join frozen_figure f
               on f.book_id = b.book_id and f.member_id = b.member_id
               where b.book_id = $1 and b.above_id = $2 and f.week = $3 order by f.member_id";
    let parameters = [book.0.into(), branch.0.into(), week.0.into()];
    query_all(connection, sql, &parameters, |cells| Ok(MemberId(cells.int()?)))
}
