//! Styled words into lines of a given width.
//!
//! The only place that knows terminal styles and the width of characters. Whether colour is wanted
//! is the caller's decision; without it nothing but the words is written.

use anstyle::{AnsiColor, Style};

/// Whether styles are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Paint {
    /// Words only.
    Plain,
    /// ANSI styles around them.
    Colour,
}

/// Columns to fill, at least 40.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Width(usize);

impl Width {
    /// The usual terminal.
    pub const STANDARD: Self = Self(80);

    /// Takes the columns of the terminal; below 40 nothing legible fits, so 40 are used.
    pub fn new(columns: usize) -> Self {
        Self(columns.max(40))
    }

    /// The columns.
    pub(crate) fn columns(self) -> usize {
        self.0
    }
}

/// What a word is, for its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Strong,
    Faint,
    Removed,
    Added,
    Grave,
    Doubtful,
    Harmless,
}

impl Tone {
    fn style(self) -> Style {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Removed => colour(AnsiColor::Red),
            Self::Added => colour(AnsiColor::Green),
            Self::Grave => colour(AnsiColor::Red).bold(),
            Self::Doubtful => colour(AnsiColor::Yellow).bold(),
            Self::Harmless => colour(AnsiColor::Cyan),
        }
    }
}

/// Words of one tone; line feeds inside are kept.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) tone: Tone,
    pub(crate) text: String,
}

/// A span.
pub(crate) fn span(tone: Tone, text: impl Into<String>) -> Span {
    Span { tone, text: text.into() }
}

/// A sheet that lines are written on.
#[derive(Debug)]
pub(crate) struct Sheet {
    width: Width,
    paint: Paint,
    out: String,
}

impl Sheet {
    /// An empty sheet.
    pub(crate) fn new(width: Width, paint: Paint) -> Self {
        Self { width, paint, out: String::new() }
    }

    /// What was written.
    pub(crate) fn finish(self) -> String {
        self.out
    }

    /// An empty line, never two in a row and none at the top.
    pub(crate) fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Wraps `spans` behind `first` on the first line and `rest` on the others.
    pub(crate) fn wrap(&mut self, first: &Span, rest: &Span, spans: &[Span]) {
        let room = self.width.columns().saturating_sub(columns(&first.text).max(columns(&rest.text))).max(8);
        let mut lead = first;
        fill(spans, room, |line| {
            let prefix = if line.is_empty() { span(lead.tone, lead.text.trim_end()) } else { lead.clone() };
            self.write(&prefix);
            for piece in line {
                self.write(piece);
            }
            self.out.push('\n');
            lead = rest;
        });
    }

    /// Wraps `spans` with `indent` spaces on every line.
    pub(crate) fn line(&mut self, indent: usize, spans: &[Span]) {
        let margin = span(Tone::Plain, " ".repeat(indent));
        self.wrap(&margin, &margin, spans);
    }

    fn write(&mut self, piece: &Span) {
        let style = piece.tone.style();
        if self.paint == Paint::Plain || piece.text.trim().is_empty() || style == Style::new() {
            self.out.push_str(&piece.text);
        } else {
            self.out.push_str(&format!("{style}{}{style:#}", piece.text));
        }
    }
}

/// Greedy filling; a word that fits no line is broken. Calls `write` with every line; no more than one is
/// kept at a time, because as spans a long text takes dozens of times its letters.
fn fill(spans: &[Span], room: usize, mut write: impl FnMut(&[Span])) {
    let mut line: Vec<Span> = Vec::new();
    let (mut used, mut space) = (0, false);
    for_each_word(spans, |word| {
        let Some((spaced, pieces)) = word else {
            write(&line);
            line.clear();
            (used, space) = (0, false);
            return;
        };
        space |= spaced;
        for piece in broken(pieces, room) {
            let wide: usize = piece.iter().map(|span| columns(&span.text)).sum();
            let gap = usize::from(space && used > 0);
            if used > 0 && used + gap + wide > room {
                write(&line);
                line.clear();
                used = 0;
            } else if gap > 0 {
                append(&mut line, span(Tone::Plain, " "));
                used += 1;
            }
            for span in piece {
                append(&mut line, span);
            }
            used += wide;
            space = false;
        }
    });
    write(&line);
}

/// Joins neighbours of one tone, so that a run of words carries its style once.
fn append(line: &mut Vec<Span>, piece: Span) {
    let space_before = line.len() >= 2 && line[line.len() - 1].text == " ";
    if space_before && line[line.len() - 2].tone == piece.tone {
        line.pop();
        let last = line.last_mut().expect("two spans were there");
        last.text.push(' ');
        last.text.push_str(&piece.text);
    } else {
        line.push(piece);
    }
}

/// A word that may change its tone inside, with whether a space comes before it.
type Piece = (bool, Vec<Span>);

/// Calls `visit` with each word of the spans; `None` stands for a line feed.
fn for_each_word(spans: &[Span], mut visit: impl FnMut(Option<Piece>)) {
    let mut word: Option<Piece> = None;
    let mut space = false;
    for piece in spans {
        for c in piece.text.chars() {
            let is_space = c.is_whitespace() && c != '\u{a0}';
            if is_space && let Some(word) = word.take() {
                visit(Some(word));
            }
            match c {
                '\n' => {
                    visit(None);
                    space = false;
                }
                _ if is_space => space = true,
                c => {
                    let (_, pieces) = word.get_or_insert_with(|| (std::mem::take(&mut space), Vec::new()));
                    push_char(pieces, piece.tone, c);
                }
            }
        }
    }
    if word.is_some() {
        visit(word);
    }
}

fn push_char(pieces: &mut Vec<Span>, tone: Tone, c: char) {
    match pieces.last_mut() {
        Some(last) if last.tone == tone => last.text.push(c),
        _ => pieces.push(span(tone, c)),
    }
}

/// Cuts a word into parts that each fit the room.
fn broken(word: Vec<Span>, room: usize) -> Vec<Vec<Span>> {
    if word.iter().map(|piece| columns(&piece.text)).sum::<usize>() <= room {
        return vec![word];
    }
    let mut parts = vec![Vec::new()];
    let mut used = 0;
    for piece in &word {
        for c in piece.text.chars() {
            let wide = char_columns(c);
            if used + wide > room {
                parts.push(Vec::new());
                used = 0;
            }
            used += wide;
            let part: &mut Vec<Span> = parts.last_mut().expect("there is always a part");
            push_char(part, piece.tone, c);
        }
    }
    parts
}

/// Columns a text takes on a terminal.
pub(crate) fn columns(text: &str) -> usize {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        text.len()
    } else {
        text.chars().map(char_columns).sum()
    }
}

/// Two columns for East Asian wide characters and emoji, none for combining marks (Unicode TR 11, in short).
fn char_columns(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1f64f}'
        | '\u{1f900}'..='\u{1f9ff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(width: usize, paint: Paint, spans: &[Span]) -> String {
        let mut sheet = Sheet::new(Width::new(width), paint);
        sheet.line(2, spans);
        sheet.finish()
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        let text = "We keep server logs for thirty days 内容を三十日間保管します内容を三十日間保管します内容を三十日 \
                    https://example.com/a/very/long/address/that/fits/no/line/at/all/and/must/break";
        for width in [40, 57, 80] {
            let out = wrapped(width, Paint::Plain, &[span(Tone::Plain, text)]);
            assert!(out.lines().all(|line| columns(line) <= width), "{width}: {out}");
        }
    }

    #[test]
    fn a_word_may_change_its_tone_inside() {
        let spans =
            [span(Tone::Plain, "keep "), span(Tone::Added, "{+all the logs+}"), span(Tone::Plain, ".")];
        assert_eq!(wrapped(40, Paint::Plain, &spans), "  keep {+all the logs+}.\n");
        assert_eq!(wrapped(40, Paint::Colour, &spans), "  keep \u{1b}[32m{+all the logs+}\u{1b}[0m.\n");
    }

    #[test]
    fn line_feeds_are_kept_and_margins_leave_no_trailing_space() {
        let out = wrapped(40, Paint::Plain, &[span(Tone::Plain, "a | b\n\nc | d")]);
        assert_eq!(out, "  a | b\n\n  c | d\n");
    }
}
