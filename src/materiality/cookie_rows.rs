//! Rows of cookie tables that change nothing for the reader: one more functional cookie of a party
//! that sets cookies already, or the same cookie on other addresses of the same sites.
//!
//! Cookies that measure, advertise or come from a new party are never proven here.

use std::collections::BTreeSet;

use crate::compare::{Change, ChangeKind, Unit};
use crate::document::{Block, BlockAddress, BlockKind, Document, Table};
use crate::facts::lexer::{has_any, padded};

/// Purposes without which a page does not work.
const FUNCTIONAL: &[&str] = &[
    " functional",
    " necessary ",
    " essential ",
    " security ",
    " authentication ",
    " preferences ",
    " load balanc",
    " session ",
    " language ",
    " log in ",
    " login ",
    " sign in ",
];
/// Purposes that touch the reader.
const TOUCHING: &[&str] = &[
    " analytic",
    " market",
    " advertis",
    " ads ",
    " target",
    " track",
    " measur",
    " performance ",
    " social ",
    " personali",
    " statistic",
    " profil",
    " remarket",
    " attribution ",
];

/// Proves a change of a cookie table harmless; the answer says why.
pub(super) fn prove(old: &Document, new: &Document, change: &Change) -> Option<&'static str> {
    let table = table_of(new, change.new_at.as_ref()).or_else(|| table_of(old, change.old_at.as_ref()))?;
    if !is_cookie_table(table, change, new) {
        return None;
    }
    match (change.kind, change.unit) {
        (ChangeKind::Added | ChangeKind::Removed, Unit::Row) => {
            let words = padded(change.new.as_deref().or(change.old.as_deref())?);
            let harmless = has_any(&words, FUNCTIONAL) && !has_any(&words, TOUCHING);
            let text = change.new.as_deref().or(change.old.as_deref())?;
            let known = [(old, change.new.is_some()), (new, change.old.is_some())];
            let party = known
                .iter()
                .filter(|(_, look)| *look)
                .all(|(document, _)| sets_already(document, table, text));
            (harmless && party)
                .then_some("A functional cookie of a party that sets cookies already was added or removed.")
        }
        (ChangeKind::Changed, Unit::Cell) => same_sites(old, table, change),
        _ => None,
    }
}

fn table_of<'d>(document: &'d Document, at: Option<&BlockAddress>) -> Option<&'d Table> {
    match document.block_at(at?) {
        Some(Block { kind: BlockKind::Table(table), .. }) => Some(table),
        _ => None,
    }
}

fn is_cookie_table(table: &Table, change: &Change, document: &Document) -> bool {
    let place = format!(
        "{}{}{}",
        padded(&table.header.join(" ")),
        padded(&change.section),
        padded(document.title.as_deref().unwrap_or_default())
    );
    has_any(&place, &[" cookie", " tracker", " similar technolog"])
}

/// The column that names who sets the cookie: by its name, else the first.
fn party_column(table: &Table) -> Option<usize> {
    let named =
        [" provider", " party ", " vendor", " company", " set by ", " source ", " publisher", " third part"];
    table.header.iter().position(|name| has_any(&padded(name), &named))
}

/// Another row of that document's tables with the same columns names the same party.
fn sets_already(document: &Document, table: &Table, row: &str) -> bool {
    let Some(column) = party_column(table) else { return false };
    let Some(party) = row.split(" | ").nth(column).map(padded) else { return false };
    document.body_blocks().iter().any(|visit| match &visit.block.kind {
        BlockKind::Table(known) => {
            known.header == table.header
                && known.rows.iter().any(|row| row.get(column).is_some_and(|cell| padded(cell) == party))
        }
        _ => false,
    })
}

/// Both cells hold nothing but host names; new ones belong to sites named before.
fn same_sites(old: &Document, table: &Table, change: &Change) -> Option<&'static str> {
    let (before, after) = (hosts(change.old.as_deref()?)?, hosts(change.new.as_deref()?)?);
    let row = change.row.as_deref().map(padded)?;
    let spoken = table.rows.iter().filter(|cells| cells.iter().any(|cell| padded(cell) == row));
    let touching = spoken.flatten().any(|cell| has_any(&padded(cell), TOUCHING));
    let come: BTreeSet<&String> = after.difference(&before).collect();
    if !come.is_empty() && touching {
        return None;
    }
    let text = padded(&old.body_text());
    let known = |host: &&String| {
        site(host)
            .is_some_and(|site| text.contains(&format!(".{site} ")) || text.contains(&format!(" {site} ")))
    };
    come.iter()
        .all(known)
        .then_some("Only the addresses of the same sites differ on which the cookie is set.")
}

fn hosts(cell: &str) -> Option<BTreeSet<String>> {
    let words: Vec<String> =
        cell.split([' ', ',', '\n', ';']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let host = |word: &String| {
        let word = word.trim_start_matches('.');
        word.contains('.') && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
    };
    (!words.is_empty() && words.iter().all(host)).then(|| words.into_iter().collect())
}

/// The last two labels of a host name.
fn site(host: &str) -> Option<String> {
    let labels: Vec<&str> = host.trim_matches('.').rsplit('.').take(2).collect();
    (labels.len() == 2).then(|| format!("{}.{}", labels[1], labels[0]))
}

#[cfg(test)]
mod tests {
    use crate::compare::compare;
    use crate::document::{Block, Document, HeadingSource, Section, Table};
    use crate::materiality::{Verdict, assess};

    fn verdict(old: &[[&str; 4]], new: &[[&str; 4]]) -> Verdict {
        let document = |rows: &[[&str; 4]]| {
            let mut section = Section::new(1, Some("Cookies we set".to_owned()), HeadingSource::Explicit);
            section.blocks = vec![Block::table(Table {
                header: ["Provider", "Cookie", "Purpose", "Domain"].map(str::to_owned).to_vec(),
                rows: rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect(),
                fused: false,
            })];
            Document { title: Some("Cookie Policy".into()), sections: vec![section], ..Document::default() }
        };
        let (old, new) = (document(old), document(new));
        assess(&old, &new, &compare(&old, &new)).verdict
    }

    const BASE: [[&str; 4]; 2] = [
        ["Larkpass", "lp-gate", "Functional", "larkpass.example"],
        ["Quarn", "q_id", "Analytics", "larkpass.example"],
    ];

    #[test]
    fn a_functional_cookie_of_a_known_party_is_harmless() {
        let row = ["Larkpass", "lp-menu", "Functional", "larkpass.example"];
        assert_eq!(verdict(&BASE, &[BASE[0], BASE[1], row]), Verdict::Cosmetic);
    }

    #[test]
    fn a_new_party_or_another_purpose_is_not() {
        let party = ["Tilloy", "t-menu", "Functional", "larkpass.example"];
        assert!(verdict(&BASE, &[BASE[0], BASE[1], party]) >= Verdict::Review);
        let purpose = ["Quarn", "q_ad", "Advertising", "larkpass.example"];
        assert!(verdict(&BASE, &[BASE[0], BASE[1], purpose]) >= Verdict::Review);
    }

    #[test]
    fn another_address_of_the_same_site_is_harmless_for_functional_cookies_only() {
        let wider = ["Larkpass", "lp-gate", "Functional", "larkpass.example help.larkpass.example"];
        assert_eq!(verdict(&BASE, &[wider, BASE[1]]), Verdict::Cosmetic);
        let foreign = ["Larkpass", "lp-gate", "Functional", "larkpass.example tilloy.example"];
        assert!(verdict(&BASE, &[foreign, BASE[1]]) >= Verdict::Review);
        let measured = ["Quarn", "q_id", "Analytics", "larkpass.example help.larkpass.example"];
        assert!(verdict(&BASE, &[BASE[0], measured]) >= Verdict::Review);
    }
}
