//! Facts of texts in other languages than English: numbers with their units, percentages, money.
//!
//! Only what a table of words can tell is read. No polarity, no names, no duties: whoever judges such
//! a text has to read it. The words of each language are data, a line each.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::lexer::{Measure, quantities};
use super::subject::Subject;
use super::{Clause, Duration, Fact, Family, TimeUnit, Value};

/// Words for units of time; prefixes of inflected forms are enough.
const UNITS: &[(TimeUnit, &str)] = &[
    (
        TimeUnit::BusinessDay,
        "werktage[ns]?|arbeitstage[ns]?|jours ouvr[ée]s|jours ouvrables|días hábiles|giorni lavorativi|dias úteis|werkdagen|dni roboczych|営業日|个工作日|工作日",
    ),
    (TimeUnit::Minute, "minuten?|minuty?|minutos?|minuti|minuut|分間|分钟"),
    (TimeUnit::Hour, "stunden?|heures?|horas?|ore|ora|uur|uren|godzin[ay]?|時間|小时"),
    (TimeUnit::Day, "tage[ns]?|tag|jours?|días?|giorni|giorno|dias?|dagen|dag|dni|dzień|日間|日以内|日|天"),
    (TimeUnit::Week, "wochen?|semaines?|semanas?|settiman[ae]|weken|week|tygodni[ae]?|週間|周"),
    (
        TimeUnit::Month,
        "monate[ns]?|monat|mois|mes(?:es)?|mesi|mese|m[êe]s|maanden|maand|miesi[ąę]c[ye]?|か月間|か月|ヶ月間|ヶ月|カ月|个月",
    ),
    (TimeUnit::Year, "jahre[ns]?|jahr|ans?|années?|años?|anni|anno|anos?|jaar|jaren|lat|lata|年間|年"),
];

/// Number words that stand before units of time.
const NUMBERS: &[(u32, &str)] = &[
    (1, "ein|eine|einem|einen|einer|eines|un|une|una|uno|um|uma|jeden|één"),
    (2, "zwei|deux|dos|due|dois|duas|twee|dwa|dwóch"),
    (3, "drei|trois|tres|tre|três|drie|trzy|trzech"),
    (6, "sechs|six|seis|sei|zes|sześć|sześciu"),
    (7, "sieben|sept|siete|sette|sete|zeven|siedem"),
    (10, "zehn|dix|diez|dieci|dez|tien|dziesięć"),
    (12, "zwölf|douze|doce|dodici|doze|twaalf|dwanaście"),
    (14, "vierzehn|quatorze|catorce|quattordici|catorze|veertien|czternaście"),
    (30, "dreißig|dreissig|trente|treinta|trenta|trinta|dertig|trzydzieści"),
    (90, "neunzig|quatre-vingt-dix|noventa|novanta|negentig|dziewięćdziesiąt"),
];

/// What a number is about, by stems of words in its sentence or heading.
const FAMILIES: &[(Family, &str)] = &[
    (Family::Availability, "verfügbar|disponib|beschikbaar|dostępno|稼働|可用性"),
    (Family::RefundWindow, "erstatt|rembours|reembol|rimbors|terugbetal|zwrot|返金|退款"),
    (
        Family::NoticePeriod,
        "ankündig|im voraus|vorab|préavis|à l'avance|antelación|preavviso|antecedência|vooraf|wyprzedzeniem|事前|提前",
    ),
    (
        Family::Retention,
        "speicher|aufbewahr|gelöscht|löschen|löschung|conserv|supprim|effac|almacen|elimin|cancell|armazen|bewaar|bewaren|verwijder|przechow|usuwa|保存|保持|保管|削除|存储|保留|删除",
    ),
    (Family::ResponseDeadline, "antwort|répond|respond|rispond|beantwoord|odpowi|回答|答复"),
];

static DURATION: LazyLock<Regex> = LazyLock::new(|| {
    let units: Vec<String> =
        UNITS.iter().enumerate().map(|(at, (_, words))| format!("(?P<u{at}>{words})")).collect();
    let words: Vec<&str> = NUMBERS.iter().map(|(_, words)| *words).collect();
    Regex::new(&format!(
        r"(?P<number>\d{{1,4}}|(?-u:\b)(?:{})\b) ?(?:\(\d+\) ?)?(?:{})(?P<rest>\p{{L}}?)",
        words.join("|"),
        units.join("|")
    ))
    .expect("valid pattern")
});
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日").expect("valid pattern")
});
static AGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:unter|moins de|menores de|inferiore a|menor(?:es)? de|onder de|poniżej) (?P<n>\d{1,2}) (?:jahr|ans|años|anni|anos|jaar|lat)|(?P<m>\d{1,2})(?:歳|岁)")
        .expect("valid pattern")
});

/// The typed numbers of a clause.
pub(crate) fn read(clause: &Clause) -> Vec<Fact> {
    let lower = DAY.replace_all(&clause.lower, " ").into_owned();
    let lower = decimals(&lower);
    let mut facts: Vec<Fact> = Vec::new();
    let mut push = |family: Family, value: Value| {
        let subject = Subject::of(&subject(clause));
        facts.push(clause.fact(family, subject, value));
    };
    let ages: Vec<usize> =
        AGE.captures_iter(&lower).map(|age| age.get(0).map_or(0, |all| all.end())).collect();
    for age in AGE.captures_iter(&lower) {
        if let Some(n) = age.name("n").or(age.name("m")).and_then(|n| n.as_str().parse().ok()) {
            push(Family::AgeLimit, Value::Count(n));
        }
    }
    for found in DURATION.captures_iter(&lower) {
        let end = found.get(0).map_or(0, |all| all.end());
        let aged = ages.iter().any(|age| age.abs_diff(end) <= 2);
        if let Some(duration) = duration(&found).filter(|_| !aged) {
            push(family(clause, Family::Promise), Value::Duration(duration));
        }
    }
    for quantity in quantities(&lower) {
        match quantity.measure {
            Measure::Percent(percent) => push(family(clause, Family::Availability), Value::Percent(percent)),
            Measure::Money(minor, currency) => {
                push(family(clause, Family::Price), Value::Money { minor, currency });
            }
            Measure::Duration(_) => {}
        }
    }
    facts
}

/// "1.000,50" as English writes it, and words for percent as the sign.
fn decimals(lower: &str) -> String {
    static THOUSANDS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(\d)\.(\d{3})\b").expect("valid pattern"));
    static COMMA: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\d),(\d{1,2})\b").expect("valid pattern"));
    static PERCENT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r" (?:prozent|pour cent|por ciento|per cento|por cento|procent)\b").expect("valid pattern")
    });
    let text = THOUSANDS.replace_all(lower, "$1$2");
    let text = COMMA.replace_all(&text, "$1.$2");
    PERCENT.replace_all(&text, "%").into_owned()
}

fn duration(found: &Captures<'_>) -> Option<Duration> {
    // A longer word begins with a unit: no unit at all. Scripts without spaces go on.
    if found.name("rest").is_some_and(|rest| rest.as_str().chars().any(|c| (c as u32) < 0x3000)) {
        return None;
    }
    let unit = (0..UNITS.len()).find(|at| found.name(&format!("u{at}")).is_some()).map(|at| UNITS[at].0)?;
    let number = &found["number"];
    let n = number.parse().ok().or_else(|| {
        NUMBERS.iter().find(|(_, words)| words.split('|').any(|word| word == number)).map(|(n, _)| *n)
    })?;
    let year = unit == TimeUnit::Year && n > 150;
    (!year).then_some(Duration { n, unit })
}

fn family(clause: &Clause, otherwise: Family) -> Family {
    let lower = &clause.lower;
    let said = |text: &str| {
        FAMILIES
            .iter()
            .find(|(_, stems)| stems.split('|').any(|stem| text.contains(stem)))
            .map(|(family, _)| *family)
    };
    said(lower).or_else(|| said(&clause.column)).or_else(|| said(&clause.heading)).unwrap_or(otherwise)
}

/// The row key, else the first words of the sentence as they stand.
fn subject(clause: &Clause) -> String {
    match &clause.lead {
        Some(lead) => lead.clone(),
        None => crate::document::text::shorten(
            clause.text.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default().trim(),
            40,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockAddress};
    use crate::facts::block_clauses;

    #[test]
    fn numbers_are_read_in_other_languages() {
        let cases = [
            ("Zugriffsprotokolle werden 30 Tage gespeichert.", Family::Retention, "30 days"),
            ("Wir löschen Rechnungen nach zwölf Monaten.", Family::Retention, "12 months"),
            ("Les journaux sont conservés pendant 90 jours.", Family::Retention, "90 days"),
            ("Nous vous informons avec un préavis de deux mois.", Family::NoticePeriod, "2 months"),
            ("La disponibilité est de 99,9 % par mois.", Family::Availability, "99.9 %"),
            ("Der Preis beträgt 1.200,50 € im Jahr.", Family::Price, "EUR 1200.50"),
            ("アクセスログは30日間保存されます。", Family::Retention, "30 days"),
            ("Conservamos los registros durante 5 días hábiles.", Family::Retention, "5 business days"),
            ("Unser Angebot richtet sich nicht an Kinder unter 16 Jahren.", Family::AgeLimit, "16"),
        ];
        for (text, family, value) in cases {
            let at = BlockAddress { sections: vec![0], block: 0 };
            let clause = block_clauses(&Block::paragraph(text), "", &at).remove(0);
            let facts: Vec<(Family, String)> =
                read(&clause).into_iter().map(|fact| (fact.family, fact.value.to_string())).collect();
            assert!(facts.contains(&(family, value.to_owned())), "{text}: {facts:?}");
        }
    }

    #[test]
    fn dates_and_longer_words_are_no_spans() {
        for text in
            ["2026年5月12日に更新されました。", "Die 3 Tageszeitungen bleiben.", "Version 12 Anschrift"]
        {
            let at = BlockAddress { sections: vec![0], block: 0 };
            let clause = block_clauses(&Block::paragraph(text), "", &at).remove(0);
            assert_eq!(read(&clause), [], "{text}");
        }
    }
}
