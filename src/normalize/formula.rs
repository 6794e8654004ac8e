//! Formulas: lines that calculate something.

use super::line::{Kind, Line};

/// A longer line is prose with an equation in it.
const MAX_BYTES: usize = 500;

/// Marks text lines that are formulas.
pub(super) fn mark(lines: &mut [Line]) {
    for line in lines {
        if line.is_text() && is_formula(&line.text) {
            line.kind = Kind::Formula;
        }
    }
}

/// `Name = operand operator operand`, with at least one operator between operands.
fn is_formula(text: &str) -> bool {
    const OPERATORS: [&str; 11] = ["/", "×", "÷", "∑", "Σ", "*", " x ", " + ", " - ", " – ", " − "];
    if text.len() > MAX_BYTES {
        return false;
    }
    let Some((name, calculation)) = text.split_once('=') else { return false };
    let plain = !text.contains("://") && !calculation.contains('=') && !name.trim().is_empty();
    let words = name.split_whitespace().count();
    plain
        && words <= 14
        && !name.contains(". ")
        && OPERATORS.iter().any(|operator| calculation.contains(operator))
}

#[cfg(test)]
mod tests {
    use super::is_formula;

    #[test]
    fn a_formula_has_a_name_an_equals_sign_and_an_operator() {
        let cases = [
            ("Uptime = (Total - Down) / Total x 100%", true),
            ("Note: minutes in a day = 24 x 60", true),
            ("Open https://example.org/?a=b/c for more", false),
            ("We set theme=dark in a cookie", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_formula(text), expected, "{text}");
        }
    }
}
