#include "detectors/quotes/lexicon.h"

#include <array>

namespace newswatch::detectors::quotes {

std::span<const WordList> word_lists() {
  using namespace word;
  static constexpr auto kLists = std::to_array<WordList>({
      {Determiner,
       "the this that these those each every all both no most many some several few "
       "any such other another either neither various half"},
      {Determiner | Indefinite, "a an one two three four five six seven eight nine ten dozen"},
      {Possessive | He, "his"},
      {Possessive | She, "her"},
      {Possessive, "its their my our your whose"},
      {Subject | He, "he"},
      {Subject | She, "she"},
      {Subject | They, "they"},
      {Subject | FirstPerson, "i we"},
      {Subject, "it you nobody everyone everybody someone somebody"},
      {Subject | Relative, "who"},
      {Relative, "which that whom whose"},
      {Object, "him them me us himself herself themselves itself myself ourselves"},
      {Preposition | Attaching, "of for from with at in on"},
      {Preposition,
       "about above across after against along alongside amid among around as before behind below "
       "beneath beside besides between beyond by concerning despite down during except following "
       "inside into like near off onto out outside over past regarding since through throughout to "
       "toward towards under unlike until up upon via within without than per amidst aboard"},
      {Conjunction,
       "and or but nor so yet because although though if unless while whereas when "
       "whenever where wherever whether once lest that how why what then"},
      {Auxiliary,
       "has have had do does did will would can could may might must shall should "
       "hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't isn't "
       "wasn't weren't aren't shouldn't"},
      {Auxiliary | Passive, "is are was were be been being am"},
      {Modal, "will would could should might may must can shall"},
      {Work,
       "memoir book novel film movie song album show series play poem documentary podcast "
       "thriller musical sitcom bestseller autobiography biography magazine slogan"},
      {Adverb,
       "also again later still never not already just once often always soon ever even too almost "
       "instead now here there further once yet rather quite very twice first perhaps maybe "
       "however therefore thus meanwhile moreover nevertheless nonetheless furthermore otherwise "
       "then flatly else together back aloud publicly only afterward afterwards subsequently"},
      {According, "according"},
      {CuePhrase,
       "speak speaks speaking spoke spoken talk talks talking talked put go goes going went"},
      {Time,
       "monday tuesday wednesday thursday friday saturday sunday january february april june "
       "july august september october november december yesterday today tonight tomorrow "
       "earlier recently afternoon morning evening night week month year mon tue wed thu fri "
       "sat sun ago last next"},
      {Verb,
       "made took came got gave became held kept left led met ran saw sent stood won "
       "lost found "
       "brought built bought drew fell grew knew paid rose spent wore signed voted "
       "appeared turned moved faced joined helped tried wanted needed looked seemed remained "
       "included received served worked lived died killed used showed played raised returned "
       "passed reached ended decided refused declined planned visited ordered introduced launched "
       "ate bent blew broke caught chose dealt drank drove fed fought flew forgot froze hid hit "
       "lay laid lent "
       "lit meant rode rang sat set shook shut slept slid spun stole struck swept swung taught "
       "threw woke "
       "withdrew overslept walked waved pointed stepped sipped paused looked stared "
       "took makes takes comes gets gives becomes holds keeps leaves leads meets runs sees sends "
       "stands wins loses finds brings wants needs seems remains shows plans goes let lets put "
       "sought seeks followed follows came urged urges delivered addressed discussed "
       "issued released published rejected approved opposed supported backed endorsed defeated"},
      {Number, "hundred hundreds thousand thousands million millions billion billions"},
      {Title | PersonNoun,
       "president senator sen congressman congresswoman rep representative gov governor mayor "
       "secretary minister chancellor premier speaker leader chairman chairwoman chair chairperson "
       "chief director commissioner judge justice attorney prosecutor sheriff "
       "officer captain capt colonel col lieutenant lt sergeant sgt major maj general gen admiral "
       "adm commander professor prof doctor dr reverend rev pastor bishop archbishop cardinal pope "
       "rabbi imam ambassador amb diplomat envoy spokesman spokeswoman spokesperson ceo founder "
       "co-founder coach analyst economist historian strategist consultant adviser advisor aide "
       "correspondent reporter journalist editor columnist anchor host author activist candidate "
       "nominee incumbent councilman councilwoman councillor councilor alderman delegate "
       "assemblyman assemblywoman legislator deputy treasurer comptroller solicitor inspector "
       "superintendent constable detective scientist researcher fellow dean provost principal "
       "executive manager pollster lawyer lobbyist organizer democrat republican conservative "
       "attorney counsel ranger mp msp md whip shri smt undersecretary backbencher peer veteran "
       "vice-president presenter broadcaster campaigner donor producer"},
      {Title | MaleTitle | PersonNoun, "mr sir lord king prince baron monsieur herr senor"},
      {Title | FemaleTitle | PersonNoun,
       "mrs ms miss lady dame queen princess baroness madame mme frau senora"},
      {Title,
       "former acting deputy vice prime foreign interior defense defence finance state home "
       "labor labour health justice trade treasury house senate majority minority ranking "
       "democratic gop tory american british russian chinese indian french "
       "german canadian australian israeli ukrainian japanese european u.s. us uk lead "
       "senior junior assistant associate national white press political chief "
       "presidential gubernatorial congressional executive republican democrat liberal "
       "ex-president affairs external security council committee party"},
      {PersonNoun | MaleTitle,
       "man father husband son brother boy gentleman businessman grandfather uncle "
       "nephew widower congressman chairman spokesman councilman assemblyman"},
      {PersonNoun | FemaleTitle,
       "woman mother wife daughter sister girl businesswoman grandmother aunt "
       "niece widow congresswoman chairwoman spokeswoman councilwoman "
       "assemblywoman"},
      {PersonNoun,
       "lawmaker politician official voter resident citizen worker teacher student farmer "
       "nurse owner witness neighbor neighbour friend supporter critic opponent expert "
       "billionaire mogul magnate hopeful contender rival frontrunner front-runner source "
       "person parent retiree immigrant survivor victim defendant plaintiff juror suspect "
       "driver soldier mechanic engineer contractor interviewer moderator questioner "
       "member writer speaker colleague ally insider operative staffer "
       "texan ohioan floridian californian"},
      {PeopleNoun,
       "officials voters lawmakers senators republicans democrats critics supporters "
       "opponents experts analysts residents aides advisers advisors sources witnesses "
       "people police authorities researchers scientists economists lawyers prosecutors "
       "protesters activists reporters journalists investigators doctors teachers parents "
       "students workers members leaders diplomats ministers investors executives allies "
       "conservatives liberals strategists observers men women others they some many "
       "pollsters historians organizers campaigners mps judges spokespeople staffers "
       "insiders colleagues friends farmers neighbors neighbours governors mayors fans "
       "opponents delegates donors rivals traders commentators"},
      {Body,
       "ministry department government administration committee commission agency campaign "
       "company court council party group bank union office embassy house senate congress "
       "parliament team board foundation institute association organization organisation "
       "university pentagon kremlin police army military fbi cia nato times post newspaper "
       "network bureau coalition league federation cabinet downing treasury"},
      {Paper | CueNoun,
       "statement letter tweet email post message report memo filing op-ed essay "
       "column article editorial book speech remarks interview lawsuit complaint "
       "ruling opinion order ad advertisement press-release release transcript "
       "affidavit indictment petition document note text caption sign testimony "
       "briefing resolution communique blog"},
      {CueNoun,
       "promise pledge vow claim call calls comment comments description assertion argument "
       "warning accusation criticism words phrase slogan question answer reply response "
       "demand allegation admission suggestion contention insistence declaration denial "
       "promises claims pledges warnings accusations allegations remark quip joke boast "
       "reports states questions hopes fears notes posts charges demands points terms quotes "
       "answers "
       "offers attacks stresses shouts cries whispers laughs orders reasons estimates guesses "
       "objects "
       "brands labels mocks remarks insults "
       "reference"},
      {Place,
       "alabama alaska arizona arkansas california colorado connecticut delaware florida "
       "georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland "
       "massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio "
       "oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington "
       "wisconsin wyoming ariz ala ark calif colo conn del fla ga ill ind kan ky la md mass "
       "mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo d.c. dc "
       "n.h. n.j. n.m. n.y. n.c. n.d. r.i. s.c. s.d. nh nj nm ny nc nd ri sc sd england "
       "scotland wales ireland france germany india canada australia japan china russia "
       "ukraine italy spain mexico brazil israel"},
  });
  return kLists;
}

std::span<const WordList> first_names() {
  using namespace word;
  static constexpr auto kLists = std::to_array<WordList>({
      {MaleName,
       "aaron abdul adam adrian ahmed alan albert alejandro alex alexander alexei alfred ali "
       "alistair allan allen amir amit anders andre andreas andrei andres andrew andy anil anthony "
       "antonio antony arjun arnold arthur arvind ashok barack barry ben benjamin bernard bernie "
       "bill billy bob boris brad bradley brendan brent brett brian bruce bryan byron calvin carl "
       "carlos cesar chad charles charlie chester chris christian christopher chuck clarence "
       "claude "
       "clayton cliff clifford clint clinton colin conor corey cory craig curtis cyril dale damian "
       "dan daniel danny darrell darren darryl dave david dean deepak dennis derek desmond devin "
       "dick diego dmitri dmitry dominic don donald doug douglas duncan dwayne dwight dylan earl "
       "ed "
       "eddie edgar eduardo edward edwin eli elias elijah elliot elliott emmanuel enrique eric "
       "erik "
       "ernest ethan etienne eugene evan fabian felipe felix fernando floyd francis francisco "
       "francois frank "
       "franklin fred frederick friedrich gabriel gareth garrett gary gavin gene geoff geoffrey "
       "george gerald "
       "gerard gilbert giorgio giovanni giuseppe glen glenn gordon graham grant greg gregory "
       "guillermo gus guy "
       "hank hans harold harrison harry hassan hector henry herbert herman hiroshi hugh hugo "
       "hussein ian "
       "ibrahim igor isaac ivan jack jackson jacob jacques jaime jake jamal james jamie jared "
       "jason javier jay "
       "jean jeff jeffrey jeremy jerome jerry jesse jesus jim jimmy joachim joaquin joe joel johan "
       "john johnny jon jonathan jorge jose josef joseph josh joshua juan julian julio justin "
       "kareem "
       "karl keith ken kenji kenneth kent kevin khalid klaus kurt kyle lance larry lars lawrence "
       "lee leo leon "
       "leonard leroy lewis liam lindsey lloyd logan lorenzo lou louis lucas luis luke mahmoud "
       "malcolm manuel "
       "marc marco marcus mario mark marshall martin marvin mason mateo matt matteo matthew "
       "maurice max "
       "maxwell mehmet mel michael michel miguel mike mikhail milton mitch mitchell mitt mohamed "
       "mohammad mohammed moses muhammad murray narendra nate nathan nathaniel neal neil nelson "
       "newt nicholas nick nicolas nigel nikolai noah norman oleg oleksandr oliver omar orlando "
       "oscar "
       "otto owen pablo pat patrick paul pavel pedro perry pete peter phil philip phillip pierre "
       "rafael rahul raj rajesh ralph ramon rand randall randy raul ravi ray raymond reggie "
       "reginald "
       "rene rex ricardo rich richard rick ricky rob robert roberto rod roderick rodney rodrigo "
       "roger "
       "roland ron ronald rory ross roy ruben rudy rupert russell ryan salvador sam samuel sanjay "
       "santiago saul scott sean sebastian sergei sergey sergio seth shane shaun simon sidney "
       "spencer "
       "stan stanley stefan stephen steve steven stewart stuart sunil suresh tariq ted terrence "
       "terry theo theodore thomas tim timothy toby todd tom tommy tony travis trent trevor tyler "
       "vernon vic victor vikram vincent vladimir volodymyr wade wallace walter warren wayne "
       "wendell wesley wilfred will william willie winston xavier yusuf zach zachary"},
      {FemaleName,
       "abby abigail ada adriana agnes aisha alana alejandra alexandra alexandria alice alicia "
       "alison "
       "allison alyssa amanda amber amelia amy ana andrea angela angelica angie anita ann anna "
       "anne "
       "annette annie anya april ashley audrey ava barbara beatrice becky belinda bernadette "
       "bernice "
       "beth bethany betsy betty beverly bianca bonnie brenda brianna bridget brittany brooke "
       "camila "
       "camille candace carla carly carmen carol carole caroline carolyn cassandra catherine cathy "
       "cecilia celeste charlene charlotte chelsea cheryl christina christine cindy claire clara "
       "claudia colleen connie constance cora courtney crystal cynthia daisy dana danielle daphne "
       "dawn deanna deborah debra debbie deirdre delores denise diana diane dianne dolores donna "
       "doreen doris dorothy edith eileen elaine eleanor elena elise elisabeth elizabeth ella "
       "ellen "
       "eloise elsa emily emma erica erika erin esther eva evelyn faith fatima faye felicia fiona "
       "florence frances francesca friederike gabriela gabriella gail gayle georgia geraldine gina "
       "ginny gladys glenda gloria grace greta gretchen gwen gwendolyn hannah harriet hazel "
       "heather "
       "heidi helen helena hillary holly hope ida imelda indira ingrid irene iris isabel isabella "
       "ivanka jackie jacqueline jane janet janice janine jasmine jean-anne jeanette jeanne jenna "
       "jennifer jenny jessica "
       "jill jo joan joanna joanne jocelyn josephine joy joyce judith judy julia juliana julie "
       "june "
       "kamala kara karen karin kate katherine kathleen kathryn kathy katie katrina kavita kay "
       "kayla "
       "kelly kellyanne kendra kim kimberly kirsten kirstjen kristen kristi kristin kristina "
       "lakshmi lara latoya laura lauren "
       "leah leila lena leslie leticia lillian lily linda lindsay lisa liz lois lola loretta lori "
       "lorraine louise "
       "lucia lucille lucy lydia lynn lynne mabel madeleine madison maggie mandy marcia margaret "
       "margarethe margot maria mariana marianne marie marilyn marina marion marissa marjorie "
       "marlene marsha "
       "martha mary maureen maxine maya meera megan meghan melanie melinda melissa mercedes "
       "meredith mia "
       "michele michelle mildred mindy miranda miriam moira molly monica monique muriel myra nadia "
       "nancy naomi natalia natalie natasha nathalie nicole nina nora norma olga olivia pamela "
       "patricia patti patty paula pauline peggy penelope penny phyllis polly prudence priscilla "
       "priya priyanka rachel ramona rebecca regina renee rhonda rita roberta robin rosa rosalind "
       "rose "
       "rosemary roxanne ruth sabrina sally samantha sandra sara sarah selena shannon sharon "
       "sheila "
       "shelley sherry sheryl shirley sofia sonia sonya sophia sophie stacey stacy stella "
       "stephanie "
       "sue sunita susan susanna susie suzanne svetlana sylvia tamara tammy tanya tara tatiana "
       "teresa "
       "tess thelma theresa tiffany tina tracey tracy trisha tulsi ursula valerie vanessa vera "
       "veronica "
       "vicky victoria viola violet virginia vivian wanda wendy whitney whoopi yolanda yvette "
       "yvonne zoe"},
  });
  return kLists;
}

}  // namespace newswatch::detectors::quotes
