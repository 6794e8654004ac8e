//! Lists as a browser counts them: bullets, numbers, letters, Roman numerals.

/// An open list and its counter.
pub(super) struct List {
    pub(super) ordered: bool,
    pub(super) next: u32,
    pub(super) style: char,
}

impl List {
    /// The marker a browser would show.
    pub(super) fn marker(&mut self) -> String {
        if !self.ordered {
            return "•".to_owned();
        }
        let number = self.next;
        self.next = self.next.saturating_add(1);
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
