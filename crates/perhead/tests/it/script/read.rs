//! Reading of a scenario file into steps. Errors name the file and the line.

use domain::board::fixture::{FixtureStatus, Sport};
use domain::board::market::Side;
use domain::board::offer::OfferStatus;
use domain::grade::detail::Detail;
use domain::grade::discrepancy::ConfirmationWay;
use domain::grade::ruling::Ending;
use domain::ledger::account::Method;
use domain::member::{MemberStatus, Role};
use domain::money::{Money, Rounding};
use domain::rejection::Code;
use domain::wager::terms::WagerRules;

use super::acceptance::acceptance_deed;
use super::cap::{cap, control};
use super::care::care_deed;
use super::expectation::expectation;
use super::message::message_deed;
use super::money::money_deed;
use super::people;
use super::protection::{cancelled_bets, protection_deed};
use super::records::record_deed;
use super::selection::{bet, card, form, line, market, sell};
use super::shade::{follows, owns, shades};
use super::words::{Read, Words};
use super::{
    Change, Deed, LimitWords, MemberWords, OfferWords, PayKind, PayWords, Refused, RuleWords,
    ScoreWords, SideWords, Step,
};

/// Refusals of the desk and of the interface that are no codes of the rules.
const CODES_BESIDE_RULES: &[&str] = &["key_reused", "signature_invalid"];

/// Reads a file. `name` stands in errors.
pub(crate) fn read(name: &str, text: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    for (place, text) in text.lines().enumerate() {
        let line = place + 1;
        let step = step(line, text).map_err(|what| format!("{name}:{line}: {what}"))?;
        steps.extend(step);
    }
    if steps.is_empty() {
        return Err(format!("{name}: no step stands in this file"));
    }
    Ok(steps)
}

fn step(line: usize, text: &str) -> Read<Option<Step>> {
    let mut words = Words::of(text)?;
    if words.is_empty() {
        return Ok(None);
    }
    let deed = deed(&mut words)?;
    let refused = refused(&mut words)?;
    words.end()?;
    Ok(Some(Step { line, text: text.trim().to_owned(), deed, refused }))
}

/// `-> above_max_risk possible 500`.
fn refused(words: &mut Words) -> Read<Option<Refused>> {
    if !words.skip("->") {
        return Ok(None);
    }
    let code = words.take("a code")?;
    if Code::parse(&code).is_none() && !CODES_BESIDE_RULES.contains(&code.as_str()) {
        return Err(format!("`{code}` is no code of a refusal"));
    }
    let possible = if words.skip("possible") { Some(words.money("amount")?) } else { None };
    Ok(Some(Refused { code, possible }))
}

fn deed(words: &mut Words) -> Read<Deed> {
    let first = words.take("a word")?;
    if let Some(expected) = expectation(&first, words)? {
        return Ok(Deed::Expect(expected));
    }
    match first.as_str() {
        "now" => Ok(Deed::Now(words.instant("time")?)),
        "book" => book(words),
        "in" => Ok(Deed::In { slug: words.take("a book")? }),
        "rules" => Ok(Deed::Rules(rules(words)?)),
        "league" => league(words),
        "fixture" => fixture(words),
        "pitchers" => {
            let fixture = words.take("a fixture")?;
            words.need("home")?;
            let home = words.take("a pitcher")?;
            words.need("away")?;
            Ok(Deed::Pitchers { fixture, home, away: words.take("a pitcher")? })
        }
        "line" => {
            Ok(Deed::Line { by: None, fixture: words.take("a fixture")?, line: line(words)? })
        }
        "grade" => Ok(Deed::Grade { fixture: words.take("a fixture")? }),
        "timer" if words.skip("compares") => {
            Ok(Deed::Compare { fixture: words.take("a fixture")? })
        }
        "timer" => {
            let verb = words.take("a verb")?;
            if let Some(deed) = money_deed(&verb, words)? {
                return Ok(Deed::Money { by: None, deed });
            }
            if let Some(deed) = acceptance_deed(&verb, words)? {
                return Ok(Deed::Acceptance { by: None, deed });
            }
            if let Some(deed) = care_deed(&verb, words)? {
                return Ok(Deed::Care { by: None, deed });
            }
            if verb == "cancels" {
                return Ok(Deed::Protect { by: None, deed: cancelled_bets(words)? });
            }
            if verb != "closes" {
                return Err(format!("`closes` is expected, not `{verb}`"));
            }
            words.need("week")?;
            Ok(Deed::CloseWeek { by: None, week: words.day("first day of a week")? })
        }
        "policy" => super::desk::policy(words),
        "plan" => super::week::plan(words),
        "rule" => {
            words.need("confirms")?;
            confirm(None, words)
        }
        _ => verb(first, words),
    }
}

/// The deeds that begin with somebody's or something's name.
fn verb(by: String, words: &mut Words) -> Read<Deed> {
    let verb = words.take("a verb")?;
    match verb.as_str() {
        "is" => {
            Ok(changed(by, Change::Status(words.named("fixture status", FixtureStatus::parse)?)))
        }
        "starts" => Ok(changed(by, Change::Start(words.instant("time")?))),
        "stands" => {
            let (home, away) = words.score()?;
            Ok(changed(by, Change::Score(home, away)))
        }
        "reports" => {
            let (fixture, score, report) = reported(words)?;
            Ok(Deed::Report { source: by, fixture, score, report })
        }
        "learns" => {
            let fixture = words.take("a fixture")?;
            let at = if words.skip("began") {
                Some(words.instant("time")?)
            } else {
                words.need("is")?;
                words.need("open")?;
                None
            };
            let note = if words.skip("because") { words.take("a reason")? } else { String::new() };
            Ok(Deed::Began { by, fixture, at, note })
        }
        "enters" => {
            let (fixture, score, report) = reported(words)?;
            Ok(Deed::Enter { by, fixture, score, report })
        }
        "confirms" => confirm(Some(by), words),
        "trusts" => trust(by, words),
        "adopts" => {
            let presets = vec![words.take("a set of rules")?];
            Ok(Deed::Regulate { by, presets, rules: Vec::new() })
        }
        "regulates" => {
            let rules = vec![(words.take("a rule")?, words.take("a value")?)];
            Ok(Deed::Regulate { by, presets: Vec::new(), rules })
        }
        "upholds" => {
            let fixture = words.take("a fixture")?;
            let note = if words.skip("because") { words.take("a reason")? } else { String::new() };
            Ok(Deed::Keep { by, fixture, note })
        }
        "posts" => {
            Ok(Deed::Line { by: Some(by), fixture: words.take("a fixture")?, line: line(words)? })
        }
        "adds" => Ok(Deed::Add { by, member: Box::new(member(words)?) }),
        "accepts" => {
            let letter = words.take("a letter")?;
            words.need("with")?;
            Ok(Deed::Accept { letter, password: words.take("a password")? })
        }
        "sets" => {
            let member = words.take("a member")?;
            Ok(Deed::Status { by, member, status: words.named("status", MemberStatus::parse)? })
        }
        "limits" => {
            let member = words.take("a member")?;
            Ok(Deed::Limits { by, member, limits: limits(words)? })
        }
        "receives" => pay(by, words, PayKind::Receipt, "from"),
        "pays" => pay(by, words, PayKind::Disbursement, "to"),
        "adjusts" => pay(by, words, PayKind::Adjustment, "of"),
        "offers" => offer(by, words),
        "caps" if by == "provider" => cap(None, words),
        "caps" => cap(Some(by), words),
        "shades" => shades(by, words),
        "owns" => owns(by, words),
        "follows" => follows(by, words),
        "stops" => control(by, words, true),
        "frees" => control(by, words, false),
        "puts" => Ok(Deed::Card { by, card: Box::new(card(words)?) }),
        "sells" => Ok(Deed::Sell { by, sell: Box::new(sell(words)?) }),
        "bets" | "parlays" | "robins" | "ifbets" | "reverses" | "teases" | "pleases"
        | "progresses" => {
            let form = form(&verb, words)?;
            let (times, bet) = bet(words, form)?;
            Ok(Deed::Bet { by, times, bet: Box::new(bet) })
        }
        "voids" => super::desk::ruling(by, Ending::Void, words),
        "cancels" => super::desk::ruling(by, Ending::Cancel, words),
        "approves" | "declines" => {
            let approved = verb == "approves";
            Ok(Deed::Decide { by, ruling: words.take("a void")?, approved })
        }
        "disputes" => super::desk::dispute(by, words),
        "answers" => super::desk::answer(by, words),
        "takes" => {
            words.need("back")?;
            Ok(Deed::TakeBack { by, ticket: words.take("a ticket")? })
        }
        "settles" => super::week::settle_up(by, words),
        "deals" => super::week::deal(by, words),
        "commissions" => super::week::commission(by, words),
        "closes" => {
            words.need("week")?;
            Ok(Deed::CloseWeek { by: Some(by), week: words.day("first day of a week")? })
        }
        "signs" => {
            words.need("in")?;
            words.need("with")?;
            let password = words.take("a password")?;
            Ok(Deed::SignIn { login: by, password, shown: people::shown(words)? })
        }
        "mistypes" => Ok(Deed::Mistype { login: by }),
        _ => {
            if let Some(deed) = money_deed(&verb, words)? {
                return Ok(Deed::Money { by: Some(by), deed });
            }
            if let Some(deed) = acceptance_deed(&verb, words)? {
                return Ok(Deed::Acceptance { by: Some(by), deed });
            }
            if let Some(deed) = message_deed(&verb, words)? {
                return Ok(Deed::Message { by, deed });
            }
            if let Some(deed) = record_deed(&by, &verb, words)? {
                return Ok(Deed::Record(deed));
            }
            if let Some(deed) = care_deed(&verb, words)? {
                return Ok(Deed::Care { by: Some(by), deed });
            }
            match protection_deed(&verb, words)? {
                Some(deed) => Ok(Deed::Protect { by: Some(by), deed }),
                None => people::verb(by, &verb, words),
            }
        }
    }
}

fn changed(fixture: String, change: Change) -> Deed {
    Deed::Change { fixture, change }
}

fn book(words: &mut Words) -> Read<Deed> {
    let slug = words.take("a book")?;
    words.need("operator")?;
    let operator = words.take("a login")?;
    let mut zone = "America/New_York".to_owned();
    if words.skip("zone") {
        zone = words.take("a zone")?;
    }
    Ok(Deed::Book { slug, operator, zone, rules: rules(words)? })
}

fn rules(words: &mut Words) -> Read<RuleWords> {
    let mut rules = RuleWords::default();
    let small = |word: &str| word.parse::<i32>().ok();
    while !words.is_empty() && words.peek() != "->" {
        let name = words.take("a rule")?;
        match name.as_str() {
            "rounding" => rules.rounding = Some(words.named("rounding", Rounding::parse)?),
            "min_risk" => rules.min_risk = Some(words.money("amount")?),
            "max_risk" => rules.max_risk = Some(words.money("amount")?),
            "max_win" => rules.max_win = Some(words.money("amount")?),
            "circled_max_risk" => rules.circled_max_risk = Some(words.money("amount")?),
            "max_legs" => rules.max_legs = Some(words.named("number", small)?),
            "cutoff_seconds" => rules.cutoff_seconds = Some(words.named("number", small)?),
            "duplicate_seconds" => {
                rules.duplicate_seconds = Some(words.named("number", small)?);
            }
            "sources" => rules.sources = Some(words.named("number", small)?),
            _ if WagerRules::parse(&name).is_some() => rules.wagers.push(name),
            _ if name.contains('.') => rules.grading.push((name, words.take("a value")?)),
            _ => return Err(format!("`{name}` is no house rule")),
        }
    }
    Ok(rules)
}

fn league(words: &mut Words) -> Read<Deed> {
    let code = words.take("a league")?;
    let sport = words.named("sport", Sport::parse)?;
    let mut teams = Vec::new();
    while !words.is_empty() && words.peek() != "->" {
        teams.push(words.take("a team")?);
    }
    Ok(Deed::League { code, sport, teams })
}

fn fixture(words: &mut Words) -> Read<Deed> {
    let (name, league) = (words.take("a name")?, words.take("a league")?);
    let sides = if words.skip("field") {
        let home = words.take("a field")?;
        SideWords { away: home.clone(), home, field: true }
    } else {
        let away = words.take("a team")?;
        words.need("at")?;
        SideWords { away, home: words.take("a team")?, field: false }
    };
    words.need("starts")?;
    Ok(Deed::Fixture { name, league, sides, starts_at: words.instant("time")? })
}

type Reported = (String, ScoreWords, Option<String>);

fn reported(words: &mut Words) -> Read<Reported> {
    let fixture = words.take("a fixture")?;
    let (home, away) = words.score()?;
    let told = if words.skip("with") { words.take("a detail")? } else { String::new() };
    let detail = Detail::parse(&told).map(Box::new)?;
    let score = ScoreWords { home, away, detail };
    let report = if words.skip("as") { Some(words.take("a name")?) } else { None };
    Ok((fixture, score, report))
}

/// `NFL by 2 sources`, `NFL by espn`, `NFL by nobody`: then a person confirms.
fn trust(by: String, words: &mut Words) -> Read<Deed> {
    let league = words.take("a league")?;
    words.need("by")?;
    let named = words.take("a source")?;
    let way = match (named.as_str(), named.parse()) {
        ("nobody", _) => ConfirmationWay::Person,
        (_, Ok(count)) => {
            words.need("sources")?;
            ConfirmationWay::Sources(count)
        }
        _ => ConfirmationWay::Source(named),
    };
    Ok(Deed::Confirmation { by, league, way })
}

fn confirm(by: Option<String>, words: &mut Words) -> Read<Deed> {
    let fixture = words.take("a fixture")?;
    let report = if words.skip("by") { Some(words.take("a report")?) } else { None };
    let graded = !words.skip("ungraded");
    Ok(Deed::Confirm { by, fixture, report, graded })
}

fn member(words: &mut Words) -> Read<MemberWords> {
    let mut member = MemberWords {
        role: words.named("role", Role::parse)?,
        login: words.take("a login")?,
        under: None,
        credit: Money::ZERO,
        max_risk: None,
        max_win: None,
        password: None,
        letter: None,
        key: None,
        is_test: false,
    };
    while !words.is_empty() && words.peek() != "->" {
        let name = words.take("an option")?;
        match name.as_str() {
            "under" => member.under = Some(words.take("a member")?),
            "credit" => member.credit = words.money("amount")?,
            "max_risk" => member.max_risk = Some(words.money("amount")?),
            "max_win" => member.max_win = Some(words.money("amount")?),
            "password" => member.password = Some(words.take("a password")?),
            "letter" => member.letter = Some(words.take("a name")?),
            "key" => member.key = Some(words.take("a key")?),
            "test" => member.is_test = true,
            _ => return Err(format!("`{name}` says nothing of a member")),
        }
    }
    Ok(member)
}

fn limits(words: &mut Words) -> Read<LimitWords> {
    let mut limits = LimitWords::default();
    while !words.is_empty() && words.peek() != "->" {
        let name = words.take("a limit")?;
        match name.as_str() {
            "credit" => limits.credit = words.money("amount")?,
            "min_risk" => limits.min_risk = Some(words.money("amount")?),
            "max_risk" => limits.max_risk = Some(words.money("amount")?),
            "max_win" => limits.max_win = Some(words.money("amount")?),
            _ => return Err(format!("`{name}` is no limit")),
        }
    }
    Ok(limits)
}

fn pay(by: String, words: &mut Words, kind: PayKind, joint: &str) -> Read<Deed> {
    let amount = words.money("amount")?;
    words.need(joint)?;
    let member = words.take("a member")?;
    let method = if words.skip("by") { Some(words.named("method", Method::parse)?) } else { None };
    let reference =
        if words.skip("reference") { words.take("a reference")? } else { String::new() };
    let note = if words.skip("because") { words.take("a reason")? } else { String::new() };
    let key = if words.skip("key") { Some(words.take("a key")?) } else { None };
    let payment = PayWords { kind, member, amount, method, reference, note, key };
    Ok(Deed::Pay { by, payment })
}

fn offer(by: String, words: &mut Words) -> Read<Deed> {
    let fixture = words.take("a fixture")?;
    let named = OfferStatus::parse(words.peek()).is_none();
    let market = if named { Some(market(words)?) } else { None };
    let status = words.named("offer (open, suspended, circled, off_board)", OfferStatus::parse)?;
    let max_risk = if words.skip("max_risk") { Some(words.money("amount")?) } else { None };
    let mut stopped = Vec::new();
    while words.skip("stops") {
        stopped.push(words.named("side", Side::parse)?);
    }
    let auto_off = if words.skip("auto_off") { Some(words.money("amount")?) } else { None };
    let offer = OfferWords { fixture, market, status, max_risk, stopped, auto_off };
    Ok(Deed::Offer { by, offer })
}

#[test]
fn mistakes_are_told_with_file_and_line() {
    for (text, told) in [
        ("", "a.txt: no step stands in this file"),
        ("# only words\n", "a.txt: no step stands in this file"),
        ("\nnow 2024-09-05 25:00", "a.txt:2: `2024-09-05 25:00` is no time"),
        ("pat juggles 5", "a.txt:1: `juggles` is no verb of this language"),
        ("pat bets risk 5.001 on g spread home", "a.txt:1: `5.001` is no amount"),
        ("pat bets risk 5 on g spread up", "a.txt:1: `up` is no side"),
        ("pat bets risk 5 on g spread", "a.txt:1: the line ends before side"),
        (
            "pat bets risk 5 on g spread home -> too_much",
            "a.txt:1: `too_much` is no code of a refusal",
        ),
        ("pat bets risk 5 on g spread home twice", "a.txt:1: `twice` is not understood"),
        (
            "balance pat",
            "a.txt:1: nothing is expected: name one of cash, held, withdrawal, free_play, \
             available, credit, balance",
        ),
        (
            "balance pat gold 5",
            "a.txt:1: `gold` is none of cash, held, withdrawal, free_play, available, credit, \
             balance",
        ),
        ("dana adjusts 5 of pat because \"no end", "a.txt:1: a quotation mark is never closed"),
        ("rules colour red", "a.txt:1: `colour` is no house rule"),
    ] {
        assert_eq!(read("a.txt", text).map(|steps| steps.len()), Err(told.to_owned()), "{text}");
    }
}
