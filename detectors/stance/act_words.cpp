#include "detectors/stance/act_words.h"

#include <array>

namespace newswatch::detectors::stance {
namespace {

using enum alerts::Quad;

// o: object. Prepositions: w with, a against, n on, t to, d toward, @ at, f from, c of, r for,
// i in, u into, y near and around. m: mutual. x: only with a verb that carries the noun.
constexpr auto kVerbs = std::to_array<ActWords>({
    // Statements, appeals, intentions, consultation, diplomacy.
    {VerbalCooperation, "o",
     "praise endorse welcome applaud commend thank congratulate reassure recognise recognize visit "
     "host hail salute invite urge implore ask absolve exonerate forgive/forgave/forgiven court "
     "woo "
     "embrace befriend compliment"},
    {VerbalCooperation, "owm", "meet/met consult"},
    {VerbalCooperation, "or", "back support defend"},
    {VerbalCooperation, "wm",
     "negotiate confer+ agree reconcile align side sympathise sympathize converse liaise "
     "engage compromise"},
    {VerbalCooperation, "wtm", "talk speak/spoke/spoken"},
    {VerbalCooperation, "w", "discuss"},
    {VerbalCooperation, "t", "apologise apologize appeal"},
    {VerbalCooperation, "n", "call"},
    {VerbalCooperation, "r", "vouch"},
    // Aid, joint work, yielding.
    {MaterialCooperation, "wm", "cooperate collaborate partner trade"},
    {MaterialCooperation, "w", "work"},
    {MaterialCooperation, "o",
     "aid assist help arm fund finance train+ supply equip+ rescue subsidise subsidize compensate "
     "reimburse rearm resupply bankroll"},
    {MaterialCooperation, "t",
     "donate deliver extradite surrender sell/sold lend/lent concede repatriate"},
    // Demands, disapproval, rejection, threats.
    {VerbalConflict, "o",
     "accuse blame condemn criticise criticize denounce slam+ blast rebuke decry deplore lambast "
     "lambaste castigate chide chastise censure scold berate assail reject rebuff spurn snub+ mock "
     "ridicule insult vilify warn threaten admonish reprimand sue oppose defy taunt contradict "
     "challenge pressure press upbraid excoriate demonise demonize disparage belittle implicate "
     "antagonise antagonize provoke summon veto"},
    {VerbalConflict, "oat", "protest"},
    {VerbalConflict, "@a", "lash rail hit/hit"},
    {VerbalConflict, "ta", "object complain"},
    {VerbalConflict, "fc", "demand"},
    {VerbalConflict, "wm", "disagree quarrel argue bicker feud"},
    // Displays and uses of force, sanctions, coercion, breaking off.
    {MaterialConflict, "oi",
     "attack bomb bombard shell strike/struck raid besiege kill wound pound pummel ambush "
     "assassinate abduct kidnap+ torture massacre"},
    {MaterialConflict, "o",
     "invade occupy annex sanction blacklist embargo blockade punish expel+ boycott sabotage hack "
     "conquer overrun/overran harass intimidate coerce ram+ penalise penalize target isolate "
     "encircle destabilise destabilize imprison detain arrest deport hit/hit repel+ crush "
     "torpedo evict seize intercept ban+ shoot/shot"},
    {MaterialConflict, "oaw", "fight/fought battle"},
    {MaterialConflict, "a", "retaliate"},
    {MaterialConflict, "wm", "clash skirmish spar+"},
    {MaterialConflict, "@nud", "fire shoot/shot"},
    {MaterialConflict, "n", "spy crack encroach"},
    {MaterialConflict, "i", "meddle interfere intervene"},
});

constexpr auto kNouns = std::to_array<ActWords>({
    {VerbalCooperation, "wm",
     "talks- negotiation dialogue dialog discussion consultation meeting summit agreement deal "
     "pact treaty accord memorandum understanding rapprochement conversation alliance "
     "reconciliation compromise detente"},
    {VerbalCooperation, "t", "visit trip apology congratulations- appeal overture"},
    {VerbalCooperation, "rt", "support backing"},
    {VerbalCooperation, "rc", "praise endorsement"},
    {VerbalCooperation, "wmx", "ties- relations- relationship friendship"},
    {MaterialCooperation, "wm",
     "cooperation collaboration partnership coordination truce ceasefire armistice"},
    {MaterialCooperation, "tr", "aid- assistance- loan"},
    {MaterialCooperation, "tx", "weapon arms- help- ammunition- missile tank concession money-"},
    {MaterialCooperation, "wx", "trade- intelligence-"},
    {VerbalConflict, "a", "accusation allegation lawsuit complaint"},
    {VerbalConflict, "c", "criticism condemnation denunciation"},
    {VerbalConflict, "ta", "threat warning ultimatum protest objection"},
    {VerbalConflict, "wm",
     "dispute row spat feud tensions- tension rift standoff quarrel disagreement"},
    {MaterialConflict, "na", "attack airstrike strike assault cyberattack sanction tariff embargo"},
    {MaterialConflict, "ni", "raid"},
    {MaterialConflict, "wanm", "war"},
    {MaterialConflict, "wam", "conflict hostilities- clash skirmish fighting- battle"},
    {MaterialConflict, "c",
     "invasion blockade bombing bombardment shelling occupation annexation boycott siege"},
    {MaterialConflict, "ad", "offensive aggression retaliation reprisal"},
    {MaterialConflict, "n", "crackdown ban curb restriction"},
    {MaterialConflict, "nx", "control duty levy"},
    {MaterialConflict, "u", "incursion"},
    {MaterialConflict, "ya", "drill exercise manoeuvre maneuver"},
    {MaterialCooperation, "wm", "drill exercise manoeuvre maneuver"},
    {MaterialConflict, "i", "meddling- interference-"},
});

}  // namespace

std::span<const ActWords> act_verbs() { return kVerbs; }
std::span<const ActWords> act_nouns() { return kNouns; }

}  // namespace newswatch::detectors::stance
