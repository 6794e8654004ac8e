//! Documents drawn at random from one number, as the generator of known edits takes them.
//!
//! Sections with sections in them, paragraphs, lists, tables and references; nothing here compares.

/// A small generator of numbers (SplitMix64): the same case from the same seed on every machine.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % u64::try_from(end.max(1)).expect("fits")).expect("fits")
    }

    /// A word of two or three syllables.
    pub(super) fn word(&mut self) -> String {
        const SYLLABLES: [&str; 16] =
            ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "ka", "he"];
        (0..2 + self.below(2)).map(|_| SYLLABLES[self.below(16)]).collect()
    }

    fn sentence(&mut self) -> String {
        let words: Vec<String> = (0..8 + self.below(8)).map(|_| self.word()).collect();
        format!("We {}.", words.join(" "))
    }

    pub(super) fn paragraph(&mut self) -> Vec<String> {
        (0..2 + self.below(2)).map(|_| self.sentence()).collect()
    }
}

/// What a section is made of.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Part {
    Text(Vec<String>),
    List(String, Vec<String>),
    Table(Vec<[String; 3]>),
    /// A sentence and the section it refers to.
    Reference(String, usize),
}

/// A section, with the sections in it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) id: usize,
    pub(super) heading: String,
    pub(super) parts: Vec<Part>,
    pub(super) inner: Vec<Clause>,
}

/// A section of which `others` may be referred to.
pub(super) fn clause(dice: &mut Dice, id: usize, others: usize) -> Clause {
    let heading = format!("{} {}", dice.word(), dice.word());
    let mut parts =
        vec![Part::Text(dice.paragraph()), Part::Text(dice.paragraph()), Part::Text(dice.paragraph())];
    let items =
        (0..4).map(|_| format!("{}: {} {} {}", dice.word(), dice.word(), dice.word(), dice.word())).collect();
    parts.push(Part::List(format!("We {} {} {}:", dice.word(), dice.word(), dice.word()), items));
    let rows = (0..4).map(|_| [dice.word(), dice.word(), format!("{} days", 1 + dice.below(300))]).collect();
    parts.push(Part::Table(rows));
    if dice.below(2) == 0 {
        parts.push(Part::Reference(dice.sentence(), dice.below(others)));
    }
    Clause { id, heading, parts, inner: Vec::new() }
}

/// The lines of a whole document, for [`super::sketch`].
pub(super) fn draw(clauses: &[Clause]) -> String {
    let mut lines = Vec::new();
    for (at, clause) in clauses.iter().enumerate() {
        let number = (at + 1).to_string();
        draw_clause(clause, "#", &number, clauses, &mut lines);
        for (within, inner) in clause.inner.iter().enumerate() {
            draw_clause(inner, "##", &format!("{number}.{}", within + 1), clauses, &mut lines);
        }
    }
    lines.join("\n")
}

fn draw_clause(clause: &Clause, depth: &str, number: &str, all: &[Clause], lines: &mut Vec<String>) {
    lines.push(format!("{depth} {number}. {}", clause.heading));
    for part in &clause.parts {
        match part {
            Part::Text(sentences) => lines.push(sentences.join(" ")),
            Part::List(stem, items) => {
                lines.push(stem.clone());
                lines.extend(items.iter().map(|item| format!("- {item}")));
            }
            Part::Table(rows) => lines.extend(rows.iter().map(|row| format!("| {}", row.join(" | ")))),
            Part::Reference(text, id) => {
                let number = all.iter().position(|other| other.id == *id).expect("kept") + 1;
                lines.push(format!("{text} See Section {number} for more."));
            }
        }
    }
}
