//! Lists as a browser counts them: bullets, numbers, letters, Roman numerals, up or down.

use super::super::dom::{Item, Tag};

/// An open list and its counter.
pub(super) struct List {
    ordered: bool,
    next: u32,
    style: char,
    reversed: bool,
}

impl List {
    /// The list that this element opens; `items` counts its items.
    pub(super) fn new(element: &Item<'_>, items: impl FnOnce() -> u32) -> Self {
        let first = || if element.reversed { items() } else { 1 };
        Self {
            ordered: element.tag == Tag::Numbers,
            next: element.start.unwrap_or_else(first),
            style: element.style,
            reversed: element.reversed,
        }
    }

    /// The marker a browser would show; `given` is the number that the item itself sets.
    pub(super) fn marker(&mut self, given: Option<u32>) -> String {
        if !self.ordered {
            return "•".to_owned();
        }
        let number = given.unwrap_or(self.next);
        self.next = if self.reversed { number.saturating_sub(1) } else { number.saturating_add(1) };
        let letter = |first: u8| {
            let offset = u8::try_from((number.max(1) - 1) % 26).unwrap_or(0);
            char::from(first + offset)
        };
        match self.style {
            'a' => format!("{}.", letter(b'a')),
            'A' => format!("{}.", letter(b'A')),
            'i' => format!("{}.", roman(number)),
            'I' => format!("{}.", roman(number).to_uppercase()),
            _ => format!("{number}."),
        }
    }
}

/// Lower-case Roman numeral.
fn roman(mut number: u32) -> String {
    const PARTS: [(u32, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut out = String::new();
    for (value, letters) in PARTS {
        while number >= value && out.len() < 24 {
            out.push_str(letters);
            number -= value;
        }
    }
    out
}
