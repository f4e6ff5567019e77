//! Pages for printing: texts, blocks of colour and a barcode, and an attached file that stands in
//! the document as it is, so that whoever reads the bytes finds it. What stands on the pages is
//! decided elsewhere (`resource/receipt_page.rs`).

use krilla::Document;
use krilla::color::rgb;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};
use ttf_parser::Face;

/// A page of A5, 420 by 595 points; places are measured from its upper left corner.
pub(crate) const WIDTH: u16 = 420;
/// Its height.
pub(crate) const HEIGHT: u16 = 595;

static PLAIN: &[u8] = include_bytes!("../fonts/Inter-Regular.otf");
static BOLD: &[u8] = include_bytes!("../fonts/Inter-Bold.otf");

/// A colour: red, green and blue.
pub(crate) type Ink = [u8; 3];

/// How thick a text is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Plain text.
    Plain,
    /// Headings and amounts.
    Bold,
}

/// How a text looks: its weight, its size in points and its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look(pub(crate) Weight, pub(crate) u8, pub(crate) Ink);

/// Something on a page; places in tenths of a point.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    /// A text whose foot begins at the place.
    Text { at: (u16, u16), look: Look, text: String },
    /// Left, top, width and height.
    Block { tenths: [u16; 4], ink: Ink },
}

/// Pages in the making.
pub(crate) struct Paper {
    pages: Vec<Vec<Mark>>,
    plain: Face<'static>,
    bold: Face<'static>,
}

/// The document could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unwritten(pub(crate) String);

impl Paper {
    /// One empty page.
    ///
    /// # Errors
    /// When a font that is shipped cannot be read.
    pub(crate) fn new() -> Result<Paper, Unwritten> {
        let face = |bytes| Face::parse(bytes, 0).map_err(|error| Unwritten(error.to_string()));
        Ok(Paper { pages: vec![Vec::new()], plain: face(PLAIN)?, bold: face(BOLD)? })
    }

    /// Goes on on a new page.
    pub(crate) fn turn(&mut self) {
        self.pages.push(Vec::new());
    }

    fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Writes a text whose foot begins at the place.
    pub(crate) fn text(&mut self, (x, y): (u16, u16), look: Look, text: impl Into<String>) {
        self.put(Mark::Text { at: (x * 10, y * 10), look, text: text.into() });
    }

    /// Writes a text whose foot ends at the place.
    pub(crate) fn text_up_to(&mut self, (x, y): (u16, u16), look: Look, text: impl Into<String>) {
        let text = text.into();
        let begin = (x * 10).saturating_sub(self.tenths_of(look, &text));
        self.put(Mark::Text { at: (begin, y * 10), look, text });
    }

    /// Writes a text whose middle stands at the place.
    pub(crate) fn text_around(&mut self, (x, y): (u16, u16), look: Look, text: impl Into<String>) {
        let text = text.into();
        let begin = (x * 10).saturating_sub(self.tenths_of(look, &text) / 2);
        self.put(Mark::Text { at: (begin, y * 10), look, text });
    }

    /// Draws an area: left, top, width and height in points.
    pub(crate) fn block(&mut self, points: [u16; 4], ink: Ink) {
        self.put(Mark::Block { tenths: points.map(|point| point * 10), ink });
    }

    /// Draws a thin line.
    pub(crate) fn rule(&mut self, (from, to): (u16, u16), y: u16, ink: Ink) {
        self.put(Mark::Block { tenths: [from * 10, y * 10, (to - from) * 10, 6], ink });
    }

    /// Draws a number as bars (Code 39), for readers at a counter. Characters that the code does
    /// not have are left out.
    pub(crate) fn barcode(&mut self, (x, y): (u16, u16), height: u16, (text, ink): (&str, Ink)) {
        let mut place = x * 10;
        for letter in format!("*{text}*").chars() {
            let Some((_, widths)) = CODE_39.iter().find(|(known, _)| *known == letter) else {
                continue;
            };
            for (at, width) in widths.bytes().enumerate() {
                let width = if width == b'w' { 24 } else { 9 };
                if at % 2 == 0 {
                    self.put(Mark::Block { tenths: [place, y * 10, width, height * 10], ink });
                }
                place += width;
            }
            place += 9;
        }
    }

    /// The beginning of a text that fits into so many points, with an ellipsis where it is cut.
    pub(crate) fn fitting(&self, look: Look, text: &str, points: u16) -> String {
        let fits = |text: &str| self.tenths_of(look, text) <= points * 10;
        if fits(text) {
            return text.to_owned();
        }
        let ends = text.char_indices().map(|(end, _)| end).rev();
        let mut cuts = ends.map(|end| format!("{}\u{2026}", text[..end].trim_end()));
        cuts.find(|cut| fits(cut)).unwrap_or_default()
    }

    /// How wide a text is, in tenths of a point.
    fn tenths_of(&self, Look(weight, size, _): Look, text: &str) -> u16 {
        let face = if weight == Weight::Bold { &self.bold } else { &self.plain };
        let advance = |letter| face.glyph_hor_advance(face.glyph_index(letter)?);
        let units: u32 = text.chars().filter_map(advance).map(u32::from).sum();
        let tenths = units * u32::from(size) * 10 / u32::from(face.units_per_em());
        u16::try_from(tenths).unwrap_or(u16::MAX)
    }

    /// The finished document with a file of text attached to it.
    ///
    /// # Errors
    /// When the document cannot be written.
    pub(crate) fn finish(
        self,
        title: &str,
        (name, file): (&str, &str),
    ) -> Result<Vec<u8>, Unwritten> {
        let broken = |what: &str| Unwritten(what.to_owned());
        let font = |bytes: &'static [u8]| {
            Font::new(bytes.into(), 0).ok_or_else(|| broken("a font that is shipped is no font"))
        };
        let fonts = [font(PLAIN)?, font(BOLD)?];
        let mut document = Document::new();
        let metadata = Metadata::new().title(title.to_owned()).creator("Perhead".into());
        document.set_metadata(metadata.language("en".into()));
        for marks in self.pages {
            let size = PageSettings::from_wh(WIDTH.into(), HEIGHT.into());
            let mut page = document.start_page_with(size.ok_or_else(|| broken("no page size"))?);
            let mut surface = page.surface();
            surface.push_transform(&Transform::from_scale(0.1, 0.1));
            for mark in marks {
                draw(&mut surface, mark, &fonts).ok_or_else(|| broken("a block has no area"))?;
            }
            surface.pop();
            surface.finish();
            page.finish();
        }
        let attached = EmbeddedFile {
            path: name.to_owned(),
            mime_type: MimeType::new("text/plain"),
            description: Some(title.to_owned()),
            association_kind: AssociationKind::Data,
            data: file.as_bytes().to_vec().into(),
            modification_date: None,
            compress: Some(false),
            location: None,
        };
        document.embed_file(attached).ok_or_else(|| broken("the file is attached twice"))?;
        document.finish().map_err(|error| Unwritten(format!("{error:?}")))
    }
}

fn draw(surface: &mut Surface<'_>, mark: Mark, [plain, bold]: &[Font; 2]) -> Option<()> {
    let ink = match mark {
        Mark::Text { look: Look(_, _, ink), .. } | Mark::Block { ink, .. } => ink,
    };
    surface.set_fill(Some(Fill {
        paint: rgb::Color::new(ink[0], ink[1], ink[2]).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    }));
    match mark {
        Mark::Text { at: (x, y), look: Look(weight, size, _), text } => {
            let font = if weight == Weight::Bold { bold } else { plain };
            let (at, size) = (Point::from_xy(x.into(), y.into()), u16::from(size) * 10);
            surface.draw_text(at, font.clone(), size.into(), &text, false, TextDirection::Auto);
        }
        Mark::Block { tenths, .. } => surface.draw_path(&area(tenths)?),
    }
    Some(())
}

fn area(tenths: [u16; 4]) -> Option<Path> {
    let [left, top, width, height] = tenths.map(f32::from);
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(left, top, width, height)?);
    path.finish()
}

/// Code 39 (ISO/IEC 16388): bars and gaps of each character, wide or narrow, bar first.
const CODE_39: &[(char, &str)] = &[
    ('0', "nnnwwnwnn"),
    ('1', "wnnwnnnnw"),
    ('2', "nnwwnnnnw"),
    ('3', "wnwwnnnnn"),
    ('4', "nnnwwnnnw"),
    ('5', "wnnwwnnnn"),
    ('6', "nnwwwnnnn"),
    ('7', "nnnwnnwnw"),
    ('8', "wnnwnnwnn"),
    ('9', "nnwwnnwnn"),
    ('A', "wnnnnwnnw"),
    ('B', "nnwnnwnnw"),
    ('C', "wnwnnwnnn"),
    ('D', "nnnnwwnnw"),
    ('E', "wnnnwwnnn"),
    ('F', "nnwnwwnnn"),
    ('G', "nnnnnwwnw"),
    ('H', "wnnnnwwnn"),
    ('I', "nnwnnwwnn"),
    ('J', "nnnnwwwnn"),
    ('K', "wnnnnnnww"),
    ('L', "nnwnnnnww"),
    ('M', "wnwnnnnwn"),
    ('N', "nnnnwnnww"),
    ('O', "wnnnwnnwn"),
    ('P', "nnwnwnnwn"),
    ('Q', "nnnnnnwww"),
    ('R', "wnnnnnwwn"),
    ('S', "nnwnnnwwn"),
    ('T', "nnnnwnwwn"),
    ('U', "wwnnnnnnw"),
    ('V', "nwwnnnnnw"),
    ('W', "wwwnnnnnn"),
    ('X', "nwnnwnnnw"),
    ('Y', "wwnnwnnnn"),
    ('Z', "nwwnwnnnn"),
    ('-', "nwnnnnwnw"),
    ('*', "nwnnwnwnn"),
];

#[cfg(test)]
mod tests {
    use super::*;

    const INK: Ink = [17, 19, 24];
    const LOOK: Look = Look(Weight::Bold, 14, INK);

    #[test]
    fn the_attached_file_stands_in_the_document_as_it_is() {
        let mut paper = Paper::new().expect("the fonts are shipped");
        paper.text((36, 90), LOOK, "Acme (Ravens) \\ \u{e9} \u{141}\u{f3}d\u{17a} \u{20ac}");
        paper.barcode((36, 120), 30, ("4K7-2F31", INK));
        paper.turn();
        paper.rule((36, 384), 160, INK);
        let file = "signed: \u{e9}\nnothing is pressed together\n".repeat(40);
        let bytes = paper.finish("Ticket", ("ticket.txt", &file)).expect("written");
        assert!(bytes.starts_with(b"%PDF-1.7"));
        assert!(bytes.windows(file.len()).any(|part| part == file.as_bytes()));
    }

    #[test]
    fn texts_are_cut_to_the_room_they_have() {
        let paper = Paper::new().expect("the fonts are shipped");
        let name = "The Honourable Company of Northern Bookmakers";
        assert_eq!(paper.fitting(LOOK, name, 400), name);
        let cut = paper.fitting(LOOK, name, 120);
        assert!(cut.starts_with("The Hon") && cut.ends_with('\u{2026}'), "{cut}");
        assert!(paper.tenths_of(LOOK, &cut) <= 1_200);
        assert_eq!(paper.fitting(LOOK, name, 1), "");
        assert!(
            paper.tenths_of(LOOK, "wide") > paper.tenths_of(Look(Weight::Bold, 7, INK), "wide")
        );
    }

    #[test]
    fn every_letter_of_a_ticket_number_has_three_wide_parts() {
        for (letter, widths) in CODE_39 {
            assert_eq!((widths.len(), widths.matches('w').count()), (9, 3), "{letter}");
        }
        for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ-".chars() {
            assert!(CODE_39.iter().any(|(known, _)| *known == letter), "{letter}");
        }
    }
}
