import { createRequire } from 'node:module';
import type * as Charts from 'echarts/charts';
import type * as Components from 'echarts/components';
import type * as Core from 'echarts/core';
import type * as Renderers from 'echarts/renderers';

const require = createRequire(import.meta.url);
let ready: typeof Core | null = null;

/** ECharts is a third of what the program would read at its start, and only pages of figures draw: read for the first of them. */
function echarts(): typeof Core {
  if (ready) return ready;
  const core = require('echarts/core') as typeof Core;
  const { BarChart, LineChart } = require('echarts/charts') as typeof Charts;
  const { GridComponent } = require('echarts/components') as typeof Components;
  const { SVGRenderer } = require('echarts/renderers') as typeof Renderers;
  core.use([BarChart, LineChart, GridComponent, SVGRenderer]);
  // No canvas here to measure text with: widths are told from the characters, near enough to place labels.
  core.setPlatformAPI({ measureText: (text, font) => ({ width: widthOf(text, font ?? '') }) });
  ready = core;
  return core;
}

/** Marks that take no room of their own in Khmer: vowels above and below, signs, subscripts' stacker. */
const withoutWidth = /[\u17b4-\u17bd\u17c6\u17c9-\u17d3\u200b\u200c]/u;

function widthOf(text: string, font: string): number {
  const size = Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 12);
  let em = 0;
  for (const sign of text) em += withoutWidth.test(sign) ? 0 : sign < '\u1780' ? 0.56 : 0.72;
  return em * size;
}

/** A picture that may stand in a page: made here alone, of names and numbers that ECharts has escaped. */
export class Drawing {
  readonly #svg: string;
  constructor(svg: string) {
    this.#svg = svg;
  }
  /** How Handlebars asks for what must not be escaped again. */
  toHTML(): string {
    return this.#svg;
  }
}

const elements = new Set(['svg', 'g', 'rect', 'path', 'text', 'tspan', 'line', 'polyline', 'circle']);
const attributes = new Set([
  'width',
  'height',
  'viewBox',
  'x',
  'y',
  'x1',
  'y1',
  'x2',
  'y2',
  'cx',
  'cy',
  'r',
  'd',
  'points',
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-linejoin',
  'stroke-linecap',
  'transform',
  'text-anchor',
  'dominant-baseline',
  'font-size',
  'font-weight',
]);

/**
 * Draws a chart as SVG for a page whose security policy knows no inline style: what ECharts writes as style becomes
 * attributes, the font is the page's, and anything but plain shapes and text is left out. Said to screen readers by `label`.
 */
export function drawing(option: Core.EChartsCoreOption, width: number, height: number, label: string): Drawing {
  const chart = echarts().init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, silent: true, ...option });
    return new Drawing(plainSvg(chart.renderToSVGString(), label));
  } finally {
    chart.dispose();
  }
}

/** The SVG with nothing but the elements and attributes above. */
export function plainSvg(svg: string, label: string): string {
  const withoutStyle = svg.replace(/<style[^>]*>[\s\S]*?<\/style>/g, '');
  let isFirst = true;
  return withoutStyle.replace(
    /<(\/?)([a-zA-Z]+)([^>]*?)(\/?)>/g,
    (_whole, end: string, name: string, rest: string, self: string) => {
      if (!elements.has(name)) return '';
      if (end) return `</${name}>`;
      const kept = attributesOf(rest).map(([key, value]) => ` ${key}="${value}"`);
      if (name === 'svg' && isFirst) {
        isFirst = false;
        return `<svg class="chart__svg" role="img" aria-label="${escaped(label)}" focusable="false"${kept.join('')}>`;
      }
      return `<${name}${kept.join('')}${self}>`;
    },
  );
}

/** Values come quoted and escaped from ECharts; declarations of `style` become attributes. */
function attributesOf(text: string): readonly (readonly [string, string])[] {
  const found: [string, string][] = [];
  for (const [, key = '', value = ''] of text.matchAll(/([a-zA-Z][\w:-]*)="([^"]*)"/g)) {
    const pairs = key === 'style' ? value.split(';').map((each) => each.split(':', 2)) : [[key, value]];
    for (const [name = '', worth = ''] of pairs) {
      if (attributes.has(name.trim())) found.push([name.trim(), worth.trim()]);
    }
  }
  return found;
}

function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}
