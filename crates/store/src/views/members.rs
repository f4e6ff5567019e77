//! Members with their money, and sessions.

use std::collections::{BTreeMap, BTreeSet};

use desk::port::{MemberFilter, Page, StoreError};
use desk::view::{MemberCard, Paged};
use domain::calendar::{Instant, Week};
use domain::credit::Limits;
use domain::id::{BookId, MemberId, TokenHash};
use domain::identity::{ListEntry, SignupCode};
use domain::jurisdiction::CreditPolicy;
use domain::key::ApiKey;
use domain::ledger::account::Account;
use domain::member::{Member, MemberStatus, Role, Session};
use domain::money::Money;
use domain::register::folded;
use domain::rows::Key;
use domain::working::Working;

use super::{paged, query_all, query_one};
use crate::engine::Connection;
use crate::load;
use crate::receipts::after_book;
use crate::rows::{credit, identity, money, people};
use crate::shape::Shape;
use crate::value::{Cells, Value};

pub(super) fn session(
    connection: &mut dyn Connection,
    book: BookId,
    token: TokenHash,
) -> Result<Option<(Session, Member)>, StoreError> {
    let (of_session, of_member) = (people::SESSION.aliased("s"), people::MEMBER.aliased("m"));
    let sql = format!(
        "select {of_session}, {of_member} from session s
         join member m on m.book_id = s.book_id and m.id = s.member_id
         where s.book_id = $1 and s.token = $2"
    );
    let read = |cells: &mut Cells| {
        cells.int()?;
        let session = people::session(cells)?;
        cells.int()?;
        Ok((session, people::member(cells)?))
    };
    query_one(connection, &sql, &[book.0.into(), (&token.0[..]).into()], read)
}

pub(super) fn sessions(
    connection: &mut dyn Connection,
    book: BookId,
    member: MemberId,
) -> Result<Vec<Session>, StoreError> {
    let columns = people::SESSION.aliased("s");
    let sql = format!(
        "select {columns} from session s where s.book_id = $1 and s.member_id = $2
         order by s.opened_at desc limit 100"
    );
    let rows = connection.query(&sql, &[book.0.into(), member.0.into()])?;
    rows.into_iter().map(|row| after_book(row, people::session)).collect()
}

pub(super) fn api_keys(
    connection: &mut dyn Connection,
    book: BookId,
    member: MemberId,
) -> Result<Vec<ApiKey>, StoreError> {
    let columns = people::API_KEY.aliased("k");
    let sql = format!(
        "select {columns} from api_key k where k.book_id = $1 and k.member_id = $2
         order by k.issued_at desc limit 100"
    );
    let rows = connection.query(&sql, &[book.0.into(), member.0.into()])?;
    rows.into_iter().map(|row| after_book(row, people::api_key)).collect()
}

pub(super) fn list_entries(
    connection: &mut dyn Connection,
    book: BookId,
    page: &Page,
) -> Result<Paged<ListEntry>, StoreError> {
    let columns = identity::LIST_ENTRY.aliased("e");
    let sql = format!(
        "select {columns} from list_entry e where e.book_id = $1 and ($2 = 0 or e.id < $2)
         order by e.id desc limit $3"
    );
    let parameters = [book.0, page.cursor.unwrap_or(0), page.limit + 1].map(Value::Int);
    let rows = connection.query(&sql, &parameters)?;
    let entries: Result<Vec<ListEntry>, StoreError> =
        rows.into_iter().map(|row| after_book(row, identity::list_entry)).collect();
    Ok(paged(entries?, page, |entry| entry.id.0))
}

pub(super) fn signup_codes(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
) -> Result<Vec<SignupCode>, StoreError> {
    let columns = identity::SIGNUP_CODE.aliased("c");
    let sql = format!(
        "select {columns} from signup_code c join branch b
         on b.book_id = c.book_id and b.member_id = c.parent_id
         where c.book_id = $1 and b.above_id = $2 order by c.code limit 200"
    );
    let rows = connection.query(&sql, &[book.0.into(), branch.0.into()])?;
    rows.into_iter().map(|row| after_book(row, identity::signup_code)).collect()
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
         and ($6 = '' or m.folded like $6 escape '\\')
         order by m.id limit $7"
    );
    let search = filter.search.as_deref().map_or_else(String::new, |text| {
        let mut pattern = String::from("%");
        for sign in folded(text.trim()).chars() {
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
    let items = cards(connection, book, (week, policy), found.items)?;
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
    Ok(cards(connection, book, (week, policy), found.into_iter().collect())?.pop())
}

/// What the law of the place says of credit.
fn policy(connection: &mut dyn Connection, book: BookId) -> Result<CreditPolicy, StoreError> {
    let mut working = Working::new();
    for (key, row) in load::load(connection, book, &[Key::Jurisdiction(book)])? {
        working.learn(key, row);
    }
    Ok(domain::credit::policy(&working, book))
}

const CHILDREN: &str = "select count(*) from member c
    where c.book_id = $1 and c.parent_id = $2 and c.id <> $2";

/// The rows of keys, those that are there, in order.
fn load_all<T>(
    connection: &mut dyn Connection,
    shape: &Shape,
    keys: Vec<Vec<Value>>,
    read: fn(&mut Cells) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    // Of no keys nobody knows how many columns they have.
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let found = connection.load(shape, &keys)?;
    found.into_iter().flatten().map(|row| after_book(row, read)).collect()
}

/// Cards of a page. What stands in rows of its own is loaded for all of them at once; only sums of
/// branches are asked for one by one, and players have none.
fn cards(
    connection: &mut dyn Connection,
    book: BookId,
    (week, policy): (Week, CreditPolicy),
    members: Vec<Member>,
) -> Result<Vec<MemberCard>, StoreError> {
    let key = |id: MemberId| vec![Value::Int(book.0), Value::Int(id.0)];
    let ids: BTreeSet<MemberId> = members.iter().flat_map(|member| member.chain.clone()).collect();
    let keys = ids.into_iter().map(key).collect();
    let chains = load_all(connection, &people::MEMBER, keys, people::member)?;
    let chains: BTreeMap<MemberId, Member> =
        chains.into_iter().map(|member| (member.id, member)).collect();
    let keys = members.iter().map(|member| key(member.id)).collect();
    let limits = load_all(connection, &credit::LIMITS, keys, credit::limits)?;
    let limits: BTreeMap<MemberId, Limits> =
        limits.into_iter().map(|limits| (limits.member, limits)).collect();
    let login = |member: &Member| vec![Value::Int(book.0), Value::from(member.login.as_str())];
    let keys = members.iter().map(login).collect();
    let logins = load_all(connection, &people::LOGIN, keys, people::login)?;
    let logins: BTreeMap<MemberId, Option<Instant>> =
        logins.into_iter().map(|login| (login.member, login.last_login_at)).collect();
    let own = money_of_players(connection, book, week, &members)?;
    let mut cards = Vec::with_capacity(members.len());
    for member in members {
        let link =
            |id: &MemberId| chains.get(id).map(|above| (above.id, above.login.clone(), above.role));
        let chain: Vec<_> = member.chain.iter().filter_map(link).collect();
        let (children, [cash, held, withdrawal], figure) = match own.get(&member.id) {
            Some((money, figure)) => (0, *money, *figure),
            None => (
                query_one(connection, CHILDREN, &key(member.id), Cells::int)?.unwrap_or(0),
                money_of_branch(connection, book, member.id)?,
                figure_of_branch(connection, book, week, member.id)?,
            ),
        };
        let parent = chain.iter().rev().nth(1).map(|(_, login, _)| login.clone());
        cards.push(MemberCard {
            parent_login: parent.unwrap_or_default(),
            chain,
            children,
            limits: limits.get(&member.id).copied().unwrap_or_else(|| Limits::none(member.id)),
            policy,
            cash,
            held,
            withdrawal,
            figure,
            last_login_at: logins.get(&member.id).copied().flatten(),
            member,
        });
    }
    Ok(cards)
}

/// Cash, held, withdrawal and the week's result of the players among `members`.
fn money_of_players(
    connection: &mut dyn Connection,
    book: BookId,
    week: Week,
    members: &[Member],
) -> Result<BTreeMap<MemberId, ([Money; 3], Money)>, StoreError> {
    const OWN: [Account; 3] = [Account::Cash, Account::Held, Account::Withdrawal];
    let players = members.iter().filter(|member| member.role == Role::Player);
    let mut own: BTreeMap<MemberId, ([Money; 3], Money)> =
        players.map(|player| (player.id, ([Money::ZERO; 3], Money::ZERO))).collect();
    let account = |id: &MemberId, account: Account| {
        vec![Value::Int(book.0), Value::Int(id.0), Value::from(account.code())]
    };
    let keys = own.keys().flat_map(|id| OWN.map(|one| account(id, one))).collect();
    for balance in load_all(connection, &money::BALANCE, keys, money::balance)? {
        let place = OWN.iter().position(|one| *one == balance.key.account);
        if let (Some(place), Some(entry)) = (place, own.get_mut(&balance.key.owner)) {
            entry.0[place] = balance.amount;
        }
    }
    let keys = own.keys().map(|id| vec![Value::Int(book.0), week.0.into(), Value::Int(id.0)]);
    for figure in load_all(connection, &money::FIGURE, keys.collect(), money::figure)? {
        if let Some(entry) = own.get_mut(&figure.member) {
            entry.1 = figure.result();
        }
    }
    Ok(own)
}

/// Cash, held and withdrawal of a member and everybody below.
pub(super) fn money_of_branch(
    connection: &mut dyn Connection,
    book: BookId,
    branch: MemberId,
) -> Result<[Money; 3], StoreError> {
    let sql = "select a.account, cast(coalesce(sum(a.amount), 0) as bigint)
               from branch b join balance a on a.book_id = b.book_id and a.owner_id = b.member_id
               join member m on m.book_id = b.book_id and m.id = b.member_id
               where b.book_id = $1 and b.above_id = $2 and (m.test = 0 or m.id = $2)
               group by a.account";
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
               join member m on m.book_id = b.book_id and m.id = b.member_id
               where b.book_id = $1 and b.above_id = $2 and (m.test = 0 or m.id = $2)
               and f.week = $3";
    let parameters = [book.0.into(), branch.0.into(), week.0.into()];
    Ok(Money(query_one(connection, sql, &parameters, Cells::int)?.unwrap_or(0)))
}
