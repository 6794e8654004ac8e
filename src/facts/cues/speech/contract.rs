//! Cues of families that speak of a contract. Data only.

use super::Row;
use crate::facts::Family;

/// Family; its words; hints; words of headings.
pub(super) const ROWS: &[Row] = &[
    (
        Family::LiabilityCap,
        "liab|indemnif|indemnit|hold harmless|damages|compensate |defend |cap does not|the cap |\
         whichever is higher|whichever is lower|whichever is greater|whichever is less|infringe a |\
         answer for |negligence|lost profit|loss of profit|third party claims|free from |owes the other|\
         keep us free|fault of|gross |not get from us|carelessness|mishap|made good|make good|shield us|\
         peril|at your own|own risk|missed profit|pay for damage|pays for damage|harm |ruined|\
         stands in for|bears the loss|damage |hurt by|lost data|lost gain|our bill for|owe you more|\
         wilful|intent |deliberate|you protect us|sues over|costs of a lawsuit|injury|vouch|stand in for|\
         bodily harm|death|scratches|hirer pays|takes us to court|take us to court|bill is yours|\
         share the bill|no ceiling|there is a ceiling|slight fault|grave fault|up to the deposit|\
         pays for the|breakage|is borne by|are borne by|bear the|faults with no more",
        "responsible for |exceed|up to the value|limited to |loss|fault|answer|owe|pay |twice|at most|\
         risk|pays for|deposit|no more than",
        "liab|indemni|responsib|warrant|limitation|who pays|damage|what we owe|go wrong|goes wrong|\
         accidents|who bears|if harm|risk|answer",
    ),
    (
        Family::Arbitration,
        "arbitrat|class action|jury|small claims|mediat|one by one|as a group|group action|\
         collective action|representative action|umpire|arbiter|last word|join forces|one suit|\
         sue together|sues together|conciliat|settled out of court|out of court|tribunal of|as a class|\
         together with other|on behalf of others|chamber|bundle|single arbitrator|decline arbitration|\
         sole arbitrator|with those of others|claims can be|claims cannot be",
        "tribunal|dispute|filing |one by one|panel|suit|mediat|leave |goes to|others",
        "arbitrat|disputes|class action|resolving|quarrel|disagree|conflict|complaint|when we differ|\
         settling",
    ),
    (
        Family::GoverningLaw,
        "law of |laws of |governed by|conflict of law|choice of law|law applies|federal laws|law governs|\
         follows the law|under the law of|rules apply to this|statutes of|law decides|law rules|\
         legal system|legal order|rules of the country|danish law|english law|irish law|swedish law|\
         german law|dutch law|french law|governs this|is read under|is chosen|law is",
        "applies |rules apply|statutes|legal|under the law|chosen|law",
        "governing law|applicable law|choice of law|law |which rules|which law|the law that",
    ),
    (
        Family::Courts,
        "court|jurisdiction|venue |sue at|judges |legal action|proceedings|tribunals of|is filed in|\
         are filed in|suit|sue us|sue you|hear every|hears every|heard in|judge |before the judges|\
         brought before|tried in|seat of|are tried|is tried|tried before|district court|home town|\
         our seat|go to the court|county court|city court|bring a claim|bring claims|bring an action|\
         place of residence|your residence|domicile|where you reside|forum",
        "exclusive |sue|tribunal|where you live|filed|before the|cases|residence|claim in",
        "court|jurisdiction|venue|disputes|where to sue|where we sue|quarrel|which rules|lawsuit",
    ),
    (
        Family::UnilateralChange,
        "modif|amend|alteration|alter |revis|change these|change the |change this|changes to |\
         changes do |new version|update these|update the |update this|withdraw a |remove a |remove any |\
         discontinue|the functionality|previous version|published on |rewrite|as we like|new rules|\
         dropped or replaced|be dropped|adapt the|adjust the|vary |variation|rework|take down|delist|\
         at our discretion|sole discretion|fresh edition|new edition|edition|come and go|comes and go|\
         staying on|stay on |swap parts|redraft|our own say|see fit|sees fit|binds you|goes online|\
         new wording|retire|sunset|phase out|phased out|whenever we like|as we please|switch off|\
         switched off|take away|taken away|latest version|later version|replace |replaces|renegotiat|\
         by agreement|both of us sign|if we change|changed only|can only be changed|other terms|\
         counts as a yes|touch the terms|need both|both signatures|our signature|object within|\
         does not object|not objected|catalogue|from week to week|stays the same|stay the same|\
         during a paid|without asking|without your|has agreed to the new|can swap|may swap|similar one|\
         for a similar|substitute",
        "change|version|feature|binds you|accept|functions|withdraw|remove|adapt|switch|yes|online|sign|\
         together|release|new|terms|touch|swap",
        "change|amend|modif|update|moderation|revision|variation|service|rules|new version|new edition|\
         this text|alter|when we change",
    ),
    (
        Family::Termination,
        "terminat|cancel|suspend|end this |end the |ends this |close your |close the account|\
         for convenience|may end |can end |extraordinary |serious breach|material breach|repeated breach|\
         leave the contract|walk away|contract is over|runs out|ends when|closing |to an end|free to go|\
         pull the plug|call it a day|shown the door|freeze|frozen|before we part|part ways|parts ways|\
         parting|block |blocked|lock |locked|shut |kick|expel|throw out|thrown out|wind up|\
         remedy the breach|cure the|cure a |cure period|set a wrong right|put the breach|disconnect|\
         take off line|take offline|taken offline|bow out|pull out|leave at|step back from|\
         notice to quit|dismiss|the account is closed|is closed|loses access|lose access|withdraw access|\
         access ends|stops working|resign|ends the plan|ends the contract|on the spot|let a customer go|\
         lets a customer go|put on hold|puts on hold|on hold|be undone|is undone|undo the|grave wrong|\
         quit|resil|ends at once|without delay after|done with|back out",
        "in any |falls below |breach|ends |months of a |leave |shut |over when|go |part |close|warning|\
         end |stop|hold|undone|reminder|unpaid|plan",
        "terminat|ending|cancel|term |suspension|end of|duration|leav|closing|parting|goodbye|stopping|\
         blocking|how it ends|exit|when we part|going",
    ),
    (
        Family::Licence,
        "licen|royalty|sublicens|right to use |permission to use|you grant|allows us to|title |titles |\
         stream |brochure|right of use|non transferable|may publish your|may show your|reuse|copyright|\
         use your name|use your logo|you own |ownership|remain yours|remains yours|belongs to|belong to|\
         become ours|becomes ours|stay yours|stays yours|yours to use|are yours|is yours|print your|\
         lend us|code apart|decompil|reverse engineer|take apart|taking apart|run the program|\
         run the software|install|one computer|on one device|copies of the|show your|for good|\
         intellectual|rights in|all rights|exploit|display your|translate your|adapt your|pass on your|\
         attribut|credit you as|by name|keep the rights|hand over the rights|hand us the|you allow|\
         allow us|may be put on|be put on|right to play|right to show|right to print|property of|\
         is the property|prints of|three machines|in our newsletter|right to keep|rights to|\
         may be used on|be used on|used on up to|number of devices|per device|on your own device|\
         for private use|non commercial",
        "for as long as |use |hours |reproduce|publish|pictures|yours|ours|copy|program|music|text|share|\
         machine|play|show|made|drawing|device",
        "licen|your content|intellectual property|content|titles|library|play|software|material|\
         your work|let us do|owner|who owns|yours|output|what is ours|rights in|property",
    ),
    (
        Family::AcceptableUse,
        "you may not |you must not |must not |may not |ban |prohibited|not permitted|forbidden|\
         not allowed|requests in a |load tests |you agree not|you may run |out of bounds|refrain from|\
         hands off|scraping|spam|off limits|not to |without permission|resell|abuse|hacking|\
         no place here|no place on|ceiling for|calls a minute|calls per|requests per|requests a|\
         lending your|lend your|stay clear|steer clear|seat |share your login|characters|\
         share your password|fair share|house rules|leave the|out of order|tolerate|do without|insult|\
         hateful|offensive|no bots|bots |scripts|automated|gigabyte|gb |per day|a day at most|must be|\
         is reserved for|private use|commercial use|for yourself|please do|respect|is banned|are banned|\
         stop at |stops at |uploads stop|probe the servers|left at home|to be left|may be flown|\
         for holes|is fine|are fine|you may only|only members|by members|leave your|are to be|is to be|\
         not for resale|not for sale|may be shared|not be shared|shared in a|share an account|\
         shared account|may copy|may download|may quote|may bring|is allowed|are allowed|links is",
        "use |post |you will not |own account|keep your|limit|at most|user|guest|fine|may use|number of|\
         ceiling|selling|uploads|shared|accounts|copy|pages|copies|posting|links",
        "acceptable use|conduct|you may not|prohibited|fair use|not do |house|rule|behav|good manners|\
         how to use|use of the platform|use of the app|use of the site|use of our",
    ),
    (
        Family::Price,
        "price|fee |fees |cost |costs |charge|per month |a month |per hour |premium |commission|invoice|\
         billed |payable |surcharge|eur |usd |tariff|interest |bill in |in arrears|euros |pounds |\
         dollars |discount|deposit|vat |taxes|on top|settle late|settle up|on the house|sets you back|\
         our rates|rates climb|inflation|gratis|prepaid|balance|wallet|top up|topped up|tokens|waive|\
         unused|free for|free of charge|trial|instal|overdue|late|direct debit|reminder|quote|rise by|\
         rises by|go up|goes up|raise|cheaper|dearer|postage|shipping|a seat costs|fall due|falls due|\
         due after|delivery is free|dunning|adds eur|adds gbp|adds usd|is free above|free above|per seat|\
         monthly|yearly|per year|entry is|ticket is|gbp |is gbp|is eur|is usd",
        "pay |paid |payment|owe |subscription|rate|per |free|euro|pound|dollar|bill|money|sum |costs|due|\
         delivery|adds|ticket",
        "price|fees|payment|charges|subscription|cost|plan|tariff|what it costs|rates|what you pay|\
         paying|money|bill|balance|wallet",
    ),
    (
        Family::RefundWindow,
        "refund|repaid|money back|return the goods|returned |withdraw from the |reimburse|cooling off|\
         pro rata|give back |send it back|your money|exchang|take back|right of withdrawal|goods back|\
         restocking|go back to us|goes back to us|every penny|sum back|taken back|take it back|\
         change your mind|changes your mind|change of mind|pay nothing|settled in coin|return parcel|\
         paid back|pay back|pay it back|give the money|gives you back|gives back|get your money|\
         full amount|returns |in full|at our expense|at your expense|cancel the order|unused months|\
         not used|can come back|come back for|comes back|is paid out|are paid out|handed back|hand back|\
         hands back|unused part|leave early|unworn|unopened|part is paid back|send them back|\
         cancelled concert|bring back|bring it back|brought back",
        "deposit|days |purchase|return|goods |withdrawal|back|sum|parcel|mind|unused|month you|come back|\
         paid out|cancelled|opened",
        "refund|return|withdrawal|money back|cancellation|sending back|exchange|sending things back|\
         change of mind|not happy|satisf|back",
    ),
    (
        Family::Renewal,
        "renew|prolong|extended by|rolls over|roll over|goes on for|from month to month|month to month|\
         another year|another term|further term|successive|rolls on|carry on for|carries on for|\
         starts over|start over|another month|another six|another twelve|another period|next round|\
         next term|next period|turns into a paid|trial turns|becomes a paid|begins again|starts again|\
         when the year is up|anew|runs on|run on|keeps running|keep running|further year|further month|\
         further period|of its own accord|by itself|on its own|stretches by|stretch by|speaks up|\
         nobody speaks|next year|extend themselves|extends itself|extend itself|do not extend|\
         anniversary|goes on by|is carried on|lengthen|stop the next",
        "term |automatic|weekly |monthly |continues |another|goes on|unless you stop|next|again|itself|\
         extend|year|a further|stop the",
        "renew|auto renew|duration|going on|what happens next|how long it runs|length|next|term",
    ),
];
