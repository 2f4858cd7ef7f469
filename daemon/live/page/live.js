// Shows alerts as they come. Everything from an alert is set as text, never as markup.
"use strict";

const MOST_STORIES = 500; // cards on the page
const MOST_IN_STORY = 50; // alerts of one card
const RECONNECT_MS = 10000; // when the browser has given up
const ANNOUNCE_MS = 5000;
const SEVERITIES = ["info", "low", "medium", "high", "critical"];

const page = Object.fromEntries(
  ["state", "pause", "filters", "rules", "officials", "count", "alerts", "none", "news"].map((id) => [
    id,
    document.getElementById(id),
  ]),
);

// A story is what shares a card: {key, alerts (newest first), more, card}. Newest first, too.
let stories = [];
const known = new Set(); // ids of alerts
const gone = new Map(); // ids of alerts that no longer hold, and why
const waiting = []; // while paused
let unannounced = 0;
let countIsDue = false;

// ---- elements

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function when(time) {
  if (!time) return "";
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return "";
  return element("time", { dateTime: time, title: time, textContent: date.toLocaleString() });
}

function headline(alert) {
  const words = alert.title || alert.reason;
  if (!/^https?:\/\//i.test(alert.url || "")) return element("bdi", { textContent: words });
  return element(
    "a",
    { href: alert.url, target: "_blank", rel: "noopener noreferrer" },
    element("bdi", { textContent: words }),
  );
}

function snippet(parts) {
  const shown = element("p", { className: "snippet", dir: "auto" }, "… ");
  for (const [text, matched] of parts) shown.append(matched ? element("mark", { textContent: text }) : text);
  shown.append(" …");
  return shown;
}

function about(alert) {
  const parts = [
    element("span", { className: "severity", textContent: alert.severity }),
    element("span", { className: "rule", textContent: alert.rule.name, title: alert.rule.id }),
  ];
  if (alert.outlet) parts.push(element("bdi", { textContent: alert.outlet }));
  parts.push(when(alert.time));
  if (["surge", "digest", "retraction"].includes(alert.kind)) parts.push(element("span", { textContent: alert.kind }));
  const role = alert.story && alert.story.role;
  if (role && role !== "first") parts.push(element("span", { textContent: role }));
  if (gone.has(alert.id)) parts.push(element("strong", { textContent: gone.get(alert.id) }));
  return element("p", { className: "about" }, ...parts);
}

function folded(story, others) {
  const count = others.length + story.more;
  const list = element("ul");
  for (const alert of others) {
    const line = element("li", {}, headline(alert), " ");
    line.append(element("span", { className: "about" }, alert.outlet || "", " ", when(alert.time)));
    list.append(line);
  }
  if (story.more > 0) list.append(element("li", { textContent: `and ${story.more} before these` }));
  const words = count === 1 ? "1 more of this story" : `${count} more of this story`;
  const details = element("details", { open: Boolean(story.open) }, element("summary", { textContent: words }), list);
  details.addEventListener("toggle", () => {
    story.open = details.open;
  });
  return details;
}

// ---- which alerts to show

function has(text, part) {
  return text.toLowerCase().includes(part.toLowerCase());
}

function wordsOf(alert) {
  const snippets = (alert.snippets || []).map((parts) => parts.map(([text]) => text).join(""));
  return [alert.title || "", alert.outlet || "", alert.reason, ...snippets].join("\n");
}

function fits(alert, wanted) {
  const atLeast = SEVERITIES.indexOf(wanted.severity);
  return (
    (!wanted.rule || has(alert.rule.id, wanted.rule) || has(alert.rule.name, wanted.rule)) &&
    SEVERITIES.indexOf(alert.severity) >= atLeast &&
    (!wanted.official ||
      (alert.officials || []).some((one) => has(one.id, wanted.official) || has(one.name, wanted.official))) &&
    (!wanted.text || has(wordsOf(alert), wanted.text))
  );
}

function wanted() {
  return Object.fromEntries([...new FormData(page.filters)].map(([name, value]) => [name, value.trim()]));
}

// ---- drawing

// The newest that is no copy leads; the others are folded below it.
function draw(story, filters) {
  const shown = story.alerts.filter((alert) => fits(alert, filters));
  story.card.hidden = shown.length === 0;
  if (shown.length === 0) return;
  const lead = shown.find((alert) => !alert.story || alert.story.role !== "copy") || shown[0];
  const others = shown.filter((alert) => alert !== lead);
  const title = element("h2", { id: `title-${lead.id}` }, headline(lead));
  story.card.className = [lead.severity, gone.has(lead.id) ? "gone" : ""].join(" ");
  story.card.setAttribute("aria-labelledby", title.id);
  story.card.replaceChildren(about(lead), title);
  for (const parts of lead.snippets || []) story.card.append(snippet(parts));
  const size = Math.max(0, ...story.alerts.map((alert) => (alert.story ? alert.story.articles : 0)));
  const outlets = Math.max(0, ...story.alerts.map((alert) => (alert.story ? alert.story.outlets : 0)));
  const extent = size > 1 ? ` The story has ${size} articles from ${outlets === 1 ? "1 outlet" : `${outlets} outlets`}.` : "";
  if (lead.title) story.card.append(element("p", { className: "about", dir: "auto", textContent: lead.reason + extent }));
  if (others.length > 0 || story.more > 0) story.card.append(folded(story, others));
}

function count() {
  const shown = stories.filter((story) => !story.card.hidden);
  shown.forEach((story, index) => {
    story.card.setAttribute("aria-posinset", index + 1);
    story.card.setAttribute("aria-setsize", shown.length);
  });
  page.none.hidden = shown.length > 0;
  page.none.textContent =
    stories.length > 0 ? "No alert fits the filters." : "No alerts yet. They appear here as they are published.";
  page.count.textContent = stories.length === 0 ? "" : `${shown.length} of ${stories.length} stories shown`;
}

// Once for many alerts that come together.
function countSoon() {
  if (countIsDue) return;
  countIsDue = true;
  requestAnimationFrame(() => {
    countIsDue = false;
    count();
  });
}

function drawAll() {
  const filters = wanted();
  for (const story of stories) draw(story, filters);
  count();
}

// ---- alerts in

function keyOf(alert) {
  return alert.story ? JSON.stringify([alert.rule.id, alert.story.id]) : alert.id;
}

function offer(list, values) {
  for (const value of values) {
    if ([...list.options].some((option) => option.value === value)) continue;
    list.append(element("option", { value }));
  }
}

function forget(story) {
  story.card.remove();
  for (const alert of story.alerts) {
    known.delete(alert.id);
    gone.delete(alert.id);
  }
}

function withdraw(alert) {
  gone.set(alert.retracts, alert.kind === "retraction" ? "withdrawn" : "corrected");
  const filters = wanted();
  for (const story of stories) if (story.alerts.some((one) => one.id === alert.retracts)) draw(story, filters);
}

function toFront(story) {
  stories = [story, ...stories.filter((other) => other !== story)];
  const focused = document.activeElement;
  page.alerts.prepend(story.card);
  if (story.card.contains(focused)) focused.focus(); // moving an element takes the focus from it
}

function add(alert) {
  if (known.has(alert.id)) return;
  known.add(alert.id);
  const key = keyOf(alert);
  let story = stories.find((one) => one.key === key);
  const isCopy = Boolean(story && alert.story && alert.story.role === "copy");
  if (!story) story = { key, alerts: [], more: 0, card: element("article", { tabIndex: 0 }) };
  story.alerts.unshift(alert);
  if (story.alerts.length > MOST_IN_STORY) {
    known.delete(story.alerts.pop().id);
    story.more += 1;
  }
  if (alert.retracts) withdraw(alert);
  if (!isCopy) toFront(story); // a copy is no news
  draw(story, wanted());
  while (stories.length > MOST_STORIES) forget(stories.pop());
  offer(page.rules, [alert.rule.name]);
  offer(page.officials, (alert.officials || []).map((one) => one.name));
  if (!story.card.hidden) unannounced += 1;
  countSoon();
}

function take(alert) {
  if (page.pause.getAttribute("aria-pressed") === "false") return add(alert);
  waiting.push(alert);
  if (waiting.length > MOST_STORIES) waiting.shift();
  page.pause.textContent = `Go on (${waiting.length} waiting)`;
  return undefined;
}

// ---- what the person does

page.pause.addEventListener("click", () => {
  const paused = page.pause.getAttribute("aria-pressed") === "false";
  page.pause.setAttribute("aria-pressed", paused);
  page.pause.textContent = paused ? "Go on" : "Pause";
  if (!paused) waiting.splice(0).forEach(add);
});

function filtersToAddress() {
  const set = Object.entries(wanted()).filter(([, value]) => value);
  history.replaceState(null, "", set.length > 0 ? `#${new URLSearchParams(set)}` : location.pathname);
}

function filter() {
  drawAll();
  filtersToAddress();
}

function filtersFromAddress() {
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    const field = page.filters.elements.namedItem(name);
    if (field) field.value = value;
  }
  drawAll();
}

page.filters.addEventListener("submit", (event) => event.preventDefault());
// Lists to choose from tell of a change alone where a program chooses for the person.
for (const kind of ["input", "change"]) page.filters.addEventListener(kind, filter);
page.filters.addEventListener("reset", () => setTimeout(filter)); // once the fields are empty
window.addEventListener("hashchange", filtersFromAddress);

// The keys of a feed, as the ARIA Authoring Practices have them.
page.alerts.addEventListener("keydown", (event) => {
  const step = { PageDown: 1, PageUp: -1 }[event.key];
  if (!step) return;
  const cards = stories.filter((story) => !story.card.hidden).map((story) => story.card);
  const at = cards.findIndex((card) => card.contains(document.activeElement));
  const next = cards[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) document.title = "Newswatch";
});

setInterval(() => {
  if (unannounced === 0) return;
  page.news.textContent = unannounced === 1 ? "1 new alert" : `${unannounced} new alerts`;
  if (document.hidden) document.title = `(${unannounced}) Newswatch`;
  unannounced = 0;
}, ANNOUNCE_MS);

// ---- the stream

function tell(words, broken) {
  page.state.textContent = words;
  page.state.classList.toggle("broken", broken);
}

function connect() {
  const source = new EventSource("api/v1/alerts");
  source.addEventListener("alert", (event) => take(JSON.parse(event.data)));
  source.addEventListener("missed", (event) => tell(`Live. ${event.data} alerts came while the connection was slow or gone: they are not shown`, true));
  source.addEventListener("state", (event) => {
    const words = JSON.parse(event.data);
    tell(words ? `Waiting: ${words}` : "Live", words !== "");
  });
  source.addEventListener("error", () => {
    tell("The connection is gone; trying again", true);
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, RECONNECT_MS);
  });
}

filtersFromAddress();
connect();
