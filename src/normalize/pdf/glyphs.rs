//! The content of a PDF as positioned glyphs: the only file that knows the PDF crate.
//!
//! Draws no conclusion; what belongs to a word, a row or a column is for the files beside it.
//! Coordinates are points from the top left corner of the upright page, y downwards.

use std::collections::HashMap;
use std::panic::resume_unwind;

use hayro_interpret::font::{Glyph as Shape, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape as _};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

/// More pages, or more letters and strokes, are no policy; reading stops with an error.
const MAX_PAGES: usize = 2000;
const MAX_STEPS: usize = 6_000_000;
/// A drawing within the page costs so many steps: one that draws itself twice has no end.
const NESTED_STEPS: usize = 100;
/// Font weight from which a reader sees bold.
const BOLD_WEIGHT: u32 = 600;

/// One letter on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub(super) letter: char,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) baseline: f64,
    /// Font size in points.
    pub(super) size: f64,
    pub(super) bold: bool,
    /// Mean thickness of the strokes of its run, in shares of the size, where the font does not say how bold
    /// it is; else 0.
    pub(super) ink: f64,
    /// Marked as no part of the text: running head, page number.
    pub(super) artifact: bool,
}

/// A small filled shape, perhaps a bullet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) middle: f64,
}

/// A horizontal line or edge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) y: f64,
}

/// What stands on one page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) marks: Vec<Mark>,
    pub(super) rules: Vec<Rule>,
    /// Number of pictures.
    pub(super) pictures: usize,
    /// Letters the font gives no meaning for.
    pub(super) unreadable: usize,
}

/// All pages and what the file says about itself.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    pub(super) pages: Vec<Sheet>,
    pub(super) title: Option<String>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    Locked,
    Broken,
    TooLarge,
}

/// Reads every page. May panic on a hostile file, and unwinds with [`Trouble::TooLarge`] out of one that
/// never ends: the caller isolates both.
pub(super) fn read(bytes: &[u8]) -> Result<Sheets, Trouble> {
    if !is_whole(bytes) {
        return Err(Trouble::Broken);
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Trouble::Locked,
        LoadPdfError::Invalid => Trouble::Broken,
    })?;
    if pdf.pages().len() > MAX_PAGES {
        return Err(Trouble::TooLarge);
    }
    let cache = InterpreterCache::new();
    let mut pages = Vec::new();
    let mut budget = MAX_STEPS;
    let mut strokes = HashMap::new();
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let sheet = Sheet { width: f64::from(width), height: f64::from(height), ..Sheet::default() };
        let mut pen = Pen { sheet, artifacts: Vec::new(), budget, strokes: std::mem::take(&mut strokes) };
        let bounds = Rect::new(0.0, 0.0, pen.sheet.width, pen.sheet.height);
        let mut context =
            Context::new(upright(page), bounds, &cache, pdf.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut pen);
        budget = pen.budget;
        strokes = pen.strokes;
        pages.push(pen.sheet);
    }
    let title = pdf.metadata().title.as_deref().map(text_string);
    Ok(Sheets { pages, title })
}

/// The end mark stands at the end, give or take some rubbish. Without it the download broke off, and what
/// is left may be text without its fonts: wrong letters, worse than none.
fn is_whole(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    [&b"%%EOF"[..], b"startxref"].iter().any(|mark| tail.windows(mark.len()).any(|window| window == *mark))
}

/// From page space to the upright page with y downwards.
fn upright(page: &Page<'_>) -> Affine {
    page.initial_transform(true).to_kurbo()
}

/// A text string of PDF: UTF-16 or UTF-8 by its mark, else nearly Latin-1.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, ..] => encoding_rs::UTF_16BE.decode(bytes).0.into_owned(),
        [0xff, 0xfe, ..] => encoding_rs::UTF_16LE.decode(bytes).0.into_owned(),
        [0xef, 0xbb, 0xbf, ..] => encoding_rs::UTF_8.decode(bytes).0.into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Takes down what the interpreter draws.
struct Pen {
    sheet: Sheet,
    /// Open marked contents: whether each is an artifact of the page (running head, page number).
    artifacts: Vec<bool>,
    /// Steps that may still come.
    budget: usize,
    /// Thickness of the strokes of glyphs seen so far.
    strokes: HashMap<u128, f64>,
}

impl Pen {
    /// The interpreter cannot be told to stop; unwinding is the only way out of it, and calls no panic hook.
    fn spend(&mut self, steps: usize) {
        self.budget = self.budget.saturating_sub(steps);
        if self.budget == 0 {
            resume_unwind(Box::new(Trouble::TooLarge));
        }
    }

    fn letters(&mut self, shape: &Shape<'_>, transform: Affine, bold: bool, ink: f64) {
        let artifact = self.artifacts.contains(&true);
        let [along, across, _, _, x, y] = transform.as_coeffs();
        let advance = match shape {
            Shape::Outline(outline) => outline.advance_width(),
            Shape::Type3(drawn) => drawn.advance_width(),
        };
        let size = (transform * Point::new(0.0, 1000.0) - transform * Point::ZERO).hypot();
        let width = f64::from(advance.unwrap_or(500.0)) / 1000.0 * size;
        let upright = along > 0.0 && across.abs() < along * 0.2;
        let on_page = (-1.0..=self.sheet.width).contains(&x) && (0.0..=self.sheet.height + 1.0).contains(&y);
        // Stamps along the margin and watermarks are turned; what lies off the page is seen by nobody.
        if !upright || !on_page || !(0.5..=1000.0).contains(&size) || !width.is_finite() {
            return;
        }
        let mut letters = meaning(shape);
        if letters.is_empty() {
            self.sheet.unreadable += 1;
            letters.push(char::REPLACEMENT_CHARACTER);
        }
        let count = letters.chars().count().max(1);
        let step = width.clamp(0.0, 4.0 * size) / f64::from(u32::try_from(count).unwrap_or(1));
        let mut left = x;
        for letter in letters.chars() {
            let right = left + step;
            self.sheet.glyphs.push(Glyph { letter, left, right, baseline: y, size, bold, ink, artifact });
            left += step;
        }
    }

    /// Mean thickness of the strokes of a run whose font is silent on its weight (Type 1), else 0.
    fn ink(&mut self, run: &GlyphRun<'_, '_>) -> f64 {
        let outlines = run.glyphs().iter().filter_map(|glyph| match &**glyph {
            Shape::Outline(outline) if meaning(glyph).chars().all(char::is_alphabetic) => Some(outline),
            _ => None,
        });
        let (mut sum, mut count) = (0.0, 0.0);
        for outline in outlines {
            if count == 0.0 && outline.font_data().is_some() {
                return 0.0;
            }
            let thickness = *self.strokes.entry(outline.identifier().cache_key()).or_insert_with(|| {
                let path = outline.outline();
                let rim = path.perimeter(1.0);
                if rim > 0.0 { 2.0 * path.area().abs() / rim } else { 0.0 }
            });
            if thickness > 0.0 {
                sum += thickness;
                count += 1.0;
            }
        }
        if count > 0.0 { sum / count } else { 0.0 }
    }

    fn edge(&mut self, left: f64, right: f64, y: f64) {
        self.sheet.rules.push(Rule { left, right, y });
    }
}

/// The letters of a glyph; none when the font does not say.
fn meaning(shape: &Shape<'_>) -> String {
    let letters: String = match shape.as_unicode() {
        Some(BfString::Char(letter)) => letter.into(),
        Some(BfString::String(letters)) => letters,
        None => match shape {
            Shape::Outline(outline) if outline.outline().elements().is_empty() => " ".into(),
            _ => String::new(),
        },
    };
    letters.chars().map(symbol).filter(|letter| !letter.is_control()).collect()
}

/// Symbol fonts put their bullets into the private area.
fn symbol(letter: char) -> char {
    match letter {
        '\u{f0b7}' | '\u{f0a7}' | '\u{f06c}' | '\u{f06e}' | '\u{f0d8}' | '\u{f076}' | '\u{f0fc}' => '•',
        '\t' | '\n' | '\r' | '\u{a0}' => ' ',
        other => other,
    }
}

fn is_bold(run: &GlyphRun<'_, '_>) -> bool {
    let Some(Shape::Outline(outline)) = run.glyphs().first().map(|glyph| &**glyph) else { return false };
    let Some(font) = outline.font_data() else { return false };
    let name = font.postscript_name.unwrap_or_default().to_lowercase();
    font.weight.is_some_and(|weight| weight >= BOLD_WEIGHT)
        || ["bold", "black", "heavy", "demi"].iter().any(|word| name.contains(word))
}

impl<'a> Device<'a> for Pen {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(1);
        if path.elements().len() > 64 {
            return;
        }
        let Rect { x0, y0, x1, y1 } = props.transform.transform_rect_bbox(path.bounding_box());
        let (width, height) = (x1 - x0, y1 - y0);
        if !(width.is_finite() && height.is_finite()) {
            return;
        }
        if width > 12.0 && height < 2.5 {
            self.edge(x0, x1, f64::midpoint(y0, y1));
        } else if width > 12.0 && matches!(mode, DrawMode::Stroke(_)) && path.elements().len() <= 6 {
            self.edge(x0, x1, y0);
            self.edge(x0, x1, y1);
        } else if (1.2..9.0).contains(&width) && (0.6..1.7).contains(&(width / height)) {
            self.sheet.marks.push(Mark { left: x0, right: x1, middle: f64::midpoint(y0, y1) });
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.spend(NESTED_STEPS);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(run.glyphs().len());
        let bold = is_bold(run) || matches!(mode, DrawMode::FillAndStroke(..));
        let ink = if bold { 0.0 } else { self.ink(run) };
        for glyph in run.glyphs() {
            self.letters(glyph, props.transform * glyph.transform(), bold, ink);
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.sheet.pictures += 1;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<&Dict<'_>>) {
        self.artifacts.push(tag == b"Artifact");
    }

    fn end_marked_content(&mut self) {
        self.artifacts.pop();
    }
}
