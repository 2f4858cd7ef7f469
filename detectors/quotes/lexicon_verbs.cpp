#include <array>

#include "detectors/quotes/lexicon.h"

namespace newswatch::detectors::quotes {

std::span<const WordList> cue_verbs() {
  using namespace word;
  static constexpr auto kLists = std::to_array<WordList>({
      {CueThat | CueBare,
       "say/said add argue claim believe think/thought insist note contend "
       "concede acknowledge admit+ maintain predict state suggest"},
      {CueThat | CueBare | CueTo, "tell/told assure warn promise remind inform"},
      {CueThat,
       "write/wrote/written announce explain complain declare assert report allege "
       "caution vow pledge stress emphasize emphasise underline underscore reiterate repeat "
       "reply respond counter retort remark observe recall confirm deny conclude boast "
       "tweet post hint quip+ joke testify swear/swore/sworn lament confess proclaim signal "
       "indicate charge object protest guess propose recommend advise affirm reaffirm "
       "opine muse reason estimate speculate theorize fret+ fear hope demand agree disclose "
       "reveal imply intimate relate recount point mention tell+/told clarify specify "
       "reflect reckon assume feel/felt sigh shout yell volunteer fume grumble marvel crow gush "
       "thunder "
       "answer"},
      {CueAsks, "ask wonder inquire enquire question query press"},
      {CueNames,
       "call describe label dub+ brand characterize characterise term denounce condemn "
       "decry dismiss deride criticize criticise praise hail refer+ slam+ blast mock deem "
       "accuse attack ridicule tout portray depict cite quote liken compare speak/spoke/spoken "
       "talk"},
      {CueMental,
       "think/thought believe feel/felt hope fear assume guess estimate speculate "
       "write/wrote/written"},
      {CueWeak,
       "continue begin/began/begun cut/cut shoot/shot conclude laugh smile nod+ shout yell cry "
       "exclaim scream whisper chant sing/sang/sung snap+ interject interrupt "
       "chime offer volunteer sigh shrug+ thunder bellow fume rail gush croon deadpan+ "
       "crow growl groan grumble snipe finish read/read utter recite "
       "text email mail blog+ greet elaborate "
       "interpose put/put rage dish chip+ pipe hit/hit fire howl huff scoff sniff spit/spat bark "
       "hiss moan "
       "beam gasp stammer mutter mumble whine coo gripe snarl trumpet purr demur intone drawl "
       "go/went venture marvel enthuse riff+ rant invoke answer "
       "summarize summarise ventured weigh"},
  });
  return kLists;
}

}  // namespace newswatch::detectors::quotes
