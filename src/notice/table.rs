//! The decision table: each row id with the verdicts it may carry, the state it leads to, its flags.
//!
//! The only place where a row is given a meaning. The ledger finds out which rows apply; what they
//! come to is read here. Rows O are what we owe, R one recipient, A a notice overtaken by events, M a
//! reminder, I what is owed to us, F a change handed down.

use super::{CaseState, NoticeFlag, NoticeVerdict};

/// Row ids of the decision table, a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the table says what each row means")]
pub enum Row {
    O1,
    O2,
    O3,
    O4,
    O5,
    O6,
    O7,
    R1,
    R2,
    R3,
    R4,
    R5,
    R6,
    A1,
    A2,
    A3,
    A4,
    A5,
    M1,
    I1,
    I2,
    I3,
    I4,
    I5,
    I6,
    F1,
    F2,
}

/// What a row comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowRule {
    /// The row.
    pub row: Row,
    /// Verdicts a case may have under this row; empty where the row leaves the verdict alone.
    pub verdicts: &'static [NoticeVerdict],
    /// State it leads to; `None` where it leaves the state alone.
    pub state: Option<CaseState>,
    /// Flags it raises.
    pub flags: &'static [NoticeFlag],
    /// The situation, one plain sentence.
    pub says: &'static str,
}

impl Row {
    /// The row's rule: its line stands at its own place, which a test checks.
    pub fn rule(self) -> &'static RowRule {
        &TABLE[self as usize]
    }
}

const fn line(
    row: Row,
    verdicts: &'static [NoticeVerdict],
    state: Option<CaseState>,
    flags: &'static [NoticeFlag],
    says: &'static str,
) -> RowRule {
    RowRule { row, verdicts, state, flags, says }
}

use CaseState::{Open, Planned, Sending, Split, Superseded, Withdrawn};
use NoticeVerdict::{Borderline, Consent, NoDate, NoneFound, NotOwed, OnTime, Short, Tight};

/// All rows. N is the required lead, D the day of notice, E the effective day.
pub const TABLE: &[RowRule] = &[
    line(Row::O1, &[OnTime], Some(Planned), &[], "There is time: the notice is to leave by E - (N + 1)."),
    line(Row::O2, &[Tight], Some(Planned), &[], "It is on time only when it leaves now."),
    line(
        Row::O3,
        &[Borderline],
        Some(Open),
        &[],
        "Exactly the required days are left; T + N + 1 is offered.",
    ),
    line(Row::O4, &[Short], Some(Open), &[], "Fewer than the required days are left; T + N + 1 is offered."),
    line(Row::O5, &[NoDate], Some(Open), &[], "No day is stated, so none can be counted to."),
    line(Row::O6, &[NotOwed], Some(CaseState::Closed), &[], "The rule does not cover this change."),
    line(Row::O7, &[Consent], Some(Open), &[], "Notice alone is not enough; it is given all the same."),
    line(Row::R1, &[], Some(CaseState::Given), &[], "Accepted for the recipient and not returned."),
    line(Row::R2, &[], Some(Sending), &[], "Not accepted yet: this recipient's clock has not started."),
    line(Row::R3, &[], Some(Sending), &[], "Refused or returned for good: a bounced notice is no notice."),
    line(Row::R4, &[], Some(Sending), &[], "Returned for a cause that can be mended; the address stays."),
    line(
        Row::R5,
        &[],
        None,
        &[NoticeFlag::OtherChannel],
        "The recipient complained and is still owed notice.",
    ),
    line(Row::R6, &[], Some(Split), &[], "Some recipients were reached too late for the effective day."),
    line(
        Row::A1,
        &[],
        Some(Superseded),
        &[NoticeFlag::Amended],
        "Amended in substance: a new notice starts anew.",
    ),
    line(Row::A2, &[], None, &[NoticeFlag::Corrected], "Corrected, or moved later: the clock stands."),
    line(Row::A3, &[], Some(Withdrawn), &[], "Withdrawn: everybody reached is told, nothing more is sent."),
    line(Row::A4, &[], Some(Superseded), &[NoticeFlag::Amended], "Moved earlier: a new notice starts anew."),
    line(
        Row::A5,
        &[],
        None,
        &[NoticeFlag::JoinedBetween],
        "Who joins between notice and effect sees both versions; no clock.",
    ),
    line(Row::M1, &[], None, &[], "A reminder starts and repairs no clock."),
    line(
        Row::I1,
        &[OnTime, Borderline, Short, NoDate],
        Some(Open),
        &[],
        "The provider's message is on file.",
    ),
    line(
        Row::I2,
        &[NoneFound, OnTime, Borderline, Short, NoDate],
        Some(Open),
        &[NoticeFlag::NoMailOnFile],
        "The text promises e-mail and only the page is known to have changed.",
    ),
    line(Row::I3, &[], Some(Open), &[NoticeFlag::LateSeen], "Seen with fewer days left than promised."),
    line(
        Row::I4,
        &[],
        Some(Open),
        &[NoticeFlag::EarlyEffect],
        "It applies at once although a lead was promised.",
    ),
    line(Row::I5, &[], Some(Open), &[], "Doing nothing accepts: decide by the day before it applies."),
    line(
        Row::I6,
        &[],
        Some(Open),
        &[NoticeFlag::WeakenedClause],
        "The clause itself is weakened; the old one governs.",
    ),
    line(Row::F1, &[], None, &[], "Our own notice can be given in time."),
    line(
        Row::F2,
        &[],
        Some(Open),
        &[NoticeFlag::FlowShort],
        "The provider leaves us fewer days than we owe.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_one_line_and_the_lines_stand_in_order() {
        assert_eq!(TABLE.len(), Row::F2 as usize + 1);
        for (place, rule) in TABLE.iter().enumerate() {
            assert_eq!(rule.row as usize, place, "{:?}", rule.row);
            assert_eq!(rule.row.rule(), rule);
        }
    }
}
