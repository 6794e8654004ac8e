//! Cues of families that speak of personal data and of whoever answers for it. Data only.

use super::Row;
use crate::facts::Family;

/// Family; its words; hints; words of headings.
pub(super) const ROWS: &[Row] = &[
    (
        Family::Retention,
        "retain|retention|kept |keep |keeps |delet|eras|purg|stored |archiv|overwritten|destroy|\
         destruction|wiped |expires |vanish|disappear|held |discard|shredded |shredder|shred |survive|\
         rotate out|roll over|rolls off|cleared |on our disks|on file |thrown away|binned |dropped after|\
         saved |preserved|life of the account|lifetime of|no trace of|rolling basis|remains on |\
         stays on |taken down|cleaned out|flushed|scrubbed|expunge|hang on to|hold on to|holds on to|\
         hold onto|sit on |loop over|written over|live for |lives for |stays with us|stay with us|\
         remain with us|remains with us|replaced by a new|rotated|filing cabinet|leave our |\
         cease to exist|ceases to exist|filed away|put away|filed for|clean up|reset every|renewed every|\
         gone after|forgotten|torn up|part with old|parts with|goes into the bin|in the bin|thrown out|\
         emptied|wound up|is lost when|fade|outlive|cut off from|moves to the archive|rid of|roll off|\
         rotates out|drop off after|stay on ",
        "days |months |years |until |as long as |recorded |remov|go into |gone |history|dormant|rest |\
         expiry|lapse|old |when you close|after the season|close the browser",
        "retention|storage|delet|keep|kept|how long|stored|records|archive|log |logs |hold on to|\
         time limits|lifespan|clearing|erasure|storing|periods|how old",
    ),
    (
        Family::Recipient,
        "share |shared |shares |sharing |disclos|sell |sold |receives |receive |recipient|third part|\
         sub processor|subprocessor|partners |passed to |passed on |pass on |hand over |handed over |\
         police |authorities |advertisers |affiliate|sends our |looks after |hosts our|runs our|courier|\
         lawyers|auditors|accountant|sister compan|group compan|parent company|subsidiar|contractor|\
         agenc|have access to |has access to |look into the |hand the |hand your |on our behalf|outsourc|\
         buyer|sees the |may see |your bank |insurer|employer|passes |pass it |forward|supplied to |\
         learns your|learn your|lays eyes|lay eyes|made over to|made known to|made available to|\
         goes to the |go to the |gets your|gets the |get to see|gets to see|besides us|apart from us|\
         carried out by|delivered by|booked through|sent through|routed through|goes through the|entrust|\
         commissioned|works for us|work for us|work for our|reveal|visible to|in the hands of|outsider|\
         strangers|anyone else|anybody else|other compan|other firms|collection bureau|collects the|\
         debt collect|on to the |on our instructions|publish|passing|is told the|are told the|\
         see the letter|takes over the|take over the|merged|towing|printed and|franked|printed by|\
         translators|landlord|neighbours|lenders|to third|members of the public|press|insurance|\
         tax office|the public|accessible to|settled by|are settled|hand figures|to the health authority|\
         authority|read the|our own|partner stores|look at the|run by |are run by|is run by|journalist|\
         name no customer|may name",
        "hosts |runs |supplies |handles |delivers |provides |give |given |sees |send |sent |supplier|\
         partner|engage|appoint|see |firm |firms |bureau|operator|dealer|office |bookkeeper|service|\
         told |printed|buyer|sold|own |settle|processed by|checks ",
        "shar|recipient|who receives|sub processor|subprocessor|service providers|partners|who helps|\
         who else|suppliers|disclos|passing on|group|with whom|processors|who gets|who sees|compan|\
         outside help|helpers|who we work with|get to see|other people|publication|others|involved|\
         who works|third",
    ),
    (
        Family::DataType,
        "collect|gather|we receive |we record|we see |we require |we ask for |ask you for |transmitted|\
         location |photograph|diagnos|sensor|scans |examines |health data|sent to us|anonymised form|\
         pseudonymised form|identifier|cookie|fingerprint|reads the |need your name|we need your|\
         your name |phone number|e mail address|email address|you give us|you provide|you enter|\
         date of birth|we log |logs the |profile picture|measures your|we obtain|we process your|\
         ip address|heart rate|biometric|readings|counter of|random number|jot down|note down|takes down|\
         wants your|asks for your|we hold your|we learn |keep track of|picks up your|pick up your|\
         send us |sends us |fill in|form wants|form asks|obligatory|voluntary|mandatory field|\
         required field|we count |we read |we note |plate |surname|we store your|we know |we take |\
         takes your|upload your|your answers|we are told|microphone|camera|contacts|pulse|footage|\
         we copy |copy your|sense |senses|tell us |tells us |you tell|keep a note|takes a note|note of |\
         passport|driving licence|identity card|income|medicine|we look at your|scan your|breathing|\
         weight|steps|we film|filmed|reports its|reports your|reports the",
        "name|address|number|data |answers with |required |access|details |device|camera|contacts|\
         recording|need |photo|height|size|postcode|figure|form |profile|account|picture|voice|age |town|\
         position|birthday",
        "we collect|information we|what we |personal data|categories|data |permissions|cookies|\
         registration|applicants|app |know about you|we know|hold about|information you|your details|\
         details",
    ),
    (
        Family::Purpose,
        "purpose|in order to |used to |used for |use it to |use it for |use them to |for research|\
         product research|market research|for marketing|for advertising|solely |used only |only to |\
         only for |exclusively to |to improve |for nothing else |to measure |to personalise |\
         to personalize |serves |serve to |lets us |let us |draw on |helps us |help us |enable us|\
         enables us|to suggest|to forecast|to plan |to send you|to detect|to prevent|to train staff|\
         to settle |to recommend|to analyse|to analyze|to tailor|so the |is there so|exist for |\
         exists for |tells us |tell us where|to make |to set |to rate |to rank|to score|for rating|\
         for no other|nothing beyond|other ends|any other end|needed to |needed for|to invoice|to bill |\
         to deliver|to contact you|to answer you|to understand|to build |to check |to decide|to test |\
         to advertise|to market |for statistics|for billing|for quality|for analytics|for product|\
         for security|to offer |to compare|for the sake of|in aid of|for the benefit|for tests|so that |\
         work out your|works out your|for that alone|alone is|help our|helps our|sort customers|\
         into groups|feedback|in the interest of|get better|to find |with the data we|we need the|\
         we need your|is to help|to keep |to help|enough to|campaign|is watched|are watched|only watched|\
         is looked at|are looked at|is read only|is used only|other shoppers|help other|helps other|\
         uses your|to choose|to show ",
        "use |uses |used |process|looked up |opened |consulted |alone |analys|to |so |watched|evaluate|\
         looked at|help |helps ",
        "purpose|how we use|use of|what we do with|what for|marketing|what we use|what it is for|aim|why|\
         reason",
    ),
    (
        Family::Promise,
        "we will |we shall |we never |we do not |we also do not |we also never |we only |we always |\
         we undertake|we promise|we commit|we tell |never |will not |do not |does not |is not |are not |\
         processor shall |provider shall |supplier shall |company shall |vendor shall |undertakes |\
         we aim |shall |nobody |no one |not sent |no health data|under no circumstances|refrain|\
         guarantee|stays the same|in no case|at no time|we keep our|undertake to|out of the question|\
         leave your|leaves your|there is no |there are no |contains no|contain no|makes no|make no |\
         takes no|take no |no use of|stay between|stays between|not even|neither |nor |stay out of|\
         keep out of|keeps out of|free of ads|without ads|without adverti|no advert|no tracking|\
         our staff do not|alone |do our best|does our best|will always|is always|are always|\
         at the earliest|stand by|peek|make none|none of|leaves the ward|are rare|not our style|\
         a year is sent|stays in|keep our hands|in every case|come what may|whatever happens|\
         little about|nothing about",
        "will |only |must |no |not |we |nothing |without|more than once|at most|always|any more|none |\
         rare|times a year|once a year",
        "promise|commitment|do not|never|pledge|our word|guarantee|count on|we stand by|assur|vow|\
         what you can count|we give you our",
    ),
    (
        Family::Training,
        "train |trained |artificial intelligence|machine learning|language model|fine tun|ai model|\
         our models|learning system|data set for |teach our|teaches our|taught |learns from|learn from|\
         feed an ai|feed our|feeds our|neural|chatbot|speech engine|recognition software|\
         built on customer|generative|machine that learns|machines that learn|assistant learn|tune our|\
         tunes our|recogniser|recognizer|robot|gets better with|get better with|model of ours|\
         learned from|teach a|teaches a|classifier",
        "training |models |model |ai |algorithm|learn|teach|feed|engine|software|improve|tune|recogn|\
         better",
        "training|artificial|ai |machine learning|models|machines|learning|chatbot|assistant|\
         systems that learn",
    ),
    (
        Family::AgeLimit,
        "years of age|years old |under the age|age of |aged |minimum age|or older |or over |adult|minors|\
         younger than|guardian|teenager|pupils under|signature of a parent|has not turned|\
         have not turned|not yet turned|turned 1|birthday|mum or dad|over 1|over eighteen|under sixteen|\
         under thirteen|under fourteen|under fifteen|under eighteen|of full age|come of age|grown up|\
         school age|teens |14th|16th|18th|have to be 1|has to be 1|not yet 1|of 18 and|of 16 and|\
         and above|at least 1|legal guardian|years and up|is for people of",
        "child|minor|teen|parent|from 1|to 1|under 1|18 |16 |13 |pupil|sixteen|thirteen|fourteen|\
         eighteen|young|family|father|mother|years|at least",
        "child|minor|age |young|teen|famil|kids|who may join|who can join|parents",
    ),
    (
        Family::Right,
        "right to |rights to |have the right|you may |you can |entitled |customer may |customers may |\
         client may |controller may |user may |users may |member may |members may |subscriber may |\
         may object |may contest|appeal|may request|may ask |waive|looked at again|may inspect|\
         may export|whether or not you have |free of charge|ask us for |free to |parents can |\
         members can|are allowed to |is allowed to |welcome to |complain|ombudsman|supervisory authority|\
         may look at|can see and|demand|insist on|is at liberty|you get a copy|get a copy|\
         costs you nothing|with you to another|put straight|hand over everything|we show you|\
         we send you a copy|have it corrected|have it deleted|have them deleted|you decide|up to you|\
         you are free|you get to |free copy|for free|a person looks|a human |see what we|take your |\
         we hand over|look into your|you have a say|you choose which|challenge|review by|request that|\
         ask that|we will delete|we will correct|at your wish|blot out|look through the|looks through|\
         mistakes mended|have mistakes|data inspectorate|inspectorate|printout|taken to the|\
         free once a year|say no to|hide the entry|be taken to us|on your wish|your entry|bring a claim",
        "object |access |export |withdraw|request|refuse |opt out|complain|download|on request|correct|\
         see and|at any time|a copy|copy of|your data|anyone may|everyone may|everybody may|entry|free|\
         wish",
        "your rights|rights|choices|control|what you can|your data rights|complaints|say |ask of us|\
         your say|what you may|you can ask|your options|access|your data and you|freedom|claims",
    ),
    (
        Family::Consent,
        "consent|opt in|opt out|agree to |agreed|you agree|permission|by default|off by default|approval|\
         approve|unless you |only if you |until you |accept it |you accept|to accept |deemed|switch|\
         toggle|tick|refus|optional|set up by |your agreement |s agreement |wait for your|your click|\
         say yes|say no|you turn |turn it on|turn it off|declin|ask first|ask you first|your say|\
         unchecked|checked box|your blessing|explicit|nod from you|untick|silence |as a yes|\
         counts as a yes|rests until|before you tick|unlocked by|unlock |your okay|your ok |green light|\
         go ahead|confirm|once you have said|when you have said|with a click|say so |asks you |\
         we ask you|you have agreed|with your |against your|turned on|turned off|only after you|\
         signed by a parent|a parent |said yes|said no|says yes|says no|asleep|unanswered|banner is|\
         taking back a yes|a yes |starts with the page|in writing when|with the blessing|family has|\
         released by you|you have released|has released",
        "if you |choose|choice|visible |ask |object|necessary |without your |allow |until you|off |\
         before |you have |parent|agree|yes|no in",
        "consent|choice|cookie|settings|permission|control|preferences|newsletters|recording|saying yes|\
         your yes|agreement|parents|asking|free will",
    ),
    (
        Family::ResponseDeadline,
        "respond|response|answer|reply|acknowledg|follows within|get back |dealt with|decide within|\
         becoming aware|remedy critical|resolved within|first reply|contest|report on |hear from us|\
         taken up |looked into |settle complaint|at the latest|attend to|come back to you|fixed within|\
         repaired within|handled within|complaints within|turnaround|first answer|reaction time|\
         word from us|expect word|expect an|sign of life|picks up |pick up a|picked up|going again|\
         back up again|are gone in|is gone in|take you off|takes you off|off the list|\
         off the mailing list|go live|goes live|reported to|report to the|tell every|tells every|\
         told within|in touch within|back in service|carry out your|act within|acts within|is on site|\
         on site within|are on site|call you back|calls you back|calls back|inform you|be informed|\
         informs you|tell you within|is fixed|gets fixed|restored in|restored within|working again|\
         be reported|look into it|deal with your|look at your|has it in hand|in hand after|\
         stops the mailing|stop the mailing|learn of it|learns of it|come first|are done in|is done in|\
         at work after|engineer is|met with an answer|on its way|next working day|same day|next day|\
         half an hour|an hour after|turn to your|takes care of|take care of it|put an end to|is stopped|\
         are stopped|are told within|repair begins|begins work|after your request|of your request|\
         after you ask|of you asking|after receipt of|of receipt of|of receiving|let you know|\
         lets you know|after the request|after we receive|after we have received|from receipt|\
         of being asked|once you ask|engineer in|get an engineer|gets an engineer|severity 1|cases get",
        "within |no later than |notify|tell you |process your request|fix |settle|inside of|in three|\
         in two|at once|hours|working day|business day|promptly|without undue delay|after we find|soon|\
         days at most|in ten|in a week|done |stolen|after your|a breach|receipt|severity|engineer|ticket",
        "response|support|requests|incident|breach|complaint|service desk|quickly|how fast|how quickly|\
         picks up|who answers|help|deadlines|when something goes wrong|faults|contact|speed|how soon|\
         how long you wait|service times",
    ),
    (
        Family::NoticePeriod,
        "notice |notices |in advance |notify|notified|inform|announce|tell you |told |beforehand |ahead |\
         days before |weeks before |months before |hours before |alert|learn of |status page|\
         letter goes out|e mail you|write to you|publish the |warn|read about it|by the time|days early|\
         day early|weeks early|week early|fortnight early|months early|hours early|mailed out|is posted|\
         are posted|hear of|hears of|banner|lead time|remind|ring the bell|advance warning|text message|\
         you will know|let you know|lets you know|give you word|given word|get word|gets word|\
         said in advance|we say so|tell customers|tells customers|post a|posted on|with a month|\
         have it in writing|go by between|goes by between|listed here at least|before they start|\
         put the draft|up for comment|an hour ahead|hour ahead|nine days before|is announced|\
         are announced|first day of the new|lies between",
        "before |days |a month ahead|early|prior|week|month|on the day|ahead|draft|comment",
        "notice|changes|amend|notification|incidents|maintenance|alter|new versions|when we work|\
         planned work|works|announce|how we tell|telling you|this page|this text",
    ),
    (
        Family::Controller,
        "controller is |is the controller|operated by |and us mean|us and our mean|we mean |\
         registered in |registered office|data controller|decides why and how|behind this site|run by |\
         company number|registered at |responsible for the processing|responsible body|\
         the company responsible|the firm behind|stands behind|is the company|are the company|\
         the body that|our full name|trades as|trading as|belongs to the|part of the .* group|\
         is answerable|answerable for the|responsible party",
        "company |incorporated|corporation|stands the |our company|gmbh|limited |ltd |inc |association|\
         society|answerable|processing",
        "who we are|about us|controller|parties|imprint|identity|who is responsible|who stands|\
         who is behind|behind this",
    ),
    (
        Family::Location,
        "located |hosted |stored in |region |regions |outside the |transfer|abroad |countr|leaves the |\
         leave the |servers in |data cent|machines stand|stand in |border|engineers in |offices in |\
         office in |on servers in |offshore|remote access|from outside|inside the union|third countr|\
         racks|do not travel|does not travel|not travel beyond|may travel|filed on machines|machines in|\
         sits in |sit in |hum in|housed in|kept in the|within the country|on european soil|soil|overseas|\
         night shift|crosses|stays in |stay in |lies in |tapes|bunker|ground|desk in|lie in|canadian|\
         american|german|norwegian|french|placed on|copies remain|help desk in|team in|staff in|seat in",
        "in the |within the |european |states |inside the |lies in |based in |beyond|germany|country|\
         machines|sit |near |remain",
        "location|country|transfer|where|region|international|abroad|place|territor",
    ),
    (
        Family::Framework,
        "certif|iso |soc |standard contractual|data privacy framework|adequacy|regulation |gdpr |\
         data protection act|safeguards of |code of conduct|model clauses|accredit|directive|statute|\
         seal |under the act|european commission|standard for|approved by|binding corporate|\
         corporate rules|transfer mechanism|under article|cloud code|privacy shield|clauses approved",
        "aligned |comply with |complies with |report and |standard |scheme|act |clauses|approved|article|\
         hold the|hold a",
        "certif|complian|standards|transfer|framework|safeguards|accredit|rules we follow|seals|badge|\
         law and",
    ),
    (
        Family::SecurityMeasure,
        "encrypt|hash|pseudonym|anonymi|access to |only staff |staff |employees who|password|audit|\
         inspect|penetration|tested |tests our|test our|certif|backup|back up|safeguard|secur|suppress|\
         aggregat|need to know|two factor|multi factor|access right|vulnerabil|weakness|stripped of |\
         truncat|masked |rounded |benchmarks |cannot be joined|cannot be linked|identified |locked|\
         guarded|keys |tokens|tokenis|tokeniz|sign off|firewall|two people|four eyes|vetted|\
         privacy training|patch|restore|badge|need it for their work|key management|access log|clearance|\
         bound by secrecy|confidentiality|scrambled|break in |break into|vault|separate network|\
         administrators hold|trust account|kept apart|kept separate|segregat|escrow|lock and key|\
         isolated|in a safe|strong room|vpn|hardened|guards |without a line|virus|intrusion|alarm|\
         dual control|shielded|coded|cipher|role based|read only|screened|vets |logged and|a log of|\
         two keys|second factor|one time code|replaced by a number|replaced by a code|fewer than|blurred|\
         only our |stay behind|worthless|strings|turned into|vow of|silence|rehearse|emergency|secrecy|\
         sworn|duty of silence|doors|behind a|disguised|rendered|destroyed by|signs a|wiped three|\
         before disposal|disks|wiping|shredding|disposed of",
        "reviewed |each quarter|each year|only |fewer than|protect|a number that |rotate|trained|sealed|\
         doors|key |bit |copies|separate|names are|lab |staff|before it is stored|every nurse|card data|\
         signs|wiped ",
        "security|measures|protect|annex|confidential|technical and organisational|organisational|\
         how we protect|looked after|guard|keep it|keeping it|safe|how safe|keeping data",
    ),
];
