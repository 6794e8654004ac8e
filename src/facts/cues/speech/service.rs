//! Cues of families that speak of service levels. Data only.

use super::Row;
use crate::facts::Family;

/// Family; its words; hints; words of headings.
pub(super) const ROWS: &[Row] = &[
    (
        Family::Availability,
        "availab|uptime |downtime|outage|error rate|latency|measured by |service level|unavailab|\
         reachable|of the time |load in |response time|counts as lost|up and running|interruption|99.|\
         offline|lost minutes|milliseconds|seconds|line is up|is up |are up |probe|astray|\
         wait in the queue|works take place|take place|planned pauses|pauses|stoppage|maintenance window|\
         around the clock|round the clock|day and night|throughput|answers 9|runs at least|packet|\
         response of|working order|is open |are open |median|percentile|quickly enough|reached the|\
         is alive|are alive|standstill|within two seconds|stops add up|at the very most|read back|\
         booked within|nine in ten|of each quarter|of each month|running|fails less|lost per|fewer than|\
         handled per",
        "% |monitoring |measure|count as|counts as|within |target|down |online |minute |minutes|\
         hours a month|hours per|a month|between|of the month|of all|up |open|seconds|hours a year|\
         a quarter|a year|alive",
        "availab|uptime|service level|commitment|level|target|performance|reliab|aim for|what we aim|\
         when we work|speed|how well|hours|goals|what you can expect",
    ),
    (
        Family::Formula,
        "minus |divided by |share of the month|share of the quarter|sum of |calculated as |\
         is calculated |number of minutes|total minutes|times one hundred|over total|as a percentage of|\
         divide |divides|into a percentage|mean of|average of|best of the daily|one hundred less|\
         hundred minus|add up|adds up|added up|set them against|set against|good checks|all checks|ratio|\
         numerator|quotient|rounded to|is rounded|weighted|less dead|over all|all minutes|we average|\
         is averaged|samples|cut after|second decimal|first decimal|decimal|rounded up|rounded down|\
         subtract|is taken from|multiplied|per cent of the|percentage is|equals|total time|less downtime|\
         plus the",
        "average |times |over |minutes|figure|score|sum |rate|values|samples|all |less ",
        "calculat|formula|measur|the sum|how we count|worked out|arithmetic|reckon|how it is|counting|\
         how the figure|method|how we measure",
    ),
    (
        Family::ServiceCredit,
        "service credit|a credit |credit of |credits |the credit |voucher|get back |knocked off|\
         off the bill|of the fee for|rebate|knock |off your bill|off the next|bill shrinks|shrinks by|\
         month is free|earns you|brings you|free month|money off|deduct|is reduced by|falls by|reduction|\
         extra days|goodwill|pay you |we owe you|is forgiven|are forgiven|forgive|is worth|are worth|\
         eur off|of the month|percent off|% off|you get eur|you get gbp|you get usd|a day for|free days|\
         credited|credit you",
        "% |fee |discount|bill |back |free|tenth|off|worth|standstill",
        "credit|compensation|what you get|you get back|rebate|making up|if we miss|when we miss",
    ),
    (
        Family::CreditCap,
        "credits together|credits do not exceed|credits shall not exceed|credits will not exceed|\
         together do not exceed|all credits|total credit|credits in a month|maximum credit|\
         total of credits|sum of credits|sum of all credits|credits stay|cannot collect more|\
         rebates stop|stop at|ceiling|never pay back more|in total|altogether|all rebates|upper limit|\
         no more credit|more than one month|add up to more|not add up|sum of rebates|never more than|\
         limit of credits|no month|per year in credits|taken together|do not pass|does not pass|\
         at most one credit|at most two credits|at most three credits|credits a year|\
         no more than the fee|of the monthly bill|cannot pass|not go beyond|go beyond|whole fee",
        "exceed|capped |half |below half|at most|stay below|more than|most|limit|rebate|credit|together|\
         a year|in all",
        "credit|cap |how much|at most|ceiling|upper limit|maximum|limits|limit of",
    ),
    (
        Family::ClaimWindow,
        "claim|submit |submitted |to report |objection|ask within|request within|lodge|dispute |defects |\
         raise |announcement|be reported|tell us of the failure|credit is lost|come to light|\
         comes to light|forfeit|in writing within|notify us within|complain within|later than|too late|\
         drop us a line|rebate is gone|come in after|comes in after|comes in later|write in about|\
         reaches us|reach us|or never|ask for the rebate|ask for it|ask for a credit|asks for it|\
         days afterwards|afterwards|time to ask|apply for|applies for|applied for|put in a|file a|\
         files a|filed within|filed by|notified of|report the fault|report it|reported within|\
         reported by|waits longer|wait longer|gets nothing|get nothing|with your demand|your demand|\
         name the day|hands in|by e mail within|in two weeks|in one week|write to us within|is void|\
         are void|we must hear|comes too late|until then",
        "days |from delivery|if you ask|ticket|report|tell us |later|after|ask |in writing|write|within|\
         demand|hand|longer than",
        "claim|objection|defect|how to |credit|warranty|guarantee|complaints|asking|getting it|\
         how you get|applying|deadline|get a credit|demand",
    ),
    (
        Family::Exclusion,
        "not count|count as downtime|counts as downtime|does not cover|exclud|exception|does not apply|\
         do not apply|no credit|insofar as|caused by |not downtime|left out|not included|brought about|\
         outside our control|beyond our control|force majeure|strikes|not covered|does not include|\
         do not include|disregard|fall outside|falls outside|outside this|are on you|is on you|\
         lost to your|hurt our score|weigh on|does not weigh|do not weigh|set aside|left aside|\
         leave aside|war |floods|no fault of ours|out of our hands|does not enter|do not enter|\
         not enter into|is not for|and not the|nothing is owed|not owed|not due to|owing to|stems from|\
         stem from|arises from|arising from|result of|due to your|with the exception|save for|apart from|\
         other than|is ignored|are ignored|not part of|do not fall|does not fall|nobody s fault|\
         leaves public|holidays out|leaves out|earn no credit|earns no credit|are subtracted|\
         is subtracted|not your|do not matter|does not matter|beta |no rebate|public holidays|\
         is not a breach|without our doing|nothing we can|have no service level|has no service level|\
         no service level|come without|comes without|are not part",
        "maintenance|coincides|if it |except|your own |storm|outside|fault|disregard|unless|out |\
         subtracted|no ",
        "exclu|exception|not count|does not cover|no credit|not downtime|caused by|not covered|\
         left aside|left out|what is not|outside|not part|limits|what we do not|does not apply|not apply",
    ),
    (
        Family::Remedy,
        "remedy|remedies|repair|replace|set off |pay them out|pay it out|paid out|lapse|in cash|\
         without a claim|granted without|voucher|next invoice|further invoice|mend |send another|\
         put right|put it right|only relief|sole relief|make up for|price reduction|a new one|try again|\
         rectif|all you can ask|all you get|all you may|swapped|swap |patched|pull out without|\
         fix the fault|free month|cash |to your bank|to your inbox|pick between|money back|\
         the money back|waive|month is free|make it right|made right|make it good|do it again|done again|\
         redo|new part|at our cost|at our own cost|at our expense|claim nothing|nothing else|\
         further claims|other claims|damages|only claim|reduce the fee|lower the fee|without a fee|\
         free of charge|taken off the next|handed out as|coupons|you may leave and|may leave and|\
         get the unused|are closed to you|stay open to you|bad months|in kind|as money|paid in|\
         beside the credit|besides the credit|and nothing more|makes up for|amends|can cancel|may cancel|\
         below target|months below",
        "credit|reimburs|refund|make good|compensation|back|fix|mend|choose|instead|leave|unused|\
         open to you|cancel|target|months",
        "remed|credit|defect|warranty|payment of credits|relief|faults|what we do if|you can do|\
         if it fails|making it good|if we fail|putting things right|when we fail|if something is wrong|\
         guarantee|consequences|what follows|what we do then",
    ),
    (
        Family::Definition,
        "mean |means |is defined|refers to |a working day|shall mean|considered |qualifies as |\
         it applies to |we understand|stands for|is understood|in these terms|for the purposes of these|\
         is monday to|is any |is anyone|are any |is work |by month|peak hours|is every|is each|\
         begins when|ends when|starts when|is counted from|is deemed|are deemed|counts from|runs from|\
         is the time|is the period|is the sum|is a fault|is an event|includes |by that|fault stops|\
         begins with|night is|day is|week is|hours are|is when|is where|is one that|is one who|in a row",
        "includ|exclud|actual|any |is any|are any|is the |are the|from",
        "definition|defined|interpretation|meaning|scope|glossary|vocabulary|what we mean",
    ),
];
