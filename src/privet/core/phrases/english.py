"""English: how a secret is asked for."""

from privet.core.phrases import Phrases
from privet.core.phrases.english_asking import BACK, FIRM, GIVE, PARTS, TELL
from privet.core.phrases.english_names import HARMLESS, SECRETS

ENGLISH = Phrases(
    language="en",
    common=r"""
        card|number|password|give|tell|type|enter|back|photo|reply|let|get|want|sent|text|mind
        you'll|we'll|i'll|their|them|if|when|which|who|how|was|been|would|could|should|just|need|here|by|as|at|so|but
        did|does|they|he|she|him|her|all|out|up|into
        the|and|you|your|is|to|of|for|in|on|with|please|we|our|this|that|it|can|will|not|are|have|from|what|never|do
        be|me|us|i|my|has|if|or|send|code|ask
    """,
    parts=PARTS,
    secrets=SECRETS,
    harmless=HARMLESS,
    tell=TELL,
    give=GIVE,
    firm=FIRM,
    back=BACK,
    which=r"""
        what (?:did|do|would|have|had|was it) (?:you|u|they) (?:\w{1,12} ){1,4}(?:as|for) (?:the |your |a )?
        (?:what|which|wich|wat|wot|whats|what's)(?: is| are| was| were| would be| r)? (?:(?:the|your|ur|yr|his|her
        their
        that|those|full|current|exact|correct|old|last|other|actual|complete|whole|present) ){0,3}
        (?:with|under|using|by) (?:which|what) (?:\w{1,10} ){0,1}
        (?:can|could|may|do|would) (?:i|we|you|u) (?:\w{1,10} ){0,2}(?:recall|remember|know) (?:the|your|what your)
    """,
    missing=r"""
        (?:haven't|have not|hasn't|has not|didn't|did not|never)(?: yet| actually)? (?:told|given|sent|provided
        supplied|shared|received|got|let|mentioned|included|attached|stated)(?: us| me)?|(?:still|yet) to (?:receive
        get|be provided|give|send|hear)
        (?:is|are|remains?|seems?|were|was) (?:still |also |currently |now )?(?:missing|outstanding|lacking|incomplete
        absent|due|pending|blank|unreadable|illegible)|(?:has|have)(?:n't| not)(?: yet)? (?:reached us|been (?:provided
        supplied|given|entered|filled)|come through|arrived here)|we (?:are|'re) (?:still )?(?:missing|lacking
        short of)
    """,
    ours=r"""
        (?:the|your|our|any) (?:app|screen|device|terminal|display|phone|page) (?:then |also )?(?:shows?|displays?
        prints?)|(?:tenants?|guests?|customers?|visitors?|travellers?|passengers?|members?
        drivers?) (?:\w{1,8} )?(?:show|present|bring|need|carry|use)
        let (?:the \w{2,12}|them|him|her|customers?|users?) know|(?:inform|notify|remind) (?:the \w{2,12}|them|him|her
        customers?|users?) (?:that|about|of)|(?:may|might|can|could) (?:be |have to )?(?:asked?|required
        ask)(?: you)?(?: to show| for)?
        (?:do|did|will|would|should|must) (?:i|we|you|they) (?:\w{1,8} )?(?:need|require)|the only place (?:to
        where)(?: you)?(?: \w{1,10})?
        (?:if|when|once|before|after|while) (?:you|they|customers?|the (?:customer|user|client
        caller)s?) (?:\w{1,9} )?(?:collect|pick up|receive|request|obtain|get|enter|type|use|forget|lose|change|reset
        choose|insert|tap)s?(?! (?:it )?(?:to|me|us))
        (?:page|gateway|checkout|processor|bank|card issuer|screen|browser|form|prompt) (?:will|may|might|should|then
        also)? ?(?:ask|prompt|request)s?(?: you)?(?: for)?|(?:want|would you like|like|shall|should|do you want|can
        may) (?:me|us|i|we) (?:to )?(?:<give>|resend|re-send|issue|order|generate|explain)
        did (?:the|your|our) (?:\w{1,12} ){1,3}(?:show|say|ask|print|display|arrive|work)|(?:customer|user|client
        caller|visitor|guest)s? (?:volunteer|offer|share|send|post|type|paste|give|mention)s?
        did (?:you|u|they) (?:\w{1,8} )?(?:get|receive|forget|ask|lose|request)|(?:we
        i)(?:'ve| have)? (?:\w{1,9} )?(?:received|got your|verified|checked)
        (?:message|e-?mail|text|post) with|what (?:is|are) an?
            (?:we|we'll|we've|we're|we'd|i'll|i've|i'm|i|he|she|they|be|been|being
            automatically) (?:~ ){0,2}?(?:<give>|<giving>|sent)
            (?:it|system|app|application|web|website|site|atm|terminal|machine|phone|device|page|keypad
            reader) (?:~ ){0,2}?(?:asks
            prompts|requests|requires|needs|(?:will|may|might|to) (?:then )?(?:ask|prompt|request|require))
            (?:<give>|asking) (?:it to )?you(?! to| what| for)|(?:<give>) (?:it |them )?to you
            (?:if|when|once|after|before|while|whenever|as soon as|unless|until|where|because|did|time|times|that|have
            how) (?:you(?! (?:could|can|would))
            they|customers?|users?|someone|the (?:customer|user|client|caller)s?) (?:~ )?<give>(?! (?:me|us))
            (?:you|they) (?:can|may|will|might|could|typed|entered|usually|always|normally) (?:~ )?(?:ask|request
            change|reset|find|see|choose|set)
            (?:text|e-?mail|mail|message|sms|post|name|copy|list|return|number|show)[ ](?:address|message|messages
            number
            containing|from|was|has|is|you received|alert|of|on)
            (?<!log-)(?<!log[ ])(?:a|an|by|via|the|per|our|in|this|every|any|that|from|no|your|one|another|voice
            new)[ ](?:text(?! say)|sms|e-?mail
            mail|message
            post|pm|dm|whatsapp|name|copy|list|state|return|scan|show|read|quote|share|drop|pass|answer|reply|request
            demand|record)(?! with)
            to (?:confirm|verify|validate|post|read|show|share|enter|pass|return|copy|list|record|submit|request
            obtain
            collect)(?= (?:a|an|your|the|it|this|that|my) (?:order|payment|identity|booking|account|purchase
            transaction|transfer
            refund|delivery|appointment|parcel|package|new|replacement|free|sim|e-?mail|phone|number|address|device
            change|login|details|cancel~|claim|request))
    """,
    opener=r"""
        (?:hid|mask|blur|redact|cover|cross out|black out|remov|delet|eras)(?:e|es|ing|ed)?
        how|if|whether
        if|whether|when|once|after|before|because|how (?:many|often|long|to|do|does|did|you|can)|why|where|so
        as soon as|that (?:you|your|the|we)|in case|unless|until|while|which|who|about|regarding|in order to
        (?:to|and|or|you|we|i|then|you've|that|you'll|just|who|has|have|having|been) (?:\w{1,8} )?(?:reset|resetting
        change|changed|receive|received|got|forgot|forgotten|lost|create|created|set|setting|choose|chose|unlock|block
        blocked|get|use|used|pay|order|activate|renew|report|generate|request|requested|recover|update|updated|typed
        entered|tried|cancel|replace|block)(?! to (?:hand|us|me))
        (?:forgot|forgotten|lost|reset|wrong|expired|blocked|stolen|resetting|changing|new|temporary)(?! (?:one-time
        code we))
        we(?:'ll| will| have|'ve| sent| send| just| can)? (?:send|text|sent|texted|e-?mail~|issue|post|mail~|create
        reset|give) (?:you|out|it|a|the)|instead of|rather than
    """,
    no=r"""
        not|n't|dont|doesnt|no longer|none|nor|neither|without|refuse to|avoid|decline to|stop|instead of
        rather than|cannot|cant|wont|won't|don't|doesn't|didn't|shouldn't|mustn't|can't|isn't|refrain from
        forbidden to|no need to|no reason to|needn't|no
    """,
    never=r"""
        never|nobody|no one|noone|under no circumstances?|at no (?:time|point)|must not|may not|should not
        are not (?:allowed|permitted)|do not ever|don't ever
        no (?:employee|agent|colleague|staff|bank|member|legitimate|real|genuine)(?: \w{1,12}){0,3}|nor will|neither
        none of our|not (?:allowed|permitted)|no need
    """,
    nobody=r"""
        (?:don't|do not|never|won't|will not|can't|cannot|no longer) (?:\w{1,8} )?(?:take|accept|ask|collect|store|keep
        handle|want|need|require|request)|(?:refuse|decline)~
        (?:with|to|from|by) (?:anyone|anybody|no ?one|nobody|others|strangers|third|other people|any other|friends
        somebody|someone)|even if|(?:secret|private|safe|confidential) and|to yourself
        (?:keep|kept) …(?:secret|private|safe|confidential|secure)|only you|ever|not even (?:to|with|us)|unsolicited
        is(?:n't| not) (?:needed|required|necessary|allowed)|are(?:n't| not) (?:needed|required|necessary)
        not (?:be )?(?:needed|required|asked|shared)|strictly (?:forbidden|prohibited)
        (?:forbidden|prohibited|not allowed)
    """,
    but=r"""
        just (?:need|want|send|tell|give|say)
        but|instead|however|only (?:ask|the)|although|though|except
    """,
    warning=r"""
        (?:forms?|anything|whatever|sites?|pages?|someone|links?) (?:that|which|who) (?:asks?|wants?|requests?)|(?:are
        is)(?:n't| not) (?:ours|from us)|not ours
        pos(?:e|es|ing) as|impersonat~|pretend~|(?:ask|asked
        asks) (?:\w{1,8} )?for (?:\w{1,12} ){0,3}?(?:please )?(?:don't|do not) (?:respond|reply|answer)
        (?:texts?|sms|messages?|e-?mails?|calls?|links?|people|anyone) (?:that|which|who) (?:want|wants|need|claim
        claims|say|says|pretend|fish)~|report (?:texts?|sms|messages?|e-?mails?|calls?|any|such|it)
        (?:asks?|tell|telling|have|get) (?:them|him|her|the \w{1,10}|users?|customers?) (?:to|not to) (?:delete
        remove|erase|stop|type|share|post)
        (?:delete|redact|mask|remove|erase) (?:it|that|them|the (?:message|number|digits|code))|(?:don't|do not
        never) repeat
        scam~|fraudsters?|fraudulent|phish~|smish~|criminals?|thie(?:f|ves)|imposters?|impostors?|crooks?|hackers?
        con artists?|hang up
        (?:any|some)(?:one|body) (?:who |else |that )?(?:\w{1,10} )?(?:asks?|asking|calls?|calling|requests?|claims?
        claiming|pretend~|wants?)|whoever asks
        if (?:you(?:'re| are)? (?:ever )?asked|you (?:get|receive) (?:a|an|any)|anyone|anybody|somebody|someone
        a caller|a message|an e-?mail|a stranger)
        (?:who|which|that) asks? you for|(?:not|n't) (?:\w{1,8} )?from us
        (?<!did[ ]the[ ])(?<!does[ ]the[ ])(?:messages?|texts?|e-?mails?|calls?) (?:that |which )?(?:says?|saying
        like)
        (?:e-?mails?|calls?|messages?|texts?|links?|people|websites?|caller|strangers?) (?:that |which |who )?(?:asks?
        asking|request~)|(?:fake|bogus|suspicious) (?:calls?|e-?mails?|messages?|texts?|sites?|websites?)
        such (?:messages?|calls?|requests?)
    """,
    place=r"""
        (?:press|tap|click|push|select|confirm with|then wait|swipe|insert your card|turn on|switch on
        restart)(?:ing)?(?! (?:send|reply))|when (?:the (?!customer|user|caller|client)|it |you see|asked|prompted)
        (?:at|on|via) [\w-]{2,20}\.(?:[\w-]{2,20}\.)?(?:com|net|org|co|uk|io|example)
        open (?:the|our|your) (?:~ )?app
        (?:in|on|into|inside|at|via|through|to(?= (?:the|our|your|its|their|this|an?)\b)|with|using|from within
        within) (?:the |our |your |its |their |this 
        an? )?(?:[\w.-]{1,14} ){0,2}?(?:app|apps|application|website|site|web ?page|pages?|portal|terminal|keypad
        keyboard|atm|cash machine|card reader|reader|machine|phone's? keypad|dial pad|device|handset|phone
        log-?in (?:page|screen|form|field)|screen|form|checkout|settings|router|account|field|box|browser|dashboard
        self-?service|lock|padlock|computer|dialler|menu|prompt|window|console|banking|pos|till|wallet|tv|smart ?tv
        laptop|tablet|modem|sim menu|call)|when (?:you )?(?:log|sign)(?:ging|ing)? ?in|to (?:log|sign) ?in
        at (?:login|checkout|log-in|the next step|the prompt)|on the next (?:page|screen)|after the (?:tone|beep)
        when (?:prompted|paying|you pay|asked by the)|\*\d
    """,
    shown=r"""
        you use|they use|log in with|sign in with|coming|come|comes|sent|you type
        (?:see|shown|shows|displayed|displays|appears?|appearing|receive|received|got|find|generated|printed|sees
        visible|listed|arrived|came|popped up|sent|pops up)
    """,
    door=r"""
        (?:on|in) (?:paper|a notebook|writing)
        (?:domestic |international |your )?(?:flight|flights|fly|flying|travel(?! bot)(?! agent)|travelling|border
        trip)
        links? (?:where|that lets|to (?:enter|pay|upload|a secure)|so you can|for (?:entering|paying|uploading))
        (?:sent|send|here is|here's) (?:you )?(?:a|the) (?:\w{1,9} )?link
        (?:to|with|by) (?:the |a |an |our |your |any )?(?:\w{1,12} )?(?:clerk|officer|guard|official|conductor
        member of staff|inspector|nurse|usher|porter|concierge|steward|teller|manager on duty|doorman|bouncer|collector
        postwoman|clerks|guide|flight attendant)
        (?:turn up|come in|show up|arrive|visit|call in|drop by|pop in|walk in) …with|at the (?:airport|station|gate
        venue|entrance|bar|hotel|clinic|hospital|polling station)|on arrival|when (?:you )?(?:collect|collecting
        pick(?:ing)? up|arrive|arriving|vote|voting|board|boarding|check in|checking in|travel|travelling)
        (?:to|with) (?:a |your |any )?friends?
        (?:secure|encrypted|protected|safe|web|online|upload|contact|payment|verification|this) (?:\w{1,12} )?(?:form
        link|page|upload|portal|channel|area|site|message box|mailbox|inbox|connection)
        (?:via|through|using|with|at|on|by|in|into|to|under|under the|follow|open|use|click|tap) (?:the |this |our 
        your |a |following |secure )*(?:link|form|portal|upload|postbox|branch|store|shop|counter|desk|office
        reception|post office|website|customer area|my account|inbox in|app)
        in person|https?://\S{1,200}|www\.\S{1,200}|\{\{? ?~(?:link|url)~
        (?:nearest|local) (?:branch|store|shop|office)|bring
        (?:to|with) (?:the|our|your) (?:courier|driver|cashier|rider|technician|receptionist|host|delivery \w{1,9}
        postman|staff|installer|doctor|engineer|barista)
        at (?:pick-?up|the counter|reception|collection|the till|check-?in|the desk|the door|the gate)
    """,
    here=r"""
        (?:in|into|in to) this (?:window|box|tab|conversation)
        this (?:mailbox|inbox|chat|address|thread|post)|comments?|commenting
        me|us|to this (?:number|address|line|inbox)|on this (?:number|line|call)
        here|in (?:this|the|our|your) (?:chat|conversation|thread|reply|message|answer|response|sms|text|dm|e-?mail
        next message)
        (?:in|by|via|with|to) (?:reply|return|this (?:message|text|number|sms|chat|e-?mail|thread)|your reply|a reply
        text|sms|dm|direct message|whatsapp|telegram|messenger|e-?mail|phone|photo|picture message)
        below|reply(?:ing)?|respond(?:ing)?|(?:chat|message) (?:box|window)|back to (?:me|us)|over the phone
        right now|read (?:it )?out|aloud|tell (?:me|us)|to (?:me|us)|(?:send|give) (?:me|us)
    """,
    please=r"""
        and (?:then )?(?:i|we)(?:'ll| will| can)|then (?:i|we)(?:'ll| can| will)
        so (?:that )?(?:i|we) (?:can|could|may)|if (?:you don't mind|you would|you could|that's ok\w{0,3}|i may
        possible|you can)|whenever you(?:'re| are) ready
        please|pls|plz|plse|kindly|thanks|thank you|thx|ta
    """,
    filler=r"""
        last|two|twelve|more|once|time|again|other|following|new|try|full|exact|check|verify|confirm|verification
        question|step|letters?|chars?|old|any|chance|cvv|got|have
        is|are|was|were|be|r|u|im|i'm|still|only|left|remaining|missing|required|optional|field|enter|\*|type|new line
        pins?
        hear|know|see|have|want
        complete|entire|in order|all|twelve|words?|three|four|six|by|return|then
        first|second|third|fourth|fifth|letters?|digits?|\d\w{0,2}|characters?|code
        and|your|ur|the|full|also|or|last|that|a|an|it|ok|okay|so|now|first|then|next|with|please|pls|plz|plse
        kindly|thanks|thank|you|thx|just|hi|hello|hey|sir|madam|dear|both|too|as|well|what's|whats|for|verification
        security|sms|one-time|correct|again|number|no|nr|expiry|expiration|exp|date|name|address|of|on|great|right
        alright|finally|quick|here|customer|current|me|to
    """,
    otherwise=r"""
        (?:to |would you like to |prefer to )receive|convenient to get
        (?:tak|carry|carri|prepar|bring|brought|wear|pack|protect|rotat|enabl|disabl|switch|unlock|clear|shred|hid
        redact|mask|strengthen|expir|lock|print|display)(?:e|es|ed|ing|y|ies)?(?: along)?|have …(?:ready|with you)
        scan(?:ned|ning)? (?:the |this )?qr
        (?:^|(?<=[.!?]))\W{0,3}(?:thanks|thank you|ta)(?! in)|work(?:s|ed)
        (?:chang|reset|choos|chose|creat|set|keep|kept|stor|updat|check|remember|memoris|memoriz|using|use|pick|activat
        renew|replac|protect|destroy
        cut|block|cancel|report|appl|expir|guard|cover|sav|download|collect|sign|hid|look|find|delet|remov|mak
        request|order|order|ignor|disregard)(?:e|es|ed|ing|ting|y|ies|s)?~?
    """,
)
