//! What a printed receipt looks like: the book's brand, the number, what can be lost and won, each
//! leg as it was frozen, by which rules, and the proof. Decides nothing: everything stands in the
//! signed text (`resource/receipt.rs`), which the page carries with it.

use domain::money::Money as Amount;
use domain::wager::terms::Terms;
use domain::wager::ticket::{Entry, Leg, PricePolicy, WagerKind};

use crate::paper::{HEIGHT, Ink, Look, Paper, Unwritten, WIDTH, Weight};
use crate::resource::receipt::Receipt;
use crate::resource::ticket_leg::TicketLeg;
use crate::shape::time::Time;

const LEFT: u16 = 32;
const RIGHT: u16 = WIDTH - LEFT;
/// The band of the brand's colour ends here.
const BAND: u16 = 92;
/// The first page's legs begin here, those of any other page at [`LEGS_NEXT`].
const LEGS_FIRST: u16 = 214;
const LEGS_NEXT: u16 = 78;
/// What one leg takes.
const LEG: u16 = 43;
/// The first page's legs end here: below stand facts and proof.
const FACTS: u16 = 394;
/// Here begins the proof.
const PROOF: u16 = 492;
/// Digits of key and signature that stand on a line beside the barcode.
const PROOF_LETTERS: usize = 54;

const INK: Ink = [23, 26, 33];
const SOFT: Ink = [96, 102, 115];
const LINE: Ink = [222, 225, 231];
const TINT: Ink = [245, 246, 249];
const WHITE: Ink = [255, 255, 255];

const LABEL: Look = Look(Weight::Plain, 8, SOFT);
const FACT: Look = Look(Weight::Bold, 9, INK);
const NOTE: Look = Look(Weight::Plain, 8, SOFT);
const HEAD: Look = Look(Weight::Bold, 11, INK);
const SMALL: Look = Look(Weight::Plain, 6, SOFT);

/// Draws a receipt; the signed text is attached to it under a name of its own.
///
/// # Errors
/// When the document cannot be written.
pub(crate) fn draw_receipt(receipt: &Receipt<'_>) -> Result<Vec<u8>, Unwritten> {
    let mut paper = Paper::new()?;
    draw_band(&mut paper, receipt);
    draw_amounts(&mut paper, receipt);
    let mut legs = receipt.ticket.legs.iter().zip(&receipt.story.ticket.legs).peekable();
    let mut y = LEGS_FIRST;
    while let Some(leg) = legs.next_if(|_| y + LEG <= FACTS) {
        draw_leg(&mut paper, receipt, leg, y);
        y += LEG;
    }
    if legs.peek().is_some() {
        paper.text_up_to((RIGHT, FACTS - 4), NOTE, "Further selections on the next page");
    }
    draw_facts(&mut paper, receipt);
    draw_proof(&mut paper, receipt);
    while legs.peek().is_some() {
        paper.turn();
        draw_head_of_next(&mut paper, receipt);
        y = LEGS_NEXT;
        while let Some(leg) = legs.next_if(|_| y + LEG <= HEIGHT - LEFT) {
            draw_leg(&mut paper, receipt, leg, y);
            y += LEG;
        }
    }
    let number = &receipt.ticket.number;
    let name = format!("ticket-{number}.txt");
    paper.finish(&format!("{} ticket {number}", receipt.brand().name), (&name, receipt.text))
}

/// The colours of the band: the brand's, and one that is read on it.
fn brand_inks(colour: &str) -> (Ink, Ink) {
    let part = |from: usize| {
        let digits = colour.get(from..from + 2)?;
        u8::from_str_radix(digits, 16).ok()
    };
    let brand = match (part(1), part(3), part(5)) {
        (Some(red), Some(green), Some(blue)) => [red, green, blue],
        _ => INK,
    };
    // Rec. 601 luma: what is brighter than this carries dark text.
    let [red, green, blue] = brand.map(u32::from);
    let luma = (299 * red + 587 * green + 114 * blue) / 1_000;
    (brand, if luma > 150 { INK } else { WHITE })
}

fn draw_band(paper: &mut Paper, receipt: &Receipt<'_>) {
    let brand = receipt.brand();
    let (colour, on) = brand_inks(&brand.colour);
    paper.block([0, 0, WIDTH, BAND], colour);
    paper.block([LEFT, 26, 40, 40], on);
    paper.text_around((LEFT + 20, 52), Look(Weight::Bold, 17, colour), &*brand.mark);
    let name = Look(Weight::Bold, 18, on);
    let shown = paper.fitting(name, &brand.name, 184);
    paper.text((LEFT + 54, 45), name, shown);
    paper.text((LEFT + 54, 61), Look(Weight::Plain, 9, on), "Betting ticket, signed");
    paper.text_up_to((RIGHT, 45), Look(Weight::Bold, 18, on), &*receipt.ticket.number);
    paper.text_up_to((RIGHT, 61), Look(Weight::Plain, 9, on), "Ticket number");
}

fn draw_head_of_next(paper: &mut Paper, receipt: &Receipt<'_>) {
    let brand = receipt.brand();
    let (colour, _) = brand_inks(&brand.colour);
    paper.block([0, 0, WIDTH, 10], colour);
    let shown = paper.fitting(HEAD, &brand.name, 220);
    paper.text((LEFT, 44), HEAD, shown);
    paper.text_up_to((RIGHT, 44), HEAD, &*receipt.ticket.number);
    paper.rule((LEFT, RIGHT), 58, LINE);
}

/// `1,234.50`
fn grouped(amount: Amount) -> String {
    let plain = amount.to_string();
    let (whole, cents) = plain.split_once('.').unwrap_or((&plain, "00"));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let length = digits.len();
    let letter = |(at, digit): (usize, char)| {
        let breaks = at > 0 && (length - at).is_multiple_of(3);
        [breaks.then_some(','), Some(digit)].into_iter().flatten()
    };
    let whole: String = digits.chars().enumerate().flat_map(letter).collect();
    format!("{sign}{whole}.{cents}")
}

fn draw_amounts(paper: &mut Paper, receipt: &Receipt<'_>) {
    let row = &receipt.story.ticket;
    let title = Look(Weight::Bold, 13, INK);
    let shown = paper.fitting(title, &title_of(row.kind(), &row.terms, row.legs.len()), 240);
    paper.text((LEFT, 120), title, shown);
    let day = Time(row.accepted_at).spoken(&receipt.book.calendar.zone);
    paper.text_up_to((RIGHT, 120), NOTE, day);
    paper.block([LEFT, 134, RIGHT - LEFT, 54], TINT);
    let currency = receipt.ticket.risk.currency;
    let amount = Look(Weight::Bold, 15, INK);
    let third = (RIGHT - LEFT) / 3;
    let risk = if row.funds.is_free_play() { "Free play" } else { "Risk" };
    let most = row.funds.cash_back(row.risk, row.risk + row.win);
    let columns = [(risk, row.risk), ("To win", row.win), ("Returns at most", most)];
    for (x, (label, value)) in (LEFT + 14..).step_by(usize::from(third)).zip(columns) {
        paper.text((x, 153), LABEL, format!("{label}, {currency}"));
        let shown = paper.fitting(amount, &grouped(value), third - 10);
        paper.text((x, 174), amount, shown);
    }
}

/// `Round robin of 4, by 2 and 3`
fn title_of(kind: WagerKind, terms: &Terms, legs: usize) -> String {
    let name = sentence(kind.name());
    match terms {
        Terms::Straight => name,
        Terms::RoundRobin(sizes) => {
            let sizes: Vec<String> = sizes.iter().map(|size| size.to_string()).collect();
            format!("{name} of {legs}, by {}", sizes.join(", "))
        }
        Terms::IfBet(rule) | Terms::Reverse(rule) => {
            format!("{name} of {legs}, {} action", rule.action.name())
        }
        Terms::Card(card) => format!("{name} of {legs}, card {}", card.code),
        Terms::Parlay => format!("{name} of {legs}"),
        Terms::SameGame { cut } => {
            format!("{name} of {legs} with selections of one game, {cut} % off the win")
        }
    }
}

/// `Ravens -3` with the sign that is as wide as a plus.
fn with_minus(text: &str) -> String {
    let mut before = ' ';
    let sign = |letter: char| {
        let is_sign = letter == '-' && !before.is_alphanumeric();
        before = letter;
        if is_sign { '\u{2212}' } else { letter }
    };
    text.chars().map(sign).collect()
}

/// `round_robin` as `Round robin`.
fn sentence(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn draw_leg(paper: &mut Paper, receipt: &Receipt<'_>, (leg, row): (&TicketLeg, &Leg), y: u16) {
    let (colour, _) = brand_inks(&receipt.brand().colour);
    paper.block([LEFT, y + 2, 3, LEG - 11], colour);
    let x = LEFT + 12;
    let shown = paper.fitting(HEAD, &with_minus(&leg.selection), 250);
    paper.text((x, y + 10), HEAD, shown);
    paper.text_up_to((RIGHT, y + 10), HEAD, with_minus(&format!("{:+}", leg.odds.american)));
    paper.text_up_to((RIGHT, y + 21), NOTE, &*leg.odds.decimal);
    let market = format!("{}, {}", sentence(row.kind.name()), row.period.name().replace('_', " "));
    let game =
        if leg.fixture.is_empty() { leg.fixture_id.to_string() } else { leg.fixture.clone() };
    let shown = paper.fitting(NOTE, &format!("{game}   \u{b7}   {market}"), 300);
    paper.text((x, y + 21), NOTE, shown);
    let zone = &receipt.book.calendar.zone;
    let mut notes = vec![
        format!("Starts {}", Time(row.starts_at).spoken(zone)),
        format!("line version {}", row.version),
    ];
    notes.extend(leg.gained.iter().map(|gained| format!("line moved by {}", with_minus(gained))));
    notes.extend((row.listing != 0).then(|| format!("pitchers: {}", row.pitchers.name())));
    notes.extend((row.places != 0).then(|| format!("each way, {} places", row.places)));
    let shown = paper.fitting(NOTE, &notes.join("   \u{b7}   "), RIGHT - x);
    paper.text((x, y + 32), NOTE, shown);
}

fn draw_facts(paper: &mut Paper, receipt: &Receipt<'_>) {
    let (row, ticket) = (&receipt.story.ticket, &receipt.ticket);
    paper.rule((LEFT, RIGHT), FACTS + 2, LINE);
    let entry = match row.entry {
        Entry::Risk => "amount to risk",
        Entry::Win => "amount to win",
        Entry::Base => "base amount",
    };
    let policy = match row.policy {
        PricePolicy::None => "Refused",
        PricePolicy::Better => "Taken if better",
        PricePolicy::Any => "Taken",
    };
    let mut rules = format!("House rules version {}", row.rules_version);
    if let Terms::Card(card) = &row.terms {
        rules = format!("{rules}, card {} version {}", card.code, card.version);
    }
    let facts = [
        ("Player", format!("{} ({})", ticket.member.name, ticket.member.login)),
        ("Accepted, UTC", ticket.accepted_at.text()),
        ("Written by", sentence(&receipt.writer())),
        ("Entered as", format!("{} {}, {entry}", grouped(row.amount), ticket.risk.currency)),
        ("Governed by", rules),
        ("Price changes", policy.to_owned()),
    ];
    let half = (RIGHT - LEFT) / 2;
    for (at, (label, value)) in (0u16..).zip(facts) {
        let (x, y) = (LEFT + (at % 2) * half, FACTS + 20 + (at / 2) * 27);
        paper.text((x, y), LABEL, label);
        let shown = paper.fitting(FACT, &value, half - 8);
        paper.text((x, y + 12), FACT, shown);
    }
}

fn draw_proof(paper: &mut Paper, receipt: &Receipt<'_>) {
    paper.rule((LEFT, RIGHT), PROOF, LINE);
    paper.barcode((LEFT, PROOF + 16), 42, (&receipt.ticket.number, INK));
    let x = LEFT + 152;
    paper.text((x, PROOF + 22), Look(Weight::Bold, 8, INK), "Signed by the book");
    let lines = [
        format!("Public key (ed25519) {}", &receipt.key),
        format!("Signature {}", receipt.signature),
    ];
    let mut y = PROOF + 33;
    for line in lines {
        let mut rest = line.as_str();
        while !rest.is_empty() {
            let (part, next) = rest.split_at_checked(PROOF_LETTERS).unwrap_or((rest, ""));
            paper.text((x, y), SMALL, part);
            (rest, y) = (next, y + 9);
        }
    }
    let proof = "This page carries the signed text. Anybody proves it offline: \
                 perhead verify-ticket FILE --key KEY";
    paper.text((LEFT, HEIGHT - 16), SMALL, proof);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_in_groups() {
        let texts = [0, 5, 99_999, 100_000, 123_456_789, -250_000];
        let texts = texts.map(|units| grouped(Amount(units)));
        assert_eq!(texts, ["0.00", "0.05", "999.99", "1,000.00", "1,234,567.89", "-2,500.00"]);
    }

    #[test]
    fn every_brand_can_be_read_on_its_colour() {
        for (colour, on) in
            [("#0b3d2e", WHITE), ("#ffd400", INK), ("#ffffff", INK), ("#d4145a", WHITE)]
        {
            assert_eq!(brand_inks(colour).1, on, "{colour}");
        }
        assert_eq!(brand_inks("green"), (INK, WHITE));
    }

    #[test]
    fn only_signs_become_minus() {
        assert_eq!(with_minus("Winston-Salem -3.5"), "Winston-Salem \u{2212}3.5");
        assert_eq!(with_minus("-110"), "\u{2212}110");
    }

    #[test]
    fn names_of_the_core_are_said_as_words() {
        assert_eq!(sentence("round_robin"), "Round robin");
        assert_eq!(sentence(""), "");
    }
}
