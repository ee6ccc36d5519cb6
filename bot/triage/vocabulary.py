"""Words that many patterns share; editors write their names in braces: ``{person}``."""

#: Names for words that many patterns share; ``{person}`` in a pattern stands for any of them.
WORDS = {
    "person": (
        r"he|she|they|someone|(?:wo)?m[ae]n|blokes?|guys?|lads?|chaps?|fell(?:a|as|er|ow)|geezers?|gentlem[ae]n|"
        r"lad(?:y|ies)|girls?|boys?|persons?|people|strangers?|youths?|teenagers?|kids|group|gang|mob|crowd|ex|exs|"
        r"him|them|voters?|drunks?|couple|callers?|drivers?|gents?|customers?|neighbours?|residents?|constituents?|protest[eo]rs?|trolls?|stalkers?|attackers?|intruders?|burglars?|thugs?"
    ),
    "vehicle": r"cars?|vans?|motors?|(?:motor)?bikes?|vehicles?|lorry|truck|taxi|transit|range rover|audi|bmw",
    "home": (
        r"(?:front |back |side )?(?:doors?|doorstep|step|gates?|windows?|drive|driveway|path|porch|garden|letterbox|"
        r"house|home|flat|bungalow|cottage|property|garage|shed|kitchen|hallway|landing|bedroom|conservatory|wall|fence)"
    ),
    "work": (
        r"(?:offices?|surgery|hall|reception|foyer|car ?park|building|chambers?|library|centre|town hall|civic|"
        r"meeting|hustings|shop|pub|church|chapel|school|polling station|count|workplace|work|toilets?|loos?)"
    ),
    "weapon": (
        r"(?:[^ .]+ )?(?:knife|knives|guns?|shotgun|rifle|pistol|machete|axe|hammer|crowbar|(?:baseball |cricket )?bat|"
        r"blade|sword|crossbow|screwdriver|bottle of acid|acid|petrol|petrol can|petrol bomb|molotov|grenade|bomb|"
        r"explosives?|weapons?|iron bar|metal bar|pole|chain|brick|bricks|stanley knife|samurai sword|taser)"
    ),
    "harm": (
        r"kill\w{0,3}|kil|murder\w{0,3}|shoot(?:ing)?|shot|stab\w{0,4}|knif(?:e|ed|ing)|slit|slash\w{0,3}|"
        r"behead\w{0,3}|decapitat\w{1,3}|hang\w{0,3}|hung|lynch\w{0,3}|burn\w{0,3}|burnt|torch\w{0,3}|"
        r"(?:fire|petrol)? ?bomb\w{0,3}|blow up|batter\w{0,3}|beat(?:en|ing)?|smash\w{0,3}|bash\w{0,3}|punch\w{0,3}|"
        r"kick\w{0,3}|hurt\w{0,3}|harm\w{0,3}|attack\w{0,3}|assault\w{0,3}|rap(?:e|ed|ing)|maim\w{0,3}|cripple\w?|"
        r"strangl\w{1,3}|chok(?:e|ed|ing)|throttl\w{1,3}|drown\w{0,3}|poison\w{0,3}|execut\w{1,3}|assassinat\w{1,3}|"
        r"gut|gutted|skin|kneecap\w{0,4}|slaughter\w{0,3}|butcher\w{0,3}|jump\w{0,2}|"
        r"do (?:me|you|him|her|them|us) (?:in|over)|done (?:in|over)|run over|run down|mow\w{0,2} down|"
        r"put down|top|ice|waste|eliminat\w{1,3}|exterminat\w{1,4}|hunt\w{0,3} down|string up|strung up"
    ),
    "us": (
        r"me|you|us|him|her|them|(?:my|our|your|his|their|the) (?:[^ .]+ )?(?:wife|husband|partner|kids?|child|children|"
        r"son|sons|daughters?|family|families|mum|mother|dad|father|parents|brother|sister|boy|boys|girl|girls|baby|"
        r"babies|grand(?:kids|children|son|daughter)|house|home|car|dog|dogs|cat|pets?|throat|face|head|neck|legs?|"
        r"kneecaps|skull|staff|clerk|officers?|assistant|secretary|team|leader|mayor|councillors?|cllrs?|office|place)|"
        r"(?:every|any|all|those|these|that|this|a|one of (?:the|our|you)) ?(?:one of you|councillors?|cllrs?|politicians?)|"
        r"councillors?|cllrs?|cllr [^ .]+|people like (?:me|you|us|her|him)|politicians|(?:that|this|the) (?:bitch|cow|slag|"
        r"witch|whore|cunt|bastard|scum|traitors?|rat|woman|man)|you lot|yourself|someone|everyone"
    ),
    "will": (
        r"will|wil|ill|hell|shell|theyll|theyd|hed|shed|youll|going to|want(?:s|ed)? to|would like to|about to|plan(?:s|ning)? to|"
        r"threat\w{0,6} to|thret\w{0,7} to|swore to|promised to|deserves? to|ought to|needs? to|should|must|shall|"
        r"gets?|getting|got|be|being|hope (?:you|he|she|they|someone)|hopes? (?:i|we|you)|come and|coming to|"
        r"someone|somebody"
    ),
    "threat": r"(?:death |rape |bomb )?(?:threats?|threatend?|threaten(?:s|ed|ing)?|threatning|threatned|thret\w{0,7}|treaten\w{0,3})",
    "pictures": (
        r"(?:pics?|pictures?|photos?|photographs?|images?|videos?|vids?|clips?|footage|shots?|snaps?|tapes?|selfies?|films?)"
    ),
    "soon": (
        r"tonight|tomorrow|this (?:morning|afternoon|evening)|later today|today|right now|now|in (?:an|a few|half an|\w+) "
        r"(?:hours?|minutes?|mins?)|at \d{1,2}(?: ?\d\d)? ?(?:am|pm|oclock)|by (?:midnight|tonight|tomorrow|morning|noon)|"
        r"at the (?:[^ .]+ )?(?:meeting|surgery|count|hustings|rally|vigil|march|parade|fete|election)|"
        r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day|this (?:mon|tues|wednes|thurs|fri|satur|sun)day|"
        r"when (?:you|i|we) (?:leave|come out|get home|go home|walk)|on (?:your|my|the|our) way home|before (?:the )?(?:vote|meeting|count|election)"
    ),
    "online": (
        r"facebook|fb|twitter|x|insta(?:gram)?|tiktok|whatsapp|nextdoor|youtube|linkedin|bluesky|threads|online|internet|"
        r"comments?|posts?|posted|page|group|e?mails?|messages?|inbox|dms?|socials?|zoom|teams|chat|thread|tweets?|replies|"
        r"blog|website|account|accounts|webcast|newsletter|leaflets?|press|papers?|letters?|meetings|phone|voicemails?|texts?"
    ),
    "violence": (
        r"kill\w{0,3}|murder\w{0,3}|die|dies|dead|death|hurt|hurting|harm|shoot|shooting|shot|stab|stabbed|stabbing|"
        r"burn|burning|burnt|burned|torch|rape|raped|raping|hang|hanged|hung|lynch\w{0,3}|beat|beaten|batter\w{0,3}|smash\w{0,3}|"
        r"bleed|blood|slit|drown\w{0,3}|bury|suffer|bullets?|acid|knife|knives|guns?|petrol|noose|gallows|rope|grave|coffin|"
        r"bomb\w{0,3}|blow up|execut\w{1,3}|behead\w{0,3}|strangle\w?|throttle|cripple|kneecap\w{0,4}|violence|attack me|attack you"
    ),
    "told": (
        r"said|says|saying|wrote|writes|writing|written|posted|posting|message|messages|messaged|messaging|text|texts|texted|"
        r"e?mail|e?mails|e?mailed|comment|comments|commented|commenting|tweet|tweets|tweeted|dm|dms|letter|letters|note|voicemail|"
        r"voicemails|told|tells|telling|reply|replies|replied|caption|shouted|shouting|screamed|called|caller|rang|put|reads|"
        r"talking about|talks about|joked|joking|swore|warned|promised|promising|hoping"
    ),
    "hostile": (
        r"shouting|screaming|yelling|swearing|banging|hammering|kicking|punching|pacing|lurking|prowling|loitering|circling|"
        r"smashing|throwing|chucking|spitting|pushing|shoving|grabbing|blocking|raging|ranting|lunging|squaring up|glaring|"
        r"peering|snooping|creeping|trying the|trying to (?:get|force|break|grab|climb|open)|getting closer|coming closer|"
        r"closing in|waiting for (?:me|us)|looking for (?:me|us)|asking for me|demanding to (?:see|speak|come)|after (?:me|us)|"
        r"getting violent|coming at (?:me|us)|coming towards|walking towards|heading (?:for|towards) (?:me|us|the|my|our)|"
        r"going for|kicking off|going mad|going mental|going berserk|losing it|out of control|barging|hitting|chasing|surrounding|"
        r"loading|waving|pounding|thumping|following|flashing (?:his|her|their|its) lights"
    ),
    "menace": (
        r"shouting|screaming|banging|hammering|kicking|grabb\w{2,3}|throwing|swearing|pacing|lurking|loitering|prowling|drunk|angry|"
        r"furious|irate|raging|violent|aggressive|wont (?:leave|go|stop|let|move)|refus\w{2,3} to (?:leave|go)|following|"
        r"followed|staring|waiting|hiding|locked|alone|on my own|by myself|scared|terrified|frightened|shaking|threat\w{0,6}|"
        r"masks?|hoods?|balaclavas?|stranger|stalker|trolls?|cant get (?:out|away)|saying my name|knows my name|attack\w{0,3}|"
        r"smash\w{0,3}|knife|gun|weapon|petrol|police|help|been told to stay away|that man|same man|from last (?:week|time|night)|"
        r"from (?:facebook|twitter|the (?:emails|comments|messages))|who (?:keeps|threatened|sent|messaged)|torch|trying the|"
        r"wont give up|bats|hurt|kill|swinging|demanding|filming me|blocking|cornered|spat|crying"
    ),
    "near": (
        r"(?:at|outside|in|on|by|near|round|behind|up|down|through|over|under|opposite|into|against|across|inside|towards|"
        r"beside|next to|in front of|to) (?:my|our|the|this|his|her|a) (?:[^ .]+ ){0,2}(?:house|home|flat|doors?|doorstep|"
        r"step|drive|driveway|gate|windows?|porch|garden|stairs|landing|letterbox|hallway|hall|hedge|shed|fence|bedroom|"
        r"kitchen|loft|car|van|car park|bumper|bus stop|bus|train|station|street|road|lane|alley|park|surgery|office|"
        r"building|room|reception|foyer|corridor|lobby|toilets?|loos?|ladies|gents|library|centre|church|chapel|school|"
        r"shop|pub|count|chamber|gallery|stage|path|towpath)|outside|downstairs|upstairs|next to me|behind me|near me|"
        r"in front of me|at mine|at ours|opposite|out front|out there|out back"
    ),
    "blade": (
        r"knife|knives|machete|guns?|shotgun|rifle|pistol|crossbow|blade|axe|hatchet|cleaver|sword|grenade|petrol bombs?|"
        r"baseball bats?|crowbar|knuckleduster|samurai sword|screwdriver|acid"
    ),
    "tool": r"bats?|spade|hammer|iron bar|metal bar|bottles?|bricks?|stick|sticks|stones?|chains?|pole|golf club|petrol|shovel|pitchfork",
    "child": (
        r"child|children|kids?|sons?|daughters?|baby|babies|toddler|boys?|girls?|grandson|granddaughter|grandchildren|"
        r"niece|nephew|little (?:one|boy|girl)|\d+ year old|year old"
    ),
    # For vetoes: what shows that a question is about something that has happened, to the writer or by someone.
    "real": (
        r"my|me|us|he|she|hes|they|him|her|them|this|these|that|i (?:have|got|had|received|am|was|keep)|we (?:have|got|had)|"
        r"just|got|received|sent|today|tonight|yesterday|keeps|outside|there is|wont|a man|i think|help|"
        r"someone (?:is|has|sent|said|keeps|threatened)"
    ),
}
