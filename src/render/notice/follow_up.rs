//! The words that follow a notice: correction, withdrawal, reminder. None of them starts a clock.

use chrono::NaiveDate;

use crate::digest::PolicyChange;
use crate::render::mail::{Letter, Rendered, contact, policy_name, subject};
use crate::render::{dates, safe};
use crate::watchlist::Publisher;

/// What is said after a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowUp<'a> {
    /// A slip was corrected, or the day moved later.
    Correction {
        /// What was corrected, in a person's words.
        because: &'a str,
        /// The day now announced.
        effective: Option<NaiveDate>,
    },
    /// The announced change will not be made.
    Withdrawal {
        /// Why, in a person's words.
        because: &'a str,
    },
    /// The announced day comes near.
    Reminder {
        /// The day.
        effective: Option<NaiveDate>,
    },
}

/// The message for everybody who had the notice.
pub fn follow_up(change: &PolicyChange, publisher: &Publisher, what: FollowUp<'_>) -> Rendered {
    let name = policy_name(change);
    let who = safe::line(&publisher.name);
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "a day still to be named".to_owned(), dates::day);
    let (tag, event, opening) = match what {
        FollowUp::Correction { because, effective } => (
            "[Correction] ",
            ": notice corrected",
            vec![
                format!("{who} corrects its notice of changes to: {name}."),
                format!("What was corrected: {}", safe::line(because)),
                format!("The changes apply from {}.", day(effective)),
            ],
        ),
        FollowUp::Withdrawal { because } => (
            "[Withdrawn] ",
            ": notice withdrawn",
            vec![
                format!(
                    "{who} takes back its notice of changes to: {name}. The announced changes will not be made."
                ),
                format!("Why: {}", safe::line(because)),
            ],
        ),
        FollowUp::Reminder { effective } => (
            "[Reminder] ",
            ": announced changes",
            vec![
                format!("{who} reminds you of the notice of changes to: {name}."),
                format!("The changes apply from {}. The notice you have holds them in full.", day(effective)),
            ],
        ),
    };
    let closing = vec![
        format!(
            "You receive this because the notice itself was sent to you as a user of {}.",
            safe::line(&change.service)
        ),
        contact(publisher, "With questions"),
    ];
    Letter { subject: subject(tag, &name, event), opening, parts: Vec::new(), closing }.render()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::{date, published, publisher};

    #[test]
    fn follow_ups_say_what_they_are_and_claim_nothing_more() {
        let change = published();
        let day = Some(date(2027, 1, 15));
        let cases = [
            (FollowUp::Correction { because: "a name", effective: day }, "[Correction]", "15 January 2027"),
            (FollowUp::Withdrawal { because: "not needed" }, "[Withdrawn]", "will not be made"),
            (FollowUp::Reminder { effective: None }, "[Reminder]", "still to be named"),
        ];
        for (what, tag, words) in cases {
            let rendered = follow_up(&change, &publisher(), what);
            assert!(rendered.subject.starts_with(tag), "{}", rendered.subject);
            assert!(rendered.text.contains(words) && rendered.html.contains(words), "{}", rendered.text);
        }
    }
}
