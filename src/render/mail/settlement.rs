//! The letter that follows when a person settled a change otherwise than people were told.

use super::letter::Part;
use super::{Letter, Rendered, contact, policy_name, subject};
use crate::digest::PolicyChange;
use crate::materiality::Verdict;
use crate::render::safe;
use crate::watchlist::Publisher;

/// What a person settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settlement<'a> {
    /// Verdict of the whole change now.
    pub verdict: Verdict,
    /// Why, in the person's words.
    pub because: &'a str,
}

/// The correction for everybody who was told otherwise; the changes are quoted again as they are judged
/// now.
pub fn settlement(change: &PolicyChange, publisher: &Publisher, what: &Settlement<'_>) -> Rendered {
    let name = policy_name(change);
    let day = change.change.confirmed_at.format("%-d %B %Y");
    let (event, meaning) = if what.verdict.is_finding() {
        (": a change is material after all", "On review it is now called material")
    } else {
        (": a change is not material after all", "On review it is now called not material")
    };
    let opening = vec![
        format!("We wrote to you about a change of {name} that was found on {day}."),
        format!("{meaning}: {}", safe::line(what.because)),
        "The text of the policy is the same as before; only our judgement of it is corrected.".to_owned(),
    ];
    let part = Part::of(change, "The change".to_owned(), Vec::new());
    let closing = vec![
        "You receive this because you were sent the earlier message.".to_owned(),
        contact(publisher, "With questions"),
    ];
    Letter { subject: subject("[Correction] ", &name, event), opening, parts: vec![part], closing }.render()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::{published, publisher};

    #[test]
    fn a_correction_says_what_was_said_before_and_why_it_is_otherwise() {
        for (verdict, words) in
            [(Verdict::Cosmetic, "not material after all"), (Verdict::Material, "is material after all")]
        {
            let rendered =
                settlement(&published(), &publisher(), &Settlement { verdict, because: "an <example>" });
            assert!(rendered.subject.starts_with("[Correction] "), "{}", rendered.subject);
            assert!(rendered.subject.contains(words), "{}", rendered.subject);
            assert!(rendered.text.contains("an <example>"), "{}", rendered.text);
            assert!(rendered.html.contains("an &lt;example&gt;"), "{}", rendered.html);
        }
    }
}
