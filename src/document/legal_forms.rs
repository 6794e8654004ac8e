//! Legal forms of companies, in one place for all that read names. Knows single words only; whose name
//! they belong to is told elsewhere.

/// Forms that are hardly any other word, lower case, without the last full stop.
const PLAIN: &[&str] = &[
    "inc",
    "ltd",
    "limited",
    "llc",
    "llp",
    "plc",
    "corp",
    "corporation",
    "pty",
    "gmbh",
    "mbh",
    "ag",
    "b.v",
    "bv",
    "n.v",
    "nv",
    "s.a",
    "sas",
    "sarl",
    "s.r.l",
    "srl",
    "s.p.a",
    "asa",
    "a/s",
    "aps",
    "oy",
    "oyj",
    "oü",
    "uab",
    "kft",
    "zrt",
    "d.o.o",
    "s.r.o",
    "a.s",
    "k.k",
    "kk",
    "e.v",
];
/// Forms that are words or other abbreviations too, and say something only behind a name.
const DOUBTFUL: &[&str] = &["ab", "as", "co", "company", "kg", "lp", "sa", "se", "sia", "spa"];
/// Parts of names that are written with a full stop.
const ABBREVIATED: &[&str] = &["inc", "ltd", "corp", "co", "bros", "intl", "pty", "plc"];

/// A legal form wherever it stands: `gmbh`. The word is in lower case, without its last full stop.
pub(crate) fn is_form(word: &str) -> bool {
    PLAIN.contains(&word)
}

/// A legal form where it stands behind a name: `as` in "Kelder AS".
pub(crate) fn is_form_in_name(word: &str) -> bool {
    is_form(word) || DOUBTFUL.contains(&word)
}

/// A full stop behind the word belongs to the name: "Acme Inc.", "Adyen N.V.". Letters of any case, without
/// that full stop.
pub(crate) fn takes_point(word: &str) -> bool {
    let pointed = PLAIN.iter().filter(|form| form.contains('.'));
    pointed.chain(ABBREVIATED).any(|form| word.eq_ignore_ascii_case(form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_says_something_else_is_a_form_only_in_a_name() {
        for word in ["as", "company", "se"] {
            assert!(is_form_in_name(word) && !is_form(word), "{word}");
        }
        assert!(is_form("gmbh") && is_form_in_name("gmbh"));
        assert!(!PLAIN.iter().any(|form| DOUBTFUL.contains(form)));
    }

    #[test]
    fn the_point_of_an_abbreviation_ends_no_sentence() {
        assert!(takes_point("Inc") && takes_point("N.V") && takes_point("ltd"));
        assert!(!takes_point("Limited") && !takes_point("GmbH") && !takes_point("example.org"));
    }
}
