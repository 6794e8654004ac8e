//! For which changes a promise is made, and what counts as agreeing to them.
//!
//! Reads folded lower-case sentences, or the part of one that a lead stands in.

use std::sync::LazyLock;

use regex::Regex;

use super::{Acceptance, Trigger};

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($text).expect("valid pattern"));
    };
}

pattern!(
    IMPORTANT,
    r"(?:^|[^-\w])(?:material(?:ly)?|significant(?:ly)?|substantial(?:ly)?|substantive|important|major|adverse(?:ly)?|fundamental(?:ly)?|essential|disadvantage\w*|detriment\w*|unfavou?rabl\w*|less favou?rable|worsen\w*|considerable|serious|drastic|bigger|larger)\b|\b(?:affect|impact|reduc|limit|restrict|curtail|touch)\w* (?:\w+ ){0,2}?(?:your|their|the \w+'s|customers?'?|users?'?|members?'?) (?:\w+ ){0,2}?(?:rights?|obligations?|duties|interests?|wallets?|position|price)\b"
);
pattern!(
    HOWEVER_SMALL,
    r"\b(?:material or not|whether or not|however (?:minor|small)|no matter how|major or minor|minor or major|including minor|regardless of)\b"
);
pattern!(
    MINOR_EXCEPTED,
    r"\b(?:except|other than|apart from|save for|unless|excluding|beyond)\b[^.;]{0,50}\b(?:minor|editorial|typographical|spelling|clerical|trivial|immaterial|cosmetic|wording)\b"
);
pattern!(
    GOING_ON,
    r"\b(?:continu\w*|going on|goes on|go on|keep\w*|carry(?:ing)? on|further|subsequent|ongoing|still|by using|any use|use of|using)\b[^.;]{0,80}?\b(?:us(?:e|es|ed|ing)|access\w*|order\w*|play\w*|visit\w*|log(?:ging)? in|subscri\w+|shop\w*|deal\w*|trad\w+|participat\w+|member\w*|remain\w*|stay\w*)\b|\bby (?:using|accessing)\b|\buse of the \w+ after\b"
);
pattern!(AGREEING, r"\b(?:accept\w*|agree\w*|consent\w*|bound|approv\w*|acknowledg\w*)\b");
pattern!(
    NOT_AGREEING,
    r"\b(?:not|never|no)\b[^,;.]{0,40}\b(?:accept\w*|agree\w*|consent\w*|approv\w*|bound)\b|\bdo not agree\b|\bdoes not agree\b"
);
pattern!(
    DISAGREEING,
    r"\b(?:if|should|where|unless) (?:you|the \w+|a \w+|they)\b[^,;.]{0,25}\b(?:do not|does not|don't|cannot|not|disagree)\b[^,;.]*"
);
pattern!(
    EXPRESS,
    r"\b(?:once|until|unless|only (?:if|when|after|with)|after|when|if|as soon as)\b[^.;]{0,40}\b(?:you|both|the customer|the user|the client|each|all|members?|parties|subscribers?|users?|customers?)\b[^.;]{0,40}\b(?:have |has |had )?(?:expressly |explicitly |actively )?(?:accept(?:ed|s)?|agree[ds]?|consent(?:ed|s)?|confirm(?:ed|s)?|sign(?:ed|s)?|approve[ds]?)\b|\b(?:express|explicit|written|prior|active|your|mutual) (?:\w+ )?(?:consent|agreement|approval|acceptance)\b|\bsigned by\b|\bask(?:ed)? (?:you )?(?:to|for)\b[^.;]{0,30}\b(?:accept|agree|consent|confirm|approv)\w*|\btick(?:s|ed|ing)?\b|\bclick(?:s|ed|ing)?\b|\brequires? (?:that )?(?:you|your|the \w+|each \w+)\b[^.;]{0,30}\b(?:confirm|accept|consent|agree|sign|approv)\w*"
);
pattern!(
    SILENCE,
    r"\b(?:silence|(?:do|does|did) not object|don't object|no objection|not objected|unless you object|absence of (?:an )?objection|fail(?:s|ure)? to object|without objecting|objects? in time|not reject\w*|(?:do|does) not reply|(?:do|does) not respond)\b"
);

pattern!(
    NO_SILENCE,
    r"\bsilence\b[^.;:,]{0,20}\b(?:not|never|no)\b|\b(?:no|never|not)\b[^.;:,]{0,25}\bsilence\b"
);

/// Which changes the words cover: important ones when they say so, any otherwise.
pub(super) fn trigger(words: &str) -> Trigger {
    if HOWEVER_SMALL.is_match(words) {
        Trigger::Any
    } else if MINOR_EXCEPTED.is_match(words) || IMPORTANT.is_match(words) {
        Trigger::Material
    } else {
        Trigger::Any
    }
}

/// What the sentence says about agreeing, `None` when it says nothing.
pub(super) fn acceptance(sentence: &str) -> Option<Acceptance> {
    // "If you do not agree, stop": a condition on disagreeing says nothing about agreeing.
    let said = DISAGREEING.replace_all(sentence, |found: &regex::Captures<'_>| {
        if SILENCE.is_match(&found[0]) { found[0].to_owned() } else { String::new() }
    });
    let is_agreeing = AGREEING.is_match(&said);
    let is_silence = SILENCE.is_match(&said) && !NO_SILENCE.is_match(&said);
    if is_silence && is_agreeing {
        Some(Acceptance::None)
    } else if GOING_ON.is_match(&said) && is_agreeing && !NOT_AGREEING.is_match(&said) {
        Some(Acceptance::ContinuedUse)
    } else if EXPRESS.is_match(&said) && !is_silence {
        Some(Acceptance::Explicit)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn triggers_read_the_grade_of_a_change() {
        let cases = [
            ("any change", Trigger::Any),
            ("material changes", Trigger::Material),
            ("non-material changes", Trigger::Any),
            ("immaterial changes", Trigger::Any),
            ("changes to your detriment", Trigger::Material),
            ("changes, whether or not material", Trigger::Any),
            ("changes other than editorial ones", Trigger::Material),
        ];
        for (words, expected) in cases {
            assert_eq!(trigger(words), expected, "{words}");
        }
    }

    #[test]
    fn acceptance_is_an_act_a_habit_or_silence() {
        let cases = [
            ("your continued use means that you accept the new terms.", Some(Acceptance::ContinuedUse)),
            ("if you keep using the site you agree to them.", Some(Acceptance::ContinuedUse)),
            ("by using the service after the change you consent to it.", Some(Acceptance::ContinuedUse)),
            ("continued use does not mean that you accept.", None),
            ("the new terms bind you only once you have accepted them.", Some(Acceptance::Explicit)),
            ("changes need your written consent.", Some(Acceptance::Explicit)),
            ("if you do not object, you are deemed to have agreed.", Some(Acceptance::None)),
            ("if you do not agree, you may stop using the service.", None),
            (
                "your silence is not consent: a change requires that you confirm it.",
                Some(Acceptance::Explicit),
            ),
            (
                "your continued participation means that you accept the change.",
                Some(Acceptance::ContinuedUse),
            ),
            ("we announce changes before tickets go on sale.", None),
            ("if you do not agree, stop; continued use is acceptance.", Some(Acceptance::ContinuedUse)),
        ];
        for (sentence, expected) in cases {
            assert_eq!(acceptance(sentence), expected, "{sentence}");
        }
    }
}
