"""English: what secrets are called, and what only sounds like one; fields of `Phrases`."""

SECRETS = {
    "CARD_CODE": r"""
        last (?:three|3)(?=.{0,40}(?:back|strip|signature|reverse))|(?:printed |what's |written )?on the (?:strip|back
        reverse) (?:at|of|on) …card|(?:those|these|the) (?:last )?(?:three|3) (?:figures|digits|numbers
        little numbers)(?: (?:on|at|from|by|near) (?:the )?(?:back|reverse|strip|signature)\w{0,6}(?: (?:strip
        panel))?(?: (?:of|on) …<card>)?)?
        (?:three|3|four|4) (?:little |small |extra )?(?:digits?|numbers?|figures?|numerals) (?:\w{1,9} )?(?:on|at
        from|by|next to) …(?:back|reverse|signature)(?: strip| panel)?(?: of <card>)?
        cvv2?|cvc2?|csc|(?:card )?(?:security|verification) (?:code|number|digits) (?:on|from|of) …(?:card|back)
        cvv number|card security code
        (?:three|3|four|4)[ -]digits? (?:code |number )?(?:on|at|from) …(?:back|reverse|signature
        front)(?: of <card>| strip)?(?! of)
        (?:last )?(?:three|3) digits|(?:digits|numbers?|code) (?:on|at|from) (?:the )?(?:back
        reverse)(?: of <card>)?(?! of)
        (?:small|little|tiny|short) (?:code|number) (?:on|at|by|near|next to|beside) …(?:back|rear|signature|reverse)
        (?:numbers?|digits?|code) (?:by|near|beside|next to|under|above) …signature
        (?:three|3|four|4)(?: |-)?(?:digits?|numbers?|nums?|nrs) (?:\w{1,9} )?(?:on|at|from) …(?:rear|flip side
        other side)
        (?:card )?(?:security|safety) digits|card (?:security|verification) (?:value|number)
    """,
    "CARD": r"""
        numbers? (?:that is |that's )?(?:embossed|printed|stamped|engraved|shown|written) (?:on|across) …<card>
        (?:back|front|reverse|both sides) of <card>
        <card> (?:numbr|nos?|nr|num)|(?:whole|entire|complete) number (?:on|across|of)|(?:name
        expiry) and number on …card|<card>(?:'s)? (?:numbers?|no|details?|data|info~|digits)|card #
        (?:numbers?|pan|details|digits) (?:on|of|from|across|off) (?:the front of |the face of )?<card>
        (?:full |all )?(?:16|sixteen|15|fifteen)[ -]digits?(?: card)?(?: numbers?)?|long (?:card )?number|full pan
        (?:photo|picture|pic|scan|image|copy|snap|screenshot|front|both sides|back)(?:graph(?= of| and))?s? …of <card>
        front and back of …card|card in full
        card[_ -]?(?:numbers?|num|no|nr|pan|digits?|numbr|nmbr|numer)s?|cc[ _-]?(?:numbers?|num|details|info|no|nr)
        (?:numbers?|digits?) (?:across|along|on|off|from) …(?:front|middle|face)(?: of <card>)?|(?:bank|credit
        debit) card info
        (?:16|sixteen)[- ](?:figure|number)s?|primary account number
    """,
    "CARD_EXPIRY": r"""
        (?<!id[ ])(?<!identity[ ])<card>(?:'s)? (?:\w{1,9} )?(?:expiry|expiration|expires|expire|exp|end date|run out
        runs out|lapses?)(?: date
        month| year)?|(?:expiry|expiration|exp)(?: date| month| year)?(?: \w{1,4})? (?:of|on|for|from) …card
        (?:expiry|expiration|exp)\.?(?: date)? ?\(?mm|(?:valid|good) (?:thru|through|until|till)(?: date)?(?= (?:on|of
        date))
        mm ?/ ?yy(?:yy)?|(?:month|date|when|until when|how long) …<card> …(?:expire|run|end|valid|good|lapse)~
    """,
    "DRIVING_LICENCE": r"driv\w{1,4}'?s? licen[cs]es?(?: numbers?| no| photo)?|licen[cs]e number",
    "PASSPORT": r"passports?(?: (?:numbers?|no|copy|scan|photo ?page|details|page))?",
    "TAX_ID": r"""
        tax(?:payer)? (?:id~|numbers?|file numbers?|reference|code number)(?: numbers?)?|itin|tin number|tfn|utr
    """,
    "NATIONAL_ID": r"""
        (?:your|ur|their) (?:photo ?)?ids?
        ssns?|socials?|social security(?: numbers?| no| card| digits)?|social insurance(?: number)?|sin number
        national (?:id~|insurance)(?: card| document)?(?: numbers?| no)?|ni numbers?|nino
        identity (?:card|document|number|paper)s?(?: number)?|identification (?:card|document|number|paper)s?
        id[ -]?(?:cards?|documents?|numbers?|doc|docs|proof|photo)
        (?:photo|government|govt|gov)[ -]?(?:issued )?(?:photo )?id
        (?:proof|copy|photo|picture|pic|scan|selfie|image|snap|photograph|front|both sides|shot)s? …(?:your 
        their )(?:\w{1,12} )?(?:id|identity)
        (?:proof|form) of (?:id|identity)|(?:your|ur) id|aadhaa?r(?: card)?(?: number)?|pan card
        (?:some|valid|a form of|a piece of|your|ur|official|photographic|proof of) id(?:entification)?|voter(?:'s)? id
        (?:residence|resident) permit|green card number|national identifier|national number
        (?:picture|pic|photo|scan|copy|snap|image|shot)s? of …(?:id|identification|identity)
    """,
    "PUK": r"puk ?[12]?s?(?: ?-?(?:codes?|numbers?))?|sim unlock(?:ing)? code",
    "PIN": r"""
        (?:type|enter|key in|punch in|put in|tap in|use) (?:in )?(?:at|into) (?:the|a|an) (?:atm|cash ?~
        hole)(?: machine)?
        (?:atm |card |sim |banking |phone |mobile |4[ -]digit |four[ -]digit |secret |voicemail 
        security )?pins?(?:[ -]?(?:codes?|numbers?))?
        passcodes?|(?:un)?lock(?:ing)?(?:[ -]screen)? (?:code|pattern|combination)|screen (?:lock|code)|device code
        pin[ _-]?(?:code|number|no|nr)s?|(?:phone|tablet|tab|screen|handset|device|laptop)(?:'s)? (?:unlock )?(?:code
        pattern)
        (?:number|numbers|digits|code) …(?:unlock|unlocks|open|opens) …(?:phone|screen|handset|device)
    """,
    "PASSWORD": r"""
        bank(?:ing)? log-?ins?
        (?:wallet|backup|secret|security) (?:phrase|words?)|mnemonic phrase
        words (?:of|from|for) (?:the|your|their) (?:\w{1,10} )?wallet
        (?:log-?in|user ?name|user|id|e-?mail)s? (?:n|and|&|\+|plus|or) (?:the )?(?:pass|pw|pwd)(?:word|code)?s?
        pass(?: for| to| of) (?:ur|your|the|that)|sign-?in (?:details|info)
        (?:mother'?s )?maiden name|(?:security|secret) (?:question|answer)s?|(?:12|twelve|24|twenty-?four)[ -]words?
        (?:wallet|backup|recovery) (?:words|keys?)|private key|pass?w(?:or|ro|r)ds?|pass[ -]?(?:words?|phrases?)
        pwd?|passwd
        (?:log|sign)[ -]?(?:in|on)s? (?:details?|data|credentials?|info~|and)|credentials?
        log[ -]?ins? (?:for|to|of) (?:your|the|their) …bank~|access (?:data|details)|(?:your|their) log[ -]?ins?
        (?:online|internet|mobile|e|net)[ -]?banking (?:user~|details|access|log[ -]?in|id|credentials|data)~
        user ?names? (?:and|&) …(?:pass~)|(?:memorable|secret|security) (?:word|phrase)|(?:seed|recovery) phrase
        (?:answer|reply) to …(?:secret|security|memorable) (?:question|query)|(?:recovery|backup|seed|wallet
        mnemonic) words
        pass?w[or]{0,3}ds?|psw[or]{0,3}ds?|psswrd|passwrd|pswd|pwds?|logon (?:details|data)|creds|(?:user|username
        login)[ /&+]{1,3}(?:pass|pw)~
        login and pass|(?:memorable|special|magic) (?:word|place|date|answer)|master (?:key|password)|account access
    """,
    "CODE": r"""
        (?:whole|entire|full|complete) (?:sms|text|message)|(?:sms|text|message) (?:from|by) (?:the|your) bank
        (?:6|six|4|four|5|8)(?: |-)?(?:digit|figure|number) (?:thing|thingy|one|code|bit)
        (?:verification|confirmation|security|login|log-in|sign-in) (?:text|sms|message)(?: you| we| that)?
        (?:six|6|four|4|five|5|eight|8)[ -]digits? (?:numbers?|codes?)|(?:text|sms|message) (?:says?|reads?|shows?)
        (?:received?|receiving|get|got|getting) (?:a|our|the|another) (?:text|sms)|(?:text
        sms)(?: message)? …(?:arrived
        landed|come through|came through)
        (?:which |what )?(?:numbers?|digits|figures) (?:did you (?:get|receive)|you (?:just )?(?:got|received|see)
        in (?:the|that|our) (?:text|sms|message))|verification (?:numbers?|digits)|(?:text|sms) (?:we
        i) (?:just )?sent|otps?|(?:m|sms|i|photo|chip|push)?-?tans?|(?:[\w-]{1,16} )?(?:codes?|tokens?)
        (?:the |all |those |these )(?:six|6|four|4|five|5|eight|8)(?:[ -]digits?)(?: numbers?)?(?! _)
        one[ -]?time (?:\w{1,10})|(?:the )?digits (?:we|you|that|from|in)|2fa|security number
        (?:verification|confirmation|security|sms|access|activation|login)[_ -]?(?:code|pin|token|number)s?
        (?:number|numbers|digits|figures|thing|one|what) (?:that )?(?:we|i)(?:'ve| have)?(?: just)? (?:text|sms|sent
        e-?mail|messag)~
        (?:number|numbers|digits|figures|what) (?:\w{1,9} )?(?:in|from|on) (?:the|that|our|your
        this) (?:last |latest |new )?(?:text|sms|authenticator)
        authenticator|one[ -]?time[ -]?(?:pass|pw|key|number)~|(?:phone|mobile|cell) (?:\w{1,6} )?(?:buzz|beep|ping
        vibrat)~
        (?:text|sms|message) (?:has |should )?(?:just )?(?:arrive|land|come in|popped|reach)~
    """,
}

HARMLESS = r"""
    (?:each|every|any|all|our|the) new (?:customer|user|client|tenant|guest|member|patient|visitor|driver|employee
    caller|passenger|subscriber)s?
    never mind(?: the \w{2,12})?|(?:didn't|did not|couldn't) (?:quite )?(?:get|understand|catch|follow)
    (?:when|whenever) (?:you (?:can|get|have|find) ?(?:a (?:minute|second|sec|moment|chance))?|it suits you|convenient
    possible)
    (?:access|entry|door) codes? (?:for|to) (?:the )?(?:\w{1,10} )?(?:room|door|building|office|gate|wi-?fi|display)
    [\"“'](?:pin|code|password)(?: \w{2,10})?[\"”']
    (?:don't|do not|dont|never|please don't) (?:hang up|disconnect|go away)
    no (?:problem|problems|prob|probs|worries|rush|hurry|panic|bother|trouble|stress|big deal|harm)|not (?:a problem
    to worry|only|just|until|later than)|(?:don't|do not|dont) (?:worry|panic|stress|mind)|(?:can't|cannot|can not
    couldn't|could not|don't|do not|didn't|did not|doesn't|does not|unable to|cant) (?:seem to )?(?:find|read|verify
    locate|match|reach|identify|process|complete|make out|hear|catch|recognise|recognize|continue|proceed|go (?:on
    any further)|help|log (?:you )?in|get (?:in|through))
    (?:delivery|drop-?off|pick-?up|release|hand-?over|access door|lift|car park|parking|barrier|safe box
    key box) codes?|isn't it|aren't you|aren't they|right
    (?:pin|passcode|password|code|id|card|puk) (?:attempts?|entr(?:y|ies)|pads?|resets?|changes?|reminders?|letters?
    mailers?|polic(?:y|ies)|rules?|managers?|strength|office|delivery|limits?|fees?|issues?|problems?|questions?
    expiry (?:reminders?|notices?)|holders?|ordering|design|benefits|offers?|services?|stickers?|cutters?|badges?)
    passport (?:offices?|control|photos?|renewals?|queues?|holders?|covers?|appointments?|fees?|checks?)
    credit (?:score|check)s?|(?:fault|display|washing|wash|dtc|obd|machine|boiler|printer) codes?|codes? (?:on|in
    shown on|flashing on) (?:the |your )?(?:display|washing machine|boiler|dishwasher|oven|dashboard|printer|machine)
    an? new (?:password|pin|code|puk|card|passcode)
    (?:codes?|texts?|pins?) (?:does|do|did|has|have|is)(?:n't| not) (?:arrive~|come~|work|show~|received|valid
    recognised)
    pin ?codes? (?:and|or) (?:city|area|address|state|locality)
    (?:promo~|discount|coupon|voucher|gift|gift ?card|referral|error|fault|zip|postal|post|area|country|dial~|qr
    bar|source|dress|door|gate|building|booking|reservation|order|tracking|product|item|swift|bic|sort|branch|ussd
    status|colou?r|model|service|invite|invitation|store|region|currency|event|flight|airport|ticket|campaign
    reason|loyalty|offer|shop|meter|serial|customer|partner|affiliate|redemption|entry|parcel|locker|pick-?up
    collection|short|style|part|fabric|sku|course|class|project|cost|department|office|tariff|plan|return|returns
    case|reference|routing|machine|vehicle|engine|priority|fare) (?:codes?|pins?|tokens?)
    postcodes?|zipcodes?|barcodes?|codes? (?:of conduct|red|name|base|review)
    last (?:four|4|three(?!.{0,50}(?:back|strip|signature|reverse))|3(?!.{0,50}(?:back|strip|signature|reverse))|two
    2) ?(?:digits?|numbers?|figures?)?(?: (?:of|on|from
    off) (?:the )?(?:number on )?<card>(?: numbers?| used)?)?
    last (?:four|4) …card(?: numbers?)?|card …last (?:four|4)(?: digits)?|(?:first|last) (?:six|6|four|4) digits
    (?:sim|loyalty|club|members?(?:hip)?|gift|library|customer|rewards?|bonus|business|memory|graphics?|travel
    boarding|report|score|store|points|fidelity|oyster|bus|student|staff) cards?(?: numbers?| details?| no)?
    pin ?codes? (?:of|for) (?:your|the|delivery) (?:area|city|address|location|locality|town|region|neighbou?rhood)
    pincodes?|(?:area|delivery|postal|address|location) pin ?codes?
    (?:customer|order|user|chat|ticket|case|booking|transaction|account|session|message|reference|device|tracking
    caller|complaint|request|product|app|apple|google) id(?:s|[ -]numbers?)?
    passport[ -](?:size\w?|style)(?: photos?| pictures?)?|password (?:manager|reset|page|link|field|change)s?
    code (?:or|and) serial
"""
