#include "text/countries.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "text/word_table.h"

namespace newswatch::text {
namespace {

/// The words of one country in English news, folded, divided by commas.
struct Country {
  std::string_view code;
  std::string_view names;
  std::string_view adjectives;
  std::string_view people;
  std::string_view governments;
};

/// The members of the G20, the EU and NATO, the Middle East, and the larger states elsewhere. Left
/// out are capitals that share their country's name, and words that mostly mean something else
/// ("Santiago", "Santo"). "Washington", "Georgia", "Turkey", "Jordan", "Chad" and "Male" have other
/// meanings too: callers judge by what stands beside them.
// clang-format off
constexpr auto kCountries = std::to_array<Country>({
    {"US", "united states,united states of america,usa,america", "us,american", "americans", "washington,white house"},
    {"GB", "united kingdom,great britain,britain,england", "uk,british,english", "britons,brits", "london,downing street,whitehall,westminster"},
    {"IE", "ireland,irish republic", "irish", "irishman,irishwoman", "dublin"},
    {"FR", "france", "french", "frenchman,frenchwoman", "paris,elysee,elysee palace,quai d'orsay"},
    {"DE", "germany", "german", "germans", "berlin"},
    {"IT", "italy", "italian", "italians", "rome"},
    {"ES", "spain", "spanish", "spaniards,spaniard", "madrid"},
    {"PT", "portugal", "portuguese", "", "lisbon"},
    {"NL", "netherlands,holland", "dutch", "dutchman", "the hague"},
    {"BE", "belgium", "belgian", "belgians", ""},
    {"LU", "luxembourg", "luxembourgish", "luxembourgers", ""},
    {"AT", "austria", "austrian", "austrians", "vienna"},
    {"CH", "switzerland", "swiss", "", "bern"},
    {"DK", "denmark", "danish", "danes,dane", "copenhagen"},
    {"SE", "sweden", "swedish", "swedes,swede", "stockholm"},
    {"NO", "norway", "norwegian", "norwegians", "oslo"},
    {"FI", "finland", "finnish", "finns,finn", "helsinki"},
    {"IS", "iceland", "icelandic", "icelanders", "reykjavik"},
    {"EE", "estonia", "estonian", "estonians", "tallinn"},
    {"LV", "latvia", "latvian", "latvians", "riga"},
    {"LT", "lithuania", "lithuanian", "lithuanians", "vilnius"},
    {"PL", "poland", "polish", "poles", "warsaw"},
    {"CZ", "czech republic,czechia", "czech", "czechs", "prague"},
    {"SK", "slovakia", "slovak,slovakian", "slovaks", "bratislava"},
    {"HU", "hungary", "hungarian", "hungarians", "budapest"},
    {"RO", "romania", "romanian", "romanians", "bucharest"},
    {"BG", "bulgaria", "bulgarian", "bulgarians", "sofia"},
    {"GR", "greece", "greek,hellenic", "greeks", "athens"},
    {"CY", "cyprus", "cypriot", "cypriots", "nicosia"},
    {"MT", "malta", "maltese", "", "valletta"},
    {"HR", "croatia", "croatian,croat", "croatians,croats", "zagreb"},
    {"SI", "slovenia", "slovenian,slovene", "slovenians,slovenes", "ljubljana"},
    {"RS", "serbia", "serbian", "serbs,serbians", "belgrade"},
    {"BA", "bosnia,bosnia and herzegovina,bosnia herzegovina", "bosnian", "bosnians", "sarajevo"},
    {"ME", "montenegro", "montenegrin", "montenegrins", "podgorica"},
    {"MK", "north macedonia,macedonia", "macedonian", "macedonians", "skopje"},
    {"AL", "albania", "albanian", "albanians", "tirana"},
    {"XK", "kosovo", "kosovar,kosovan", "kosovars", "pristina"},
    {"UA", "ukraine", "ukrainian", "ukrainians", "kyiv,kiev"},
    {"RU", "russia,russian federation", "russian", "russians", "moscow,kremlin"},
    {"BY", "belarus", "belarusian,belarussian", "belarusians", "minsk"},
    {"MD", "moldova", "moldovan", "moldovans", "chisinau"},
    {"GE", "georgia", "georgian", "georgians", "tbilisi"},
    {"AM", "armenia", "armenian", "armenians", "yerevan"},
    {"AZ", "azerbaijan", "azerbaijani,azeri", "azerbaijanis", "baku"},
    {"TR", "turkey,turkiye", "turkish", "turks", "ankara"},
    {"KZ", "kazakhstan", "kazakh,kazakhstani", "kazakhs", "astana"},
    {"UZ", "uzbekistan", "uzbek", "uzbeks", "tashkent"},
    {"TM", "turkmenistan", "turkmen", "", "ashgabat"},
    {"KG", "kyrgyzstan", "kyrgyz", "", "bishkek"},
    {"TJ", "tajikistan", "tajik", "tajiks", "dushanbe"},
    {"MN", "mongolia", "mongolian", "mongolians", "ulaanbaatar"},
    {"CN", "china,people's republic of china,prc", "chinese", "", "beijing,zhongnanhai"},
    {"HK", "hong kong", "", "hong kongers", ""},
    {"TW", "taiwan", "taiwanese", "", "taipei"},
    {"JP", "japan", "japanese", "", "tokyo"},
    {"KR", "south korea,republic of korea", "south korean", "south koreans", "seoul"},
    {"KP", "north korea,dprk", "north korean", "north koreans", "pyongyang"},
    {"IN", "india", "indian", "indians", "new delhi,delhi"},
    {"PK", "pakistan", "pakistani", "pakistanis", "islamabad"},
    {"BD", "bangladesh", "bangladeshi", "bangladeshis", "dhaka"},
    {"LK", "sri lanka", "sri lankan", "sri lankans", "colombo"},
    {"NP", "nepal", "nepalese,nepali", "", "kathmandu"},
    {"BT", "bhutan", "bhutanese", "", "thimphu"},
    {"MV", "maldives", "maldivian", "maldivians", "male"},
    {"AF", "afghanistan", "afghan", "afghans", "kabul"},
    {"MM", "myanmar,burma", "burmese", "", "naypyidaw"},
    {"TH", "thailand", "thai", "thais", "bangkok"},
    {"VN", "vietnam,viet nam", "vietnamese", "", "hanoi"},
    {"LA", "laos", "laotian", "laotians", "vientiane"},
    {"KH", "cambodia", "cambodian", "cambodians", "phnom penh"},
    {"MY", "malaysia", "malaysian", "malaysians", "kuala lumpur,putrajaya"},
    {"SG", "singapore", "singaporean", "singaporeans", ""},
    {"ID", "indonesia", "indonesian", "indonesians", "jakarta"},
    {"PH", "philippines", "philippine,filipino", "filipinos", "manila,malacanang"},
    {"BN", "brunei", "bruneian", "bruneians", ""},
    {"TL", "timor leste,east timor", "timorese", "", "dili"},
    {"AU", "australia", "australian", "australians,aussies", "canberra"},
    {"NZ", "new zealand", "", "new zealanders", "wellington"},
    {"PG", "papua new guinea", "papua new guinean", "", "port moresby"},
    {"FJ", "fiji", "fijian", "fijians", "suva"},
    {"SB", "solomon islands", "", "", "honiara"},
    {"CA", "canada", "canadian", "canadians", "ottawa"},
    {"MX", "mexico", "mexican", "mexicans", "mexico city"},
    {"GT", "guatemala", "guatemalan", "guatemalans", ""},
    {"HN", "honduras", "honduran", "hondurans", "tegucigalpa"},
    {"SV", "el salvador", "salvadoran,salvadorean", "salvadorans", "san salvador"},
    {"NI", "nicaragua", "nicaraguan", "nicaraguans", "managua"},
    {"CR", "costa rica", "costa rican", "costa ricans", ""},
    {"PA", "panama", "panamanian", "panamanians", ""},
    {"CU", "cuba", "cuban", "cubans", "havana"},
    {"HT", "haiti", "haitian", "haitians", "port au prince"},
    {"DO", "dominican republic", "dominican", "dominicans", "santo domingo"},
    {"JM", "jamaica", "jamaican", "jamaicans", ""},
    {"TT", "trinidad and tobago", "trinidadian", "trinidadians", "port of spain"},
    {"CO", "colombia", "colombian", "colombians", "bogota"},
    {"VE", "venezuela", "venezuelan", "venezuelans", "caracas"},
    {"EC", "ecuador", "ecuadorian,ecuadorean", "ecuadorians", "quito"},
    {"PE", "peru", "peruvian", "peruvians", "lima"},
    {"BO", "bolivia", "bolivian", "bolivians", "la paz"},
    {"BR", "brazil", "brazilian", "brazilians", "brasilia,planalto"},
    {"PY", "paraguay", "paraguayan", "paraguayans", "asuncion"},
    {"UY", "uruguay", "uruguayan", "uruguayans", "montevideo"},
    {"AR", "argentina", "argentine,argentinian", "argentines,argentinians", "buenos aires,casa rosada"},
    {"CL", "chile", "chilean", "chileans", ""},
    {"GY", "guyana", "guyanese", "", ""},
    {"SR", "suriname", "surinamese", "", ""},
    {"IL", "israel", "israeli", "israelis", "jerusalem,tel aviv"},
    {"PS", "palestine,palestinian territories,palestinian authority", "palestinian", "palestinians", "ramallah"},
    {"LB", "lebanon", "lebanese", "", "beirut"},
    {"SY", "syria", "syrian", "syrians", "damascus"},
    {"JO", "jordan", "jordanian", "jordanians", "amman"},
    {"IQ", "iraq", "iraqi", "iraqis", "baghdad"},
    {"IR", "iran,islamic republic of iran", "iranian", "iranians", "tehran"},
    {"SA", "saudi arabia,kingdom of saudi arabia", "saudi,saudi arabian", "saudis", "riyadh"},
    {"AE", "united arab emirates", "uae,emirati", "emiratis", "abu dhabi"},
    {"QA", "qatar", "qatari", "qataris", "doha"},
    {"KW", "kuwait", "kuwaiti", "kuwaitis", ""},
    {"BH", "bahrain", "bahraini", "bahrainis", "manama"},
    {"OM", "oman", "omani", "omanis", "muscat"},
    {"YE", "yemen", "yemeni", "yemenis", "sanaa"},
    {"EG", "egypt", "egyptian", "egyptians", "cairo"},
    {"LY", "libya", "libyan", "libyans", "tripoli"},
    {"TN", "tunisia", "tunisian", "tunisians", "tunis"},
    {"DZ", "algeria", "algerian", "algerians", "algiers"},
    {"MA", "morocco", "moroccan", "moroccans", "rabat"},
    {"SD", "sudan", "sudanese", "", "khartoum"},
    {"SS", "south sudan", "south sudanese", "", "juba"},
    {"ET", "ethiopia", "ethiopian", "ethiopians", "addis ababa"},
    {"ER", "eritrea", "eritrean", "eritreans", "asmara"},
    {"SO", "somalia", "somali", "somalis", "mogadishu"},
    {"DJ", "djibouti", "djiboutian", "", ""},
    {"KE", "kenya", "kenyan", "kenyans", "nairobi"},
    {"UG", "uganda", "ugandan", "ugandans", "kampala"},
    {"TZ", "tanzania", "tanzanian", "tanzanians", "dodoma"},
    {"RW", "rwanda", "rwandan", "rwandans", "kigali"},
    {"BI", "burundi", "burundian", "burundians", "gitega"},
    {"CD", "democratic republic of congo,dr congo,congo kinshasa,drc", "congolese", "", "kinshasa"},
    {"CG", "republic of congo,congo brazzaville", "", "", "brazzaville"},
    {"CM", "cameroon", "cameroonian", "cameroonians", "yaounde"},
    {"CF", "central african republic", "central african", "", "bangui"},
    {"TD", "chad", "chadian", "chadians", "n'djamena"},
    {"NE", "niger", "nigerien", "nigeriens", "niamey"},
    {"NG", "nigeria", "nigerian", "nigerians", "abuja"},
    {"GH", "ghana", "ghanaian", "ghanaians", "accra"},
    {"CI", "ivory coast,cote d'ivoire", "ivorian", "ivorians", "abidjan"},
    {"SN", "senegal", "senegalese", "", "dakar"},
    {"ML", "mali", "malian", "malians", "bamako"},
    {"BF", "burkina faso", "burkinabe", "", "ouagadougou"},
    {"GN", "guinea", "guinean", "guineans", "conakry"},
    {"SL", "sierra leone", "sierra leonean", "sierra leoneans", "freetown"},
    {"LR", "liberia", "liberian", "liberians", "monrovia"},
    {"TG", "togo", "togolese", "", "lome"},
    {"BJ", "benin", "beninese", "", ""},
    {"MR", "mauritania", "mauritanian", "mauritanians", "nouakchott"},
    {"GA", "gabon", "gabonese", "", "libreville"},
    {"GQ", "equatorial guinea", "equatorial guinean", "", "malabo"},
    {"AO", "angola", "angolan", "angolans", "luanda"},
    {"ZM", "zambia", "zambian", "zambians", "lusaka"},
    {"ZW", "zimbabwe", "zimbabwean", "zimbabweans", "harare"},
    {"MZ", "mozambique", "mozambican", "mozambicans", "maputo"},
    {"MW", "malawi", "malawian", "malawians", "lilongwe"},
    {"BW", "botswana", "", "", "gaborone"},
    {"NA", "namibia", "namibian", "namibians", "windhoek"},
    {"ZA", "south africa", "south african", "south africans", "pretoria"},
    {"LS", "lesotho", "basotho", "", "maseru"},
    {"SZ", "eswatini,swaziland", "swazi", "", "mbabane"},
    {"MG", "madagascar", "malagasy", "", "antananarivo"},
    {"MU", "mauritius", "mauritian", "mauritians", ""},
    {"VA", "vatican,holy see,vatican city", "", "", ""},
    {"EU", "european union", "eu", "", "brussels"},
    {"NATO", "north atlantic treaty organization,north atlantic treaty organisation", "nato", "", ""},
    {"UN", "united nations", "un", "", ""},
});
// clang-format on

/// All terms by their words.
class Table {
 public:
  Table() {
    for (const Country& country : kCountries) {
      add(country.names, {country.code, CountryForm::Name});
      add(country.adjectives, {country.code, CountryForm::Adjective});
      add(country.people, {country.code, CountryForm::People});
      add(country.governments, {country.code, CountryForm::Government});
    }
  }

  std::optional<CountryTerm> find(std::string_view words) const {
    const std::uint32_t number = numbers_.find(words);
    return number == WordTable::kNone ? std::nullopt : std::optional(terms_[number]);
  }
  const std::vector<std::string_view>& words() const { return words_; }

 private:
  /// The first term of words that have several counts.
  void add(std::string_view words, CountryTerm term) {
    while (!words.empty()) {
      const auto comma = words.find(',');
      const auto own = words.substr(0, comma);
      if (numbers_.add(own, static_cast<std::uint32_t>(terms_.size())) == terms_.size()) {
        terms_.push_back(term);
        words_.push_back(own);
      }
      words = comma == std::string_view::npos ? std::string_view() : words.substr(comma + 1);
    }
  }

  WordTable numbers_;
  std::vector<CountryTerm> terms_;
  std::vector<std::string_view> words_;
};

const Table& table() {
  static const Table made;
  return made;
}

}  // namespace

std::optional<CountryTerm> country_term(std::string_view folded_words) {
  return table().find(folded_words);
}

void for_each_country_term(const std::function<void(std::string_view folded_words)>& use) {
  for (const std::string_view words : table().words()) use(words);
}

std::optional<std::string_view> country_of(std::string_view folded_words) {
  const auto term = country_term(folded_words);
  if (!term) return std::nullopt;
  return term->code;
}

std::optional<std::string_view> known_country_code(std::string_view code) {
  const auto country = std::ranges::find(kCountries, code, &Country::code);
  if (country == kCountries.end()) return std::nullopt;
  return country->code;
}

}  // namespace newswatch::text
