//! What a drafter did, and what the comparison must say, over whole documents.

use super::sketch::sketch;
use super::{Change, Fate, compare};

const BASE: &str = "\
= Privacy Notice
@2026-05-12
We run an online studio for drawings and write here what becomes of your data.
# 1. Data we collect
We collect the following data when you draw with us:
- Account: name and e-mail address
- Drawings: the pictures you store with us
- Server logs: retained for 30 days, then deleted
# 2. How we use data
We use your data to run the studio and to answer your questions. We may send you news about the studio.
See Section 4 for your choices.
# 3. Sharing
We do not sell personal data. We share limited data with companies that host our pictures:
- Hetzner Online
- Cloud archive in Helsinki
| Data | Purpose | Kept
| Billing | Tax | 7 years
| Support | Quality | 12 months
# 4. Your choices
You may ask us to erase your account at any time, and we will do so within thirty days of your request.
Write to the address at the end of this notice, or use the form in your account settings.
# 5. Contact
Studio Ltd, 1 Pencil Lane, can be reached by post or by e-mail on working days.
";

fn line(change: &Change) -> String {
    let words: Vec<String> = change
        .words
        .iter()
        .filter(|word| word.fate != Fate::Same)
        .map(|word| format!("{}{}", if word.fate == Fate::Added { "+" } else { "-" }, word.text.trim()))
        .collect();
    let part = |name: &str, value: &Option<String>| value.as_ref().map(|value| format!(" {name}={value}"));
    let parts = [
        Some(format!("{} {:?}", change.kind.as_str(), change.unit).to_lowercase()),
        part("item", &change.item),
        part("row", &change.row),
        part("column", &change.column),
        (!words.is_empty()).then(|| format!(" [{}]", words.join(" "))),
    ];
    parts.into_iter().flatten().collect()
}

fn edits(old: &str, new: &str) -> Vec<String> {
    compare(&sketch(old), &sketch(new)).changes.iter().map(line).collect()
}

/// Applies the replacements to the base and expects exactly these changes.
fn check(replacements: &[(&str, &str)], expected: &[&str]) {
    let mut new = BASE.to_owned();
    for (from, to) in replacements {
        assert!(new.contains(from), "{from}");
        new = new.replacen(from, to, 1);
    }
    assert_eq!(edits(BASE, &new), expected, "{replacements:?}");
    // Read backwards there are as many changes.
    assert_eq!(edits(&new, BASE).len(), expected.len(), "backwards: {replacements:?}");
}

#[test]
fn equal_documents_and_other_typography_are_no_change() {
    check(&[], &[]);
    check(&[("write here what", "write\u{a0}here  what")], &[]);
    let quoted = BASE.replace("the studio", "the “studio”");
    assert!(edits(&quoted, &BASE.replace("the studio", "the \"studio\"")).is_empty());
}

#[test]
fn a_reworded_clause_is_one_change_with_its_words() {
    check(&[("30 days, then", "90 days, then")], &["changed item item=Server logs [-30 days +90 days]"]);
    check(&[("We may send", "We will send")], &["changed paragraph [-may +will]"]);
    check(&[("following data", "Following data")], &["changed paragraph [-following +Following]"]);
    check(&[("in your account settings.", "in your account settings")], &["changed paragraph [-.]"]);
}

#[test]
fn items_come_go_and_change_places() {
    check(&[("- Hetzner Online\n", "- Hetzner Online\n- RunPod\n")], &["added item item=RunPod"]);
    check(&[("- Drawings: the pictures you store with us\n", "")], &["removed item item=Drawings"]);
    check(
        &[(
            "- Hetzner Online\n- Cloud archive in Helsinki\n",
            "- Cloud archive in Helsinki\n- Hetzner Online\n",
        )],
        &["reordered list"],
    );
    check(
        &[("- Hetzner Online", "- RunPod")],
        &["removed item item=Hetzner Online", "added item item=RunPod"],
    );
}

#[test]
fn an_edited_stem_is_told_once() {
    check(
        &[("We share limited data", "We may share some data")],
        &["changed paragraph [+may -limited +some]"],
    );
}

#[test]
fn an_inserted_section_is_one_change_and_one_renumbering() {
    check(
        &[
            (
                "# 2. How",
                "# 2. Voice data\nWe store recordings of your voice for as long as you like.\n# 3. How",
            ),
            ("# 3. Sharing", "# 4. Sharing"),
            ("# 4. Your", "# 5. Your"),
            ("# 5. Contact", "# 6. Contact"),
            ("Section 4", "Section 5"),
        ],
        &["added section", "renumbered numbers"],
    );
}

#[test]
fn a_reference_that_follows_nothing_is_an_edit() {
    check(&[("Section 4", "Section 5")], &["changed paragraph [-4 +5]"]);
}

#[test]
fn a_moved_section_is_a_move_and_its_edits_are_edits() {
    let sharing = &BASE[BASE.find("# 3. Sharing").unwrap()..BASE.find("# 4. Your").unwrap()];
    let moved = BASE.replace(sharing, "") + sharing;
    assert_eq!(edits(BASE, &moved), ["moved section"]);
    let edited = moved.replace("| Support | Quality | 12 months", "| Support | Quality | 24 months");
    assert_eq!(
        edits(BASE, &edited),
        ["moved section", "changed cell row=Support column=Kept [-12 months +24 months]"]
    );
}

#[test]
fn a_heading_of_the_same_content_is_retitled() {
    check(&[("# 4. Your choices", "# 4. Your rights")], &["retitled heading [-choices +rights]"]);
    check(&[("# 4. Your choices", "# 4. Your Choices")], &["retitled heading [-choices +Choices]"]);
}

#[test]
fn a_paragraph_moves_splits_and_merges() {
    let paragraph = "See Section 4 for your choices.\n";
    let moved = BASE.replace(paragraph, "").replace("# 5. Contact\n", &format!("# 5. Contact\n{paragraph}"));
    assert_eq!(edits(BASE, &moved), ["moved paragraph"]);
    check(&[("questions. We may", "questions.\nWe may")], &["split paragraph"]);
    check(&[("request.\nWrite", "request. Write")], &["merged paragraph"]);
}

#[test]
fn frame_and_dates_are_told_once() {
    check(&[("@2026-05-12", "@2026-06-01")], &["date date item=last updated [-2026-05-12 +2026-06-01]"]);
    check(&[("= Privacy Notice", "= Privacy Policy")], &["retitled title [-Notice +Policy]"]);
    check(&[("@2026", "! Try our new brushes!\n@2026")], &["added furniture"]);
}

#[test]
fn a_section_comes_and_goes() {
    check(
        &[("# 5. Contact", "# Children\nNobody under 16 may use the studio without a parent.\n# 5. Contact")],
        &["added section"],
    );
    let without = &BASE[..BASE.find("# 5.").unwrap()];
    assert_eq!(edits(BASE, without), ["removed section"]);
}

#[test]
fn a_heading_put_between_paragraphs_moves_nothing() {
    check(&[("See Section 4", "# Choices\nSee Section 4")], &["added heading"]);
}

#[test]
fn the_closing_mark_of_a_list_follows_its_last_item() {
    let list = |items: &str| format!("# 1. Exclusions\nNot counted are the following events:\n{items}");
    let old = list("- planned maintenance;\n- force majeure.");
    let new = list("- planned maintenance;\n- force majeure;\n- security incidents of any kind.");
    assert_eq!(edits(&old, &new), ["added item item=security incidents of any kind"]);
    assert_eq!(
        edits(&old, &old.replace("maintenance;", "maintenance,")),
        ["changed item item=planned maintenance [-; +,]"]
    );
}

#[test]
fn more_blocks_than_anybody_reads_are_told_together() {
    let lines: String = (0..20_005).map(|n| format!("w{n}\n")).collect();
    let comparison = compare(&sketch("# A\nfirst line"), &sketch(&format!("# A\nfirst line\n{lines}")));
    assert_eq!(comparison.changes.len(), 20_000);
    let last = comparison.changes.last().and_then(|change| change.new.as_deref());
    assert_eq!(last, Some("w19999\nw20000\nw20001\nw20002\nw20003\nw20004"));
}
