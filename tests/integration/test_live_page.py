"""The live page in a real browser: alerts as they come, filters, and articles that mean harm."""

import time

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from browser import chromium
from child import wait_until
from kafka_client import create_topics, read_all

RULES = """\
officials:
  - id: jane-doe
    name: Jane Doe
    roles: [{title: Minister of Transport, country: US, from: 2020-01-01}]
topics:
  - {id: floods, name: Floods, query: flood, severity: high}
  - {id: storms, name: Storms, query: storm, severity: low}
"""
# Notes when each card came, by the page's own clock.
WATCH = """
window.cameAt = {};
new MutationObserver(() => {
  for (const title of document.querySelectorAll('article h2'))
    if (!(title.textContent in window.cameAt)) window.cameAt[title.textContent] = Date.now();
}).observe(document.getElementById('alerts'), {childList: true, subtree: true});
"""


class Live:
    """The page of one daemon, as a person sees it."""

    def __init__(self, workspace, daemon, browser):
        self.workspace, self.daemon, self.browser = workspace, daemon, browser
        self.url = f"http://127.0.0.1:{daemon.port}/"

    def open(self, address: str = "") -> "Live":
        self.browser.get("about:blank")  # else only the part behind # would change
        self.complaints()  # of a page before, whose daemon is gone
        self.browser.get(self.url + address)
        wait_until("the page is live", lambda: self.find("#state").text == "Live", 60)
        return self

    def find(self, selector: str):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def cards(self):
        found = self.browser.find_elements(By.CSS_SELECTOR, "article")
        return [card for card in found if card.is_displayed()]

    def titles(self):
        return [card.find_element(By.CSS_SELECTOR, "h2").text for card in self.cards()]

    def expect(self, *titles: str) -> None:
        """Soon these are the cards, from above; a list to choose from answers a little later."""
        def check() -> bool:
            assert self.titles() == list(titles)
            return True
        wait_until(f"the cards are {titles}", check, 30)

    def wait_for(self, title: str):
        wait_until(f"a card for {title}", lambda: title in self.titles(), 60)

    def feed(self, title: str, body: str, **more) -> None:
        """An article whose id is its title, where there is no other."""
        self.workspace.feed([{"id": title, "title": title, "body": body, **more}])

    def fill(self, name: str, text: str) -> None:
        field = self.find(f"[name={name}]")
        field.clear()
        field.send_keys(text)

    def complaints(self):
        """What the browser wrote to its console since the page was opened: violations of the policy, exceptions."""
        return [entry["message"] for entry in self.browser.get_log("browser")]


# Each alert stands for itself: short texts like these would be one story.
NO_STORIES = {"correlation": {"detection_topic": ""}}


def start(workspace, name: str = "newswatch", **changes):
    (workspace.rules / "rules.yaml").write_text(RULES)
    return workspace.daemon(name, **changes).wait_ready()


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("chromium")) as started:
        yield started


@pytest.fixture(name="live")
def _live(workspace, browser):
    workspace.create_topics(1)
    return Live(workspace, start(workspace, **NO_STORIES), browser).open()


@pytest.fixture(name="with_stories")
def _with_stories(workspace, browser):
    workspace.create_topics(1)
    return Live(workspace, start(workspace), browser).open()


def test_alerts_appear_as_they_are_published(live, note):
    live.browser.execute_script(WATCH)
    delays = []
    for number in range(5):
        title = f"Rain {number}"
        live.feed(title, "A flood came.")
        live.wait_for(title)
        published = _timestamp_of_last_alert(live.workspace)
        delays.append(live.browser.execute_script("return window.cameAt[arguments[0]]", title) - published)
    note(f"live page: an alert is on the page {max(delays)} ms after it was published, at most")
    card = live.cards()[0]
    assert "high" in card.text and "Floods" in card.text
    assert [mark.text for mark in card.find_elements(By.CSS_SELECTOR, "mark")] == ["flood"]
    assert live.complaints() == []


def _timestamp_of_last_alert(workspace) -> float:
    """In milliseconds since 1970, as the producer gave it."""
    from confluent_kafka import Consumer, TopicPartition  # pylint: disable=import-outside-toplevel
    newest = 0
    consumer = Consumer({"bootstrap.servers": workspace.bootstrap, "group.id": workspace.prefix + "-looker",
                         "isolation.level": "read_committed", "enable.partition.eof": True})
    places = [TopicPartition(workspace.alerts, number, 0) for number in range(2)]
    consumer.assign(places)
    ended = set()
    while len(ended) < len(places):
        message = consumer.poll(10)
        assert message is not None, "no answer"
        if message.error():
            ended.add(message.partition())
        else:
            newest = max(newest, message.timestamp()[1])
    consumer.close()
    return newest


def test_begins_with_the_newest_alerts(workspace, browser):
    workspace.create_topics(1)
    daemon = start(workspace, live={"recent": 2}, **NO_STORIES)
    live = Live(workspace, daemon, browser)
    for title in ("one", "two", "three"):
        live.feed(title, "A storm came.")
        wait_until(f"{title} is published", lambda title=title: any(
            title.encode() in record.value for record in read_all(workspace.bootstrap, workspace.alerts)))
        time.sleep(0.01)  # timestamps are milliseconds
    live.open().expect("three", "two")


def test_filters_show_what_fits_and_stay_in_the_address(live):
    for title, body in (("Water", "A flood came."), ("Wind", "A storm came."),
                        ("Roads", "Transport Minister Jane Doe came.")):
        live.feed(title, body)
        live.wait_for(title)
    live.fill("rule", "flo")
    live.expect("Water")
    live.find("button[type=reset]").click()
    live.expect("Roads", "Wind", "Water")
    Select(live.find("[name=severity]")).select_by_value("high")
    live.expect("Water")
    Select(live.find("[name=severity]")).select_by_value("")
    live.fill("official", "jane")
    live.expect("Roads")
    live.fill("official", "")
    live.fill("text", "STORM CAME")
    live.expect("Wind")
    live.fill("text", "nothing of it")
    live.expect()
    assert live.find("#none").text == "No alert fits the filters."
    live.fill("text", "storm")
    address = live.browser.current_url.removeprefix(live.url)
    assert address == "#text=storm"
    live.open(address).wait_for("Wind")
    live.expect("Wind")
    live.feed("More wind", "A storm came again.")
    live.feed("More water", "A flood came again.")
    live.wait_for("More wind")
    assert "More water" not in live.titles()


def test_copies_are_folded_into_their_story(with_stories):
    live = with_stories
    body = ("A flood came to the valley on Monday and took three bridges, the mayor of Lower Ford said. "
            "Forty families were brought to a school on the hill, and the road north stays closed until "
            "engineers have looked at it. Rain is expected to go on for two more days.")
    live.feed("Flood takes bridges", body, source={"name": "The Example"})
    live.wait_for("Flood takes bridges")
    live.feed("Flood takes bridges, again", body, source={"name": "The Other"})
    wait_until("the copy is folded", lambda: "1 more of this story" in live.cards()[0].text, 60)
    assert live.titles() == ["Flood takes bridges"]
    assert "2 articles from" in live.cards()[0].text
    live.find("summary").click()
    assert "Flood takes bridges, again" in live.find("details li").text


def test_corrections_and_withdrawals_are_told(with_stories):
    live = with_stories
    live.feed("Water rises", "A flood came.", id="a", version="1")
    live.wait_for("Water rises")
    live.feed("Water falls", "A flood came.", id="a", version="2")
    live.wait_for("Water falls")
    assert "correction" in live.cards()[0].text
    live.feed("Water falls", "A flood came.", id="a", version="3", status="withdrawn")
    def withdrawn() -> bool:
        return "withdrawn" in live.find("#alerts").text
    wait_until("it is struck out", withdrawn, 60)
    assert live.find("article.gone h2").text == "Water falls"


HOSTILE = {
    "script": "<script>window.hacked = 1</script> flood",
    "attribute": '"><img src=x onerror="window.hacked=1"> flood',
    "svg": "<svg/onload=window.hacked=1> flood",
    "link": "<a href=\"javascript:window.hacked=1\" onclick='window.hacked=1'>flood</a>",
    "style": "</style><style>*{display:none}</style> flood",
    "template": "${window.hacked=1} {{constructor.constructor('window.hacked=1')()}} flood",
    "stream": "flood\n\nevent: state\ndata: \"hacked\"\n\n",
}


def test_hostile_articles_show_as_text(live):
    for name, words in HOSTILE.items():
        live.feed(words, f"The {name} says: {words}", id=name, url="javascript:window.hacked=1",
                  source={"name": words})
    for words in HOSTILE.values():
        live.wait_for(" ".join(words.split()))
    for element in ("script", "img", "svg", "style", "iframe"):
        assert live.browser.find_elements(By.CSS_SELECTOR, f"#alerts {element}") == []
    assert live.browser.find_elements(By.CSS_SELECTOR, "#alerts a[href]") == []
    assert live.browser.execute_script("return window.hacked") is None
    assert live.find("#state").text == "Live"
    assert live.complaints() == []


def test_articles_that_turn_directions_or_never_end_leave_the_page_in_order(workspace, browser):
    create_topics(workspace.bootstrap, {workspace.articles: 1, workspace.alerts: 2, workspace.dead_letters: 1},
                  {"max.message.bytes": "8388608"})
    live = Live(workspace, start(workspace, **NO_STORIES), browser).open()
    live.feed("a\u202egnp.flood\u202c\u2066", "A flood \u202e came.", id="bidi")
    live.feed("flood " + "x" * 1_000_000, "A flood " + "y" * 1_000_000, id="long")
    wait_until("both are there", lambda: len(live.cards()) == 2, 60)
    text = live.find("#alerts").text
    assert not any(mark in text for mark in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert "agnp.flood" in text
    assert len(text) < 5000 and "…" in text
    width = live.browser.execute_script("return document.documentElement.scrollWidth")
    assert width <= live.browser.execute_script("return window.innerWidth")


def test_pausing_holds_alerts_back(live):
    live.find("#pause").click()
    live.feed("Held", "A flood came.")
    wait_until("it waits", lambda: "1 waiting" in live.find("#pause").text, 60)
    assert live.titles() == []
    live.find("#pause").click()
    live.wait_for("Held")


def test_keys_and_names_for_those_who_see_no_page(live):
    for title in ("first", "second"):
        live.feed(title, "A storm came.")
        live.wait_for(title)
    top = live.cards()[0]
    live.browser.execute_script("arguments[0].focus()", top)
    top.send_keys(Keys.PAGE_DOWN)
    assert live.browser.switch_to.active_element == live.cards()[1]
    live.cards()[1].send_keys(Keys.PAGE_UP)
    assert live.browser.switch_to.active_element == top
    assert live.find("#alerts").get_attribute("role") == "feed"
    assert top.get_attribute("aria-posinset") == "1" and top.get_attribute("aria-setsize") == "2"
    named = live.browser.find_element(By.ID, top.get_attribute("aria-labelledby"))
    assert named.text == live.titles()[0]
    for field in live.browser.find_elements(By.CSS_SELECTOR, "input, select"):
        assert field.accessible_name, field.get_attribute("name")
    wait_until("it is read out", lambda: "new alert" in live.find("#news").get_attribute("textContent"), 30)


def test_tells_when_the_daemon_is_gone_and_comes_back(workspace, browser):
    workspace.create_topics(1)
    first = start(workspace, **NO_STORIES)
    live = Live(workspace, first, browser).open()
    live.feed("Before", "A flood came.")
    live.wait_for("Before")
    first.terminate()
    wait_until("it says so", lambda: "connection is gone" in live.find("#state").text, 30)
    start(workspace, "again", admin={"port": first.port}, **NO_STORIES)
    wait_until("it is live again", lambda: live.find("#state").text == "Live", 60)
    live.feed("After", "A flood came again.")
    live.expect("After", "Before")


def test_asks_for_the_password(workspace, browser):
    workspace.create_topics(1)
    daemon = start(workspace, admin={"username": "desk", "password": "sesame"})
    assert daemon.get("/")[0] == 401 and daemon.get("/metrics")[0] == 401
    live = Live(workspace, daemon, browser)
    live.url = f"http://desk:sesame@127.0.0.1:{daemon.port}/"
    browser.get("about:blank")
    browser.get(live.url)
    wait_until("the page is live", lambda: live.find("#state").text == "Live", 60)
    assert "sesame" not in daemon.log()


def test_there_is_no_page_where_nobody_may_look(workspace):
    workspace.create_topics(1)
    daemon = start(workspace, live={"viewers": 0})
    assert daemon.get("/")[0] == 404 and daemon.get("/api/v1/alerts")[0] == 404
