/** What a chart is painted with. */
export type Palette = {
  readonly paper: string;
  readonly ink: string;
  readonly best: string;
  readonly other: string;
  readonly track: string;
  /** Null: that of the page. */
  readonly font: string | null;
};

/** A picture that stands anywhere: on white, in the font that adapters/png brings. */
export const paperPalette: Palette = {
  paper: '#ffffff',
  ink: '#1b2430',
  best: '#0f766e',
  other: '#94a3b8',
  track: '#e8edf2',
  font: 'DejaVu Sans',
};

/** Inline in a page: its colours, light or dark (style.ts). */
export const pagePalette: Palette = {
  paper: 'none',
  ink: 'var(--ink)',
  best: 'var(--best)',
  other: 'var(--other)',
  track: 'var(--track)',
  font: null,
};
