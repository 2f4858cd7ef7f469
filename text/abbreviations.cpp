#include "text/abbreviations.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace newswatch::text {
namespace {

// In folded form, parted by blanks. Of longer words the first eight bytes are compared:
// "accordingly" is as good as "according".

constexpr std::string_view kNever =
    "mr mrs dr prof gov lt sgt capt maj cmdr eg ie vs v cf viz approx ca resp incl excl zb dh ua "
    "bzw ggf vgl bijv "
    "\u0442\u0435 \u0441\u043c \u0443\u043b \u0438\u043c";
constexpr std::string_view kNeverWithCapital =
    "ms mx drs sen sens rep reps govs gen gens ltg cpt cmd col "
    "adm vadm radm ssgt cpl pvt brig rev revd hon pres supt insp det amb atty asst assoc dir "
    "msgr fr mme mlle mgr dott sig avv ing sr sra srta dra dona ud uds vd "
    "hr hrn dipl dhr mevr ir mag secy treas spc pfc cdr ens sn comdr";
constexpr std::string_view kBeforeNumber =
    "no nos nr n art arts fig figs p pp pg vol vols ch pt par abs bd kap min max ext apt "
    "op ver ed eds b c d r t tel para num nums hwy rte ste str cap pag pags tab lit";
constexpr std::string_view kBeforeNumberWithCapital = "sat sun mar";
constexpr std::string_view kOften =
    "mio mrd mlrd mln tsd jh sq "
    "\u0433 \u0433\u0433 \u0434\u0440 \u0442\u0434 \u0442\u043f \u0440\u0443\u0431 "
    "\u043c\u043b\u043d \u043c\u043b\u0440\u0434 \u0442\u044b\u0441";
constexpr std::string_view kOftenWithCapital =
    "st ste mt ft inc corp co cos ltd llc llp plc bros mfg intl natl assn dept univ inst jr esq "
    "phd md ret "
    "jan feb apr jun jul aug sep sept oct nov dec mon tue tues wed weds thu thur thurs fri "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb "
    "nev okla ore pa penn penna tenn tex va vt wash wis wyo alta ont que sask "
    "ave blvd rd ln pl sec gebr cia soc spa sas srl gmbh";

// No days of the week or months: behind an abbreviation they are parts of a date.
constexpr std::string_view kBeginners =
    "the it they she he we this that these those there his her its their our my in at for from "
    "with as and but or if when while after before since because although though however "
    "meanwhile also then both each some many most several other another what who why how where "
    "during under over about such yet still once until despite instead according asked earlier "
    "later now last all even only just among amid across "
    "wir ich sie er nach bei seit aber doch auch wenn weil dass mit auf aus zur zum "
    "elle elles nous ils dans mais pour selon cette ces aux une "
    "los las pero segun esta este por para con sin tambien "
    "gli nel nella della questo questa anche "
    "na em nos foi esse essa ainda "
    "het een maar ook det den som och men "
    "\u043e\u043d \u043e\u043d\u0430 \u043e\u043d\u0438 \u044d\u0442\u043e \u043d\u043e "
    "\u043f\u043e \u043d\u0430 \u0432 \u0438 \u0430";
constexpr std::string_view kBeginnersAlsoNames =
    "you i a an no so on to do by not one more two der die das ein eine es im am fur und le la les "
    "un il en el su o os ma i de van se";

constexpr auto kFollowOrdinals = std::to_array<std::string_view>(
    {"januar",   "janner",      "februar", "marz",      "april",   "mai",
     "juni",     "juli",        "august",  "september", "oktober", "november",
     "dezember", "jahrhundert", "januari", "februari",  "maart",   "mars",
     "mei",      "december",    "marts",   "maj",       "juuli",   "jahrhunderts"});

constexpr std::uint64_t packed(std::string_view word) {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(word.size(), sizeof(key)); ++i) {
    key |= static_cast<std::uint64_t>(static_cast<unsigned char>(word[i])) << (8 * i);
  }
  return key;
}

/// A hash table of short words, made by the compiler: a binary search among so many
/// costs a tenth of the whole tokenizing.
class WordTable {
 public:
  constexpr void add(std::string_view words, std::uint8_t bits) {
    while (!words.empty()) {
      const auto size = std::min(words.find(' '), words.size());
      if (size > 0) slots_[slot(packed(words.substr(0, size)))].bits |= bits;
      if (size > 0) slots_[slot(packed(words.substr(0, size)))].key = packed(words.substr(0, size));
      words.remove_prefix(std::min(size + 1, words.size()));
    }
  }

  constexpr std::uint8_t operator[](std::string_view word) const {
    return slots_[slot(packed(word))].bits;
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint8_t bits = 0;
  };
  static constexpr std::size_t kSlots = 2048;  // a quarter full: most words end at an empty slot

  /// @return the slot that holds `key`, or the empty one where it would stand.
  constexpr std::size_t slot(std::uint64_t key) const {
    auto at = static_cast<std::size_t>((key * 0x9E3779B97F4A7C15U) >> 53) % kSlots;
    while (slots_[at].key != 0 && slots_[at].key != key) at = (at + 1) % kSlots;
    return at;
  }

  std::array<Slot, kSlots> slots_{};
};

enum : std::uint8_t {
  kIsNever = 1,
  kIsNeverWithCapital = 2,
  kIsBeforeNumber = 4,
  kIsBeforeNumberWithCapital = 8,
  kIsOften = 16,
  kIsOftenWithCapital = 32,
  kIsBeginner = 64,
  kIsBeginnerAlsoName = 128,
};

constexpr WordTable kTable = [] {
  WordTable table;
  table.add(kNever, kIsNever);
  table.add(kNeverWithCapital, kIsNeverWithCapital);
  table.add(kBeforeNumber, kIsBeforeNumber);
  table.add(kBeforeNumberWithCapital, kIsBeforeNumberWithCapital);
  table.add(kOften, kIsOften);
  table.add(kOftenWithCapital, kIsOftenWithCapital);
  table.add(kBeginners, kIsBeginner);
  table.add(kBeginnersAlsoNames, kIsBeginnerAlsoName);
  return table;
}();

}  // namespace

Abbreviation abbreviation_of(std::string_view folded, bool capitalised) {
  const auto bits = kTable[folded];
  const auto is = [&](int always, int with_capital) {
    return (bits & (capitalised ? always | with_capital : always)) != 0;
  };
  if (is(kIsNever, kIsNeverWithCapital)) return Abbreviation::Never;
  if (is(kIsOften, kIsOftenWithCapital)) return Abbreviation::Often;
  if (is(kIsBeforeNumber, kIsBeforeNumberWithCapital)) return Abbreviation::BeforeNumber;
  return Abbreviation::None;
}

bool begins_sentences(std::string_view folded) {
  return (kTable[folded] & (kIsBeginner | kIsBeginnerAlsoName)) != 0;
}

bool begins_sentences_behind_initials(std::string_view folded) {
  return (kTable[folded] & kIsBeginner) != 0;
}

bool follows_ordinals(std::string_view folded) {
  return std::ranges::find(kFollowOrdinals, folded) != kFollowOrdinals.end();
}

}  // namespace newswatch::text
