//! Cue tables of the fact families: data, apart from the code that looks them up.
//!
//! Every cue starts with a space, so that it begins at a word; without a final space it is a prefix.

/// Keeping and erasing.
pub(crate) const RETENTION: &[&str] = &[
    " retain",
    " retention",
    " kept ",
    " keep ",
    " keeps ",
    " store",
    " storage ",
    " stored",
    " delet",
    " eras",
    " purg",
    " held ",
    " hold ",
    " archiv",
    " overwritten",
    " stay ",
    " stays ",
    " remain",
    " cleared ",
    " destroy",
    " how long ",
    " life of the account",
    " lifetime ",
    " expire",
    " expir",
];

/// Something is announced before it happens.
pub(crate) const NOTICE: &[&str] = &[
    " notice",
    " in advance",
    " advance ",
    " prior ",
    " ahead ",
    " before ",
    " beforehand ",
    " notify",
    " notified",
    " inform",
    " announce",
    " told ",
];

/// Somebody answers, acts or tells within a time.
pub(crate) const RESPONSE: &[&str] = &[
    " respond",
    " response",
    " answer",
    " reply",
    " replies",
    " act on ",
    " acknowledg",
    " handle your request",
    " process your request",
    " comply with your request",
    " fulfil",
    " resolve",
    " written request",
    " on request",
    " notify",
    " notified",
    " inform",
    " becoming aware",
    " alert ",
];

/// Money returned.
pub(crate) const REFUND: &[&str] =
    &[" refund", " repaid ", " repay", " reimburs", " money back ", " returned to you "];

/// What is due under an SLA.
pub(crate) const CREDIT: &[&str] = &[" credit", " compensation", " voucher", " service level", " sla "];

/// Asking for it.
pub(crate) const CLAIM: &[&str] =
    &[" submit", " request", " apply ", " application", " claim", " dispute", " file "];

/// Bounds of a sum.
pub(crate) const CAP: &[&str] = &[
    " cap ",
    " capped ",
    " limited to ",
    " exceed",
    " maximum ",
    " at most ",
    " no more than ",
    " up to ",
    " greater",
    " less ",
    " lesser ",
];

/// What a customer pays.
pub(crate) const PRICE: &[&str] = &[
    " price",
    " fee ",
    " fees ",
    " charge",
    " pay ",
    " payable",
    " paid ",
    " payment",
    " invoice",
    " interest ",
    " billed ",
    " cost",
    " subscription",
];

/// What follows a share of what a customer pays.
pub(crate) const FEE_SHARE: &[&str] = &[
    " of the monthly fee",
    " of your monthly fee",
    " of that month's fee",
    " of the fee",
    " of the monthly charge",
    " of the monthly bill",
    " of the monthly subscription",
];

/// Uptime and error rates.
pub(crate) const AVAILABILITY: &[&str] =
    &[" availab", " uptime ", " unavailab", " downtime", " error", " latency ", " messages are ", " outage"];

/// Sentences that forbid something to the user.
pub(crate) const USER_BAN: &[&str] = &[
    " you may not ",
    " you must not ",
    " you shall not ",
    " you will not ",
    " you agree not to ",
    " you cannot ",
    " you are not permitted ",
    " you are prohibited ",
    " users may not ",
    " users must not ",
    " customer may not ",
    " customer must not ",
    " customer shall not ",
    " do not use ",
    " must not be used ",
    " may not be used ",
    " prohibited ",
    " not allowed ",
    " you should not ",
    " not to ",
];

/// Passing data on.
pub(crate) const SHARING: &[&str] = &[
    " share",
    " sharing ",
    " disclos",
    " sell",
    " transfer",
    " transmit",
    " sent to ",
    " provided to ",
    " recipient",
    " made available ",
    " third part",
    " service provider",
    " subprocessor",
    " sub processor",
    " processed by ",
    " handled by ",
    " provide your ",
    " passed to ",
    " receives it ",
    " receive it ",
    " who else ",
    " partners ",
];

/// Words that introduce names of recipients inside a sentence.
pub(crate) const RECIPIENT_LEADS: &str = r"(?:processed|handled|operated|hosted|carried out|powered|provided|stored|collected) by|shared? (?:[0-9A-Za-z_À-ɏ]+ ){0,5}with|(?:sent|disclosed|transferred|transmitted|passed|made available|provided) (?:[0-9A-Za-z_À-ɏ]+ ){0,3}to|via|through our (?:[0-9A-Za-z_À-ɏ]+ ){0,4}(?:provider|processor|partner)s?|(?:provider|processor|partner|vendor|service|tool|recipient|subprocessor)s?,?(?: such as| like| including|:| are| is)?|such as|we (?:also )?use|working with|engage";

/// Heads of recipients that carry no name: kinds of companies.
pub(crate) const RECIPIENT_KINDS: &[&str] = &[
    " provider",
    " partner",
    " broker",
    " authorit",
    " affiliate",
    " advertiser",
    " subsidiar",
    " successor",
    " adviser",
    " advisor",
    " auditor",
    " processor",
    " vendor",
    " contractor",
    " agenc",
    " network",
    " compan",
    " compan",
    " insurer",
    " bank",
    " court",
    " regulator",
    " sponsor",
    " third part",
    " parents",
    " guardian",
    " school",
    " teacher",
    " employer",
    " team",
    " customer",
    " entit",
    " solicitor",
    " lawyer",
    " police",
];

/// Gathering data.
pub(crate) const COLLECTION: &[&str] = &[
    " collect",
    " gather",
    " receive ",
    " information we ",
    " data we ",
    " categories of information",
    " obtain",
    " what we know ",
    " log ",
    " record ",
];

/// Purposes that weigh for a reader: canonical name and the cues that show it in a sentence about use.
pub(crate) const GRAVE_PURPOSES: &[(&str, &[&str])] = &[
    (
        "advertising",
        &[
            " show you advert",
            " show you ads ",
            " serve ads ",
            " serve advert",
            " deliver advert",
            " for advertising",
            " for targeted advertising",
            " to advertise ",
            " personalise the ad",
            " personalise ad",
            " personalize the ad",
            " personalize ad",
            " tailor the ad",
            " tailor ad",
            " show ads ",
            " targeted ads ",
            " interest based ad",
        ],
    ),
    (
        "marketing",
        &[
            " for marketing",
            " for direct marketing",
            " for our marketing",
            " promotional offers ",
            " promotional e mail",
            " promotional email",
            " promotional messages ",
        ],
    ),
    (
        "profiling",
        &[
            " for profiling",
            " build a profile",
            " build profiles ",
            " create a profile",
            " creditworthiness ",
            " credit score",
            " credit scoring ",
        ],
    ),
    (
        "recommendations",
        &[
            " recommend products ",
            " recommending products ",
            " product recommendations ",
            " personalised recommendations ",
        ],
    ),
];

/// Security measures: canonical name and the cues that show it.
pub(crate) const MEASURES: &[(&str, &[&str])] = &[
    ("end-to-end encryption", &[" end to end "]),
    (
        "encryption in transit",
        &[" encrypted in transit", " encryption in transit", " tls ", " ssl ", " https "],
    ),
    ("encryption at rest", &[" at rest ", " aes "]),
    ("encryption", &[" encrypt"]),
    ("hashing", &[" hash"]),
    ("anonymisation", &[" anonymi", " de identif", " deidentif"]),
    ("pseudonymisation", &[" pseudonym"]),
    (
        "access control",
        &[
            " access control",
            " access is limited ",
            " access is restricted ",
            " need to know",
            " employees who need ",
            " hardware key ",
            " staff access ",
        ],
    ),
    ("multi-factor authentication", &[" multi factor ", " two factor ", " mfa ", " 2fa "]),
    ("background check", &[" background check"]),
    ("audit", &[" audit"]),
    (
        "independent test",
        &[
            " independent firm ",
            " third party test",
            " independent test",
            " independently test",
            " external test",
        ],
    ),
    (
        "penetration test",
        &[" penetration test", " pen test", " tests our defences ", " test our defences ", " security test"],
    ),
    ("backup", &[" backups are encrypted "]),
];

/// Acts that touch a person's data or content: canonical verb and its word forms.
pub(crate) const INTRUSIVE_ACTS: &[(&str, &[&str])] = &[
    ("sell", &[" sell ", " sold ", " selling ", " sells "]),
    ("rent", &[" rent ", " rented ", " renting ", " lease "]),
    ("trade", &[" trade ", " traded ", " trading "]),
    ("share", &[" share ", " shared ", " sharing ", " shares "]),
    ("disclose", &[" disclose ", " disclosed ", " discloses "]),
    ("transfer", &[" transfer ", " transferred ", " transmit "]),
    ("advertise", &[" advertis", " marketing "]),
    ("track", &[" track ", " tracking ", " tracked ", " trackers ", " monitor "]),
    (
        "profile",
        &[" profiling ", " profiled ", " profile you", " build profile", " create profile", " profiles of "],
    ),
    ("collect", &[" collect ", " collected ", " collects ", " gather "]),
    ("store", &[" store ", " stored ", " stores ", " retain ", " retained ", " save "]),
    ("log", &[" log ", " logged ", " logs "]),
    ("re-identify", &[" re identify ", " reidentify "]),
    ("read", &[" read your ", " scan your ", " listen "]),
    ("automated decision", &[" automated means", " automated decision", " solely automated "]),
    ("use", &[" use ", " used ", " uses "]),
    ("name", &[" name you ", " publicly identify "]),
    ("combine", &[" combine ", " link ", " linked "]),
];

/// Acts in the reader's favour.
pub(crate) const PROTECTIVE_ACTS: &[(&str, &[&str])] = &[
    ("delete", &[" delete ", " deleted ", " erase ", " erased ", " purged ", " destroy "]),
    (
        "notify",
        &[
            " notify ",
            " notified ",
            " notifying ",
            " inform ",
            " informed ",
            " tell ",
            " e mailed ",
            " emailed ",
        ],
    ),
    ("respond", &[" respond ", " answered ", " answer ", " reply "]),
    ("compensate", &[" compensate ", " credit ", " refund ", " repaid ", " reimburse "]),
    ("encrypt", &[" encrypt ", " encrypted "]),
    ("support", &[" support ", " supported "]),
    ("guarantee", &[" guarantee", " warrant"]),
    ("protect", &[" protect ", " protected "]),
    ("return", &[" return ", " returned "]),
];

/// Rights: canonical name and cues inside a list of rights.
pub(crate) const RIGHTS: &[(&str, &[&str])] = &[
    (
        "access",
        &[
            " access",
            " obtain a copy",
            " copy of your",
            " copy of the",
            " see the data",
            " request a copy",
            " to know ",
        ],
    ),
    ("correct", &[" correct", " rectif", " amend ", " update your", " inaccurate "]),
    ("delete", &[" delet", " eras", " forgotten "]),
    ("export", &[" export", " portab", " machine readable", " download your"]),
    ("restrict", &[" restrict"]),
    ("object", &[" object "]),
    ("refuse", &[" refuse ", " stop "]),
    ("withdraw consent", &[" withdraw"]),
    ("opt out", &[" opt out", " unsubscribe"]),
    ("complain", &[" complain", " lodge "]),
    ("revoke", &[" revoke"]),
    ("appeal", &[" appeal"]),
    ("no discrimination", &[" discriminat"]),
    ("human review", &[" human review", " human intervention"]),
    ("free of charge", &[" free of charge", " at no cost", " without charge", " no fee "]),
    ("limit", &[" limit the use"]),
];

/// Sentences and stems that grant rights.
pub(crate) const RIGHT_STEMS: &[&str] = &[
    " right to ",
    " rights to ",
    " have the right",
    " has the right",
    " you may request",
    " may request ",
    " you can request",
    " you can ask",
    " may ask us",
    " your rights",
    " entitled to ",
    " rights of ",
    " choices and rights",
    " you can delete",
    " you may withdraw",
    " may withdraw ",
    " free of charge",
];

/// Words that soften a statement.
pub(crate) const HEDGES: &[&str] = &[
    " typically ",
    " generally ",
    " usually ",
    " normally ",
    " where possible ",
    " where practicable ",
    " where feasible ",
    " reasonable efforts ",
    " reasonable endeavours ",
    " as far as possible ",
    " in most cases ",
    " primarily ",
    " mainly ",
    " aim to ",
    " strive ",
    " endeavour ",
    " endeavor ",
    " may not always ",
    " approximately ",
    " ordinarily ",
    " try to ",
    " intend to ",
    " best efforts ",
    " from time to time ",
    " if appropriate ",
    " where appropriate ",
    " routinely ",
    " try not to ",
    " seek to ",
    " attempt to ",
    " in general ",
    " as a rule ",
    " commercially reasonable ",
    " in principle ",
];
