import { html as svg } from '../html.ts';
import type { Html } from '../html.ts';
import type { Palette } from './palette.ts';
import { wrapLabel } from './wrap-label.ts';

export type Bar = {
  readonly label: string;
  /** The figure, as it is shown. */
  readonly value: string;
  /** 0 to 1: how long the bar is. Only draws. */
  readonly share: number;
  readonly isBest: boolean;
};

export type BarChart = {
  /** Names the chart to those who cannot see it. */
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly palette: Palette;
  /** Pixels that there are at least; labels are broken for it. The bars take whatever there is unless `fixed`. */
  readonly width: number;
  /** For a picture: drawn exactly so wide, on paper, with the title on top. */
  readonly fixed?: boolean;
};

/**
 * Horizontal bars as one SVG: the same on a page (inline, in its colours) and as a picture. Pure; the same input gives the same bytes.
 * Labels stand above their bars, so that long ones fit; what still does not fit is cut short and stands whole in the description.
 */
export function barChart({ title, bars, palette, width, fixed = false }: BarChart): Html {
  const inset = fixed ? margin : 0;
  const room = width - 2 * inset;
  const head = fixed ? wrapLabel(title, { width: room, fontSize: 22, most: 3 }) : [];
  const top = inset + (head.length === 0 ? 0 : head.length * 30 + 14);
  const rows = place(bars, { room, top });
  const height = Math.round((rows.at(-1)?.bottom ?? top) + inset);
  const size = fixed ? svg` width="${width}" viewBox="0 0 ${width} ${height}"` : svg` width="100%"`;
  const font = palette.font !== null && svg` font-family="${palette.font}"`;
  return svg`<svg xmlns="http://www.w3.org/2000/svg" role="img"${size} height="${height}"${font} font-size="${fontSize}">
<title>${title}</title>
<desc>${bars.map(({ label, value }) => `${label}: ${value}`).join('; ')}</desc>
${fixed && svg`<rect width="100%" height="100%" fill="${palette.paper}"/>\n`}${head.map((line, row) => headLine(line, { x: inset, y: inset + 22 + row * 30, palette }))}<svg x="${inset}" width="${fixed ? room : '100%'}" height="${height}" overflow="visible">${rows.map((row) => draw(row, palette))}
</svg>
</svg>`;
}

const margin = 28;
const fontSize = 15;
const lineHeight = 20;
const barHeight = 14;

type Row = Bar & { readonly lines: readonly string[]; readonly top: number; readonly bottom: number };

function place(bars: readonly Bar[], { room, top }: { room: number; top: number }): readonly Row[] {
  const longest = bars.reduce((most, { value }) => Math.max(most, value.length), 0);
  const width = Math.max(80, room - longest * fontSize * 0.8 - 16);
  const rows: Row[] = [];
  let next = top;
  for (const bar of bars) {
    const lines = wrapLabel(bar.label, { width, fontSize, most: 3 });
    const bottom = next + lines.length * lineHeight + 4 + barHeight;
    rows.push({ ...bar, lines, top: next, bottom });
    next = bottom + 18;
  }
  return rows;
}

function draw({ lines, value, share, isBest, top, bottom }: Row, { ink, best, other, track }: Palette): Html {
  const length = Math.round(Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)) * 1_000) / 10;
  const bar = svg`y="${bottom - barHeight}" height="${barHeight}" rx="${barHeight / 2}"`;
  const base = top + fontSize;
  return svg`
<g fill="${ink}" font-weight="${isBest ? 700 : 400}">
${lines.map((line, row) => svg`<text x="0" y="${base + row * lineHeight}">${line}</text>`)}<text x="100%" y="${base}" text-anchor="end">${value}</text>
</g>
<rect ${bar} width="100%" fill="${track}"/>${length > 0 && svg`<rect ${bar} width="${length}%" fill="${isBest ? best : other}"/>`}`;
}

function headLine(line: string, { x, y, palette }: { x: number; y: number; palette: Palette }): Html {
  return svg`<text x="${x}" y="${y}" font-size="22" font-weight="700" fill="${palette.ink}">${line}</text>\n`;
}
