// Draws a dashboard with Grafana's own components: `draw(dashboard, answers, from, to)`, once a page.
//
// `answers` has for each panel, in order, its series: {name, times, values}, times in milliseconds. Grafana's server would
// send the same. What a panel leaves to Grafana is filled in here, as Grafana's panels do; they are no part of its libraries.

import {
  applyFieldOverrides, createDataFrame, createTheme, dateTime, FieldType, getDisplayValueAlignmentFactors,
  getFieldDisplayValues, ThemeContext,
} from '@grafana/data';
import { BarGauge, BigValue, GlobalStyles, PanelChrome, TimeSeries, VizRepeater } from '@grafana/ui';
import { createRoot } from 'react-dom/client';

const theme = createTheme({ colors: { mode: 'dark' } });
const timeZone = 'utc';
const columns = 24, gap = 8, rowHeight = 30; // of Grafana's grid, in pixels

const line = {
  axisPlacement: 'auto', drawStyle: 'line', lineInterpolation: 'linear', lineWidth: 1, pointSize: 5, showPoints: 'never',
  scaleDistribution: { type: 'linear' },
};

function configOf({ type, fieldConfig: { defaults } }, name) {
  const { mode, steps } = defaults.thresholds ?? { mode: 'absolute', steps: [] };
  return {
    color: { mode: type === 'timeseries' ? 'palette-classic' : 'thresholds' },
    ...defaults,
    custom: { ...line, ...defaults.custom },
    displayName: name,
    thresholds: { mode, steps: steps.map(({ value, color }) => ({ value: value ?? -Infinity, color })) },
  };
}

function framesOf(panel, series) {
  const data = series.map(({ name, times, values }) => createDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: times, config: {} },
      { name: 'Value', type: FieldType.number, values, config: configOf(panel, name) },
    ],
  }));
  return applyFieldOverrides({ data, fieldConfig: { defaults: {}, overrides: [] }, replaceVariables, theme, timeZone });
}

function replaceVariables(text) {
  return text;
}

function valuesOf({ fieldConfig, options }, data) {
  return getFieldDisplayValues({ data, fieldConfig, reduceOptions: options.reduceOptions, replaceVariables, theme, timeZone });
}

function Stat({ panel, frames, width, height }) {
  const { colorMode, graphMode, justifyMode } = panel.options;
  const [{ display }] = valuesOf(panel, frames);
  const value = { ...display, title: undefined };
  return <BigValue {...{ colorMode, graphMode, justifyMode, value, width, height, theme }} />;
}

function Bars({ panel, frames, width, height }) {
  const { displayMode, orientation, showUnfilled, valueMode, minVizHeight, minVizWidth } = panel.options;
  const renderValue = ({ value: { display, field }, alignmentFactors, width, height, orientation }) => (
    <BarGauge value={display} field={field} valueDisplayMode={valueMode}
      {...{ alignmentFactors, displayMode, showUnfilled, orientation, width, height, theme }} />
  );
  return (
    <VizRepeater source={frames} getValues={() => valuesOf(panel, frames)} getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderCounter={0} itemSpacing={8} maxVizHeight={300}
      {...{ orientation, minVizHeight, minVizWidth, renderValue, width, height }} />
  );
}

function Lines({ panel, frames, width, height, timeRange }) {
  const { options } = panel;
  return <TimeSeries structureRev={1} legend={options.legend} {...{ frames, options, timeRange, timeZone, width, height }} />;
}

const kinds = { stat: Stat, bargauge: Bars, timeseries: Lines };

function Panel({ panel, series, timeRange, column }) {
  const { x, y, w, h } = panel.gridPos;
  const width = w * column + (w - 1) * gap, height = h * rowHeight + (h - 1) * gap;
  const style = { position: 'absolute', left: x * (column + gap), top: y * (rowHeight + gap), width, height };
  if (panel.type === 'row') return <h2 style={{ ...style, fontSize: 16, lineHeight: `${height}px` }}>{panel.title}</h2>;
  const Kind = kinds[panel.type], frames = framesOf(panel, series);
  return (
    <div className="panel" data-title={panel.title} style={style}>
      <PanelChrome {...{ title: panel.title, width, height }}>
        {(width, height) => <Kind {...{ panel, frames, timeRange, width, height }} />}
      </PanelChrome>
    </div>
  );
}

function Board({ dashboard, answers, timeRange }) {
  const padding = 16, heading = 48;
  const column = (window.innerWidth - 2 * padding - (columns - 1) * gap) / columns;
  const bottom = Math.max(...dashboard.panels.map(({ gridPos: { y, h } }) => y + h));
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles hackNoBackdropBlur={false} isExtensionSidebarOpen={false} />
      <div style={{ padding, height: heading + bottom * (rowHeight + gap) + padding, background: theme.colors.background.canvas }}>
        <h1 style={{ fontSize: 20, margin: 0, height: heading - padding }}>{dashboard.title}</h1>
        <div style={{ position: 'relative' }}>
          {dashboard.panels.map((panel, i) => <Panel key={i} series={answers[i]} {...{ panel, timeRange, column }} />)}
        </div>
      </div>
    </ThemeContext.Provider>
  );
}

window.draw = async (dashboard, answers, from, to) => {
  await Promise.all([400, 500].map((weight) => document.fonts.load(`${weight} 12px Inter`)));
  const raw = { from: dateTime(from), to: dateTime(to) };
  createRoot(document.getElementById('board')).render(<Board {...{ dashboard, answers, timeRange: { ...raw, raw } }} />);
};
