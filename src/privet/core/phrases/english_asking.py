"""English: what asks the reader to tell or to give; fields of `Phrases`."""

PARTS = {
    "give": r"""
        (?:pop|drop|leave|put|stick|throw|lob|sling|hand|slip|relay|furnish|divulge|surrender|entrust|impart|fax|recite
        voice|utter|speak|whisper|hold up|screenshot|transmit|deliver|revert with|key|tap in|let us have|let me have
        shout|volunteer|communicate)
        snd|pop|punch|key|bung|chuck|lob
        send|text|e-?mail|mail|forward|attach|reply with|respond with|answer with|write|tell|give|read|dictate
        spell|share|provide|submit|supply|state|quote|paste|post|message|sms|whatsapp|dm|pm|show|pass|drop
        hand over|disclose|reveal|confirm|type|enter|key in|put in|punch in|input|fill in|upload|include
        photograph|snap|scan|repeat|say|specify|list|present|return|validate|verify|jot|name|copy|shoot|fire|ping
    """,
    "giving": r"""
        popping|dropping|leaving|responding|replying|revealing|handing|supplying|disclosing|relaying|telling|putting
        speaking
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
}

TELL = r"""
    (?:and|so|now|then)? ?(?:finally|lastly|last of all|last but not least|to finish|to round off|also
    one more) (?:<yours>)|(?:prompt|ask|quiz|query|interview|question|press
    chase) (?:the |a |an |each |every |any |all )?(?!only|just|if|for|never|not)\w{2,14} (?:\w{1,8} )?(?:for
    about) (?:<yours>|\w{3,12})|ask (?:for )?(?:two|three|some|several|both|all|the|which)|(?:reply|respond
    answer) (?:back )?(?:wit|w|w/)|(?:i'd|we'd|i would|we would|i should|i'll
    we'll) (?:also |really |just |still )?(?:like|love|want|need|take|appreciate) (?:<yours>)
    (?:authenticate|verify|identify|check|validate) (?:the |each |every )?\w{2,12} ?:? (?:by|with|using|via|through
    against|ask)
    (?:possible|like|love|want|happy|able|ok|okay|good|great|nice|important|necessary|allowed|helpful) (?:for (?:me
    us) )?to (?:have|see|know|take|note|hear) (?:<yours>)|first(?= (?:then|and then|next))|(?:now|moving on
    on) (?:to|for) (?:<yours>)|next (?:for|comes|is|up) (?:<yours>)|(?:pending|upon|on|until|subject to
    awaiting) (?:\w{1,8} )?(?:receipt|submission
    arrival|delivery) of|comment(?:ing)? (?:below )?with|(?:collect|request|ask for|take|get) (?:it
    them) (?:\w{1,8} )?(?:word|one|digit|letter|line) by (?:\w{1,8})
    (?:must|has to|have to|needs? to|should|shall|is to|are to|can|may|will need to) be (?:\w{1,10} )?(?:provided|given
    sent|supplied|stated|quoted|included|entered here|shared|submitted|told|read|disclosed|confirmed|attached|forwarded
    texted|e-?mailed|written|enclosed|mentioned|known)|(?:submission|provision|disclosure|confirmation|presentation
    sending|receipt|a copy|proof) of (?:<yours>)
    gimme|lemme (?:have|see|get)|wanna|gonna need|gotta (?:have|see|get)|hmu with|slide (?:me|us|over)|(?:throw|sling
    bung|lob|toss|slip|zap|beam) (?:me|us)|(?:identify|authenticate|verify|validate
    prove)(?: yourself| who you are| your identity| that it's you| it's you)? (?:with|by|using|via) (?:<yours>|giving
    sending|telling|quoting)|goes? (?:right )?here|(?:in|into) the box below|(?:what|which) would (?:<yours>)
    (?:work|do|try|go|start|begin|continue|proceed|check|test|log in|sign in|get in|look) (?:\w{1,9} ){0,3}?(?:if|once
    when|as soon as) (?:i|we) (?:have|had|know|get|got|see)|(?:if|once|as soon as|when) (?:i
    we) (?:only |just )?(?:have|had|know|get|got|see|knew|receive)
    requires? (?:<yours>)|(?:stating|quoting|giving|including|mentioning|attaching|enclosing|with) (?:your
    ur)(?= .{0,60}(?:reply|answer|respond|text|back|get in touch|contact us|write))|(?:ask|check|verify
    enquire) (?:\w{1,9} ){0,3}?(?:what|which)
    (?:you'?ll|you will|you have to|you need to|you'd|you should|you must
    please) (?:then |just |have to |need to |be |simply )?(?:read|give|tell|quote|provide|supply|send|dictate|hand|show
    name|state|repeat|spell|text
    confirm)(?:ing)? (?:it |them |him |her |out |over |the agent |our \w{1,12} |my \w{1,12} )?
    (?:have|has|get|make|let|want|need|ask|tell|instruct|wait for) (?:them|him|her|the \w{1,10}
    your \w{1,10}) (?:to )?(?:<give>|read|spell|say|repeat|produce|come up with)|(?:don't|do not|never
    not) (?:\w{1,10} ){1,4}?(?:without|before|until|unless)|(?:ready|available|handy) (?:so|to read|to give|when
    for (?:him|her|them|our|the|when))
    (?:could|can|would|will) (?:someone|somebody|anyone|one of you|anybody|your \w{1,10}) (?:\w{1,12} ){0,4}?(?:<give>
    over|read|tell)|ping(?: me| us)?(?: over)?|(?:who|which|what)(?:'s| is| was)? (?:printed|written|shown|stamped
    embossed)|(?:we're|we are|i'm|i am|are|is)(?: still| only| just)* short of|(?:missing|needed|required
    outstanding)(?=\W{0,3}\s?(?:text|send|e-?mail|reply|give|drop|type))
    (?:say|speak|state)(?: out| now| aloud)?(?: or (?:key|type|enter)(?: in)?)? (?:<yours>)
    hold(?:ing)? (?:up )?(?:<yours>)
    (?:one|two|a|just one|three) (?:more|last|final|other|further|quick|tiny|small)(?: \w{1,9})? (?:thing|things|step
    bit|bits|detail|details|piece|question|item|items|favou?r)
    (?:last|final|remaining|only|missing) (?:thing|things|step|bit|detail|details|piece|question|item|items
    field) …(?:is|are|remains|left|needed|required|missing|before|i|we|promise)
    (?:required|mandatory|obligatory|compulsory|missing|following|these) (?:fields?|details?|data|info~|slots?|items?
    entries|inputs?|parameters?|pieces)
    (?:slots?|fields?|inputs?|parameters?|data|details|info~) (?:to|that must|you must|needed|required|needs to
    must)(?: be)? (?:fill|filled|collect|collected|capture|captured|gather|gathered|ask~|supply|request~)
    (?:slots?|required fields?|inputs?|parameters?|entities|questions)(?=\W{0,3}(?::|to))|(?:awaiting|await|expecting
    anticipating) (?:<yours>)|(?:look|looking) forward to (?:your|receiving|getting|hearing)
    (?:respond|reply|answer|write back|text back|get back|come back|revert|writing|getting
    coming)(?:ing)?(?= (?:\w{1,9} ){0,5}?with (?:<yours>|my|all|both)\b)
    (?:just|only|simply|merely) (?:<yours>) (?:[\w-]{1,14} ){1,6}?(?:left|to go|missing|remain~|away|and (?:you|we|i
    it))
    (?:establish|determine|ascertain|secure|capture|note|log|record|check|verify|confirm|validate|elicit|probe for
    query|enquire about|inquire about|take|get|seek|fetch|pull) (?:the |their |his |her |each |every |a )(?:(?:customer
    caller|client|user|guest|visitor|patient|member|passenger|subscriber|tenant|person)(?:'s
    s')? )?(?:full |current |complete |valid )?(?=pin|pass|code|card|ssn|social|otp|id|national|tax|driv|cvv|cvc|log
    secur|secret|memor|answer|mother|one|token|verif|account pass|credit|debit|expir)
    (?:accept|settle for|take) (?:nothing|no) (?:less|other)|insist~ (?:on|until)|persist until|(?:keep
    continue) (?:asking|prompting|trying|nudging)|do ?n[o']t (?:stop|give up) until|obtain~|(?:dig|fish|coax|squeeze
    pry|wheedle|extract|tease)~ …(?:out|from)
    (?:get|have|make|let) (?:<them>) (?:to )?(?:\w{1,9} )?(?:<give>|spell|say|hand)|(?:would|'d
    will) (?:really |greatly )?(?:help|like|love|appreciate|be (?:great|good|lovely|helpful|nice|appreciated|ideal
    handy|brilliant|perfect|super|useful|grateful|obliged|awesome|fantastic|best))
    (?:great|good|lovely|helpful|nice|ideal|handy|brilliant|perfect|best|quicker|easier|faster|wonderful) if (?:you|u|i
    we) (?:could|can|would|had|have)|(?:any chance|is it (?:ok|okay|possible|alright)|would it be (?:ok|okay|possible
    alright)|ok|okay|alright|mind) (?:\w{1,9} ){0,2}?(?:i|we|you|of|for)
    (?:i|we)(?:'d| would|'ll| will|'m| am|'re| are
    've| have)? (?:still |just |only |also |now |then |really |first )?(?:need|require|want|lack|miss|missing|awaiting
    waiting|after|looking for|short of|got to have|like to (?:note|take|have|see|get|know|hear|verify|confirm)
    have to (?:see|know|have|check|verify|hear)|must (?:see|know|have|check|verify|hear))
    (?:tell|show|give|remind|inform|let) (?:me|us|the \w{1,10})|care to (?:<give>|share)|how about (?:<yours>|you)
    (?:what|how) about (?:<yours>)|go ahead (?:and|with)|(?:let's|let us) (?:have|hear|see|get|start with|begin with)
    (?:you|u) (?:got|have|hv|know|recall|remember) (?:<yours>|it)(?=.{0,60}\?)|hit me with|(?:good|ready
    time) to (?:<give>)|(?:by|through|via) (?:<giving>)
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
"""

GIVE = r"""
    furnish|hand|shout(?: out)?|call out|blurt(?: out)?|relay|divulge
    (?:<give>)|(?:is|are|still|also|be) (?:\w{1,8} )?(?:needed|required|missing|necessary|requested)
    (?:are|be|being|get|getting) (?:~ )?(?:asked|required|requested|prompted) (?:for|to)|(?:need|have|got|must
    should) to (?:<give>)
"""

FIRM = r"""
    (?:once|when|if|after|as soon as|the moment) (?:you|u|they)(?:'ve|'d| have| had)? (?:\w{1,9} )?(?:told|given|sent
    shared|read|texted|provided|confirmed|messaged) (?:me|us)
    mind if (?:i|we) (?:take|note|jot|write|have|see|record|copy|check)
    (?:until|till|unless|before) (?:we|i) (?:\w{1,9} ){0,2}?(?:have|has|receive|received|got|get|hold|see)|(?:until
    till|unless|pending) (?:[\w'-]{1,16} ){1,8}?(?:received|arrives|arrived|been received|in this (?:mailbox|inbox
    chat))|no (?:[\w'-]{1,16} ){1,7}?no (?:\w{2,16})
    (?:can|could|able to|will|may|able|possible|proceed) (?:\w{1,12} ){0,2}?only (?:\w{1,12} ){0,6}?(?:with|once|if
    when|after|against|upon|on receipt)|only (?:able to )?(?:\w{1,12} ){0,6}?(?:once|if|when|after|upon) (?:you|i|we
    they|<them>|i've|we've|you've)
    (?:if|once|when|after|provided|assuming|as soon as|should|the moment|the minute|now that) (?:you|u|they|he|she
    <them>)(?:'ve|'d|'ll
    're| have| has| could| can| would| wouldn't mind| don't mind| do| are)? (?:\w{1,9} ){0,2}?(?:share|shared|send|sent
    tell|told|give|given|read|supply|supplied|provide|provided|text|hand|handed|pop|popping|drop|let|leave|dictate|type
    typing|message|reply|confirm|sending|sharing|giving|telling|reading)(?! (?:with |to |it with |them with )?(?:anyone
    anybody|someone|somebody|others|a stranger|any)) (?:[\w'-]{1,16} ){1,14}?(?:i|we|you|our \w{1,10}|the \w{1,10}|it
    that)(?:'ll| will| can| could|'d| would|'re|'s| may)
    (?:unless|until|without|till|before) (?:i|we|you|they|<them>) (?:\w{1,9} ){0,3}?(?:have|has|get|see|know|receive
    hear|give|verif|share|provide|suppl|confirm|send|tell)~
    (?:why|what) (?:not|don't you|dont you)|(?:don't|dont|not) (?:be shy|hold back|keep (?:me|us) waiting)
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
"""

BACK = r"""
    which (?:one )?(?:did you (?:get|receive)|you (?:got|received|have)|(?:came|arrived|popped|landed|is yours))
    (?:i'll|i will|i can|so i can|let me|i) (?:compare|check|note|match|write|type)(?: it| them)?(?=\W*$)
    (?:over|back) to you|your turn|awaiting your (?:reply|response|answer|message)|(?:a )?(?:quick|short|brief
    simple) (?:reply|response|text|answer|message) (?:to this|will|with|is|does)|(?:waiting|ready) (?:for|when) (?:it
    you)
    (?:keep|go on|continue) (?:prompting|asking)(?: until| till)?|(?:until|till) (?:all|both|each|every
    you have) …(?:filled|given|collected|answered|provided|captured|them|it)|which (?:one )?(?:is it|was it|are they
    are those)|which(?=\W{0,2}\?)|what (?:are|were|was|is) (?:they|it|those|that)
    (?:can|could|would|will|may) (?:you|u|i) (?:please |pls |kindly |just )?(?:<give>|repeat|say|have|hear|see
    get) (?:it|them|that|those|the (?:lot|whole thing))|(?:say|repeat|type|try|read) (?:that|it|them) (?:again
    once more|back)|(?!tell|show|ask)(?:<give>) (?:it|them|that|those|both|the lot) (?:to|with|over|across|on|along
    below|right) ?
    (?:pass|read|give|shout|fire|call|sing|ping|shoot) (?:it|them|that|those) (?:out|over|back|on|along|across|to me
    to us)|(?:reads?|says?|shows?|pops? up) …(?=\?)|(?:i'll|i will|we'll) (?:wait|hold|hang on|note it|jot it|write it)
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
    (?:reply|respond|answer|text back|come back) with (?:it|that|them|the (?:digits?|numbers?|code|letters?|words?|one
    figures?))|what is it|what are they
    what's it|what was it|(?:can|could|may) (?:i|we) (?:please )?(?:have|get|see|take) (?:it|that|them)
    (?:read|type|text|send|tell|share|paste|forward|enter|write|pass|put|post|drop|repeat|spell) (?:it|that|them
    those) (?:out|back|here|in|on|over|down|below|please|with)
    (?:is|are|will be|still|would be) (?:still |also |therefore )?(?:needed|required|missing|necessary)
    (?:we|i)(?:'ll| will| do)? need (?:it|that|them|those|both)
    mind (?:sharing|sending|reading|texting|telling|forwarding) (?:it|that|them|me)|just the (?:numbers?|digits)
    tell (?:me|us)$|let (?:me|us) (?:have|know) (?:it|what)
"""
