import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { renderPng } from '../../../adapters/png/render-png.ts';
import { barChart } from '../../../web/chart/bar-chart.ts';
import { paperPalette } from '../../../web/chart/palette.ts';

/** An 8-bit RGBA PNG (RFC 2083) as its size and the colours in it. */
function decode(png: Uint8Array) {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'));
  const idat: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const body = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') idat.push(body);
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  expect([bytes[24], bytes[25]]).toEqual([8, 6]);
  const rows = inflateSync(Buffer.concat(idat));
  const stride = width * 4;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const a = x < 4 ? 0 : (pixels[y * stride + x - 4] ?? 0);
      const b = y === 0 ? 0 : (pixels[(y - 1) * stride + x] ?? 0);
      const c = x < 4 || y === 0 ? 0 : (pixels[(y - 1) * stride + x - 4] ?? 0);
      const guess = filter === 1 ? a : filter === 2 ? b : filter === 3 ? (a + b) >> 1 : filter === 4 ? paeth(a, b, c) : 0;
      pixels[y * stride + x] = (rows[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  const colours = new Map<string, number>();
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = `#${pixels.toString('hex', at, at + 3)}`;
    colours.set(colour, (colours.get(colour) ?? 0) + 1);
  }
  return { width, height, colours };
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

const chart = (title: string, label: string) =>
  barChart({ title, bars: [{ label, value: '3', share: 0.6, isBest: true }], palette: paperPalette, width: 320, fixed: true }).markup;

describe('a chart as a picture', () => {
  test('has twice the size of the chart, its colours, and its words', async () => {
    const svg = chart('Which colour?', 'Blue');
    const { width, height, colours } = decode(await renderPng(svg));
    expect([width, height]).toEqual([640, 2 * Number(/height="(\d+)"/.exec(svg)?.[1])]);
    // 60 % of 264 x 14 pixels, four times, less the round corners.
    expect(colours.get(paperPalette.best)).toBeGreaterThan(8_000);
    expect(colours.get(paperPalette.ink)).toBeGreaterThan(1_000);
    expect(colours.get(paperPalette.paper)).toBeGreaterThan(50_000);
  });

  test('is not drawn with boxes for letters: other words give another picture', async () => {
    const ink = async (title: string) => decode(await renderPng(chart(title, 'x'))).colours.get(paperPalette.ink) ?? 0;
    expect(await ink('iiii')).toBeLessThan((await ink('MMMM')) / 2);
    expect(await ink('Ωλжя')).not.toBe(await ink('\u{10ffff}'.repeat(4)));
  });
});
