import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { renderAsync } from '@resvg/resvg-js';

/**
 * An SVG as a PNG, `zoom` times as large, outside the main thread. The font comes with us, so that a picture is the same on every
 * machine; only writing that it lacks (Chinese, Japanese, Korean) is looked for among the fonts of the system.
 */
export async function renderPng(svg: string, zoom = 2): Promise<Uint8Array> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: {
      fontFiles: [join(folder, 'DejaVuSans.ttf'), join(folder, 'DejaVuSans-Bold.ttf')],
      defaultFontFamily: 'DejaVu Sans',
      loadSystemFonts: needsMore.test(svg),
    },
  });
  return image.asPng();
}

const needsMore = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Devanagari}]/u;
