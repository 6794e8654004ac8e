//! What sentences speak about, in our own phrasings: a word of the family, or a hint under its heading.

use super::super::speech::spoken;
use super::super::{Family, block_clauses, facts_of};
use super::{plain_privacy, plain_terms};
use crate::document::{Block, BlockAddress};
use crate::facts::padded::Padded;

/// Heading, sentence, family.
const CASES: &[(&str, &str, Family)] = &[
    ("Storage", "Old drafts go into the shredder once a job is done.", Family::Retention),
    (
        "Your account",
        "After closure, nothing of it survives on our disks beyond the next backup run.",
        Family::Retention,
    ),
    ("CCTV", "Footage is overwritten on a rolling basis.", Family::Retention),
    ("Logs", "Log files rotate out after two weeks.", Family::Retention),
    ("Messages", "Messages disappear once both sides have read them.", Family::Retention),
    ("Who helps us", "Larkpost sends our newsletters and Tilloy looks after the till.", Family::Recipient),
    ("Sharing", "Your dentist sees the invoice too.", Family::Recipient),
    ("Data", "Outside lawyers may look into the file where a claim is made.", Family::Recipient),
    ("Data", "We hand the parcel number to the courier.", Family::Recipient),
    ("Group", "Sister companies have access to the customer list.", Family::Recipient),
    ("What we know", "We know your tariff, your meter number and the readings.", Family::DataType),
    ("App", "The app reads the step counter of the phone.", Family::DataType),
    ("Registration", "To register we need your name and a phone number.", Family::DataType),
    ("Applicants", "You give us your references and certificates.", Family::DataType),
    ("Cookies", "The cookie holds a random number.", Family::DataType),
    ("Use", "The address serves delivery alone.", Family::Purpose),
    ("Use", "Meter readings let us forecast demand.", Family::Purpose),
    ("Use", "We also draw on the recordings to train staff and to settle disputes.", Family::Purpose),
    ("Use", "It helps us to keep fraudsters out.", Family::Purpose),
    ("Marketing", "We analyse purchases in order to suggest books.", Family::Purpose),
    ("Our word", "Nobody here listens in.", Family::Promise),
    ("Our word", "We refrain from building profiles.", Family::Promise),
    ("Advertising", "You won't see any banner based on your messages.", Family::Promise),
    ("Fees", "We guarantee that the fee stays the same for the whole term.", Family::Promise),
    ("Service", "The supplier undertakes to repair faults at once.", Family::Promise),
    ("AI", "Conversations help our language models to improve.", Family::Training),
    ("AI", "Your drawings stay out of the data sets from which models learn.", Family::Training),
    ("Children", "Anyone younger than 14 needs a parent's signature.", Family::AgeLimit),
    ("Children", "Membership is open to adults only.", Family::AgeLimit),
    ("Accounts", "Minors must not open an account.", Family::AgeLimit),
    ("Rights", "Ask us for a copy of everything and you will get it.", Family::Right),
    ("Rights", "Members are free to leave the programme.", Family::Right),
    ("Rights", "Parents can see and erase the child's entries.", Family::Right),
    ("Complaints", "You are welcome to take the matter to the ombudsman.", Family::Right),
    ("Records", "The customer is allowed to inspect the logs.", Family::Right),
    ("Choice", "Location is off until you turn it on.", Family::Consent),
    ("Choice", "We ask first.", Family::Consent),
    ("Newsletters", "You receive offers unless you say no.", Family::Consent),
    ("Cookies", "Statistics cookies wait for your click.", Family::Consent),
    ("Recording", "Calls are taped with the caller's agreement.", Family::Consent),
    ("Support", "Severe faults are taken up inside one hour.", Family::ResponseDeadline),
    ("Requests", "You will hear from us in four weeks at the latest.", Family::ResponseDeadline),
    ("Complaints", "We settle complaints within ten working days.", Family::ResponseDeadline),
    ("Requests", "Your enquiry is looked into within a month.", Family::ResponseDeadline),
    ("Changes", "You learn of a new version a month ahead.", Family::NoticePeriod),
    ("Changes", "A letter goes out six weeks prior to any change.", Family::NoticePeriod),
    ("Incidents", "Customers are alerted within 48 hours of a leak.", Family::NoticePeriod),
    ("Maintenance", "Planned work is posted on the status page two days beforehand.", Family::NoticePeriod),
    ("Who we are", "Larkmoor Oy decides why and how the data is processed.", Family::Controller),
    (
        "Who we are",
        "Behind this site stands the Larkmoor cooperative, registered in Turku.",
        Family::Controller,
    ),
    ("Where", "The machines stand in Iceland.", Family::Location),
    ("Where", "Nothing crosses the border of the Union.", Family::Location),
    ("Where", "Engineers in Brazil can look at tickets.", Family::Location),
    ("Safeguards", "Transfers rest on the model clauses of the Commission.", Family::Framework),
    ("Standards", "Our hall is accredited under the national scheme.", Family::Framework),
    ("Security", "Doors are locked and guarded at night.", Family::SecurityMeasure),
    ("Security", "Keys rotate every 90 days.", Family::SecurityMeasure),
    ("Security", "Card numbers are replaced by tokens.", Family::SecurityMeasure),
    ("Security", "Two people must sign off every release.", Family::SecurityMeasure),
    ("Service level", "The platform is reachable 99.5% of the time.", Family::Availability),
    ("Service level", "Pages load in under two seconds.", Family::Availability),
    ("Service level", "A minute counts as lost when no ping is answered.", Family::Availability),
    ("Calculation", "Lost minutes over total minutes, times one hundred.", Family::Formula),
    ("Credits", "For each full hour you get back 2% of the fee.", Family::ServiceCredit),
    ("Credits", "A tenth of the monthly fee is knocked off the bill.", Family::ServiceCredit),
    ("Credits", "The total of credits stays below half the monthly fee.", Family::CreditCap),
    (
        "Claims",
        "Tell us of the failure in the month that follows, or the credit is lost.",
        Family::ClaimWindow,
    ),
    (
        "Warranty",
        "Hidden faults have to be reported two weeks after they come to light.",
        Family::ClaimWindow,
    ),
    ("Exceptions", "Storms and strikes are left out of the count.", Family::Exclusion),
    ("What is not covered", "Faults that you brought about yourself.", Family::Exclusion),
    ("Remedies", "If it breaks, we mend it or send another.", Family::Remedy),
    ("Credits", "Credits are your only relief.", Family::Remedy),
    ("Terms used", "A \"business day\" is Monday to Friday.", Family::Definition),
    ("Terms used", "By \"content\" we understand pictures and text.", Family::Definition),
    ("Liability", "We answer for slight negligence up to the price of one year.", Family::LiabilityCap),
    ("Liability", "Neither side owes the other lost profit.", Family::LiabilityCap),
    ("Indemnity", "You keep us free from third-party claims.", Family::LiabilityCap),
    ("Disputes", "Quarrels go to an arbitrator in Oslo.", Family::Arbitration),
    ("Disputes", "Claims are brought one by one, never as a group.", Family::Arbitration),
    ("Law", "Finnish law governs.", Family::GoverningLaw),
    ("Law", "The contract follows the law of Ireland.", Family::GoverningLaw),
    ("Disputes", "You may sue at home or in Turku.", Family::Courts),
    ("Disputes", "Jurisdiction lies with the district judges of Oslo.", Family::Courts),
    ("Changes", "We may rewrite these terms as we like.", Family::UnilateralChange),
    ("Changes", "New rules apply to you once you log in again.", Family::UnilateralChange),
    ("Service", "Functions may be dropped or replaced.", Family::UnilateralChange),
    ("Ending", "Either side may walk away at the end of a month.", Family::Termination),
    ("Ending", "We can shut an account that breaks the rules.", Family::Termination),
    ("Ending", "The contract is over when the term runs out.", Family::Termination),
    ("Content", "We may show your pictures in our brochures.", Family::Licence),
    ("Software", "You get a personal, non-transferable right of use.", Family::Licence),
    ("Rules", "Keep your hands off other people's accounts.", Family::AcceptableUse),
    ("Rules", "Scraping is out of bounds.", Family::AcceptableUse),
    ("Rules", "Users shall refrain from spam.", Family::AcceptableUse),
    ("Prices", "The basic tariff is 9 euros.", Family::Price),
    ("Prices", "Late payers owe interest.", Family::Price),
    ("Prices", "We bill in arrears.", Family::Price),
    ("Returns", "Send it back within 30 days and you get your money.", Family::RefundWindow),
    ("Returns", "Opened software cannot be exchanged.", Family::RefundWindow),
    ("Term", "The plan goes on for another year unless you stop it.", Family::Renewal),
    ("Term", "It continues from month to month.", Family::Renewal),
];

#[test]
fn a_sentence_speaks_of_its_family_whatever_its_words() {
    let none = Padded::from(" ".to_owned());
    let at = BlockAddress { sections: vec![0], block: 0 };
    let missed: Vec<String> = CASES
        .iter()
        .chain(plain_privacy::PLAIN)
        .chain(plain_terms::PLAIN)
        .filter_map(|(heading, text, family)| {
            let clause = block_clauses(&Block::paragraph(*text), heading, &at).remove(0);
            let said = spoken(&clause, &facts_of(&clause), &none, &none);
            let said = said.iter().find(|said| said.family == *family).copied();
            let speaks = said.is_some_and(|said| said.strong || said.weak && (said.near || said.read));
            (!speaks).then(|| format!("{family:?} in “{text}”"))
        })
        .collect();
    assert!(missed.is_empty(), "{} of {}\n{}", missed.len(), CASES.len(), missed.join("\n"));
}
