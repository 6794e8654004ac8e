//! The place of a number in its statement, and whether a larger one is better there.
//!
//! Nothing is known here of what it was before.

use crate::facts::lexer::has_any;
use crate::materiality::Category;
use crate::materiality::bearing::Actor;
use crate::materiality::statement::Role;

/// A number with what stands around it, padded.
pub(super) struct Place {
    /// Up to five words before it, in its part.
    pub(super) before: String,
    /// All words of its part before it.
    pub(super) lead: String,
    /// The words of its part after it.
    pub(super) after: String,
    /// Stem and sentence.
    pub(super) whole: String,
    /// The statement serves the reader; `None` where that cannot be told.
    pub(super) serves: Option<bool>,
    pub(super) acts: Actor,
    pub(super) role: Role,
    pub(super) is_time: bool,
    pub(super) is_money: bool,
    pub(super) category: Category,
}

/// `None` where the step does not tell; `Some(None)` where nothing can.
pub(super) type Told = Option<Option<bool>>;

impl Place {
    fn follows(&self, cues: &[&str]) -> bool {
        cues.iter().any(|cue| self.before.ends_with(cue))
    }

    fn is_deadline(&self) -> bool {
        let answers = [" reply", " replies ", " answer", " respond", " react", " deal with "];
        self.follows(&[" within ", " later than ", " within a further ", " within the first ", " latest "])
            || self.follows(&[" in "]) && has_any(self.lead.as_str(), &answers)
    }

    /// People who see what is the reader's, people who have to agree, how far a measure may be out, how
    /// long a thing is good for, what the reader is paid or gets for nothing.
    pub(super) fn by_what_it_is(&self) -> Told {
        let (lead, after, whole) = (self.lead.as_str(), self.after.as_str(), self.whole.as_str());
        let people = [
            " members of ",
            " people ",
            " persons ",
            " employees ",
            " colleagues ",
            " of us ",
            " engineers ",
            " technicians ",
            " officers ",
            " nurses ",
            " teachers ",
            " administrators ",
            " clerks ",
        ];
        if has_any(after, &people) && !lead.contains(" you ") {
            if has_any(lead, &[" takes ", " take ", " needs ", " need ", " require", " approv", " signed "]) {
                return Some(Some(true));
            }
            let reach = [" see ", " open ", " access", " read ", " enter ", " view ", " look ", " search "];
            return has_any(whole, &reach).then_some(Some(false));
        }
        if has_any(lead, &[" accura", " toleran", " deviat", " precise ", " correct to "]) {
            return Some(Some(false));
        }
        let lasts =
            [" valid ", " stays available ", " stay available ", " remain available ", " remains available "];
        if self.is_time && has_any(lead, &lasts) {
            return Some(Some(true));
        }
        let allowed =
            [" allow you ", " allows you ", " give you ", " gives you ", " leave you ", " grant you "];
        if self.is_time && has_any(self.before.as_str(), &allowed) {
            return Some(Some(true));
        }
        let paid = [
            " are paid ",
            " is paid ",
            " earn ",
            " earns ",
            " you receive ",
            " you get ",
            " we will pay ",
            " we shall pay ",
            " we pay ",
        ];
        if self.is_money
            && has_any(lead, &paid)
            && !has_any(whole, &[" paid by you ", " paid by the customer "])
        {
            return Some(Some(true));
        }
        let free = [
            " costs nothing ",
            " cost nothing ",
            " is free ",
            " are free ",
            " at no charge ",
            " is included ",
        ];
        (self.role == Role::Main && has_any(after, &free) && !self.is_deadline()).then_some(Some(true))
    }

    /// Money, ages, numbers of people, notice.
    pub(super) fn by_what_it_counts(&self) -> Told {
        let reader = self.acts == Actor::Reader;
        let (before, after) = (self.before.as_str(), self.after.as_str());
        if self.is_money && !reader {
            let due = [
                " refund",
                " credit",
                " liab",
                " compens",
                " indemn",
                " exceed",
                " voucher",
                " discount",
                " bonus",
                " we pay ",
                " damages",
            ];
            return Some(Some(has_any(self.whole.as_str(), &due)));
        }
        if has_any(after, &[" or older ", " years old ", " years of age ", " or over "])
            || has_any(before, &[" aged ", " age of "])
        {
            return Some(Some(self.serves != Some(true)));
        }
        if has_any(after, &[" needed ", " approve", " sign off "]) && !reader {
            return Some(Some(true));
        }
        let capped = matches!(self.category, Category::SlaCreditCap | Category::SlaServiceCredit);
        if self.is_time && capped && has_any(before, &[" any ", " each ", " every "]) {
            return Some(Some(false));
        }
        // What is forbidden from a number on is forbidden less the larger it is.
        let over = has_any(before, &[" more than ", " over ", " above ", " exceed "]);
        if reader && self.serves == Some(false) && over {
            return Some(Some(true));
        }
        let notice = [" notice ", " advance ", " ahead ", " beforehand ", " prior ", " before "];
        let told = has_any(after, &notice) && !has_any(after, &[" of receiving ", " keep"]);
        (self.is_time && told).then_some(Some(!reader))
    }

    /// In a condition or an exception, and in parts where every number has one sign.
    pub(super) fn by_its_part(&self) -> Told {
        let most = [
            " below ",
            " under ",
            " less than ",
            " fewer than ",
            " no longer than ",
            " no more than ",
            " not more than ",
            " up to ",
            " at most ",
        ];
        match self.role {
            Role::Condition => {
                let wider = self.is_deadline() || self.follows(&most);
                let told = self.serves.map(|serves| serves == wider);
                Some(told.or_else(|| by_category(self.category, &self.whole)))
            }
            Role::Exception => Some(self.serves.map(|serves| !serves)),
            Role::Main => of_service(self.category, self.is_time).map(Some),
        }
    }

    /// By the words that bind it: within, after, at least, not exceeding.
    pub(super) fn by_its_bound(&self) -> Told {
        let (before, lead) = (self.before.as_str(), self.lead.as_str());
        if self.is_time && self.is_deadline() {
            return Some(self.of_deadline());
        }
        if self.acts == Actor::Reader && self.is_time && has_any(before, &[" has ", " have ", " gets "]) {
            return Some(Some(true));
        }
        if has_any(lead, &[" not exceed ", " exceed ", " capped at ", " limited to ", " maximum of "]) {
            let costs = [" increase", " price", " fee rise", " commission", " surcharge"];
            return Some(Some(!has_any(self.whole.as_str(), &costs)));
        }
        if self.is_time && self.follows(&[" after ", " every ", " only after "]) {
            return Some(self.serves.map(|serves| !serves));
        }
        let later = has_any(self.after.as_str(), &[" after ", " following "]) && !self.follows(&[" for "]);
        if self.is_time && self.serves == Some(true) && later {
            return Some(Some(false));
        }
        if has_any(before, &[" maintenance ", " downtime "]) || self.category == Category::SlaExclusions {
            return Some(Some(false));
        }
        let least = [
            " at least ",
            " no fewer than ",
            " not fewer than ",
            " no less than ",
            " not less than ",
            " minimum ",
        ];
        has_any(before, &least).then(|| Some(self.serves.unwrap_or(true)))
    }

    /// A deadline is the reader's time where he acts, and delay where somebody owes him something.
    fn of_deadline(&self) -> Option<bool> {
        let offered =
            has_any(self.lead.as_str(), &[" refundable", " can be ", " may be ", " eligible ", " entitled "]);
        let claims =
            [" claim", " ticket ", " dispute ", " object", " withdraw from ", " return the ", " report "];
        match (self.acts, self.serves) {
            (Actor::Reader, Some(_)) | (Actor::Thing, Some(false)) => Some(true),
            (_, Some(true)) if offered => Some(true),
            (_, None) if has_any(self.whole.as_str(), &claims) => Some(true),
            (_, Some(serves)) => Some(!serves),
            (_, None) => by_category(self.category, &self.whole),
        }
    }
}

/// Parts of a service level agreement in which every number has one sign.
fn of_service(category: Category, timed: bool) -> Option<bool> {
    match category {
        Category::SlaServiceCredit | Category::SlaCreditCap | Category::LimitationOfLiability => Some(true),
        Category::SlaClaimWindow if timed => Some(true),
        Category::SlaSupportResponse if timed => Some(false),
        _ => None,
    }
}

/// The usual sign of a number in clauses of a kind.
pub(super) fn by_category(category: Category, whole: &str) -> Option<bool> {
    Some(match category {
        Category::SlaAvailability | Category::SlaDefinitions => !has_any(
            whole,
            &[
                " error",
                " latency ",
                " delay ",
                " loss ",
                " jitter ",
                " second",
                " minute",
                " unavailab",
                " downtime ",
            ],
        ),
        Category::SlaServiceCredit | Category::SlaCreditCap | Category::SlaClaimWindow => true,
        Category::LimitationOfLiability | Category::UserChoiceControl => true,
        Category::SlaSupportResponse | Category::SlaExclusions | Category::DataRetention => false,
        Category::UserAccessEditDeletion => false,
        Category::PaymentRefund => {
            has_any(whole, &[" refund", " included ", " hours a ", " free ", " withdraw"])
        }
        _ => return None,
    })
}
