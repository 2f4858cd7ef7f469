"""Articles for the comparison with Lucene Monitor, each in two versions.

The plain version has only text that both sides split alike: capitals, accents, apostrophes,
hyphens, dashes of every kind, numbers, tags, several scripts. The written version of the same
article also has forms of one class of those that they split differently; the plain one has other
words in their places. So what the two sides say differently of the written one has one cause.
"""

import random
from typing import Dict, List, Tuple


def _listed(text: str) -> List[str]:
    return [" ".join(part.split()) for part in text.split(";")]


_PEOPLE = _listed("""
    Antony Blinken; Wang Yi; Jiří Novák; Siobhán O'Neil; Ngozi Okafor; Łukasz Żak; José
    Martí-Ruiz; Anneliese Müller; Đỗ Minh; Søren Ærø; Zoë D’Angelo; Ali al-Khatib; Mary-Kate
    Dunn; Kwame N’Diaye; İlker Şahin; Þóra Jónsdóttir; François Lefèvre""")
_PLACES = _listed("""
    China; Mexico; Côte d'Ivoire; São Paulo; Kraków; Reykjavík; Washington; Beijing; Düsseldorf;
    Trinidad; Guinea-Bissau; Việt Nam; Türkiye; Paris; Geneva; Ottawa; Nairobi; Málaga; Lagos;
    Osaka; Tromsø; Gdańsk; Plzeň; Bogotá; Malmö; Aix-en-Provence""")
_BODIES = _listed("""
    the ministry; the senate; the port authority; a court; the central bank; the drug agency;
    the union; customs officers; the coast guard; a laboratory; the embassy; health inspectors;
    US-China negotiators; the commission; prosecutors; dockworkers; the police; a committee; the
    cabinet; farmers; miners; the navy; a think-tank; the regulator; a tribunal; the parliament;
    teachers; shareholders; the opposition; a watchdog; nurses; truckers; the archive; a museum;
    the airline; the railway""")
_GOODS = _listed("""
    fentanyl; precursor chemicals; steel; soybeans; semiconductors; solar panels; opioids;
    medicines; electric cars; rare earths; fertiliser; vaccines; crude oil; software; wheat;
    pill presses; cobalt; timber; coffee beans; fishing nets; satellites; drones; antibiotics;
    textbooks; turbines; lithium batteries; rice; cement; passports; tractors; insulin; copper""")
_ACTIONS = _listed("""
    banned; seized; licensed; taxed; inspected; approved; rejected; discussed; exported;
    negotiated over; cooperated on; investigated; stockpiled; subsidised; criticised; welcomed;
    smuggled; recalled; auctioned; postponed; audited; confiscated; defended; overlooked;
    weighed; restricted; reviewed; praised; financed; insured; counted; delivered; hid; leased;
    patented""")
_MATTERS = _listed("""
    trade war; cease-fire; export controls; drug policy; joint statement; sanctions; free-trade
    deal; climate pact; border crossing; court ruling; strike; election; visa rules; work-life
    balance; price cap; supply chain; money laundering; public health; tariffs; human rights;
    budget; census; drought; flood relief; power cut; summit; referendum; treaty; lawsuit;
    merger; curfew; inquiry; vote of no-confidence; cyber-attack; blackout; famine; embargo;
    handover; ransom; wildfire""")
_QUALITIES = _listed("""
    new; long-delayed; temporary; so-called; bilateral; naïve; secret; costly; record;
    15-year-old; fragile; state-owned; cross-border; unpopular; vis-à-vis; sweeping; overdue;
    partial; generous; disputed; forgotten; urgent; quiet; leaked; draft; hasty; historic;
    regional; voluntary; mandatory; outdated; modest""")
_NUMBERS = _listed("""
    3,000; 1,234,567.89; 4.2; 17; 50%; $4.2bn; €3m; 2026-03-01; 10:30; 24/7; 9/11; 1980s; 3rd;
    ½; 1 000; G7; F-16; COVID-19; 5G; x86_64; H2O; CO₂; № 5; 12/25; +49-30-1234; 64; 1.5;
    80,000; 2031; 7th; A320; mp3; 4x4""")
_REMARKS = _listed("""
    “We can't wait”, an aide said; ‘This isn’t over,’ said one; (nobody else did); …or so it
    seemed; and/or its partners; #trade was the tag; see https://news.example/path_to/page?id=5;
    it had snake_case names; AT&T and R&D aside; 5 < 6 < 7, as the saying goes; «c’est la vie»;
    „so ist es“; he wrote to desk@news.example; wait...what; the *draft* said; 1/2 of them
    didn't; a <b>bold</b> move failed; Q&amp;A followed; ＦＵＬＬ width, ﬁne print; rock'n'roll
    played on; it read “top – secret”; C++ and C# were spoken; ‹ nobody › was quoted""")
_FOREIGN = _listed("""
    Ελλάδα; Αθήνα; Россия; Москва; Київ; ёлка; 北京; 中国; ประเทศไทย; กรุงเทพ; 서울; 대한민국; ישראל;
    إسرائيل; საქართველო; Հայաստան; ΘΕΣΣΑΛΟΝΊΚΗ; Санкт-Петербург""")
_JOINTS = [" – ", " — ", "—", " - ", " ― ", "; ", ", ", ",\n"]
_ONSETS = "b br d dr f g gl h j k kl l m n p r s š st t tr v w z".split()
_VOWELS = "a á e é i o ö u".split()
_CODAS = "l n nd r rsk sk t x".split()

_NAMES = ["China", "CHINA", "Mexico", "Müller", "Beijing", "the senate", "Antony Blinken"]

# Of each class of docs/lucene.md: what the written version has, and the plain one in its place.
FORMS: Dict[str, List[Tuple[str, str]]] = {
    "Possessive ending": [
        (name + ending, name) for name in _NAMES for ending in ("'s", "’s", "’S")],
    "Dotted abbreviation": [
        ("U.S.", "US"), ("U.K.", "UK"), ("U.S", "US"), ("the U.S.'s", "the US"), ("p.m.", "pm"),
        ("J.R. Doe", "JR Doe"), ("U.S.-China", "US-China"), ("т.е.", "те"), ("e.g.", "eg")],
    "Emoji": [
        ("🙂", ""), ("👍🏽", ""), ("🇺🇸🇨🇳", ""), ("👨‍👩‍👧", ""), ("❤️", ""), ("✅", ""), ("☎", "")],
    "Underscores alone": [("__", ""), ("____", "")],
    "Kana": [
        ("テレビ", "tv"), ("コーヒー", "coffee"), ("データ", "data"), ("ガス", "gas"), ("ﾊﾞｽ", "bus")],
    "Signs of Indic and South-East Asian scripts": [
        ("हिन्दी", "hindi"), ("தமிழ்", "tamil"), ("ಕನ್ನಡ", "kannada"), ("ร่วม", "joint"),
        ("ភាសាខ្មែរ", "khmer"), ("မြန်မာ", "myanmar")],
    "Forms of Arabic letters": [
        ("العربية", "arabic"), ("مكتبة", "library"), ("على", "on"), ("کتاب", "book"), ("ی", "y")],
    "Digits of other scripts": [("१२३", "123"), ("٣٤٥", "345"), ("۶۷", "67"), ("๘๙", "89")],
    "Middle dot": [
        ("col·legi", "collegi"), ("paral·lel", "parallel"), ("Sant Marçal·la", "Sant Marçalla")],
    "Modifier letters": [
        ("Hawaiʻi", "Hawaii"), ("Qurʾan", "Quran"), ("Qurʼan", "Quran"), ("ʿAlī", "Ali"),
        ("dʼIvoire", "divoire")],
    "Scripts mixed in one word": [
        ("Pаris", "Paris"), ("mіxed", "mixed"), ("Сhina", "China"), ("αcarotene", "acarotene")],
    "Hebrew gershayim": [("צה״ל", "צהל"), ("ארה״ב", "ארהב")],
    "Letters that look alike": [
        ("Ґданськ", "Гданськ"), ("Ŋgoma", "Ngoma"), ("Əliyev", "Aliyev"), ("ɖo", "do")],
}
PARAGRAPHS = "Paragraphs"  # A class that parts no words: blank lines between the sentences.
_CLASSES = [*FORMS, PARAGRAPHS]


class Pair:
    """A text in both versions."""

    def __init__(self, plain: str, written: str):
        self.plain, self.written = plain, written

    def __add__(self, other: "Pair") -> "Pair":
        return Pair(self.plain + other.plain, self.written + other.written)


def _same(text: str) -> Pair:
    return Pair(text, text)


class _Writer:
    """Writes one article; the same number makes the same."""

    def __init__(self, number: int):
        self.chance = random.Random(number)
        self.number = number
        self.kind = _CLASSES[number % len(_CLASSES)]

    def article(self) -> Dict:
        title, text, *more = [self._sentence() for _ in range(self.chance.randint(4, 6))]
        for sentence in more:
            text = text + Pair(" ", "\n\n" if self.kind == PARAGRAPHS else " ") + sentence
        versions = {version: {"id": f"{version}-{self.number}", "title": getattr(title, version),
                              "body": getattr(text, version)} for version in ("plain", "written")}
        return {"class": self.kind, **versions}

    def _sentence(self) -> Pair:
        one = self.chance.choice
        who = one([one(_PEOPLE), one(_BODIES), f"{self._name()} of {one(_BODIES)}"])
        place = one([one(_PLACES), self._name()])
        clause = f"{who} {one(_ACTIONS)} {one(_QUALITIES)} {one(_GOODS)} from {place}"
        more = one([
            f" after the {one(_MATTERS)}", f" on {one(_NUMBERS)}", f" worth {one(_NUMBERS)}",
            f" and the {one(_MATTERS)} with {self._name()}", f", {one(_REMARKS)}",
            f" near {one(_FOREIGN)}"])
        last = (f"{one(_JOINTS)}{one(_BODIES)} {one(_ACTIONS)} the {one(_QUALITIES)} "
                f"{one(_MATTERS)}.")
        pair = (self._form(0.3) + _same(clause) + self._form(0.5) + _same(more)
                + self._form(0.2) + _same(last))
        return Pair(_capital(pair.plain), _capital(pair.written))

    def _name(self) -> str:
        """Of a person or town that hardly any other article has."""
        one = self.chance.choice
        syllables = [one(_ONSETS) + one(_VOWELS) for _ in range(self.chance.randint(1, 2))]
        return ("".join(syllables) + one(_CODAS)).capitalize()

    def _form(self, share: float) -> Pair:
        """Sometimes one of the forms of the article's class, between blanks."""
        if self.kind == PARAGRAPHS or self.chance.random() > share:
            return _same("")
        written, plain = self.chance.choice(FORMS[self.kind])
        return Pair(f" {plain} ", f" {written} ")


def _capital(sentence: str) -> str:
    sentence = sentence.strip()
    return sentence[0].upper() + sentence[1:]


def articles(count: int) -> List[Dict]:
    """Of each article its class, and title and body of both versions."""
    return [_Writer(number).article() for number in range(count)]
