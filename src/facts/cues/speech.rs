//! Cues of what a sentence speaks about, one row a family. Data only.
//!
//! Wider than the cues of the grammars: a row says what a statement belongs to although no grammar
//! reads a value from it. Whoever uses the rows weighs one against another. Cues are divided by `|`
//! and begin at a word; without a final space each is a prefix.

use std::sync::LazyLock;

use crate::facts::Family;

/// What shows that a sentence belongs to a family.
pub(crate) struct Speech {
    /// The family.
    pub(crate) family: Family,
    /// Words that speak of it by themselves.
    pub(crate) strong: Vec<String>,
    /// Words that speak of it where something else does too.
    pub(crate) weak: Vec<String>,
    /// Words of a heading, a stem or the name of a column that speak of it.
    pub(crate) near: Vec<String>,
}

/// Every family that a sentence may speak of without a typed value, its cues padded.
pub(crate) static SPEECH: LazyLock<Vec<Speech>> = LazyLock::new(|| {
    let cues =
        |words: &str| words.split('|').filter(|cue| !cue.is_empty()).map(|cue| format!(" {cue}")).collect();
    ROWS.iter()
        .map(|(family, strong, weak, near)| Speech {
            family: *family,
            strong: cues(strong),
            weak: cues(weak),
            near: cues(near),
        })
        .collect()
});

/// Family; its words; hints; words of headings.
const ROWS: &[(Family, &str, &str, &str)] = &[
    (
        Family::Retention,
        "retain|retention|kept |keep |keeps |delet|eras|purg|stored |archiv|overwritten|destroy|\
         destruction|wiped |expires |vanish|disappear|held |discard|shredded |shredder|shred |\
         survive|rotate out|roll over|rolls off|cleared |on our disks|on file |thrown away|binned |\
         dropped after|saved |preserved|life of the account|lifetime of|no trace of|rolling basis|\
         remains on |stays on ",
        "days |months |years |until |as long as |recorded |remov|go into |gone |history",
        "retention|storage|delet|keep|kept|how long|stored|records|archive|log |logs ",
    ),
    (
        Family::Recipient,
        "share |shared |shares |sharing |disclos|sell |sold |receives |receive |recipient|third part|\
         sub processor|subprocessor|partners |passed to |passed on |pass on |hand over |handed over |\
         police |authorities |advertisers |affiliate|sends our |looks after |hosts our|runs our|\
         courier|lawyers|auditors|accountant|sister compan|group compan|parent company|subsidiar|\
         contractor|agenc|have access to |has access to |look into the |hand the |hand your |\
         on our behalf|outsourc|buyer|sees the |may see |your bank |insurer|employer|passes |\
         pass it |forward|supplied to ",
        "hosts |runs |supplies |handles |delivers |provides |give |given |sees |send |sent |supplier|\
         partner|engage|appoint|see ",
        "shar|recipient|who receives|sub processor|subprocessor|third part|service providers|\
         partners|who helps|who else|suppliers|disclos|passing on|group|with whom|processors|\
         who gets|who sees",
    ),
    (
        Family::DataType,
        "collect|gather|we receive |we record|we see |we require |we ask for |ask you for |\
         transmitted|location |photograph|microphone |diagnos|sensor|scans |examines |health data|\
         sent to us|anonymised form|pseudonymised form|identifier|cookie|fingerprint|reads the |\
         we know your |need your name|we need your|your name |phone number|e mail address|\
         email address|you give us|you provide|you enter|date of birth|we log |logs the |\
         profile picture|measures your|we obtain|we process your|ip address|heart rate|biometric|\
         readings|counter of|random number",
        "name|address|number|data |answers with |required |access|details |device|camera|contacts|\
         recording|need |photo",
        "we collect|information we|what we |personal data|categories|data |permissions|cookies|\
         registration|applicants|app ",
    ),
    (
        Family::Purpose,
        "purpose|in order to |used to |used for |use it to |use it for |use them to |for research|\
         product research|market research|for marketing|for advertising|solely |used only |only to |\
         only for |exclusively to |to improve |for nothing else |to measure |to personalise |\
         to personalize |serves |serve to |lets us |let us |draw on |helps us |help us |so that we |\
         enable us|enables us|to suggest|to forecast|to plan |to send you|to show you|to detect|\
         to prevent|to train staff|to settle |to recommend|to analyse|to analyze|to tailor",
        "use |uses |used |process|looked up |opened |consulted |alone |analys",
        "purpose|how we use|why we|use of|what we do with|what for|marketing|what we use",
    ),
    (
        Family::Promise,
        "we will |we shall |we never |we do not |we also do not |we also never |we only |we always |\
         we undertake|we promise|we commit|we tell |never |will not |do not |does not |is not |\
         are not |processor shall |provider shall |supplier shall |company shall |vendor shall |\
         undertakes |we aim |shall |nobody |no one |not sent |no health data|under no circumstances|\
         refrain|guarantee|stays the same|in no case|at no time|we keep our|undertake to",
        "will |only |must |no |not |we |nothing ",
        "promise|commitment|do not|never|pledge|our word|guarantee",
    ),
    (
        Family::Training,
        "train |trained |artificial intelligence|machine learning|language model|fine tun|ai model|\
         our models|learning system|data set for ",
        "training |models |model |ai |algorithm",
        "training|artificial|ai |machine learning|models",
    ),
    (
        Family::AgeLimit,
        "years of age|years old |under the age|age of |aged |minimum age|or older |or over |adult|\
         minors|younger than|guardian|teenager|pupils under|signature of a parent",
        "child|minor|teen|parent|from 1|to 1|under 1|18 |16 |13 ",
        "child|minor|age |young|teen",
    ),
    (
        Family::Right,
        "right to |rights to |have the right|you may |you can |entitled |customer may |\
         customers may |client may |controller may |user may |users may |member may |members may |\
         subscriber may |may object |may contest|appeal|may request|may ask |waive|looked at again|\
         may inspect|may export|whether or not you have |free of charge|ask us for |free to |\
         parents can |members can|are allowed to |is allowed to |welcome to |complain|ombudsman|\
         supervisory authority|may look at|can see and|demand|insist on|is at liberty",
        "object |access |export |withdraw|request|refuse |opt out|complain|you will get|download|\
         on request|correct|see and|at any time",
        "your rights|rights|choices|control|what you can|your data rights|complaints|say ",
    ),
    (
        Family::Consent,
        "consent|opt in|opt out|agree to |agreed|you agree|permission|by default|off by default|\
         approval|approve|unless you |only if you |until you |accept it |you accept|to accept |\
         deemed|switch|toggle|tick|refus|optional|set up by |a parent has |a parent must |\
         your agreement |s agreement |wait for your|your click|say yes|say no|you turn |turn it on|\
         turn it off|declin|ask first|ask you first|your say|unchecked|checked box|your blessing|\
         explicit",
        "if you |choose|choice|visible |ask |object|necessary |without your |allow |until you|off ",
        "consent|choice|cookie|settings|permission|control|preferences|newsletters|recording",
    ),
    (
        Family::ResponseDeadline,
        "respond|response|answer|reply|acknowledg|follows within|get back |dealt with|decide within|\
         becoming aware|remedy critical|resolved within|first reply|contest|report on |hear from us|\
         taken up |looked into |settle complaint|at the latest|attend to|come back to you|\
         fixed within|repaired within|handled within|complaints within|turnaround|first answer|\
         reaction time",
        "within |no later than |notify|tell you |process your request|fix |settle",
        "response|support|requests|incident|breach|complaint|help desk|service desk",
    ),
    (
        Family::NoticePeriod,
        "notice |notices |in advance |notify|notified|inform|announce|tell you |told |beforehand |\
         ahead |days before |weeks before |months before |hours before |alert|learn of |status page|\
         letter goes out|e mail you|write to you|publish the |warn",
        "before |prior |days |a month ahead",
        "notice|changes|amend|notification|announcement|incidents|maintenance",
    ),
    (
        Family::Controller,
        "controller is |is the controller|operated by |and us mean|us and our mean|we mean |\
         registered in |registered office|data controller|decides why and how|behind this site|\
         run by |company number|registered at |responsible for the processing|responsible body|\
         the company responsible",
        "company |incorporated|corporation|stands the |our company",
        "who we are|about us|controller|parties|imprint|identity|who is responsible",
    ),
    (
        Family::Location,
        "located |hosted |stored in |region |regions |outside the |transfer|abroad |countr|\
         leaves the |leave the |servers in |data cent|machines stand|stand in |border|engineers in |\
         offices in |office in |on servers in |offshore|remote access|from outside|inside the union|\
         third countr",
        "in the |within the |european |states |inside the |lies in |based in ",
        "location|country|transfer|where|region|international|abroad|place|territor",
    ),
    (
        Family::Framework,
        "certif|iso |soc |standard contractual|data privacy framework|adequacy|regulation |gdpr |\
         data protection act|safeguards of |code of conduct|model clauses|accredit|directive|statute|\
         seal |under the act|european commission",
        "aligned |comply with |complies with |report and |standard |scheme|act ",
        "certif|complian|standards|transfer|framework|safeguards|accredit",
    ),
    (
        Family::SecurityMeasure,
        "encrypt|hash|pseudonym|anonymi|access to |only staff |staff |employees who|password|audit|\
         inspect|penetration|tested |tests our|test our|certif|backup|back up|safeguard|secur|\
         suppress|aggregat|need to know|two factor|multi factor|access right|vulnerabil|weakness|\
         stripped of |truncat|masked |rounded |benchmarks |cannot be joined|cannot be linked|\
         identified |locked|guarded|keys |tokens|tokenis|tokeniz|sign off|firewall|two people|\
         four eyes|vetted|privacy training|patch|restore|badge|need it for their work|key management|\
         access log|clearance|bound by secrecy|confidentiality",
        "reviewed |each quarter|each year|only |fewer than|protect|a number that |rotate|trained|\
         sealed|doors",
        "security|safeguards|measures|protect|annex|confidential|technical and organisational|\
         organisational|how we protect|keep it safe|safety",
    ),
    (
        Family::Availability,
        "availab|uptime |downtime|outage|error rate|latency|measured by |service level|unavailab|\
         reachable|of the time |load in |response time|counts as lost|up and running|interruption|\
         99.|offline",
        "% |monitoring |measure|count as|counts as|within |target|down |online |minutes of|minute ",
        "availab|uptime|service level|commitment|level|target|performance|reliab",
    ),
    (
        Family::Formula,
        "minus |divided by |multiplied by |share of the month|share of the quarter|ratio of |sum of |\
         calculated as |is calculated |number of minutes|total minutes|times one hundred|over total|\
         as a percentage of",
        "minutes |average |times |over ",
        "calculat|formula|measur",
    ),
    (
        Family::ServiceCredit,
        "service credit|a credit |credit of |credits |the credit |voucher|of the monthly fee|\
         get back |knocked off|off the bill|of the fee for",
        "% |fee |discount",
        "credit|compensation",
    ),
    (
        Family::CreditCap,
        "credits together|credits do not exceed|credits shall not exceed|credits will not exceed|\
         together do not exceed|all credits|total credit|credits in a month|maximum credit|\
         total of credits|sum of credits|sum of all credits|credits stay",
        "exceed|capped |limited to |half |below half|at most|stay below",
        "credit|cap ",
    ),
    (
        Family::ClaimWindow,
        "claim|submit |submitted |to report |objection|ask within|request within|lodge|dispute |\
         defects |raise |announcement|be reported|tell us of the failure|credit is lost|\
         come to light|comes to light|forfeit|in writing within|notify us within|complain within|\
         later than|too late",
        "within |days |from delivery|if you ask|ticket|report|tell us ",
        "claim|objection|defect|how to |credit|warranty|guarantee|complaints",
    ),
    (
        Family::Exclusion,
        "not count|count as downtime|counts as downtime|does not cover|exclud|exception|\
         does not apply|do not apply|no credit|insofar as|caused by |not downtime|left out|\
         not included|brought about|outside our control|beyond our control|force majeure|strikes|\
         not covered|does not include|do not include|disregard",
        "maintenance|coincides|if it |except|your own |storm",
        "exclu|exception|not count|does not cover|no credit|not downtime|caused by|not covered|\
         limits of",
    ),
    (
        Family::Remedy,
        "remedy|remedies|repair|replace|set off |pay them out|pay it out|paid out|lapse|in cash|\
         without a claim|granted without|voucher|next invoice|further invoice|mend |send another|\
         put right|put it right|only relief|sole relief|make up for|price reduction|a new one|\
         try again|rectif",
        "credit|choose between|reimburs|refund|make good|compensation|instead of",
        "remed|credit|defect|warranty|payment of credits|relief|faults|what we do if",
    ),
    (
        Family::Definition,
        "mean |means |is defined|refers to |a working day|is any day|shall mean|considered |\
         qualifies as |it applies to |we understand|stands for|is understood|in these terms|\
         for the purposes of these|is monday to",
        "includ|exclud|actual|any |is any|are any",
        "definition|defined|interpretation|meaning|terms used|scope|glossary|words",
    ),
    (
        Family::LiabilityCap,
        "liab|indemnif|indemnit|hold harmless|damages|compensate |defend |cap does not|the cap |\
         whichever is higher|whichever is lower|whichever is greater|whichever is less|infringe a |\
         answer for |negligence|lost profit|loss of profit|third party claims|free from |\
         owes the other|at your own risk|bear the cost|keep us free|fault of|gross ",
        "responsible for |exceed|up to the value|limited to |loss|owes |fault|answerable",
        "liab|indemni|responsib|warrant|limitation|who pays|damage",
    ),
    (
        Family::Arbitration,
        "arbitrat|class action|jury|small claims|mediat|one by one|as a group|group action|\
         collective action|representative action",
        "tribunal|dispute|filing |one by one",
        "arbitrat|disputes|class action|resolving",
    ),
    (
        Family::GoverningLaw,
        "law of |laws of |governed by|conflict of law|choice of law|law applies|federal laws|\
         law governs|follows the law|under the law of|law is ",
        "applies |law ",
        "governing law|applicable law|choice of law|law ",
    ),
    (
        Family::Courts,
        "court|jurisdiction|venue |sue at|judges |legal action|proceedings",
        "exclusive |sue",
        "court|jurisdiction|venue|disputes",
    ),
    (
        Family::UnilateralChange,
        "modif|amend|alteration|alter |revis|change these|change the |change this|changes to |\
         changes do |new version|update these|update the |update this|switch off a |withdraw a |\
         remove a |remove any |discontinue|the functionality|previous version|published on |rewrite|\
         as we like|new rules|dropped or replaced|be dropped|replace these|adapt the|adjust the|\
         vary |variation|rework|take down|delist|at our discretion|sole discretion",
        "change|version|feature|binds you|accept|functions|withdraw|remove|adapt",
        "change|amend|modif|update|moderation|revision|variation|service|new versions|rules",
    ),
    (
        Family::Termination,
        "terminat|cancel|suspend|end this |end the |ends this |close your |close the account|\
         for convenience|may end |can end |extraordinary |serious breach|material breach|\
         repeated breach|leave the contract|walk away|shut an account|shut your|contract is over|\
         runs out|ends when|closing |block your|lock your account|to an end|quit ",
        "in any |falls below |breach|ends |months of a |leave |shut |close |over when",
        "terminat|ending|cancel|term |suspension|end of|duration|leav|closing",
    ),
    (
        Family::Licence,
        "licen|royalty|sublicens|right to use |permission to use|you grant|allows us to|allow us to|\
         title |titles |stream |show your pictures|brochure|right of use|non transferable|\
         may publish your|may show your|reuse|copyright|use your name|use your logo|you own |\
         ownership",
        "for as long as |use |hours |reproduce|publish|pictures|show ",
        "licen|your content|intellectual property|content|titles|library|play|software|material",
    ),
    (
        Family::AcceptableUse,
        "you may not |you must not |must not |may not |ban |prohibited|not permitted|forbidden|\
         not allowed|requests in a |load tests |you agree not|you may run |out of bounds|\
         refrain from|hands off|scraping|spam|off limits|not to |without permission|resell|abuse|\
         hacking",
        "use |post |copy |you will not |user will not |own account|keep your",
        "acceptable use|conduct|rules|you may not|prohibited|fair use|not do |house rules|\
         use of the service|behaviour|behavior",
    ),
    (
        Family::Price,
        "price|fee |fees |cost |costs |charge|per month |a month |per hour |premium |commission|\
         invoice|billed |payable |surcharge|eur |usd |tariff|interest |bill in |in arrears|euros |\
         pounds |dollars |discount|deposit|vat |taxes|late payers",
        "pay |paid |payment|owe |rate |subscription|bill ",
        "price|fees|payment|billing|charges|subscription|cost|plan|tariff|what it costs|rates",
    ),
    (
        Family::RefundWindow,
        "refund|repaid|money back|return the goods|returned |withdraw from the |reimburse|\
         cooling off|pro rata|give back |send it back|your money|exchang|take back|\
         right of withdrawal|goods back|restocking",
        "deposit|days |purchase|return|goods |withdrawal|opened ",
        "refund|return|withdrawal|money back|cancellation|sending back|exchange",
    ),
    (
        Family::Renewal,
        "renew|prolong|extended by|rolls over|roll over|goes on for|from month to month|\
         month to month|another year|another term|further term|successive|rolls on",
        "term |automatic|weekly |monthly |continues |another|goes on|unless you stop",
        "renew|auto renew|term |duration",
    ),
];
