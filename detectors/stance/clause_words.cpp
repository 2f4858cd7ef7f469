#include "detectors/stance/clause_words.h"

#include <array>

namespace newswatch::detectors::stance {
namespace {

constexpr auto kWords = std::to_array<ClauseWords>({
    {.kinds = kDeterminer,
     .words = "a an the this these those its their his her our my your both all some several any "
              "more most many new further two three four five"},
    {.kinds = kAnd, .words = "and or nor"},
    {.kinds = kBut, .words = "but then"},
    {.kinds = kBe, .words = "is are was were be been being am"},
    {.kinds = kAuxiliary, .words = "has have had having do does did"},
    {.kinds = kNot, .words = "not never hardly barely scarcely"},
    {.kinds = kNot | kBe, .words = "isn't aren't wasn't weren't"},
    {.kinds = kNot | kAuxiliary, .words = "hasn't haven't hadn't don't doesn't didn't"},
    {.kinds = kNot | kWill, .words = "won't shan't"},
    {.kinds = kNot | kMight, .words = "wouldn't couldn't mightn't"},
    {.kinds = kNot | kMust, .words = "shouldn't mustn't"},
    {.kinds = kNot | kAuxiliary, .words = "cannot can't"},
    {.kinds = kNo, .words = "no neither without none"},
    {.kinds = kAuxiliary, .words = "can"},
    {.kinds = kWill, .words = "will shall going"},
    {.kinds = kMight, .words = "would could might may perhaps possibly reportedly allegedly"},
    {.kinds = kMust, .words = "should must ought need needs needed necessary"},
    {.kinds = kIf, .words = "if unless whether"},
    {.kinds = kThat, .words = "that"},
    {.kinds = kRelative, .words = "which who"},
    {.kinds = kBoundary,
     .words = "whom whose where when because while although though after before since until than "
              "so whereas as once amid despite what how why lest except"},
    {.kinds = kPronoun, .words = "it he she they"},
    {.kinds = kOnly, .words = "only just merely simply solely"},
    {.kinds = kParticle, .words = "off out away back up down"},
    {.kinds = kFiller,
     .words = "also again still now already recently yet together longer soon later today "
              "yesterday tomorrow twice even ever always often too however instead long first "
              "once monday tuesday wednesday thursday friday saturday sunday january february "
              "march april may june july august september october november december last next "
              "week month year years months weeks days day night morning evening early late ago "
              "forward meanwhile elsewhere jointly thus therefore otherwise rather each other"},
    {.preposition = kWith, .words = "with alongside"},
    {.preposition = kAgainst, .words = "against"},
    {.preposition = kOn, .words = "on upon"},
    {.preposition = kTo, .words = "to"},
    {.preposition = kToward, .words = "toward towards"},
    {.preposition = kAt, .words = "at"},
    {.preposition = kFrom, .words = "from"},
    {.preposition = kOf, .words = "of"},
    {.preposition = kFor, .words = "for"},
    {.preposition = kIn, .words = "in inside within"},
    {.preposition = kInto, .words = "into"},
    {.preposition = kNear, .words = "near around"},
    {.preposition = kBy, .words = "by"},
    {.preposition = kBetween, .words = "between among amongst"},
    {.preposition = kOtherPreposition,
     .words =
         "about over during under through throughout across along behind beside beyond per via "
         "above below outside onto like unlike including"},
    {.kinds = kAgent,
     .words =
         "government governments official officials officer officers president minister "
         "ministers ministry premier chancellor secretary prime foreign defence defense "
         "finance interior trade commerce state king queen prince crown monarch emperor "
         "troops forces force military army navy marines soldiers police guard coast "
         "diplomat diplomats spokesman spokeswoman spokesperson spokespeople leader leaders "
         "leadership authorities authority delegation delegations side envoy envoys "
         "ambassador ambassadors administration parliament lawmakers legislators senator "
         "senators congress senate cabinet regime counterpart counterparts negotiator "
         "negotiators media drone drones missile missiles rocket rockets artillery warplanes "
         "jets aircraft fighters warship warships ships submarine submarines bombers "
         "helicopters vessels hackers spies agents intelligence agency agencies department "
         "treasury court courts customs ally allies commander commanders general generals "
         "admiral chief chiefs head mr mrs ms dr vice deputy special top senior acting "
         "commission council assembly embassy consulate representative representatives "
         "security national nation nations country countries member members adviser "
         "advisers advisor advisors councilor councillor director speaker attorney "
         "undersecretary justice homeland republic federation bloc alliance chairman diplomacy "
         "presidency supreme joint"},
    {.kinds = kSay,
     .are_verbs = true,
     .words = "say/said tell/told claim report state add argue insist note announce believe "
              "think/thought know/knew/known stress explain declare suggest fear suspect allege"},
    {.kinds = kLight,
     .are_verbs = true,
     .words =
         "hold/held conduct launch carry stage mount sign reach conclude ink finalise finalize "
         "seal clinch broker open start begin+/began/begun resume restart continue host attend "
         "convene impose slap+ levy put+/put enforce announce unveil declare introduce adopt "
         "approve ratify extend renew expand strengthen deepen boost enhance step+ intensify "
         "increase maintain keep/kept establish build/built forge form restore normalise "
         "normalize improve advance promote pursue lead/led wage enter provide give/gave/given "
         "send/sent offer pledge grant ship+ supply issue voice express lodge file level hurl "
         "deploy order strike/struck make/made have/had engage tighten escalate perform "
         "execute organise organize arrange initiate cement broaden rebuild/rebuilt pay/paid "
         "deliver donate sell/sold schedule complete fight/fought face"},
    {.kinds = kEnd,
     .are_verbs = true,
     .words = "end stop+ halt suspend cancel lift scrap+ ease remove abandon cease freeze/froze/"
              "frozen break/broke/broken sever cut+/cut terminate quit+/quit exit leave/left "
              "withdraw/withdrew/withdrawn block refuse reject drop+ collapse "
              "stall postpone delay relax waive shun+ boycott pause discontinue dissolve rescind "
              "revoke repeal veto"},
    {.kinds = kEndParticle, .are_verbs = true, .words = "call rule pull walk break back"},
    {.kinds = kEndNoun,
     .words = "end lack halt suspension absence collapse breakdown lifting easing refusal "
              "cessation cancellation termination removal failure"},
    {.kinds = kPromise,
     .are_verbs = true,
     .words = "agree pledge vow promise plan+ intend commit+ prepare threaten offer decide swear/"
              "swore/sworn undertake/undertook/undertaken hope seek/sought aim want wish resolve "
              "volunteer consent propose"},
    {.kinds = kPromise,
     .words = "ready willing prepared set poised determined committed due about planned upcoming "
              "forthcoming promised scheduled threat"},
    {.kinds = kRefuse, .are_verbs = true, .words = "refuse fail decline neglect forget/forgot"},
    {.kinds = kRefuse, .words = "unwilling unable reluctant refusal"},
    {.kinds = kTry,
     .are_verbs = true,
     .words = "try start begin+/began/begun continue resume keep/kept move manage proceed come/"
              "came help use dare attempt"},
    {.kinds = kConsider,
     .are_verbs = true,
     .words = "consider mull weigh contemplate ponder expect risk prevent avoid avert"},
    {.kinds = kConsider, .words = "likely unlikely expected tempted able"},
    {.kinds = kDoubtful,
     .words = "possible potential proposed suggested alleged suspected threatened future "
              "hypothetical imminent likely would-be feared risk threat prospect possibility fear "
              "fears"},
    {.kinds = kAsk,
     .are_verbs = true,
     .words = "urge ask call demand request press push appeal implore encourage pressure invite "
              "order tell/told warn advise beg+ exhort require expect want lobby instruct"},
    {.kinds = kDeny, .are_verbs = true, .words = "deny disavow"},
});

}  // namespace

std::span<const ClauseWords> clause_words() { return kWords; }

}  // namespace newswatch::detectors::stance
