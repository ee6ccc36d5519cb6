"""Words that many patterns share; editors write their names in braces: ``{person}``."""

#: Names for words that many patterns share; ``{person}`` in a pattern stands for any of them.
WORDS = {
    "person": (
        r"he|she|they|someone|(?:wo)?m[ae]n|blokes?|guys?|lads?|chaps?|fell(?:a|as|er|ow)|geezers?|"
        r"gentlem[ae]n|lad(?:y|ies)|girls?|boys?|persons?|people|strangers?|youths?|teenagers?|kids|"
        r"group|gang|mob|crowd|ex|exs|him|them|boyfriend|girlfriend|husband|partner|step ?dad|hecklers?|"
        r"weirdos?|nutters?|creeps?|psychos?|thugs?|yobs?|figure|voters?|drunks?|couple|callers?|"
        r"drivers?|gents?|customers?|neighbours?|residents?|constituents?|protest[eo]rs?|trolls?|"
        r"stalkers?|attackers?|intruders?|burglars?|thugs?"
    ),
    "vehicle": r"cars?|vans?|motors?|(?:motor)?bikes?|vehicles?|lorry|truck|taxi|transit|range rover|audi|bmw",
    "home": (
        r"(?:front |back |side )?(?:doors?|doorstep|step|gates?|windows?|drive|driveway|path|porch|"
        r"garden|letterbox|house|home|flat|bungalow|cottage|property|garage|shed|kitchen|hallway|landing|"
        r"bedroom|conservatory|wall|fence)"
    ),
    "work": (
        r"(?:offices?|surgery|hall|reception|foyer|car ?park|building|chambers?|library|centre|town hall|"
        r"civic|meeting|hustings|shop|pub|church|chapel|school|polling station|count|workplace|work|"
        r"toilets?|loos?)"
    ),
    "weapon": (
        r"(?:[^ .]+ )?(?:knife|knives|guns?|shotgun|rifle|pistol|machete|axe|hammer|crowbar|(?:baseball |"
        r"cricket )?bat|blade|sword|crossbow|screwdriver|bottle of acid|acid|petrol|petrol can|"
        r"petrol bomb|molotov|grenade|bomb|explosives?|weapons?|iron bar|metal bar|pole|chain|brick|"
        r"bricks|stanley knife|samurai sword|taser)"
    ),
    "harm": (
        r"kill\w{0,3}|kil|murder\w{0,3}|shoot(?:ing)?|shot|stab\w{0,4}|knif(?:e|ed|ing)|slit|"
        r"slash\w{0,3}|behead\w{0,3}|decapitat\w{1,3}|hang\w{0,3}|hung|lynch\w{0,3}|burn\w{0,3}|burnt|"
        r"torch\w{0,3}|(?:fire|petrol)? ?bomb\w{0,3}|blow up|batter\w{0,3}|beat(?:en|ing)?|smash\w{0,3}|"
        r"bash\w{0,3}|punch\w{0,3}|kick\w{0,3}|hurt\w{0,3}|harm\w{0,3}|attack\w{0,3}|assault\w{0,3}|"
        r"rap(?:e|ed|ing)|maim\w{0,3}|cripple\w?|strangl\w{1,3}|chok(?:e|ed|ing)|throttl\w{1,3}|"
        r"drown\w{0,3}|poison\w{0,3}|execut\w{1,3}|assassinat\w{1,3}|gut|gutted|skin|kneecap\w{0,4}|"
        r"slaughter\w{0,3}|butcher\w{0,3}|jump\w{0,2}|do (?:me|you|him|her|them|us) (?:in|over)|"
        r"done (?:in|over)|run over|run down|mow\w{0,2} down|put down|top|ice|waste|eliminat\w{1,3}|"
        r"exterminat\w{1,4}|hunt\w{0,3} down|string up|strung up"
    ),
    "us": (
        r"me|you|us|him|her|them|(?:my|our|your|his|their|the) (?:[^ .]+ )?(?:wife|husband|partner|kids?|"
        r"child|children|son|sons|daughters?|family|families|mum|mother|dad|father|parents|brother|"
        r"sister|boy|boys|girl|girls|baby|babies|grand(?:kids|children|son|daughter)|house|home|car|dog|"
        r"dogs|cat|pets?|throat|face|head|neck|legs?|kneecaps|skull|staff|clerk|officers?|assistant|"
        r"secretary|team|leader|mayor|councillors?|cllrs?|office|place)|(?:every|any|all|those|these|"
        r"that|this|a|one of (?:the|our|you)) ?(?:one of you|councillors?|cllrs?|politicians?)|"
        r"councillors?|cllrs?|cllr [^ .]+|people like (?:me|you|us|her|him)|politicians|(?:that|this|"
        r"the) (?:bitch|cow|slag|witch|whore|cunt|bastard|scum|traitors?|rat|woman|man)|you lot|yourself|"
        r"someone|everyone"
    ),
    "will": (
        r"will|wil|ill|hell|shell|theyll|theyd|hed|shed|youll|going to|want(?:s|ed)? to|would like to|"
        r"about to|plan(?:s|ning)? to|threat\w{0,6} to|thret\w{0,7} to|swore to|promised to|deserves? to|"
        r"ought to|needs? to|should|must|shall|gets?|getting|got|be|being|hope (?:you|he|she|they|"
        r"someone)|hopes? (?:i|we|you)|come and|coming to|someone|somebody"
    ),
    "threat": (
        r"(?:death |rape |bomb )?(?:threats?|threatend?|threaten(?:s|ed|ing)?|threatning|threatned|"
        r"thret\w{0,7}|treaten\w{0,3})"
    ),
    "pictures": (
        r"(?:pics?|pictures?|photos?|photographs?|images?|videos?|vids?|clips?|footage|shots?|snaps?|"
        r"tapes?|selfies?|films?)"
    ),
    "soon": (
        r"tonight|tomorrow|this (?:morning|afternoon|evening)|later today|today|right now|now|in (?:an|"
        r"a few|half an|\w+) (?:hours?|minutes?|mins?)|at \d{1,2}(?: ?\d\d)? ?(?:am|pm|oclock)|"
        r"by (?:midnight|tonight|tomorrow|morning|noon)|at the (?:[^ .]+ )?(?:meeting|surgery|count|"
        r"hustings|rally|vigil|march|parade|fete|election)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|"
        r"this (?:mon|tues|wednes|thurs|fri|satur|sun)day|when (?:you|i|we) (?:leave|come out|get home|"
        r"go home|walk)|on (?:your|my|the|our) way home|before (?:the )?(?:vote|meeting|count|election)"
    ),
    "online": (
        r"facebook|fb|twitter|x|insta(?:gram)?|tiktok|whatsapp|nextdoor|youtube|linkedin|bluesky|threads|"
        r"online|internet|comments?|posts?|posted|page|group|e?mails?|messages?|inbox|dms?|socials?|zoom|"
        r"teams|chat|thread|tweets?|replies|blog|website|account|accounts|webcast|newsletter|leaflets?|"
        r"press|papers?|letters?|meetings|phone|voicemails?|texts?"
    ),
    "violence": (
        r"kill\w{0,3}|murder\w{0,3}|die|dies|dead|death|hurt|hurting|harm|shoot|shooting|shot|stab|"
        r"stabbed|stabbing|burn|burning|burnt|burned|torch|rape|raped|raping|hang|hanged|hung|"
        r"lynch\w{0,3}|beat|beaten|batter\w{0,3}|smash\w{0,3}|bleed|blood|slit|drown\w{0,3}|bury|suffer|"
        r"bullets?|acid|knife|knives|guns?|petrol|noose|gallows|rope|grave|coffin|bomb\w{0,3}|blow up|"
        r"execut\w{1,3}|behead\w{0,3}|strangle\w?|throttle|cripple|kneecap\w{0,4}|violence|attack me|"
        r"attack you"
    ),
    "told": (
        r"said|says|saying|wrote|writes|writing|written|posted|posting|message|messages|messaged|"
        r"messaging|text|texts|texted|e?mail|e?mails|e?mailed|comment|comments|commented|commenting|"
        r"tweet|tweets|tweeted|dm|dms|letter|letters|note|voicemail|voicemails|told|tells|telling|reply|"
        r"replies|replied|caption|shouted|shouting|screamed|called|caller|rang|put|reads|talking about|"
        r"talks about|joked|joking|swore|warned|promised|promising|hoping"
    ),
    "hostile": (
        r"shouting|screaming|yelling|swearing|banging|hammering|kicking|punching|pacing|lurking|prowling|"
        r"loitering|circling|smashing|throwing|chucking|spitting|pushing|shoving|grabbing|blocking|"
        r"raging|ranting|lunging|squaring up|glaring|peering|snooping|creeping|trying the|"
        r"trying to (?:get|force|break|grab|climb|open)|getting closer|coming closer|closing in|"
        r"waiting for (?:me|us)|looking for (?:me|us)|asking for me|demanding to (?:see|speak|come)|"
        r"after (?:me|us)|getting violent|smashing up|chanting|revving|livestreaming|coming at (?:me|us)|"
        r"coming towards|walking towards|heading (?:for|towards) (?:me|us|the|my|our)|going for|"
        r"kicking off|going mad|going mental|going berserk|losing it|out of control|barging|hitting|"
        r"chasing|surrounding|loading|waving|pounding|thumping|following|flashing (?:his|her|their|"
        r"its) lights"
    ),
    "menace": (
        r"shouting|screaming|banging|hammering|kicking|grabb\w{2,3}|throwing|swearing|pacing|lurking|"
        r"loitering|prowling|drunk|angry|furious|irate|raging|violent|aggressive|wont (?:leave|go|stop|"
        r"let|move)|refus\w{2,3} to (?:leave|go)|following|followed|staring|waiting|hiding|locked|alone|"
        r"on my own|by myself|scared|terrified|frightened|shaking|threat\w{0,6}|masks?|hoods?|"
        r"balaclavas?|stranger|stalker|trolls?|cant get (?:out|away)|saying my name|knows my name|"
        r"attack\w{0,3}|smash\w{0,3}|knife|gun|weapon|petrol|been told to stay away|that man|same man|"
        r"from last (?:week|time|night)|from (?:facebook|twitter|the (?:emails|comments|messages))|"
        r"who (?:keeps|threatened|sent|messaged)|torch|trying the|wont give up|bats|hurt|kill|swinging|"
        r"demanding|filming me|blocking|cornered|spat|crying"
    ),
    "near": (
        r"(?:at|outside|in|on|by|near|round|behind|up|down|through|over|under|opposite|into|against|"
        r"across|inside|towards|beside|next to|in front of|to) (?:my|our|the|this|his|her|"
        r"a) (?:[^ .]+ ){0,2}(?:house|home|flat|doors?|doorstep|step|drive|driveway|gate|windows?|porch|"
        r"garden|stairs|landing|letterbox|hallway|hall|hedge|shed|fence|bedroom|kitchen|loft|car|van|"
        r"car park|bumper|bus stop|bus|train|station|street|road|lane|alley|park|surgery|office|building|"
        r"room|reception|foyer|corridor|lobby|toilets?|loos?|ladies|gents|library|centre|church|chapel|"
        r"school|shop|pub|count|chamber|gallery|stage|path|towpath)|outside|downstairs|upstairs|"
        r"next to me|behind me|near me|at the (?:bottom|end|back|side|front|corner) of (?:the|my|"
        r"our) (?:garden|road|street|drive|path|lane|house)|in front of me|at mine|at ours|opposite|"
        r"out front|out there|out back"
    ),
    "blade": (
        r"knife|knives|machete|guns?|shotgun|rifle|pistol|crossbow|blade|axe|hatchet|cleaver|sword|"
        r"grenade|petrol bombs?|baseball bats?|crowbar|knuckleduster|samurai sword|screwdriver|acid"
    ),
    "tool": (
        r"bats?|spade|hammer|iron bar|metal bar|bottles?|bricks?|stick|sticks|stones?|chains?|pole|"
        r"golf club|petrol|shovel|pitchfork"
    ),
    "child": (
        r"child|children|kids?|sons?|daughters?|baby|babies|toddler|boys?|girls?|grandson|granddaughter|"
        r"grandchildren|niece|nephew|little (?:one|boy|girl|lad|lass)|lad|lass|\d+ year old|year old"
    ),
    # For vetoes: what shows that a question is about something that has happened, to the writer or by someone.
    "real": (
        r"my|me|us|he|she|hes|they|him|her|them|this|these|that|i (?:have|got|had|received|am|was)|"
        r"we (?:have|got|had)|just|got|received|sent|today|tonight|yesterday|keeps|outside|there is|wont|"
        r"a man|i think|help|someone (?:is|has|sent|said|keeps|threatened)"
    ),
}
