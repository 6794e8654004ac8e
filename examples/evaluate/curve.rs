//! What flagging more or less would cost: recall and false alarms at each step of gravity.

use policydiff::materiality::{Assessment, Severity, Verdict};

/// The steps, from flagging everything to flagging the gravest only.
const STEPS: [&str; 6] =
    ["any change", "review low", "review medium", "material low", "material medium", "material high"];

/// How far up the steps each pair reaches, truly material ones apart.
#[derive(Default)]
pub(crate) struct Curve {
    reached: Vec<(bool, usize)>,
}

impl Curve {
    /// Counts one pair.
    pub(crate) fn count(&mut self, material: bool, assessment: &Assessment) {
        let step = |change: &policydiff::materiality::Judgement| match (change.verdict, change.severity) {
            (Verdict::Material, Some(Severity::High)) => 5,
            (Verdict::Material, Some(Severity::Medium)) => 4,
            (Verdict::Material, _) => 3,
            (Verdict::Review, Some(Severity::Medium | Severity::High)) => 2,
            (Verdict::Review, _) => 1,
            _ => 0,
        };
        self.reached.push((material, assessment.changes.iter().map(step).max().unwrap_or(0)));
    }

    /// One line a step: recall of the material, share of the others flagged, precision.
    pub(crate) fn print(&self) {
        println!("flagged from          recall   others   precision");
        for (step, name) in STEPS.iter().enumerate() {
            let count = |material: bool, from: usize| {
                self.reached.iter().filter(|(is, reached)| *is == material && *reached >= from).count()
            };
            let (hits, alarms) = (count(true, step), count(false, step));
            println!(
                "{name:<20} {:>6} % {:>6} % {:>9} %",
                share(hits, count(true, 0)),
                share(alarms, count(false, 0)),
                share(hits, hits + alarms)
            );
        }
    }
}

fn share(part: usize, whole: usize) -> usize {
    (100 * part + whole / 2).checked_div(whole).unwrap_or(0)
}
