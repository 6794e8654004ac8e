//! Phrases that pages say about themselves: clocks, "opens in a new tab", download links, page counts,
//! names of languages. Known by kind and whole; a sentence that merely holds such words stays.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::line::{Kind, Line};
use super::{page_words, pickers};

/// Said to those who cannot see the page; lower case, without brackets.
const SPOKEN_ONLY: &[&str] = &[
    "opens in a new tab",
    "opens in new tab",
    "opens in a new window",
    "opens in new window",
    "open in a new tab",
    "open in new tab",
    "open in a new window",
    "open in new window",
    "opens a new window",
    "link opens in a new tab",
    "link opens in a new window",
    "external link",
    "opens external link",
    "opens a footnote",
    "opens a dialog",
    "öffnet in neuem tab",
    "öffnet in einem neuen tab",
    "öffnet in neuem fenster",
    "öffnet in einem neuen fenster",
    "wird in neuem tab geöffnet",
    "wird in einem neuen fenster geöffnet",
    "s'ouvre dans un nouvel onglet",
    "s'ouvre dans une nouvelle fenêtre",
    "ouvre un nouvel onglet",
    "nouvelle fenêtre",
    "se abre en una nueva pestaña",
    "se abre en una pestaña nueva",
    "se abre en una nueva ventana",
    "abre en una nueva ventana",
    "si apre in una nuova scheda",
    "si apre in una nuova finestra",
    "abre em uma nova guia",
    "abre em uma nova janela",
    "abre numa nova janela",
    "opent in een nieuw tabblad",
    "opent in een nieuw venster",
    "otwiera się w nowej karcie",
    "otwiera się w nowym oknie",
    "新しいタブで開きます",
    "新しいウィンドウで開きます",
    "在新标签页中打开",
    "在新窗口中打开",
];

/// The longest of them in bytes, with brackets and spaces around.
const MAX_SPOKEN_BYTES: usize = 64;

static SPOKEN: LazyLock<HashSet<&str>> = LazyLock::new(|| SPOKEN_ONLY.iter().copied().collect());

/// Whether a text node only tells where its link leads to.
pub(super) fn is_spoken_only(text: &str) -> bool {
    let text =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '.' | '[' | ']'));
    (4..=MAX_SPOKEN_BYTES).contains(&text.len())
        && text.contains([' ', '新'])
        && SPOKEN.contains(text.to_lowercase().replace('’', "'").as_str())
}

/// A moment told from the reader's clock, with the words that introduce it.
static RELATIVE_TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:(?:(?:last )?(?:updated|modified|edited|reviewed|published|posted|changed)|aktualisiert|zuletzt aktualisiert|mis à jour|actualizado|última actualización|aggiornato|atualizado|bijgewerkt|zaktualizowano|更新|最終更新)(?: on| by [^:]{1,30})?\s*[:：]?\s*)?",
        r"(?:(?:(?:over|about|almost|more than|less than)\s+)?(?:(?:an?|one|[0-9]{1,3})\s+(?:second|minute|hour|day|week|month|year)s?|a few (?:seconds|minutes|hours|days))\s+ago|yesterday|today|just now|last (?:week|month|year)",
        r"|vor\s+(?:etwa\s+|über\s+)?(?:eine[rmn]?|[0-9]{1,3})\s+(?:sekunden?|minuten?|stunden?|tag(?:en?)?|wochen?|monat(?:en?)?|jahr(?:en?)?)|gestern|heute",
        r"|il y a\s+(?:environ\s+)?(?:une?|[0-9]{1,3})\s+(?:seconde|minute|heure|jour|semaine|mois|an|année)s?|hier|aujourd'hui",
        r"|hace\s+(?:más de\s+)?(?:una?|[0-9]{1,3})\s+(?:segundo|minuto|hora|día|semana|mes|año)(?:s|es)?|ayer|hoy",
        r"|(?:un[oa']?|[0-9]{1,3})\s*(?:secondi?|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi])\s+fa|ieri|oggi",
        r"|(?:há\s+(?:mais de\s+)?(?:uma?|[0-9]{1,3})\s+(?:segundo|minuto|hora|dia|semana|m[eê]s|ano)(?:s|es)?|(?:uma?|[0-9]{1,3})\s+(?:segundo|minuto|hora|dia|semana|m[eê]s|ano)(?:s|es)?\s+atrás)|ontem|hoje",
        r"|(?:een|[0-9]{1,3})\s+(?:seconden?|minu(?:ut|ten)|uur|uren|dag(?:en)?|we[e]?k(?:en)?|maand(?:en)?|jaar)\s+geleden|gisteren|vandaag",
        r"|(?:[0-9]{1,3}\s+)?(?:sekund|minut|godzin|dni|dzień|tydzień|tygodni|miesiąc|miesięcy|rok|lat)[aęyi]?\s+temu|wczoraj|dzisiaj",
        r"|[0-9]{1,3}\s*(?:秒|分|時間|日|週間|か月|ヶ月|年|分钟|小时|天|周|个月)前|昨日|今日|昨天|今天)\.?$"
    ))
    .expect("valid pattern")
});

/// What a control of the page does, said as a link or button of its own.
static ACTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:(?:previous|prior|past|earlier|archived)\s+versions?|back to (?:the )?top|skip to (?:main )?content|(?:expand|collapse|show|open|close) all|show more|show less|version history",
        r"|(?:pdf\s+)?herunterladen|(?:als pdf\s+)?drucken|frühere versionen?|imprimer|versions? (?:antérieures?|précédentes?)|imprimir|versiones anteriores|stampa|versioni precedenti|versões anteriores|downloaden|afdrukken|eerdere versies|drukuj|poprzednie wersje",
        r"|ダウンロード|印刷|以前のバージョン|下载|打印|历史版本)$"
    ))
    .expect("valid pattern")
});

/// The same, where the words that follow say with what it is done. They are counted, not matched: five
/// times any word made the pattern take longer to compile than a policy to read.
static ACTION_UPON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:(?P<english>download|print|save|share|copy|export|e-?mail|(?:view|see|read|show)\s+(?:the\s+|all\s+|our\s+)?(?:previous|prior|past|earlier|older|archived|former))(?-u:\b)",
        r"|télécharger|descargar|scarica|baixar|pobierz)"
    ))
    .expect("valid pattern")
});

/// "1-10 of 14 results", "results per page", "Page 2 of 3".
static PAGING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:showing\s+)?[0-9]{1,5}\s*(?:-|–|to)\s*[0-9]{1,5}\s+of\s+[0-9]{1,6}(?:\s+\w+)?|(?:show\s*)?(?:results|rows|items|entries)\s+per\s+page:?|page\s+[0-9]{1,4}\s+of\s+[0-9]{1,4}|[0-9]{1,2}\s*min(?:ute)?s?\s+read)$")
        .expect("valid pattern")
});

/// Names of languages in their own words: alone on a line they are a picker's face.
const LANGUAGES: &[&str] = &[
    "english",
    "english (us)",
    "english (uk)",
    "deutsch",
    "français",
    "español",
    "italiano",
    "português",
    "português (brasil)",
    "nederlands",
    "polski",
    "svenska",
    "dansk",
    "norsk",
    "suomi",
    "čeština",
    "magyar",
    "română",
    "ελληνικά",
    "türkçe",
    "русский",
    "українська",
    "العربية",
    "עברית",
    "हिन्दी",
    "ไทย",
    "tiếng việt",
    "bahasa indonesia",
    "日本語",
    "한국어",
    "中文",
    "简体中文",
    "繁體中文",
];

/// Longest line that can be such a phrase, in bytes.
const MAX_BYTES: usize = 80;

/// Takes lines out that only speak of the page: clocks, page counts, the name of the language; links
/// that do something with the page become related lines.
pub(super) fn take_out(lines: &mut Vec<Line>) {
    pickers::mark(lines);
    lines.retain(|line| !is_about_the_page(line) && !page_words::is_of_the_page(line));
    for line in lines.iter_mut() {
        if line.is_text() && is_row_of_actions(line) || page_words::is_copyright_line(line) {
            line.kind = Kind::Related;
        } else if matches!(line.kind, Kind::Heading(_)) {
            page_words::without_handle(line);
        }
    }
}

fn is_about_the_page(line: &Line) -> bool {
    let text = line.text.as_str();
    let heading = matches!(line.kind, Kind::Heading(_));
    if text.len() > MAX_BYTES || heading || !matches!(line.kind, Kind::Text | Kind::Item { .. }) {
        return false;
    }
    is_spoken_only(text)
        || may_tell_time(text) && RELATIVE_TIME.is_match(text)
        || line.is_text()
            && (may_tell_page(text) && PAGING.is_match(text)
                || LANGUAGES.contains(&text.to_lowercase().as_str()))
}

/// Moments of two words; alone, each of the words stands before many a date.
const CLOCK_PAIRS: &[&str] = &["just now", "last week", "last month", "last year"];

/// Words of which every other relative time has one.
const CLOCK_WORDS: &[&str] = &[
    "ago",
    "yesterday",
    "today",
    "vor",
    "gestern",
    "heute",
    "il",
    "hier",
    "aujourd",
    "hace",
    "ayer",
    "hoy",
    "fa",
    "ieri",
    "oggi",
    "há",
    "atrás",
    "ontem",
    "hoje",
    "geleden",
    "gisteren",
    "vandaag",
    "temu",
    "wczoraj",
    "dzisiaj",
];

/// A quick look before the pattern: few lines are this short and name a moment.
fn may_tell_time(text: &str) -> bool {
    let named = |word: &str| CLOCK_WORDS.contains(&word.to_lowercase().as_str());
    let paired = || {
        let lower = text.to_ascii_lowercase();
        CLOCK_PAIRS.iter().any(|pair| lower.contains(pair))
    };
    text.split_whitespace().count() <= 8
        && !text.ends_with([':', ';', ','])
        && (text.contains(['前', '昨', '今'])
            || text.split(|c: char| !c.is_alphabetic()).any(named)
            || paired())
}

/// A quick look before the pattern: so much a page, a number of a number, some minutes to read.
fn may_tell_page(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is = |word: &str, known: &str| word.eq_ignore_ascii_case(known);
    let counted = words.windows(3).any(|row| {
        is(row[1], "of")
            && row[0].ends_with(|c: char| c.is_ascii_digit())
            && row[2].starts_with(|c: char| c.is_ascii_digit())
    });
    counted
        || words.last().is_some_and(|last| is(last, "read") || is(last.trim_end_matches(':'), "page"))
            && words.iter().any(|word| is(word, "per") || word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The whole line is links, and each does something with the page; or one link that does.
fn is_row_of_actions(line: &Line) -> bool {
    if line.links.is_empty() || line.text.len() > 2 * MAX_BYTES {
        return false;
    }
    let linked: usize = line.links.iter().map(|link| letters(&link.text)).sum();
    linked >= letters(&line.text) && line.links.iter().all(|link| is_action(&link.text))
}

/// Words that open an action, without their endings.
const ACTION_WORDS: &[&str] = &[
    "download",
    "print",
    "save",
    "share",
    "copy",
    "export",
    "e",
    "email",
    "view",
    "see",
    "read",
    "show",
    "previous",
    "prior",
    "past",
    "earlier",
    "archived",
    "back",
    "skip",
    "expand",
    "collapse",
    "open",
    "close",
    "version",
    "versions",
    "pdf",
    "herunterladen",
    "als",
    "drucken",
    "imprimer",
    "descargar",
    "imprimir",
    "versiones",
    "scarica",
    "stampa",
    "versioni",
    "baixar",
    "downloaden",
    "afdrukken",
    "eerdere",
    "pobierz",
    "drukuj",
    "poprzednie",
];

fn is_action(text: &str) -> bool {
    let opening = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    let known = !opening.is_ascii() || ACTION_WORDS.contains(&opening.as_str());
    page_words::is_action(text) || known && (ACTION.is_match(text) || is_action_upon(text))
}

fn is_action_upon(text: &str) -> bool {
    let Some(found) = ACTION_UPON.captures(text) else { return false };
    let most = if found.name("english").is_some() { 5 } else { 3 };
    let rest = &text[found[0].len()..];
    rest.is_empty() || rest.starts_with(char::is_whitespace) && rest.split_whitespace().count() <= most
}

/// Bytes that are no white space.
fn letters(text: &str) -> usize {
    text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_and_page_talk_go_and_sentences_stay() {
        let cases = [
            ("Updated: 5 days ago", true),
            ("Last updated over a year ago", true),
            ("yesterday", true),
            ("Aktualisiert: vor 3 Tagen", true),
            ("il y a 2 jours", true),
            ("3日前", true),
            ("1-10 of 14 results", true),
            ("English", true),
            ("(opens in a new tab)", true),
            ("30 days", false),
            ("30 Tage", false),
            ("You asked us 5 days ago to stop", false),
            ("Updated: May 1, 2026", false),
            ("English law applies", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_about_the_page(&Line::new(text.to_owned(), Kind::Text)), expected, "{text}");
        }
    }

    #[test]
    fn a_row_of_actions_is_all_links() {
        let page = super::super::html::read(
            "<main><p><a href='/a.pdf'>Download PDF</a> <a href='/b'>View previous terms</a></p>\
             <p>See <a href='/c'>previous versions</a> for what was.</p></main>",
        );
        let found: Vec<bool> = page.lines.iter().map(is_row_of_actions).collect();
        assert_eq!(found, [true, false]);
    }
}
