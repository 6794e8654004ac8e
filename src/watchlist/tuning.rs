//! `[materiality]`: what the operator says about verdicts and mail, for all policies or for one.
//!
//! Whether an entry answers to anything in a text is found at each check; here only what can be told
//! from the file itself is a fault.

use std::collections::BTreeSet;

use super::faults::nearest;
use super::fields::{Field, Fields, as_text, sort_of};
use super::values;
use crate::materiality::{Category, SectionName, Severity, Tuning};

const KEYS: &[&str] = &["always_material", "never_material", "ignore_sections", "names", "mail_from"];
const SECTION_ALLOWED: &str =
    "headings of sections, from the outer to the inner one: \"Related articles\" or \"Your data > Cookies\"";
const NAMES_ALLOWED: &str =
    "groups of at least two names for one thing: [[\"Larkpass\", \"Gatecard\"], [\"Acme Ltd\", \"Acme\"]]";

/// Reads the table `materiality` below `parent`; empty when there is none.
pub(super) fn tuning(parent: &Fields<'_, '_>) -> Tuning {
    let Some(table) = parent.table("materiality", KEYS) else { return Tuning::default() };
    let always = categories(&table, "always_material");
    let never = categories(&table, "never_material");
    for both in never.iter().filter(|field| always.iter().any(|other| other.value == field.value)) {
        let wrong = format!("`{}` is in `always_material` too", both.value.as_str());
        table.sink().report(both.offset, &both.path, wrong, "one of the two lists for each category");
    }
    let section =
        |typed: &str| SectionName::parse(typed).ok_or_else(|| format!("`{typed}` has an empty heading"));
    let severity = |typed: &str| match typed {
        "low" => Ok(Severity::Low),
        "medium" => Ok(Severity::Medium),
        "high" => Ok(Severity::High),
        other => Err(format!("unknown severity `{other}`")),
    };
    let values = |fields: Vec<Field<Category>>| fields.into_iter().map(|field| field.value).collect();
    Tuning {
        always: values(always),
        never: values(never),
        ignored: table
            .texts("ignore_sections", SECTION_ALLOWED, section)
            .into_iter()
            .map(|f| f.value)
            .collect(),
        names: names(&table),
        mail_from: table.text("mail_from", "\"low\", \"medium\", \"high\"", severity),
    }
}

fn categories(table: &Fields<'_, '_>, key: &str) -> Vec<Field<Category>> {
    let words = || Category::ALL.iter().map(|category| category.as_str());
    let allowed = words().collect::<Vec<_>>().join(", ");
    table.texts(key, &allowed, |typed| {
        Category::ALL.into_iter().find(|category| category.as_str() == typed).ok_or_else(|| {
            let near = nearest(typed, words());
            let hint = near.map_or_else(String::new, |near| format!(", did you mean `{near}`?"));
            format!("unknown category `{typed}`{hint}")
        })
    })
}

/// Groups of names; a name stands in one group only, or nobody could say what it means.
fn names(table: &Fields<'_, '_>) -> Vec<Vec<String>> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut groups = Vec::new();
    let Some(place) = table.place("names") else { return groups };
    let listed = table.read("names", NAMES_ALLOWED, |value| match value.as_array() {
        Some(_) => Ok(()),
        None => Err(format!("is {}, not a list of lists", sort_of(value))),
    });
    if listed.is_none() {
        return groups;
    }
    for field in table.one_or_more("names") {
        let fault =
            |wrong: String| table.sink().report(field.offset.max(place), &field.path, wrong, NAMES_ALLOWED);
        let Some(array) = field.value.as_array() else {
            fault(format!("is {}, not a list of names", sort_of(field.value)));
            continue;
        };
        let mut group: Vec<String> = Vec::new();
        for item in array {
            match as_text(item.get_ref()).and_then(name) {
                Err(wrong) => fault(wrong),
                Ok(name) if !known.insert(name.clone()) => fault(format!("`{name}` stands twice in `names`")),
                Ok(name) => group.push(name),
            }
        }
        if array.len() < 2 {
            fault("holds fewer than two names".to_owned());
        }
        groups.push(group);
    }
    groups
}

fn name(typed: &str) -> Result<String, String> {
    let name = values::text(typed)?;
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2 { Err(format!("`{name}` is no name: it has fewer than two letters")) } else { Ok(name) }
}

#[cfg(test)]
mod tests {
    use crate::materiality::{Category, Severity};
    use crate::watchlist::{Watchlist, parse};

    fn read(all: &str, own: &str) -> Result<Watchlist, String> {
        let text = format!(
            "[publisher]\nname = \"A\"\n[materiality]\n{all}\n[[policy]]\nservice = \"A\"\ntype = \"Terms\"\n\
             role = \"provider\"\nurl = \"https://a.example/\"\n[policy.materiality]\n{own}\n"
        );
        parse(&text, "w.toml").map_err(|faults| faults.to_string())
    }

    #[test]
    fn a_policy_adds_to_what_is_said_for_all_and_has_the_last_word() {
        let watchlist = read(
            "always_material = [\"warranty\"]\nnever_material = [\"contact_information\", \"data_security\"]\nmail_from = \"medium\"",
            "always_material = [\"data_security\"]\nignore_sections = [\"3. Links\"]\nnames = [[\"Lark\", \"Gate\"]]\nmail_from = \"high\"",
        )
        .unwrap();
        let policy = &watchlist.policies[0];
        let whole = &policy.tuning;
        assert_eq!(
            whole.always.iter().copied().collect::<Vec<_>>(),
            [Category::DataSecurity, Category::Warranty]
        );
        assert_eq!(whole.never.iter().copied().collect::<Vec<_>>(), [Category::ContactInformation]);
        assert_eq!(whole.mail_from, Some(Severity::High));
        assert_eq!(policy.own_tuning.names, [["Lark".to_owned(), "Gate".to_owned()]]);
        assert_eq!(policy.own_tuning.always.len(), 1);
        assert_eq!(watchlist.tuning.never.len(), 2);
    }

    #[test]
    fn each_fault_has_its_line_and_what_is_allowed() {
        let faults = read(
            "always_material = [\"data_retension\", \"warranty\"]\nnever_material = [\"warranty\"]\nmail_from = \"grave\"",
            "ignore_sections = [\"Data > \", 7]\nnames = [[\"Lark\"], \"Gate\", [\"1\", \"Gate\"], [\"Gate\", \"Door\"]]\nmuted = true",
        )
        .unwrap_err();
        for expected in [
            "w.toml:4:20: materiality.always_material[1]: unknown category `data_retension`, did you mean `data_retention`?; allowed: acceptable_use, ",
            "w.toml:5:19: materiality.never_material[1]: `warranty` is in `always_material` too; allowed: one of the two lists",
            "w.toml:6:13: materiality.mail_from: unknown severity `grave`; allowed: \"low\", \"medium\", \"high\"",
            "policy[1].materiality.ignore_sections[1]: `Data > ` has an empty heading; allowed: headings",
            "policy[1].materiality.ignore_sections[2]: is an integer, not a string",
            "policy[1].materiality.names[1]: holds fewer than two names; allowed: groups",
            "policy[1].materiality.names[2]: is a string, not a list of names",
            "policy[1].materiality.names[3]: `1` is no name",
            "policy[1].materiality.names[4]: `Gate` stands twice in `names`",
            "policy[1].materiality.muted: unknown key; allowed: always_material, ",
        ] {
            assert!(faults.contains(expected), "{expected} in\n{faults}");
        }
        assert!(read("names = \"Lark\"", "").unwrap_err().contains("not a list of lists"));
    }
}
