//! Members with their money, and sessions.

use desk::port::{MemberFilter, Page, StoreError};
use desk::view::{MemberCard, Paged};
use domain::calendar::{Instant, Week};
use domain::credit::Limits;
use domain::id::{BookId, MemberId, TokenHash};
use domain::jurisdiction::CreditPolicy;
use domain::ledger::account::Account;
use domain::member::{Member, MemberStatus, Role, Session};
use domain::money::Money;
use domain::rows::Key;
use domain::working::Working;

use super::{paged, query_all, query_one};
use crate::engine::Connection;
use crate::load;
use crate::receipts::after_book;
use crate::rows::{credit, people};
use crate::value::{Cells, Value};

pub(super) fn session(
    connection: &mut dyn Connection,
    book: BookId,
    token: TokenHash,
) -> Result<Option<(Session, Member)>, StoreError> {
    let key = vec![book.0.into(), (&token.0[..]).into()];
    let found = connection.load(&people::SESSION, &[key])?.into_iter().flatten().next();
    let Some(session) = found.map(|row| after_book(row, people::session)).transpose()? else {
        return Ok(None);
    };
    let member = one_member(connection, book, session.member)?;
    Ok(member.map(|member| (session, member)))
}

fn one_member(
    connection: &mut dyn Connection,
    book: BookId,
    member: MemberId,
) -> Result<Option<Member>, StoreError> {
    let found = connection.load(&people::MEMBER, &[vec![book.0.into(), member.0.into()]])?;
    found.into_iter().flatten().next().map(|row| after_book(row, people::member)).transpose()
}

pub(super) fn members(
    connection: &mut dyn Connection,
    book: BookId,
    week: Week,
    filter: &MemberFilter,
    page: &Page,
) -> Result<Paged<MemberCard>, StoreError> {
    let columns = people::MEMBER.aliased("m");
    let sql = format!(
        "select {columns} from member m
         where m.book_id = $1 and ($2 = 0 or m.id in
            (select b.member_id from branch b where b.book_id = $1 and b.above_id = $2))
         and m.id > $3 and ($4 = '' or m.role = $4) and ($5 = '' or m.status = $5)
         and ($6 = '' or lower(m.login) like $6 escape '\\'
              or lower(m.name) like $6 escape '\\')
         order by m.id limit $7"
    );
    let search = filter.search.as_deref().map_or_else(String::new, |text| {
        let mut pattern = String::from("%");
        for sign in text.to_lowercase().chars() {
            if matches!(sign, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(sign);
        }
        pattern + "%"
    });
    let parameters = [
        Value::Int(book.0),
        Value::Int(filter.branch.map_or(0, |member| member.0)),
        Value::Int(page.cursor.unwrap_or(0)),
        Value::from(filter.role.map_or("", Role::name)),
        Value::from(filter.status.map_or("", MemberStatus::name)),
        Value::Text(search),
        Value::Int(page.limit + 1),
    ];
    let found = query_all(connection, &sql, &parameters, |cells| {
        cells.int()?;
        people::member(cells)
    })?;
    let found = paged(found, page, |member| member.id.0);
    let policy = policy(connection, book)?;
    let mut items = Vec::with_capacity(found.items.len());
    for member in found.items {
        items.push(card(connection, book, (week, policy), member)?);
    }
    Ok(Paged { items, next: found.next })
}

pub(super) fn member(
    connection: &mut dyn Connection,
    book: BookId,
    week: Week,
    member: MemberId,
) -> Result<Option<MemberCard>, StoreError> {
    let policy = policy(connection, book)?;
    let found = one_member(connection, book, member)?;
    found.map(|member| card(connection, book, (week, policy), member)).transpose()
}

/// What the law of the place says of credit.
fn policy(connection: &mut dyn Connection, book: BookId) -> Result<CreditPolicy, StoreError> {
    let mut working = Working::new();
    for (key, row) in load::load(connection, book, &[Key::Jurisdiction(book)])? {
        working.learn(key, row);
    }
    Ok(domain::credit::policy(&working, book))
}

fn card(
    connection: &mut dyn Connection,
    book: BookId,
    (week, policy): (Week, CreditPolicy),
    member: Member,
) -> Result<MemberCard, StoreError> {
    let mut chain = Vec::with_capacity(member.chain.len());
    for id in &member.chain {
        if let Some(above) = one_member(connection, book, *id)? {
            chain.push((above.id, above.login, above.role));
        }
    }
    let key = [Value::Int(book.0), Value::Int(member.id.0)];
    let limits = connection.load(&credit::LIMITS, &[key.to_vec()])?.into_iter().flatten().next();
    let limits = limits.map(|row| after_book(row, credit::limits)).transpose()?;
    let sql = "select count(*) from member c
               where c.book_id = $1 and c.parent_id = $2 and c.id <> $2";
    let children = query_one(connection, sql, &key, Cells::int)?.unwrap_or(0);
    let sql = "select l.last_login_at from member m join login l
               on l.book_id = m.book_id and l.login = m.login
               where m.book_id = $1 and m.id = $2";
    let last_login = query_one(connection, sql, &key, Cells::maybe_int)?.flatten();
    let [cash, held, withdrawal] = money_of_branch(connection, book, member.id)?;
    let parent = chain.iter().rev().nth(1).map(|(_, login, _)| login.clone());
    Ok(MemberCard {
        parent_login: parent.unwrap_or_default(),
        chain,
        children,
        limits: limits.unwrap_or_else(|| Limits::none(member.id)),
        policy,
        cash,
        held,
        withdrawal,
        figure: figure_of_branch(connection, book, week, member.id)?,
        last_login_at: last_login.map(Instant),
        member,
    })
}

/// Cash, held and withdrawal of a member and everybody below.
pub(super) fn money_of_branch(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
) -> Result<[Money; 3], StoreError> {
    let sql = "select a.account, cast(coalesce(sum(a.amount), 0) as bigint)
               from branch b join balance a on a.book_id = b.book_id and a.owner_id = b.member_id
               where b.book_id = $1 and b.above_id = $2 group by a.account";
    let read = |cells: &mut Cells| Ok((cells.int32()?, Money(cells.int()?)));
    let sums = query_all(connection, sql, &[book.0.into(), branch.0.into()], read)?;
    Ok([Account::Cash, Account::Held, Account::Withdrawal].map(|account| {
        let found = sums.iter().find(|(code, _)| *code == account.code());
        found.map_or(Money::ZERO, |(_, amount)| *amount)
    }))
}

fn figure_of_branch(
    connection: &mut dyn Connection,
    book: BookId,
    week: Week,
    branch: MemberId,
) -> Result<Money, StoreError> {
    let sql = "select cast(coalesce(sum(f.day1 + f.day2 + f.day3 + f.day4 + f.day5 + f.day6
                      + f.day7), 0) as bigint)
               from branch b join figure f on f.book_id = b.book_id and f.member_id = b.member_id
               where b.book_id = $1 and b.above_id = $2 and f.week = $3";
    let parameters = [book.0.into(), branch.0.into(), week.0.into()];
    Ok(Money(query_one(connection, sql, &parameters, Cells::int)?.unwrap_or(0)))
}
