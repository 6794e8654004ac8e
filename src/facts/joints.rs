//! What joins the members of a list: commas, "and", "or", and between names also `&`, `/` and brackets.

/// The parts of a text between commas and conjunctions.
pub(super) fn members(text: &str) -> impl Iterator<Item = &str> {
    split(text, conjunction)
}

/// The parts of a text between whatever stands between names.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    // From the last closing bracket on: a text of nothing but opening ones is searched once.
    let closing = text.rfind(')').map_or(usize::MAX, |at| text.len() - at);
    split(text, move |text| {
        let inside = text.strip_prefix('(').filter(|inside| inside.len() >= closing);
        let bracketed = || inside.and_then(|inside| inside.find(')')).map(|end| end + 2);
        let sign = || [" & ", "/"].iter().find(|sign| text.starts_with(**sign)).map(|sign| sign.len());
        conjunction(text).or_else(sign).or_else(bracketed)
    })
}

/// Bytes of the comma or conjunction a text begins with.
fn conjunction(text: &str) -> Option<usize> {
    let joints = [", and ", ", or ", ", ", " and ", " or "];
    joints.iter().find(|joint| text.starts_with(**joint)).map(|joint| joint.len())
}

/// The parts between the joints; every joint begins with one of a few signs.
fn split(text: &str, joint: impl Fn(&str) -> Option<usize>) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let here = rest?;
        let signs = here.bytes().enumerate().filter(|(_, byte)| matches!(byte, b',' | b' ' | b'/' | b'('));
        let found = signs.map(|(at, _)| at).find_map(|at| Some((at, joint(&here[at..])?)));
        let (part, next) = match found {
            Some((at, length)) => (&here[..at], Some(&here[at + length..])),
            None => (here, None),
        };
        rest = next;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    static MEMBERS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r", and |, or |, | and | or ").unwrap());
    static NAMES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r", and |, or |, | and | or | & |/|\([^)]*\)").unwrap());

    proptest! {
        #[test]
        fn lists_are_parted_as_the_patterns_part_them(
            parts in prop::collection::vec(
                prop::sample::select(vec!["and", "or", " ", " ", ",", ", ", "&", "/", "(", ")", "é", "a", "sand"]),
                0..14,
            ),
        ) {
            let text = parts.concat();
            prop_assert!(members(&text).eq(MEMBERS.split(&text)), "{}", text);
            prop_assert!(names(&text).eq(NAMES.split(&text)), "{}", text);
        }
    }
}
