//! Where a policy's text is and what of it counts: `url`, `file`, `select`, `remove`, `sources`, `expect`.
//!
//! Selectors are checked here, so that a slip of the pen is found when the file is read and not on the
//! night of a check.

use toml::de::DeValue;

use super::fields::{Field, Fields, as_text, sort_of};
use super::{Part, Source, values};
use crate::normalize::select::{Css, Cut, Edge, Piece, Side};

const SOURCE: &[&str] = &["url", "file", "select", "remove"];
const RANGE: &[&str] = &["start_before", "start_after", "end_before", "end_after"];
const PIECE_ALLOWED: &str = "a CSS selector such as \"main\", or a range such as \
     { start_before = \"#terms\", end_before = \"footer\" } (start_before or start_after, end_before or end_after)";
const SOURCE_ALLOWED: &str = "one of `url`, `file`, `sources`";

/// The pages of a policy, in the order they are combined in.
pub(super) fn parts(entry: &Fields<'_, '_>) -> Option<Vec<Part>> {
    let tables = entry.tables("sources", SOURCE);
    if entry.place("sources").is_none() {
        return part(entry, SOURCE_ALLOWED).map(|part| vec![part]);
    }
    for key in SOURCE.iter().filter(|key| entry.place(key).is_some()) {
        entry.fault(key, "stands beside `sources`", "in each of `sources` its own");
    }
    if tables.is_empty() {
        entry.fault(
            "sources",
            "holds no source",
            "a list such as [{ url = \"https://…\" }, { file = \"annex.md\" }]",
        );
    }
    let parts: Vec<Option<Part>> = tables.iter().map(|table| part(table, "either `url` or `file`")).collect();
    parts.into_iter().collect::<Option<Vec<Part>>>().filter(|parts| !parts.is_empty())
}

/// Texts that must be there.
pub(super) fn expect(entry: &Fields<'_, '_>) -> Vec<String> {
    const ALLOWED: &str = "a text that the policy must contain, or a list of them";
    let found = entry.one_or_more("expect");
    found.into_iter().filter_map(|field| converted(entry, &field, ALLOWED, values::text)).collect()
}

fn part(table: &Fields<'_, '_>, allowed: &str) -> Option<Part> {
    let url = table.text("url", values::URL_ALLOWED, values::url).map(Source::Url);
    let file = table.text("file", "path relative to the watchlist's folder", values::text);
    match (table.place("url"), table.place("file")) {
        (None, None) => table.sink().missing(table.offset(), &table.path_of("url"), allowed),
        (Some(_), Some(_)) => table.fault("file", "the source is named twice", "either `url` or `file`"),
        _ => {}
    }
    let cut = Cut { select: pieces(table, "select"), remove: pieces(table, "remove") };
    let source = url.or(file.map(|path| Source::File(path.into())))?;
    Some(Part { source, cut })
}

fn pieces(table: &Fields<'_, '_>, key: &str) -> Vec<Piece> {
    table.one_or_more(key).iter().filter_map(|field| piece(table, field)).collect()
}

fn piece(table: &Fields<'_, '_>, field: &Field<&DeValue<'_>>) -> Option<Piece> {
    let Some(range) = field.value.as_table() else {
        return converted(table, field, PIECE_ALLOWED, Css::parse).map(Piece::Elements);
    };
    let fields = Fields::open(table.sink(), range, field.path.clone(), field.offset, RANGE);
    let [start, end] = [edge(&fields, "start"), edge(&fields, "end")];
    Some(Piece::Range { start: start?, end: end? })
}

/// The one of `start_before` and `start_after` that is there.
fn edge(fields: &Fields<'_, '_>, which: &str) -> Option<Edge> {
    let [before, after] = [format!("{which}_before"), format!("{which}_after")];
    let allowed = format!("either `{before}` or `{after}`");
    match (fields.place(&before), fields.place(&after)) {
        (None, None) => fields.sink().missing(fields.offset(), &fields.path_of(&before), &allowed),
        (Some(_), Some(_)) => fields.fault(&after, "this end of the range is said twice", &allowed),
        _ => {}
    }
    let read = |key: &str, side| fields.text(key, "a CSS selector", Css::parse).map(|at| Edge { at, side });
    read(&before, Side::Before).or_else(|| read(&after, Side::After))
}

fn converted<T>(
    table: &Fields<'_, '_>,
    field: &Field<&DeValue<'_>>,
    allowed: &str,
    convert: impl Fn(&str) -> Result<T, String>,
) -> Option<T> {
    let read =
        as_text(field.value).map_err(|_| format!("is {}, which says nothing here", sort_of(field.value)));
    read.and_then(convert)
        .map_err(|wrong| table.sink().report(field.offset, &field.path, wrong, allowed))
        .ok()
}

#[cfg(test)]
mod tests {
    use crate::watchlist::{Policy, parse};

    fn read(entry: &str) -> Result<Policy, String> {
        let head =
            "[publisher]\nname = \"A\"\n[[policy]]\nservice = \"A\"\ntype = \"Terms\"\nrole = \"provider\"\n";
        let read = parse(&format!("{head}{entry}"), "w.toml").map_err(|faults| faults.to_string());
        read.map(|mut watchlist| watchlist.policies.remove(0))
    }

    #[test]
    fn one_page_or_several_each_with_its_cut() {
        let whole = read("url = \"https://a.example/\"\nexpect = \"Governing law\"").unwrap();
        assert_eq!((whole.shown_source().as_str(), whole.reading().as_str()), ("https://a.example/", ""));
        assert_eq!(whole.expect, ["Governing law"]);
        let several = read(
            "expect = [\"Terms\", \"Annex\"]\n[[policy.sources]]\nurl = \"https://a.example/\"\nselect = \"main\"\n\
             remove = [\".ad\", { start_before = \"#related\", end_after = \"aside\" }]\n[[policy.sources]]\nfile = \"annex.md\"\n",
        )
        .unwrap();
        assert_eq!(several.shown_source(), "https://a.example/, annex.md");
        assert_eq!(several.reading(), "part 1: select `main`; remove `.ad` `before #related to after aside`");
        assert_eq!(several.expect, ["Terms", "Annex"]);
        let inline =
            read("sources = [{ file = \"a.html\" }, { file = \"b.html\", select = [\"p\"] }]").unwrap();
        assert_eq!(inline.reading(), "part 2: select `p`");
    }

    #[test]
    fn faults_of_sources_and_selectors_name_their_place() {
        let cases = [
            ("", "policy[1].url: is missing; allowed: one of `url`, `file`, `sources`"),
            (
                "file = \"a\"\nselect = \"p >\"",
                "w.toml:8:10: policy[1].select: `p >` is not a CSS selector (",
            ),
            (
                "file = \"a\"\nselect = [\"p\", 3]",
                "policy[1].select[2]: is an integer, which says nothing here; allowed: a CSS",
            ),
            (
                "file = \"a\"\nremove = { start_before = \"p\" }",
                "policy[1].remove.end_before: is missing; allowed: either",
            ),
            (
                "file = \"a\"\nremove = { start_before = \"p\", start_after = \"q\", end_after = \"r\" }",
                "said twice",
            ),
            ("file = \"a\"\nremove = { from = \"p\" }", "policy[1].remove.from: unknown key"),
            ("sources = []", "policy[1].sources: holds no source"),
            (
                "sources = [{ select = \"p\" }]",
                "policy[1].sources[1].url: is missing; allowed: either `url` or `file`",
            ),
            ("select = \"p\"\nsources = [{ file = \"a\" }]", "policy[1].select: stands beside `sources`"),
            ("file = \"a\"\nexpect = \"\"", "policy[1].expect: is empty"),
        ];
        for (entry, expected) in cases {
            let found = read(entry).unwrap_err();
            assert!(found.contains(expected), "{entry}\n{found}");
        }
    }
}
