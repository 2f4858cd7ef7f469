#include "detectors/officials/name_words.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "detectors/officials/word_trie.h"

namespace newswatch::detectors::officials {
namespace {

constexpr std::string_view kFunctionWords =
    "a about according across admittedly after again against ahead all alongside also although "
    "always among an and another any are around as asked at back because before behind beside "
    "besides between beyond both but by can could critics despite did do does during each earlier "
    "either even every few first following for former from had has have he hence her here his how "
    "however i if in indeed inside instead into is it its just last later least less like many "
    "maybe meanwhile may might more moreover most much must my near neither never nevertheless "
    "next no nobody none nor not nothing now of off often on once one only or other others "
    "otherwise our outside over past perhaps quickly rather said says second see several shall she "
    "should since so some sometimes soon still such than thanks that the their then there these "
    "they this those though through throughout thus to today tomorrow tonight too toward towards "
    "under unless unlike until up upon very via was we were what whatever when whenever where "
    "whereas wherever whether which while who whoever whose why will with within without would yes "
    "yesterday yet you your "
    "monday tuesday wednesday thursday friday saturday sunday "
    "january february march april june july august september october november december "
    "feb apr aug sept oct nov dec";

constexpr std::string_view kNamedAfterWords =
    "airport avenue boulevard brothers children clan dynasty families family foundation institute "
    "library memorial museum siblings sisters stadium university";

constexpr std::string_view kNamedAfterWordsInCapitals =
    "academy act amendment arena arms associates award bank bay beach bill boulevard bridge "
    "building capital cemetery center centre chapel church circle clinic college commission "
    "community company corp corporation county court creek dam day drive enterprises estate "
    "farms fellowship field forest freight fund gakuin gallery gardens group hall heights high "
    "highway hill hills holdings hospital hotel house inc industries island isle lake lane law "
    "lectures lecture llc llp ltd mall medal media modern monument motors mountain park partners "
    "place plaza plc press prize property properties reservoir ridge river road room route "
    "sagar scholarship school services society sons spring springs square station street "
    "studios systems technologies terrace theater theatre tower township trail trophy trust "
    "tunnel valley ventures village ville wood woods works";

constexpr std::string_view kThingsBeforeNames =
    "camp cape fort frigate hms hmcs hotel lake mount mt port rms saint ss st uss usns destroyer "
    "vessel yacht";

constexpr std::string_view kOwnWords =
    "administration administrations aide aides allies ally cabinet campaign camp coalition era "
    "government plan presidency proposal supporter supporters team voter voters white ministry "
    "policy policies spokesman spokeswoman spokesperson";

constexpr std::string_view kOtherOfficeWords =
    "affairs agriculture assistant associate attorney budget cabinet climate commerce communities "
    "company council counter culture defence defense deputy development digital district economic "
    "economy education employment energy environment equality europe executive family finance "
    "first fisheries foreign general health home homeland housing immigration industry "
    "information infrastructure intelligence interior investment justice labor labour law "
    "migration navy parliamentary parliament party permanent planning police press prime private "
    "railway railways research science security shadow social solicitor sport sports statehouse "
    "state student tax technology telecommunications tourism trade transport transportation "
    "treasury under union university veterans vice water welfare women works youth";

constexpr std::string_view kRankWords =
    "admiral adm alderman alderwoman ambassador archbishop assemblyman assemblywoman assistant "
    "attorney baron bishop brigadier brig bro brother cadet capt captain cardinal chairman "
    "chairwoman chair chancellor chief cmdr coach col colonel commander commissioner congressman "
    "congresswoman constable corporal cpl councillor councilman councilwoman councilor count "
    "countess dean delegate deputy detective det director doctor duke elder envoy father fr "
    "general gen governor gov imam inspector judge justice king lieutenant lt maj major manager "
    "marshal master mayor minister mother officer patrolman pastor pope premier president pres "
    "prince princess principal pvt private prof professor queen rabbi rep representative rev "
    "reverend secretary sec sen senator sergeant sgt sheriff sister solicitor speaker "
    "superintendent supt treasurer trooper uncle aunt cousin warden";

constexpr std::string_view kAffiliationWords =
    "conservative conservatives democrat democrats democratic gop labor labour leftist liberal "
    "liberals republican republicans socialist tories tory candidate nominee challenger incumbent "
    "rival";

constexpr std::string_view kKinWords = "husband wife son daughter widow widower spouse";
constexpr std::string_view kMaleHonorifics = "herr lord m monsieur mr senor signor sir mister";
constexpr std::string_view kFemaleHonorifics =
    "baroness dame frau lady madame miss mme mrs ms senora signora madam";
constexpr std::string_view kOtherHonorifics = "dr mx hon honourable honorable shri smt";

/// Common in the United States, Britain, Ireland, Canada, Australia and India, and of people in
/// world news.
constexpr std::string_view kMaleNames =
    "aaron abdul abdullah abraham adam adrian ahmed ajay alan albert alberto alejandro alexander "
    "alexandre alexei alfred ali alistair allan allen amir amit anand anders andre andreas andrei "
    "andrew andy anil anthony antonio antony anton arjun arnold arthur arun arvind ashok austin "
    "barry ben benjamin bernard bill billy bob bobby boris brad bradley brandon brian bruce bryan "
    "caleb calvin carl carlos chad charles charlie chris christian christopher chuck clarence "
    "clark "
    "claude colin connor craig curtis dale dan daniel danny darren dave david dean dennis derek "
    "diego dmitri dmitry dominic don donald doug douglas duncan dylan ed eddie edgar eduardo "
    "edward "
    "edwin elias elijah elliot elliott emeka emmanuel eric ernest ethan eugene evan felix fernando "
    "francis francisco frank franklin fred frederick gabriel gareth gary gavin geoff geoffrey "
    "george "
    "gerald gerard gilbert giovanni glen glenn gordon graham grant greg gregory guillaume gus guy "
    "hamid hans harold harry harvey hassan hector henri henry herbert hiroshi howard hugh hugo "
    "hussein "
    "ian ibrahim igor isaac ivan jack jacob jake jamal james jamie jan jared jason javier jay jean "
    "jeff jeffrey jeremy jerome jerry jesse jim jimmy joachim joe joel johan john johnny jon "
    "jonathan jorge jose joseph josh joshua juan julian justin karl keith ken kenji kenneth kevin "
    "khalid kofi kumar kurt kyle lance larry lars laurence lawrence lee leo leon leonard leonid "
    "leroy lewis liam lloyd logan lou louis luc lucas luis luke mahmoud malcolm manuel marc marcel "
    "marco marcos marcus mario mark marshall martin marvin mathieu matt matthew maurice max "
    "maxim melvin michael michel miguel mike mikhail milan miles mitchell mohamed mohammed "
    "muhammad mustafa nathan nathaniel neil nicholas nick nicolas nigel nikolai noah noel norman "
    "oleg oliver omar oscar otto owen pablo paolo patrick paul pedro percy pete peter phil philip "
    "philippe phillip pierre prakash prasad rafael rajesh ralph ramesh randall randy raul ravi ray "
    "raymond rene ricardo richard rick robert roberto robin rodney roger roland ron ronald ross "
    "roy "
    "russell ryan sam samuel sanjay scott sean sebastian sergei sergey seth shane shaun sidney "
    "simon "
    "stan stanley stefan stephen steve steven stuart sunil suresh taras ted terence terrence terry "
    "theo theodore thomas tim timothy toby todd tom tommy tony travis trevor tyler vernon victor "
    "vijay vikram vincent viktor vladimir wade walt walter warren wayne wesley wilfred will willem "
    "william winston xavier yusuf zachary";
constexpr std::string_view kFemaleNames =
    "abigail ada adele agnes aisha alexandra alice alicia alison allison amanda amber amelia amina "
    "amy ana andrea angela angelica anita ann anna anne annette annie arta audrey ava barbara "
    "beatrice "
    "beatriz bernice beth bethany betty beverly bonnie brenda bridget carla carmen carol caroline "
    "carolyn catherine cecilia charlotte cheryl chloe christina christine cindy claire clara "
    "claudia "
    "connie courtney crystal cynthia daisy dana danielle daria dawn deborah debra deepa denise "
    "diana "
    "diane dolores donna dora doris dorothy edith edna eileen elaine eleanor elena elisabeth "
    "eliza elizabeth ella ellen elsa emily emma erica erin esther ethel eva eve evelyn farida "
    "fatima "
    "faye fiona florence frances gabriela gail georgia geraldine gertrude gillian gina gladys "
    "glenda "
    "gloria grace greta gwendolyn hannah harriet hazel heather heidi helen helena holly ida ingrid "
    "irene iris irina isabel isabella iryna jackie jacqueline jane janet janice jasmine jean "
    "jeanne "
    "jennifer jenny jessica jill joan joann joanna joanne josephine joy joyce juanita judith judy "
    "julia julie june karen katarina kate katherine kathleen kathryn kathy katie katrina kavita "
    "kay "
    "keiko kelly kim kimberly kristen kristin laura lauren leah leila lena leslie lillian linda "
    "lindiwe lindsay lisa lois lorraine louise lucia lucille lucy lydia lynn mabel madeleine "
    "madison "
    "maggie marcia margaret maria marian marianne marie marilyn marina marion marissa marjorie "
    "marlene martha mary maureen maya meera megan melanie melissa mercedes meredith mia michelle "
    "mildred miranda miriam molly monica monique muriel myra nadia nancy naomi natalia natalie "
    "natasha nathalie ngozi nicole nina nisha nora norma olga olivia pamela patricia paula pauline "
    "pearl peggy penelope penny phyllis polly priscilla priya rachel ramona rasa rebecca regina "
    "renee "
    "rhonda rita roberta rosa rosalind rose rosemary roxanne ruby ruth sabrina sachiko sally "
    "samantha "
    "sandra sara sarah shannon sharon sheila shirley silvia sonia sophia sophie stacy stella "
    "stephanie sue susan suzanne svetlana sylvia tamara tamsin tanya tara tatiana teresa thelma "
    "theresa tiffany tina tracy ursula valentina valerie vanessa vera veronica victoria viola "
    "violet virginia vivian wanda wendy whitney wilma yolanda yuki yvonne zoe";

/// Short forms of given names in English.
constexpr auto kShortNames = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"abe", "abraham"},       {"al", "albert"},       {"al", "alan"},
     {"alex", "alexander"},    {"alex", "alexandra"},  {"andy", "andrew"},
     {"ben", "benjamin"},      {"bernie", "bernard"},  {"bert", "albert"},
     {"bill", "william"},      {"billy", "william"},   {"bob", "robert"},
     {"bobby", "robert"},      {"cathy", "catherine"}, {"charlie", "charles"},
     {"chris", "christopher"}, {"chuck", "charles"},   {"dan", "daniel"},
     {"danny", "daniel"},      {"dave", "david"},      {"debbie", "deborah"},
     {"dick", "richard"},      {"don", "donald"},      {"ed", "edward"},
     {"eddie", "edward"},      {"fred", "frederick"},  {"gabe", "gabriel"},
     {"geoff", "geoffrey"},    {"greg", "gregory"},    {"hank", "henry"},
     {"harry", "harold"},      {"jack", "john"},       {"jake", "jacob"},
     {"jeff", "jeffrey"},      {"jerry", "gerald"},    {"jim", "james"},
     {"jimmy", "james"},       {"joe", "joseph"},      {"joey", "joseph"},
     {"jon", "jonathan"},      {"josh", "joshua"},     {"kate", "katherine"},
     {"kathy", "kathleen"},    {"ken", "kenneth"},     {"larry", "lawrence"},
     {"leo", "leonard"},       {"liz", "elizabeth"},   {"betty", "elizabeth"},
     {"lou", "louis"},         {"maggie", "margaret"}, {"peggy", "margaret"},
     {"matt", "matthew"},      {"mike", "michael"},    {"mitch", "mitchell"},
     {"nate", "nathaniel"},    {"nick", "nicholas"},   {"pat", "patrick"},
     {"pat", "patricia"},      {"pete", "peter"},      {"phil", "philip"},
     {"ray", "raymond"},       {"rich", "richard"},    {"rick", "richard"},
     {"rob", "robert"},        {"ron", "ronald"},      {"sam", "samuel"},
     {"sam", "samantha"},      {"stan", "stanley"},    {"steve", "stephen"},
     {"steve", "steven"},      {"sue", "susan"},       {"ted", "theodore"},
     {"ted", "edward"},        {"terry", "terence"},   {"tim", "timothy"},
     {"tom", "thomas"},        {"tony", "anthony"},    {"tony", "antony"},
     {"vicky", "victoria"},    {"vic", "victor"},      {"walt", "walter"},
     {"will", "william"},      {"zach", "zachary"}});

/// Numbers for words, and of each the classes that it is in, a bit for one.
class WordClasses {
 public:
  using Classes = std::uint32_t;

  WordClasses() {
    add_all(kFunction, kFunctionWords);
    add_all(kNamedAfter, kNamedAfterWords);
    add_all(kNamedAfterInCapitals, kNamedAfterWordsInCapitals);
    add_all(kThing, kThingsBeforeNames);
    add_all(kOwn, kOwnWords);
    add_all(kOtherOffice, kOtherOfficeWords);
    add_all(kRank, kRankWords);
    add_all(kAffiliation, kAffiliationWords);
    add_all(kHonorific, kOtherHonorifics);
    add_all(kHonorific | kMale, kMaleHonorifics);
    add_all(kHonorific | kFemale, kFemaleHonorifics);
    add_all(kMaleName, kMaleNames);
    add_all(kFemaleName, kFemaleNames);
    add_all(kKin, kKinWords);
    for (const auto& [name, full] : kShortNames) add(kShortName, name);
  }

  bool has(std::string_view word, Classes classes) const {
    const std::uint32_t number = numbers_.find(word);
    return number != WordNumbers::kNone && (classes_[number] & classes) != 0;
  }

  static constexpr Classes kFunction = 1 << 0, kNamedAfter = 1 << 1, kNamedAfterInCapitals = 1 << 2,
                           kThing = 1 << 3, kOwn = 1 << 4, kOtherOffice = 1 << 5, kRank = 1 << 6,
                           kAffiliation = 1 << 7, kHonorific = 1 << 8, kMale = 1 << 9,
                           kFemale = 1 << 10, kMaleName = 1 << 11, kFemaleName = 1 << 12,
                           kKin = 1 << 13, kShortName = 1 << 14;

 private:
  void add(Classes classes, std::string_view word) {
    const std::uint32_t number = numbers_.add(word);
    if (number >= classes_.size()) classes_.resize(number + 1);
    classes_[number] |= classes;
  }
  /// @param list  words divided by blanks.
  void add_all(Classes classes, std::string_view list) {
    while (!list.empty()) {
      const auto end = std::min(list.find(' '), list.size());
      if (end > 0) add(classes, list.substr(0, end));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  }

  WordNumbers numbers_;
  std::vector<Classes> classes_;
};

const WordClasses& words() {
  static const WordClasses kWords;
  return kWords;
}

}  // namespace

bool is_function_word(std::string_view word) { return words().has(word, WordClasses::kFunction); }

bool is_named_after(std::string_view word) { return words().has(word, WordClasses::kNamedAfter); }

bool is_named_after_in_capitals(std::string_view word) {
  return words().has(word, WordClasses::kNamedAfterInCapitals);
}

bool is_thing_before_name(std::string_view word) { return words().has(word, WordClasses::kThing); }

bool is_followed_by_own(std::string_view word) { return words().has(word, WordClasses::kOwn); }

bool is_other_office(std::string_view word) { return words().has(word, WordClasses::kOtherOffice); }

bool is_kin(std::string_view word) { return words().has(word, WordClasses::kKin); }

bool is_rank(std::string_view word) { return words().has(word, WordClasses::kRank); }

bool is_affiliation(std::string_view word) { return words().has(word, WordClasses::kAffiliation); }

bool is_honorific(std::string_view word) { return words().has(word, WordClasses::kHonorific); }

Gender gender_of_honorific(std::string_view word) {
  if (words().has(word, WordClasses::kMale)) return Gender::Male;
  return words().has(word, WordClasses::kFemale) ? Gender::Female : Gender::Unknown;
}

std::optional<Gender> gender_of_given_name(std::string_view word) {
  const bool male = words().has(word, WordClasses::kMaleName);
  const bool female = words().has(word, WordClasses::kFemaleName);
  if (!male && !female) return std::nullopt;
  return male == female ? Gender::Unknown : male ? Gender::Male : Gender::Female;
}

bool is_short_name(std::string_view name) { return words().has(name, WordClasses::kShortName); }

bool is_short_for(std::string_view name, std::string_view full) {
  return std::ranges::any_of(
      kShortNames, [&](const auto& names) { return names.first == name && names.second == full; });
}

}  // namespace newswatch::detectors::officials
