//! The charset of bytes that declare none: UTF-8 where they can be, else the one whose letters make sense.
//!
//! Pages without a declaration are old; their language, where the page names it, had one usual charset.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, KOI8_R, SHIFT_JIS, WINDOWS_874, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

/// Bytes that are looked at.
const SAMPLE: usize = 16 * 1024;
/// Bytes in which the page may name its language.
const PROLOGUE: usize = 1024;

/// The most frequent signs of Chinese texts in either script: in the wrong charset they do not come up.
const FREQUENT: &str = "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子说說产產种種而面方后後多定行学學法所民得经經您服务務信息資资料使用政策隐隱私";

/// The encoding of a text that is not UTF-8.
pub(super) fn legacy(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let by_signs = [SHIFT_JIS, EUC_JP, EUC_KR, GBK, BIG5]
        .into_iter()
        .filter_map(|encoding| Some((encoding, sense(encoding, sample)?)))
        .max_by_key(|(encoding, sense)| (*sense, std::cmp::Reverse(encoding.name())));
    if let Some((encoding, _)) = by_signs.filter(|(_, sense)| *sense >= 20) {
        return encoding;
    }
    language_of_page(bytes)
        .and_then(|language| usual(&language))
        .or_else(|| cyrillic(sample))
        .unwrap_or(WINDOWS_1252)
}

/// How much of what is not ASCII are frequent signs of a script, in percent; nothing where the bytes cannot be
/// this encoding.
fn sense(encoding: &'static Encoding, sample: &[u8]) -> Option<usize> {
    // The sample may end within a letter.
    let text = (0..3).find_map(|cut| {
        encoding
            .decode_without_bom_handling_and_without_replacement(&sample[..sample.len().saturating_sub(cut)])
    })?;
    let (mut all, mut known) = (0_usize, 0_usize);
    for sign in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        let frequent = match encoding.name() {
            "Shift_JIS" | "EUC-JP" => matches!(sign, '\u{3041}'..='\u{30fe}'),
            "EUC-KR" => matches!(sign, '\u{ac00}'..='\u{d7a3}'),
            _ => FREQUENT.contains(sign),
        };
        known += usize::from(frequent);
    }
    // In Korean nearly every letter is of that range; other texts read as Korean give some by chance.
    let share = known * 100 / all.max(1);
    Some(if encoding == EUC_KR && share < 80 { 0 } else { share })
}

/// `lang` of the root element, its first part.
fn language_of_page(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PROLOGUE)]).to_ascii_lowercase();
    let tag = head[head.find("<html")?..].split('>').next()?.to_owned();
    let value = tag.split_once("lang=")?.1.trim_start_matches(['"', '\'']);
    let code: String = value.chars().take_while(char::is_ascii_alphabetic).collect();
    (code.len() == 2).then_some(code)
}

/// The charset pages in a language used to be written in.
fn usual(language: &str) -> Option<&'static Encoding> {
    Some(match language {
        "pl" | "cs" | "sk" | "hu" | "hr" | "sl" | "ro" | "bs" | "sq" => WINDOWS_1250,
        "ru" | "uk" | "bg" | "sr" | "mk" | "be" => return None,
        "el" => WINDOWS_1253,
        "tr" | "az" => WINDOWS_1254,
        "he" => WINDOWS_1255,
        "ar" | "fa" | "ur" => WINDOWS_1256,
        "lt" | "lv" | "et" => WINDOWS_1257,
        "vi" => WINDOWS_1258,
        "th" => WINDOWS_874,
        _ => WINDOWS_1252,
    })
}

/// One of the Cyrillic charsets, where whole words are not ASCII and read as the letters that Russian uses most.
fn cyrillic(sample: &[u8]) -> Option<&'static Encoding> {
    let high = sample.iter().filter(|byte| **byte >= 0xc0).count();
    let pairs = sample.windows(2).filter(|pair| pair.iter().all(|byte| *byte >= 0xc0)).count();
    if high < 8 || pairs * 10 < high * 6 {
        return None;
    }
    [WINDOWS_1251, KOI8_R].into_iter().max_by_key(|encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        text.chars().filter(|c| "оеаинтсрвл".contains(*c)).count()
    })
}

/// Not one letter is valid UTF-8, though some are not ASCII.
pub(super) fn has_no_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err() && matches!(letters(bytes), (0, broken) if broken > 0)
}

/// Valid UTF-8, or invalid in so few places that it is UTF-8 cut or damaged.
pub(super) fn is_nearly_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (multibyte, broken) = letters(bytes);
    broken == 0 || multibyte > broken * 10
}

/// Letters of several bytes that are valid UTF-8, and places that are not. A letter cut at the end is neither.
fn letters(bytes: &[u8]) -> (usize, usize) {
    const ENOUGH: usize = 1000;
    let (mut rest, mut multibyte, mut broken) = (bytes, 0_usize, 0_usize);
    loop {
        let error = std::str::from_utf8(rest).err();
        let good = error.map_or(rest.len(), |error| error.valid_up_to());
        multibyte += rest[..good].iter().filter(|byte| **byte >= 0xc0).count();
        let Some(length) = error.and_then(|error| error.error_len()) else { return (multibyte, broken) };
        broken += 1;
        rest = &rest[good + length..];
        if broken > ENOUGH {
            return (multibyte, broken);
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::ISO_8859_2;

    use super::*;

    #[test]
    fn old_charsets_are_told_by_language_and_letters() {
        let cases = [
            (SHIFT_JIS, "<h1>利用規約</h1><p>本規約は、このサービスの利用に適用されます。</p>"),
            (EUC_JP, "<h1>利用規約</h1><p>本規約は、このサービスの利用に適用されます。</p>"),
            (GBK, "<p>我们会保存您的信息,用于为您提供服务。</p>"),
            (BIG5, "<p>我們會保存您的資料,用於為您提供服務。</p>"),
            (EUC_KR, "<p>이용자의 개인정보는 삼십일 동안 보관합니다.</p>"),
            (WINDOWS_1251, "<p>Мы храним ваши данные тридцать дней.</p>"),
            (KOI8_R, "<p>Мы храним ваши данные тридцать дней.</p>"),
            (WINDOWS_1252, "<p>Nous conservons vos données à la clôture – même après.</p>"),
            (WINDOWS_1250, "<html lang=cs><p>Údaje uchováváme, protože žádáte o službu.</p>"),
            (WINDOWS_1253, "<html lang='el'><p>Διατηρούμε τα δεδομένα σας.</p>"),
        ];
        for (encoding, text) in cases {
            let (bytes, _, _) = encoding.encode(text);
            let found = legacy(&bytes);
            assert_eq!(found.decode(&bytes).0, text, "{} was taken for {}", encoding.name(), found.name());
        }
    }

    #[test]
    fn utf8_with_a_few_broken_places_stays_utf8() {
        assert!(is_nearly_utf8("naïve café".as_bytes()) && !has_no_utf8("naïve".as_bytes()));
        assert!(is_nearly_utf8(b"caf\xc3"), "cut within a letter");
        assert!(has_no_utf8(b"caf\xe9 cr\xe8me") && !is_nearly_utf8(b"caf\xe9 cr\xe8me"));
        assert!(!has_no_utf8(&[ISO_8859_2.encode("protože").0.as_ref(), "ž".as_bytes()].concat()));
    }
}
