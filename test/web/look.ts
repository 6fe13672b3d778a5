import type { BrowserPage } from '../peers/chromium.ts';

export type Seen = {
  readonly title: string;
  readonly language: string;
  readonly landmarks: readonly string[];
  /** Their levels, as "1223". */
  readonly headings: string;
  readonly scrollWidth: number;
  /** What reaches beyond the window. */
  readonly sticksOut: readonly string[];
  /** Links, pictures and navigations without a name. */
  readonly nameless: readonly string[];
  readonly sameIds: readonly string[];
  /** How many texts were looked at, and those that hardly stand out from what is behind them. */
  readonly texts: number;
  readonly faint: readonly string[];
};

/** Looks at a page as a person with few pixels, without eyes, or with weak ones would. */
export async function look(page: BrowserPage): Promise<Seen> {
  return page.evaluate<Seen>(script);
}

/** Runs in the page, where no type checker and no import reaches: plain JavaScript. */
const script = String.raw`(() => {
  const all = [...document.body.querySelectorAll('*')].filter((element) => element.getClientRects().length > 0);
  const shown = (element) => element.outerHTML.slice(0, 90);
  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => {
    const linear = [r, g, b].map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const contrast = (element) => {
    const style = getComputedStyle(element);
    const colour = channels(element instanceof SVGElement ? style.fill : style.color);
    const [light, dark] = [luminance(colour), luminance(behind(element))].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const texts = all.filter((element) => element.tagName !== 'title' && element.tagName !== 'desc' && !element.classList.contains('skip')
    && [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ''));
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  const hasName = (element) => {
    const labelled = (element.getAttribute('aria-labelledby') ?? '').split(' ').some((id) => id !== '' && document.getElementById(id)?.textContent.trim());
    return Boolean(labelled || element.getAttribute('aria-label') || element.textContent.trim());
  };
  return {
    title: document.title,
    language: document.documentElement.lang,
    landmarks: ['header', 'main', 'footer'].filter((name) => document.querySelectorAll('body > ' + name).length === 1),
    headings: [...document.querySelectorAll('h1, h2, h3')].map(({ tagName }) => tagName[1]).join(''),
    scrollWidth: document.documentElement.scrollWidth,
    sticksOut: all.filter((element) => !element.classList.contains('skip') && element.getBoundingClientRect().right > innerWidth + 1).map(shown),
    nameless: [...document.querySelectorAll('a, nav, section, summary, [role=img], img')].filter((element) => !hasName(element)).map(shown),
    sameIds: ids.filter((id, place) => ids.indexOf(id) !== place),
    texts: texts.length,
    faint: texts.filter((element) => contrast(element) < 4.5).map((element) => contrast(element).toFixed(2) + ' ' + shown(element)),
  };
})()`;
