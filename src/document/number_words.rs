//! English number words, in one place for every grammar that reads quantities. Knows single words only;
//! how they add up is each grammar's own.

/// Zero to nineteen, each at its value.
pub(crate) const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// Twenty to ninety.
pub(crate) const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Value of a lower-case number word below one hundred.
pub(crate) fn value(word: &str) -> Option<u32> {
    let place =
        |list: &[&str]| list.iter().position(|name| *name == word).and_then(|at| u32::try_from(at).ok());
    place(&UNITS).or_else(|| place(&TENS).map(|at| (at + 2) * 10))
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn words_have_their_values() {
        let cases = [
            ("zero", Some(0)),
            ("nineteen", Some(19)),
            ("twenty", Some(20)),
            ("ninety", Some(90)),
            ("many", None),
        ];
        for (word, expected) in cases {
            assert_eq!(value(word), expected, "{word}");
        }
    }
}
