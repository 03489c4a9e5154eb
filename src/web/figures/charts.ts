import { drawing, type Drawing } from './svg-chart.ts';

/** Calm colours that hold against the page; each difference is also told in words. */
const indigo = '#2a5d93';
const teal = '#0d7875';
const saffron = '#c77700';
const ground = '#e8e4db';
const ink = '#1b2430';
const soft = '#4f5a67';

/** The two widths in which each chart is drawn: text keeps its size on a telephone. */
export const chartWidths = { wide: 560, narrow: 300 } as const;
export type ChartWidth = keyof typeof chartWidths;

export interface BarRow {
  readonly name: string;
  /** Null: hidden or nothing; then only `said` is shown. */
  readonly parts: readonly number[] | null;
  readonly said: string;
}

/** Pictures drawn lately, by all that they are made from: drawing one takes longer than counting what is in it. */
const drawnLately = new Map<string, Drawing>();
const mostKept = 300;

function kept(made: readonly unknown[], draw: () => Drawing): Drawing {
  const key = JSON.stringify(made);
  const known = drawnLately.get(key) ?? draw();
  drawnLately.delete(key);
  drawnLately.set(key, known);
  const [oldest] = drawnLately.keys();
  if (drawnLately.size > mostKept && oldest !== undefined) drawnLately.delete(oldest);
  return known;
}

/** Bars that lie, each under its name; parts of a bar beside each other. `most` fixes the scale (100 for percent). */
export function lyingBars(
  rows: readonly BarRow[],
  label: string,
  size: ChartWidth,
  most: number | null = null,
  colours: readonly string[] = [indigo],
): Drawing {
  return kept(['lying', rows, label, size, most, colours], () => drawLyingBars(rows, label, size, most, colours));
}

function drawLyingBars(
  rows: readonly BarRow[],
  label: string,
  size: ChartWidth,
  most: number | null,
  colours: readonly string[],
): Drawing {
  const width = chartWidths[size];
  const line = 52;
  const longest = most ?? Math.max(1, ...rows.map((row) => (row.parts ?? []).reduce((sum, part) => sum + part, 0)));
  const room = Math.max(...rows.map((row) => row.said.length)) * 7 + 18;
  const names = rows.map((row) => row.name);
  const layers = Math.max(1, ...rows.map((row) => row.parts?.length ?? 0));
  const nameWidth = width - 8;
  return drawing(
    {
      grid: { left: 2, right: room, top: 10, bottom: 0, containLabel: false },
      xAxis: { type: 'value', show: false, min: 0, max: longest },
      yAxis: {
        type: 'category',
        inverse: true,
        data: names.map((_, index) => String(index)),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: {
          inside: true,
          margin: -2,
          align: 'left',
          verticalAlign: 'bottom',
          padding: [0, 0, 13, 0],
          fontSize: 13,
          color: ink,
          width: nameWidth,
          overflow: 'truncate',
          formatter: (index: string) => names[Number(index)] ?? '',
        },
        z: 5,
      },
      series: [
        {
          type: 'bar',
          data: rows.map(() => longest),
          barWidth: 12,
          barGap: '-100%',
          itemStyle: { color: ground, borderRadius: 3 },
          z: 1,
          label: {
            show: true,
            position: 'right',
            distance: 6,
            fontSize: 13,
            fontWeight: 600,
            color: ink,
            textBorderWidth: 0,
            formatter: ({ dataIndex }: { dataIndex: number }) => rows[dataIndex]?.said ?? '',
          },
        },
        ...Array.from({ length: layers }, (_, layer) => ({
          type: 'bar',
          stack: 'parts',
          data: rows.map((row) => row.parts?.[layer] ?? 0),
          barWidth: 12,
          itemStyle: { color: colours[layer] ?? indigo },
          z: 3,
        })),
      ].map((series, at) => (at === 0 ? series : { ...series, barGap: '-100%' })),
    },
    width,
    rows.length * line + 10,
    label,
  );
}

export interface MonthPoint {
  readonly name: string;
  readonly received: number | null;
  readonly decided: number | null;
}

/** Received and decided beside each other, month by month. */
export function standingBars(
  points: readonly MonthPoint[],
  label: string,
  size: ChartWidth,
  said: (value: number) => string,
): Drawing {
  // One number as it is said tells the language.
  return kept(['standing', points, label, size, said(10)], () => drawStandingBars(points, label, size, said));
}

function drawStandingBars(
  points: readonly MonthPoint[],
  label: string,
  size: ChartWidth,
  said: (value: number) => string,
): Drawing {
  const dense = points.length > (size === 'wide' ? 12 : 4);
  const series = (data: readonly (number | null)[], color: string) => ({
    type: 'bar',
    data: [...data],
    barMaxWidth: 26,
    barGap: '12%',
    itemStyle: { color, borderRadius: [3, 3, 0, 0] },
    label: {
      show: !dense,
      position: 'top',
      fontSize: 12,
      color: ink,
      textBorderWidth: 0,
      formatter: ({ value }: { value: number }) => (value === 0 ? '' : said(value)),
    },
  });
  return drawing(
    {
      grid: { left: 40, right: 4, top: 22, bottom: 28 },
      xAxis: {
        type: 'category',
        data: points.map((point) => point.name),
        axisLine: { lineStyle: { color: '#b8b2a6' } },
        axisTick: { show: false },
        axisLabel: { fontSize: 12, color: soft, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        splitNumber: 3,
        splitLine: { lineStyle: { color: ground } },
        axisLabel: { fontSize: 12, color: soft, formatter: (value: number) => said(value) },
      },
      series: [
        series(
          points.map((point) => point.received),
          indigo,
        ),
        series(
          points.map((point) => point.decided),
          teal,
        ),
      ],
    },
    chartWidths[size],
    240,
    label,
  );
}

export const backlogColours = [indigo, saffron] as const;
export const wayColours = [indigo, saffron, teal, soft] as const;
