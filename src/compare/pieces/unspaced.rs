//! Pieces of scripts that put no space between words.
//!
//! A sentence of Chinese is one row of letters. Cut at punctuation alone, a reader would see a whole
//! sentence struck out for one number; so each letter is a piece, a foreign word a piece, and a number
//! keeps its unit.

/// Units written behind a number without a space, longer ones first.
const UNITS: [&str; 29] = [
    "个工作日",
    "営業日",
    "工作日",
    "日間",
    "週間",
    "年間",
    "时间",
    "時間",
    "分钟",
    "小时",
    "个月",
    "個月",
    "か月",
    "ヶ月",
    "カ月",
    "개월",
    "시간",
    "日",
    "天",
    "周",
    "週",
    "月",
    "年",
    "円",
    "元",
    "分",
    "일",
    "년",
    "원",
];

/// True for letters of a script that is written without spaces: Chinese, Japanese, Thai, Lao, Khmer and
/// Burmese. Korean has spaces.
pub(super) fn is_unspaced(c: char) -> bool {
    c >= '\u{e00}'
        && matches!(c,
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// A row of katakana writes one foreign word.
fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | '\u{30fc}')
}

/// Vowels and tones of Thai and its neighbours that stand above, below or behind a letter.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{e30}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{eb0}'..='\u{ebc}' | '\u{ec8}'..='\u{ece}'
        | '\u{102b}'..='\u{103e}' | '\u{17b6}'..='\u{17d3}' | '\u{3099}' | '\u{309a}')
}

/// Bytes of the piece a text in such a script begins with: a foreign word, else one letter with the marks
/// that stand on it.
pub(super) fn unspaced(text: &str) -> usize {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let foreign = text.starts_with(is_katakana);
    let goes_on = |c: char| if foreign { is_katakana(c) } else { is_mark(c) };
    text[first..].find(|c| !goes_on(c)).map_or(text.len(), |end| first + end)
}

/// Bytes of the unit right behind a number; 0 where there is none.
pub(super) fn measure_word(text: &str) -> usize {
    if text.as_bytes().first().is_none_or(u8::is_ascii) {
        return 0;
    }
    UNITS.iter().find(|unit| text.starts_with(**unit)).map_or(0, |unit| unit.len())
}
