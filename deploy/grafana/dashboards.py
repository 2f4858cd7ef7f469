#!/usr/bin/env python3
"""Writes the dashboards beside this file, with Grafana's own SDK: `./dev dashboards`.

`$scope` in a query stands for the board's variables.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import List, Optional, Tuple

from grafana_foundation_sdk.builders import bargauge, common, dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.common import BigValueGraphMode, LegendDisplayMode, LegendPlacement, VizOrientation
from grafana_foundation_sdk.models.dashboard import (DashboardCursorSync, DashboardLinkType, DataSourceRef, FieldColorModeId,
                                                     Threshold, ThresholdsMode, VariableOption, VariableRefresh)

FOLDER = Path(__file__).resolve().parent
SOURCE = DataSourceRef(type_val="prometheus", uid="${datasource}")
SCOPE = 'job=~"$job", instance=~"$instance"'
RUNBOOKS = "https://newswatch.example/runbooks"
TAG = "newswatch"
SHAPES = {"stat": (4, 4), "bars": (8, 8), "lines": (8, 8)}  # of a panel: width and height
COUNT, A_SECOND = "locale", "suffix:/s"  # units: 1,234 and 1.2 /s

# From which value on a figure has which colour. Grafana's own choice is red from 80 on, whatever it counts.
NEUTRAL = [(None, "blue")]
NONE_IS_GOOD = [(None, "green"), (1, "orange")]
DELAY = [(None, "green"), (60, "orange"), (300, "red")]  # NewswatchBehind fires above 300 s


@dataclass
class Panel:
    shape: str
    title: str
    description: str
    unit: str
    queries: List[Tuple[str, str]]  # expression, legend
    runbook: str = ""
    colours: List[Tuple[Optional[float], str]] = field(default_factory=lambda: NEUTRAL)
    width: int = 0  # 0: that of its shape


def stat_of(title, description, unit, query, runbook="", colours=NEUTRAL):
    return Panel("stat", title, description, unit, [(query, "")], runbook, colours)


def bars_of(title, description, unit, query, legend, width=0):
    return Panel("bars", title, description, unit, [(query, legend)], width=width)


def lines_of(title, description, unit, *queries, runbook="", width=0):
    return Panel("lines", title, description, unit, list(queries), runbook, width=width)


def series(metric, labels):
    return f"{metric}{{$scope, {labels}}}" if labels else f"{metric}{{$scope}}"


def quantiles(metric, by, labels=""):
    """The median and the 99th percentile of a histogram's times."""
    buckets = series(f"{metric}_bucket", labels)
    return [(f"histogram_quantile({share}, sum by (le, {by}) (rate({buckets}[$__rate_interval])))",
             f"{{{{{by}}}}} {name}") for share, name in ((0.5, "median"), (0.99, "p99"))]


def rate(metric, by="", factor=""):
    grouped = f"sum by ({by})" if by else "sum"
    return f"{grouped} (rate({series(metric, '')}[$__rate_interval])){factor}"


def most(metric, labels=""):
    return f"topk(10, sum by (rule) (increase({series(metric, labels)}[$__range])) > 0)"


def or_none(query, label):
    """The query, or a line at 0 while it finds nothing."""
    return f'{query} or on () label_replace(vector(0), "{label}", "none", "", "")'


NEWS = [
    ("At a glance", [
        stat_of("Articles", "Articles read in the time range.", COUNT,
                "sum(increase(newswatch_articles_total{$scope}[$__range]))", "NewswatchNoArticles"),
        stat_of("Alerts", "Alerts of all rules in the time range.", COUNT,
                "sum(increase(newswatch_alerts_total{$scope}[$__range]))"),
        stat_of("New stories", "Stories that began in the time range, counted by rule.", COUNT,
                'sum(increase(newswatch_story_articles_total{$scope, role="first"}[$__range]))'),
        stat_of("Quotations", "Quotations of tracked officials in the time range.", COUNT,
                "sum(increase(newswatch_quotations_total{$scope}[$__range]))"),
        stat_of("Surges", "Alerts of surges in the time range.", COUNT,
                'sum(increase(newswatch_alerts_total{$scope, kind="surge"}[$__range])) or vector(0)'),
        stat_of("Behind", "How old the article in hand is while others wait.", "s",
                "max(newswatch_consumer_lag_seconds{$scope})", "NewswatchBehind", DELAY),
    ]),
    ("What alerts are about", [
        bars_of("Topics", "Topics with most alerts in the time range.", COUNT,
                most("newswatch_alerts_total", 'kind="topic"'), "{{rule}}"),
        bars_of("Officials", "Officials with most alerts in the time range, what they are quoted saying included.", COUNT,
                most("newswatch_alerts_total", 'kind=~"official|statement"'), "{{rule}}"),
        bars_of("Quoted officials", "Officials with most quotations, where statements or annotations ask for any.", COUNT,
                most("newswatch_quotations_total"), "{{rule}}"),
        lines_of("Alerts by kind", "Alerts an hour, by what they are about.", "short",
                 (rate("newswatch_alerts_total", "kind", factor=" * 3600"), "{{kind}}")),
        lines_of("Busiest rules", "Alerts an hour of the six rules that have most in the time range.", "short",
                 (f"{rate('newswatch_alerts_total', 'rule', factor=' * 3600')} and on (rule) topk(6, sum by (rule) "
                  "(increase(newswatch_alerts_total{$scope}[$__range] @ end())))", "{{rule}}")),
        lines_of("Surges by rule", "Alerts of surges so far, since each process began.", "short",
                 (or_none('sum by (rule) (newswatch_alerts_total{$scope, kind="surge"})', "rule"), "{{rule}}")),
    ]),
    ("Stories", [
        bars_of("New stories by rule", "Rules in which most stories began.", COUNT,
                most("newswatch_story_articles_total", 'role="first"'), "{{rule}}"),
        lines_of("What articles are to stories", "Articles an hour that rules found, by what they are to a story.", "short",
                 (rate("newswatch_story_articles_total", "role", factor=" * 3600"), "{{role}}")),
        lines_of("Kept back", "Detections an hour without an alert of their own, by the reason.", "short",
                 (or_none(rate("newswatch_alerts_suppressed_total", "reason", factor=" * 3600"), "reason"), "{{reason}}")),
    ]),
    ("What subscribers say", [
        bars_of("Least precise rules", "Share of the verdicts on a rule's alerts that call them right, of rules with five verdicts "
                "or more in feedback.topic.", "percentunit",
                "bottomk(10, max by (rule) (newswatch_rule_precision{$scope}) and on (rule) "
                "sum by (rule) (max by (rule, verdict) (newswatch_rule_verdicts{$scope})) >= 5)", "{{rule}}"),
        bars_of("Most judged rules", "Verdicts on their alerts, as they stand now.", COUNT,
                "topk(10, sum by (rule) (max by (rule, verdict) (newswatch_rule_verdicts{$scope})))", "{{rule}}"),
        lines_of("Verdicts", "On the alerts of all rules, as they stand.", "short",
                 ("sum by (verdict) (max by (rule, verdict) (newswatch_rule_verdicts{$scope}))", "{{verdict}}")),
    ]),
    ("How fast, and from where", [
        lines_of("From arrival to alert", "Time from an article's arrival in Kafka to its confirmed alert.", "s",
                 *quantiles("newswatch_article_to_alert_seconds", "clock", 'clock="received"'),
                 runbook="NewswatchAlertsLate"),
        lines_of("From publication to alert", "Time from an article's publication to its confirmed alert.", "s",
                 *quantiles("newswatch_article_to_alert_seconds", "clock", 'clock="published"')),
        lines_of("Articles by source", "Articles an hour of the outlets in metrics.sources; the rest is other.", "short",
                 (rate("newswatch_articles_by_source_total", "source", factor=" * 3600"), "{{source}}")),
    ]),
]

OPERATIONS = [
    ("At a glance", [
        stat_of("Ready", "Processes that are ready.", COUNT, "sum(newswatch_ready{$scope})", "NewswatchNotReady",
                [(None, "red"), (1, "green")]),
        stat_of("Articles a second", "Records that became articles.", A_SECOND, rate("newswatch_articles_total"),
                "NewswatchNoArticles"),
        stat_of("Records waiting", "In all partitions.", COUNT, "sum(newswatch_kafka_consumer_lag{$scope})",
                "NewswatchBehind"),
        stat_of("Behind", "How old the record in hand is while others wait.", "s",
                "max(newswatch_consumer_lag_seconds{$scope})", "NewswatchBehind", DELAY),
        stat_of("Dead letters", "In the time range.", COUNT, "sum(increase(newswatch_dead_letters_total{$scope}[$__range]))",
                "NewswatchArticlesUnusable", NONE_IS_GOOD),
        stat_of("Errors logged", "In the time range.", COUNT,
                'sum(increase(newswatch_log_messages_total{$scope, level="error"}[$__range]))', colours=NONE_IS_GOOD),
    ]),
    ("In and out", [
        lines_of("In", "Records a second that became articles, by topic.", A_SECOND,
                 (rate("newswatch_articles_total", "topic"), "{{topic}}"), runbook="NewswatchNoArticles"),
        lines_of("Bytes in", "Of the records that became articles.", "Bps", (rate("newswatch_article_bytes_total"), "articles")),
        lines_of("Out", "What brokers have confirmed, a second.", A_SECOND,
                 (rate("newswatch_alerts_published_total"), "alerts"),
                 (rate("newswatch_annotations_published_total"), "annotations"),
                 (rate("newswatch_dead_letters_total"), "dead letters")),
        lines_of("Failed", "Records a second that could not be used, by code.", A_SECOND,
                 (rate("newswatch_articles_failed_total", "code"), "{{code}}"), runbook="NewswatchArticlesUnusable"),
        lines_of("Skipped", "Records a second without content, or that can't be read.", A_SECOND,
                 (rate("newswatch_records_skipped_total", "reason"), "{{reason}}"), runbook="NewswatchRecordsCorrupt"),
        lines_of("Dead letters by code", "Since each process began.", "short",
                 ("sum by (code) (newswatch_dead_letters_total{$scope})", "{{code}}"), runbook="NewswatchArticlesEndProcess"),
        lines_of("Dates set aside", "Publication dates a second that were not believed, by the reason.", A_SECOND,
                 (rate("newswatch_article_dates_ignored_total", "reason"), "{{reason}}")),
        lines_of("In progress", "Messages that wait for a broker's confirmation.", "short",
                 ("sum by (instance) (newswatch_kafka_producer_queue_messages{$scope})", "{{instance}}")),
        lines_of("Producer queue", "Bytes that wait for a broker's confirmation.", "bytes",
                 ("sum by (instance) (newswatch_kafka_producer_queue_bytes{$scope})", "{{instance}}")),
    ]),
    ("Time", [
        lines_of("By stage", "Time of one article (decode, analyse, detect) or one batch (publish, commit, batch).", "s",
                 *quantiles("newswatch_stage_seconds", "stage"), width=12),
        lines_of("By detector", "Time of one article in each detector.", "s",
                 *quantiles("newswatch_detector_seconds", "detector"), width=12),
        lines_of("From arrival to alert", "Time from an article's arrival in Kafka to its confirmed alert.", "s",
                 *quantiles("newswatch_article_to_alert_seconds", "clock", 'clock="received"'),
                 runbook="NewswatchAlertsLate", width=12),
        bars_of("Costliest rules", "Seconds of a processor that trying a topic took in the time range, an estimate.", "s",
                most("newswatch_rule_seconds_total"), "{{rule}}", width=12),
    ]),
    ("Kafka", [
        lines_of("Records waiting by partition", "Of partitions that a process reads now.", "short",
                 ("sum by (topic, partition) (newswatch_kafka_consumer_lag{$scope})", "{{topic}} {{partition}}"),
                 runbook="NewswatchBehind"),
        lines_of("Behind by process", "How old the record in hand is while others wait.", "s",
                 ("newswatch_consumer_lag_seconds{$scope}", "{{instance}}"), runbook="NewswatchBehind"),
        lines_of("Partitions", "That each process reads.", "short",
                 ("newswatch_kafka_assigned_partitions{$scope}", "{{instance}}")),
        lines_of("Rebalances", "Since each process began.", "short",
                 ("sum by (instance) (newswatch_kafka_rebalances_total{$scope})", "{{instance}}"),
                 runbook="NewswatchRebalancesOften"),
        lines_of("Transactions given up", "A second.", A_SECOND, (rate("newswatch_transactions_aborted_total"), "given up"),
                 runbook="NewswatchTransactionsAbort"),
        lines_of("Failed attempts to publish", "A second, by the reason.", A_SECOND,
                 (rate("newswatch_publish_errors_total", "reason"), "{{reason}}"), runbook="NewswatchPublishFails"),
        lines_of("Round trip", "Time that 99 of 100 requests to a broker stayed below.", "s",
                 ("max by (broker) (newswatch_kafka_broker_round_trip_p99_seconds{$scope})", "broker {{broker}}"), width=12),
        lines_of("Brokers", "That are connected, the fewest that any client of a process sees.", "short",
                 ("newswatch_kafka_brokers_up{$scope}", "{{instance}}"), runbook="NewswatchNotReady", width=12),
    ]),
    ("Rules", [
        lines_of("Rules in use", "By section of the rule files.", "short",
                 ("max by (section) (newswatch_rules_loaded{$scope})", "{{section}}")),
        lines_of("Reloads", "Since each process began, and how many of them failed.", "short",
                 ("sum(newswatch_rules_reloads_total{$scope})", "all"),
                 ("sum(newswatch_rules_reloads_failed_total{$scope})", "failed"), runbook="NewswatchReloadFailed"),
        lines_of("Last reload", "1: it succeeded.", "short", ("newswatch_rules_reload_success{$scope}", "{{instance}}"),
                 runbook="NewswatchReloadFailed"),
    ]),
    ("Process", [
        lines_of("Processor", "Seconds of a processor a second.", "short",
                 ("rate(process_cpu_seconds_total{$scope}[$__rate_interval])", "{{instance}}")),
        lines_of("Memory", "In use.", "bytes", ("process_resident_memory_bytes{$scope}", "{{instance}}"),
                 runbook="NewswatchRestarting"),
        lines_of("Open files", "Descriptors.", "short", ("process_open_fds{$scope}", "{{instance}}")),
        lines_of("Threads", "Of each process.", "short", ("process_threads{$scope}", "{{instance}}")),
        lines_of("Log", "Messages a second, by level.", A_SECOND, (rate("newswatch_log_messages_total", "level"), "{{level}}")),
        lines_of("Up for", "How long each process has run.", "s",
                 ("time() - process_start_time_seconds{$scope}", "{{instance}}"), runbook="NewswatchRestarting"),
    ]),
]


def link(title, url, kind=DashboardLinkType.LINK):
    return dashboard.DashboardLink(title).type(kind).url(url)


def built(panel):
    width, height = panel.width or SHAPES[panel.shape][0], SHAPES[panel.shape][1]
    builder = {"stat": stat, "bars": bargauge, "lines": timeseries}[panel.shape].Panel()
    builder.title(panel.title).description(panel.description).unit(panel.unit).datasource(SOURCE).span(width).height(height)
    for letter, (expression, legend) in zip("ABC", panel.queries):
        query = (prometheus.Dataquery().ref_id(letter).expr(expression.replace("$scope", SCOPE))
                 .legend_format(legend or panel.title))
        builder.with_target(query.instant() if panel.shape == "bars" else query.range())
    if panel.runbook:
        builder.links([link("Runbook", f"{RUNBOOKS}/{panel.runbook}").target_blank(True)])
    if panel.shape != "lines":
        builder.thresholds(dashboard.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(
            [Threshold(value, colour) for value, colour in panel.colours]))
        builder.color_scheme(dashboard.FieldColor().mode(FieldColorModeId.THRESHOLDS))
    if panel.unit == COUNT:
        builder.decimals(0)
    if panel.shape == "stat":
        builder.graph_mode(BigValueGraphMode.NONE).reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))
    elif panel.shape == "bars":
        builder.min(0).orientation(VizOrientation.HORIZONTAL).reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))
    else:
        builder.min(0).fill_opacity(10).legend(common.VizLegendOptions().show_legend(True).display_mode(
            LegendDisplayMode.LIST).placement(LegendPlacement.BOTTOM).calcs([]))
    return builder


def variable(name, label, query):
    return (dashboard.QueryVariable(name).label(label).query(query).datasource(SOURCE).multi(True).include_all(True)
            .all_value(".*").refresh(VariableRefresh.ON_TIME_RANGE_CHANGED)
            .current(VariableOption(selected=True, text="All", value="$__all")))


def board(title, uid, description, rows):
    made = (dashboard.Dashboard(title).uid(uid).description(description).tags([TAG]).timezone("browser").refresh("30s")
            .time("now-6h", "now").tooltip(DashboardCursorSync.CROSSHAIR)
            .with_variable(dashboard.DatasourceVariable("datasource").label("Data source").type("prometheus"))
            .with_variable(variable("job", "Job", "label_values(newswatch_build_info, job)"))
            .with_variable(variable("instance", "Instance", 'label_values(newswatch_build_info{job=~"$job"}, instance)'))
            .link(link("Newswatch", "", DashboardLinkType.DASHBOARDS).tags([TAG]))
            .link(link("Runbooks", RUNBOOKS).target_blank(True)))
    for name, panels in rows:
        made.with_row(dashboard.Row(name))
        for panel in panels:
            made.with_panel(built(panel))
    return JSONEncoder(sort_keys=True, indent=2).encode(made.build())


def main():
    for name, text in (
            ("news", board("Newswatch: news", "newswatch-news", "What is alerted on, by whom it is quoted, and how fast.", NEWS)),
            ("operations", board("Newswatch: operations", "newswatch-operations", "Whether Newswatch runs well.", OPERATIONS))):
        (FOLDER / f"newswatch-{name}.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
