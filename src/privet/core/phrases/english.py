"""English: how a secret is asked for."""

from privet.core.phrases import Phrases
from privet.core.phrases.english_names import HARMLESS, SECRETS

ENGLISH = Phrases(
    language="en",
    common=r"""
        the|and|you|your|is|to|of|for|in|on|with|please|we|our|this|that|it|can|will|not|are|have|from|what|never|do
        be|me|us|i|my|has|if|or|send|code|ask
    """,
    parts={
        "give": r"""
            snd|pop|punch|key|bung|chuck|lob
            send|text|e-?mail|mail|forward|attach|reply with|respond with|answer with|write|tell|give|read|dictate
            spell|share|provide|submit|supply|state|quote|paste|post|message|sms|whatsapp|dm|pm|show|pass|drop
            hand over|disclose|reveal|confirm|type|enter|key in|put in|punch in|input|fill in|upload|include
            photograph|snap|scan|repeat|say|specify|list|present|return|validate|verify|jot|name|copy|shoot|fire|ping
        """,
        "giving": r"""
            sending|texting|e-?mailing|mailing|forwarding|attaching|replying with|responding with|answering with
            writing|telling|giving|reading|dictating|spelling|sharing|providing|submitting|supplying|stating|quoting
            pasting|posting|typing|uploading|confirming|showing|passing|repeating
        """,
        "yours": r"""
            your|ur|the|that|their|his|her|its|all|both|a|an|full|current|old|existing|those|these|one
        """,
        "them": r"""
            (?:the |this |that |each |every |your |our |a |an )?(?:customer|user|client|caller|visitor|person|guest
            patient|subscriber|member|contact|them|him|her|people)s?
        """,
        "card": r"""
            (?:the |your |their |his |her |a |my )?(?:(?:debit|credit|bank|payment|visa|mastercard
            amex) )?(?:or (?:debit|credit) )?card
        """,
    },
    secrets=SECRETS,
    harmless=HARMLESS,
    tell=r"""
        (?:ok|okay|alright|all right|fine|cool) if (?:i|we) (?:\w{1,7} )?(?:take|note|write|have|get|grab)
        (?:want|like|love|need) to hear|(?:acquire|secure|find out|get hold of|pin down) …(?:customer|guest|user
        caller|client|their|his|her)~
        (?:we'll|i'll|we will|i will|going to|gonna) (?:also )?be (?:needing|requiring|wanting)
        what (?:do|did) (?:you|u|they) (?:usually |normally )?(?:type|enter|key|punch|put|use|tap)|(?:grateful
        obliged|thankful) for
        just need|(?:move on to|continue with
        next comes?|followed by|then comes) (?:<yours>)|(?:so kind|good enough|kind enough) as to|keep (?:asking
        prompting|on asking)
        (?:make|making|have|get|getting|ensure|sure|so) (?:that )?<them> (?:\w{1,10} )?(?:gives?|states?|provides?
        tells?|says?|reads?
        sends?|shares?|supplies|supply|disclose[sd]?|discloses|reveals?|hands?)
        (?:snd|txt|snap|msg|fwd|dm) (?:me|us|back|ur|yr|over)|(?:txt|text|reply|msg) (?:back|with) (?:ur|yr|your)
        (?:fill in|complete) and (?:return|send back|reply)|(?:have|let) <them> (?:read|type|spell|enter|give|say
        confirm)
        (?:all|only thing|what)(?: that)?'?s? (?:is |still )?(?:missing|left|needed|outstanding)|(?:reply|text|answer
        respond) (?:yes|ok|y) and
        (?:send|give|tell|text|e-?mail|mail|message|dm|pm|sms|whatsapp|forward|pass|show|get|read|shoot|ping|drop
        bring|provide|supply|spell|dictate|remind|write|slip) (?:it |them |that |those |this |over |back |on |out 
        through |along )?(?:to )?(?:me|us|our \w{1,12}|the (?:agent|bot|chat|team|operator))
        (?:<giving>) (?:me|us)|(?:mind|appreciate|by|consider|start with|try) (?:\w{1,9} )?(?:<giving>)
        (?:<give>) …(?:back to us|to us|to me|with me|with us|with our \w{1,12}|to our \w{1,12}|for me|for us)
        (?:reply|respond|answer|get back|come back|write back|text back|revert|message back)(?: to (?:me|us
        this(?: \w{1,9})?))?(?: here| now| back| just| directly)? with
        (?:what(?:'?s|s| is| are| was| were)|whats) (?:<yours>|on)
        what (?:does|did|do) (?:it|the|your|that) …(?:say|show|read)|(?:tell|let) (?:me|us) (?:know )?what
        what (?=(?:\w{1,12} )?(?:pin|code|password|number|token|otp|digits))
        which (?:pin|code|password|digits|letters|characters|numbers)
        (?:can|could|may|might|shall|would) (?:i|we) (?:please |just |also |quickly |kindly |possibly )*(?:have|get
        take|see|ask|know|grab|trouble you|bother you|note|get you)
        (?:do you )?(?:happen to )?have …(?:to hand|at hand|handy|ready|in front of you|with you|nearby|there)
        (?:we|i|we'll|i'll|i'd|we'd|we're|i'm|they|she|he|agents?|colleagues?|team|advis[oe]rs?|(?:he|she
        they)'ll)[ ](?:\w{1,10}[ ]){0,3}?(?:need|require|want|must have|like|missing|waiting (?:for|on)|after|lacking
        asking for|requesting|have to have|going to need)(?: to (?:have|know|see|get|take|hear|verify|check|confirm
        validate|note|record))?
        (?:all|what|thing|things|everything|only thing) (?:that )?(?:we|i) (?:\w{1,9} )?(?:need|require|want
        am missing|are missing)|(?:still |just )?need(?: to know| to have| to see)? (?=your)|waiting for your
        (?:have|need|going|got) to (?:take|have|get|see|note(?: down)?|record|ask (?:you )?for) (?=your|ur|their
        the (?:customer|caller))|let (?:me|us) (?:have|know|see)|let's have|get hold of
        (?:ask|asks|asking|prompt|prompting|require|instruct|request|invite|get|have|remind|tell|encourage|urge
        persuade|convince) <them> …(?:for|to (?:<give>)|(?:<give>)|what|which|their|his|her)|ask (?:for|you|what
        about)
        (?:bot|assistant|agent|you|colleague|and|then|then also|it) (?:asks?|requests?|collects?|requires?|gathers?
        obtains?) (?:you )?(?:for)?|asking (?:you )?for|by asking
        (?:request|collect|obtain|capture|gather|elicit|acquire|extract|solicit|take down|note down|record|demand
        find out|insist on|harvest|retrieve) (?:<yours>|\w{1,10}'s?)
        (?:get|take|grab|have|verify|check) (?:the|their|his|her) …(?=pin|code|password|card|ssn|social|otp|passport
        id)
        (?:request|collect|obtain|capture|gather|elicit|demand|first get|then get)
        (?:authenticate|identify|verify) …(?:by|with|using|via|through) (?:their|his|her|your)
    """,
    give=r"""
        furnish|hand|shout(?: out)?|call out|blurt(?: out)?|relay|divulge
        (?:<give>)|(?:is|are|still|also|be) (?:\w{1,8} )?(?:needed|required|missing|necessary|requested)
        (?:are|be|being|get|getting) (?:~ )?(?:asked|required|requested|prompted) (?:for|to)|(?:need|have|got|must
        should) to (?:<give>)
    """,
    firm=r"""
        (?:must|have to|has to|needs? to|should|ought to) (?:give|tell|send|read|show|text|provide) you
        without (?:<yours>) (?:[\w'-]{1,16} ){1,7}?(?:i|we|it|there|nothing) (?:can't|cannot|can not|won't|am unable
        are unable|will not|couldn't|can be)
        (?:if|once|when|as soon as|provided) you (?:\w{1,7} )?(?:give|hand|send|tell|text|read|let|show|forward|share
        pass) (?:me|us|it with)
        (?:until|unless|without|till) <them>(?:'ve|'s)? (?:\w{1,10} ){0,2}?(?:gives?|given|giving|states?|stated
        stating|provides?|provided
        providing|tells?|told|says?|said|reads?|sends?|sent|shares?|shared|supplies|supplied|hands?|handed|reveal~
        disclos~)
        without (?:(?:your|the|that|this|a|those|these) )?…(?:i|we|it|there|nothing) (?:can't|cannot|can not|won't
        am unable|are unable|will not|couldn't|can be)
        (?:not|never|don't|dont|without) (?:hesitate|forget|omit|fail|be afraid|be shy|wait|delay|mind)(?:ting
        ing)? (?:to )?(?:<give>|<giving>)
        (?:cannot|can't|cant|can not|unable|couldn't|not able|won't|impossible|not possible|nothing i can
        nothing we can) …(?:\w{1,12} ){0,3}?(?:without|unless|until|till|before) (?:you (?:\w{1,9} ){1,3}|i have 
        we have |i know |we know |we get |i get |having |knowing |seeing )?
        why (?:not|don't you|dont you) (?:just )?(?:<give>)
        (?:won't|wouldn't|couldn't|can't) you (?:please |just |kindly )?(?:<give>)
    """,
    back=r"""
        (?:yours|it|that|they) (?:is|are) (?:still )?(?:outstanding|missing|due)
        (?:tell|let|give|send|inform|text|read)(?: me| us)? (?:know )?what (?:it|that|they|those) (?:is|are|was|were
        says?|said)
        (?:read|give|get|sing|call|spell) (?:me|us) (?:it|them|that|the \w{1,9})|(?:just
        only) the (?:six |four |few )?(?:numbers?|digits?|figures?)
        (?:pop|stick|chuck|bung|throw|punch|key|stuff|lob) (?:it|them|that|those|the lot) (?:in|over|here|back|through
        across)|(?:typing|sending|entering|giving|reading|pasting|posting|writing) (?:it|them|that|those) …(?:here
        again|us|me|chat|over|back)
        (?:send|give|tell|show) (?:us|me) (?:the )?(?:old|new|previous|current|whole|right) one|(?:once
        when) you (?:have|get|see) (?:it|them)(?:,)? (?:<give>)
        (?:<give>) (?:it|them|that|this|those|these|both)(?: \w{1,8})?(?: to| with| for)? (?:me|us|here|back|in|out
        over|along|now|please|this (?:chat|message|conversation|e-?mail|number)|the chat|below|your reply)
        (?:send|give|tell|read|text|show|forward) (?:me|us) (?:it|that|them|those|both|the (?:\w{1,8} )?(?:digits?
        numbers?|letters?|figures?))
        what (?:does|did|do) (?:it|they|the \w{1,9}) (?:say|show|read)|what (?:it|they) (?:says?|reads?|shows?)
        (?:reply|respond|answer|text back|come back) with (?:it|that|them|the \w{1,9})|what is it|what are they
        what's it|what was it|(?:can|could|may) (?:i|we) (?:please )?(?:have|get|see|take) (?:it|that|them)
        (?:read|type|text|send|tell|share|paste|forward|enter|write|pass|put|post|drop|repeat|spell) (?:it|that|them
        those) (?:out|back|here|in|on|over|down|below|please|with)
        (?:is|are|will be|still|would be) (?:still |also |therefore )?(?:needed|required|missing|necessary)
        (?:we|i)(?:'ll| will| do)? need (?:it|that|them|those|both)
        mind (?:sharing|sending|reading|texting|telling|forwarding) (?:it|that|them|me)|just the (?:numbers?|digits)
        tell (?:me|us)$|let (?:me|us) (?:have|know) (?:it|what)
    """,
    ours=r"""
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
        hear|know|see|have|want
        complete|entire|in order|all|twelve|words?|three|four|six|by|return|then
        first|second|third|fourth|fifth|letters?|digits?|\d\w{0,2}|characters?|code
        and|your|ur|the|full|also|or|last|that|a|an|it|ok|okay|so|now|first|then|next|with|please|pls|plz|plse
        kindly|thanks|thank|you|thx|just|hi|hello|hey|sir|madam|dear|both|too|as|well|what's|whats|for|verification
        security|sms|one-time|correct|again|number|no|nr|expiry|expiration|exp|date|name|address|of|on|great|right
        alright|finally|quick|here|customer|current|me|to
    """,
    otherwise=r"""
        scan(?:ned|ning)? (?:the |this )?qr
        (?:^|(?<=[.!?]))\W{0,3}(?:thanks|thank you|ta)(?! in)|work(?:s|ed)
        (?:chang|reset|choos|chose|creat|set|keep|kept|stor|updat|check|remember|memoris|memoriz|us|pick|activat
        renew|replac|protect|destroy
        cut|block|cancel|report|appl|expir|guard|cover|sav|download|collect|sign|hid|look|find|delet|remov|mak
        request|order|order|ignor|disregard)(?:e|es|ed|ing|ting|y|ies|s)?~?
    """,
)
