/** The one style sheet, inline in every page. Light and dark by the reader's wish; nothing is loaded from anywhere. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #f7f8f7; --card: #ffffff; --ink: #1b2430; --soft: #56616f; --line: #dfe4e8;
  --best: #0f766e; --other: #94a3b8; --track: #e8edf2; --link: #0b6159; --on-best: #ffffff;
  --warn: #7a4b00; --warn-paper: #fdf3dc; --none: #475569; --none-paper: #eef1f4; --good-paper: #e2f3ef;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #11161b; --card: #192027; --ink: #e8edf2; --soft: #a4b0bd; --line: #2c3640;
    --best: #2dd4bf; --other: #64748b; --track: #26303a; --link: #5eead4; --on-best: #06221f;
    --warn: #fcd98a; --warn-paper: #33270f; --none: #cbd5e1; --none-paper: #242d36; --good-paper: #0f2f2c;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; overflow-wrap: anywhere;
}
a { color: var(--link); text-underline-offset: 0.18em; }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--best); outline-offset: 3px; border-radius: 4px; }
header, main, footer { width: 100%; max-width: 46rem; margin-inline: auto; padding-inline: 1.25rem; }
header { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; align-items: center; padding-block: 1.25rem; }
.brand { display: inline-flex; gap: 0.6rem; align-items: center; font-weight: 700; color: var(--ink); text-decoration: none; }
.brand svg { width: 1.6rem; height: 1.6rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0; padding: 0; list-style: none; }
nav a[aria-current] { color: var(--ink); text-decoration: none; }
main { flex: 1; padding-block: 0.5rem 3rem; }
footer { padding-block: 0 2rem; color: var(--soft); font-size: 0.9375rem; }
footer p { padding-top: 1.25rem; border-top: 1px solid var(--line); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 0.5rem; z-index: 1; padding: 0.4rem 0.8rem; background: var(--card); }
h1 { margin: 0.25rem 0 1rem; font-size: clamp(1.65rem, 1.2rem + 2.2vw, 2.4rem); line-height: 1.2; letter-spacing: -0.015em; text-wrap: balance; }
h2 { margin: 0 0 0.75rem; font-size: 1.2rem; line-height: 1.3; }
h3 { margin: 1.25rem 0 0.4rem; font-size: 1.0625rem; }
p { margin: 0 0 0.75rem; }
.lead { font-size: 1.15rem; color: var(--soft); }
.over { margin: 0; color: var(--soft); font-size: 0.9375rem; }
.card { margin: 1.5rem 0 0; padding: 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: 14px; }
.card > :last-child { margin-bottom: 0; }
.verdict { padding: 1.1rem 1.5rem; border-radius: 14px; background: var(--none-paper); color: var(--none); }
.verdict.decided { background: var(--good-paper); color: var(--ink); }
.verdict p { margin: 0; }
.verdict strong { display: block; margin-bottom: 0.2rem; font-size: 1.35rem; line-height: 1.3; }
.warning { margin-top: 1rem; padding: 0.9rem 1.5rem; border-radius: 14px; background: var(--warn-paper); color: var(--warn); }
figure { margin: 0 0 1.5rem; }
figure svg { display: block; overflow: visible; }
.narrow { display: none; }
@media (max-width: 40rem) { .narrow { display: block; } .wide { display: none; } .card { padding: 1.1rem; } }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 1rem; }
th, td { padding: 0.5rem 0.75rem 0.5rem 0; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--soft); font-weight: 600; font-size: 0.9375rem; }
thead th:first-child { width: 60%; }
tbody th { font-weight: 400; }
.best > * { font-weight: 700; }
.figure { text-align: end; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
td:last-child, th:last-child { padding-right: 0; }
ul, ol { margin: 0 0 0.75rem; padding-inline-start: 1.4rem; }
li { margin-bottom: 0.35rem; }
code { font: 0.9em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { margin: 0 0 1rem; padding: 0.8rem 1rem; background: var(--track); border-radius: 10px; white-space: pre-wrap; }
.button {
  display: inline-block; margin-bottom: 1rem; padding: 0.65rem 1.1rem; border-radius: 10px; background: var(--best); color: var(--on-best);
  font-weight: 600; text-decoration: none;
}
.button:hover { filter: brightness(1.08); }
summary { cursor: pointer; }
details { margin-top: 1rem; }
dl { margin: 0.75rem 0 0; }
dt { color: var(--soft); font-size: 0.9375rem; }
dd { margin: 0 0 0.75rem; }
@media print { header nav, .button, .skip { display: none; } .card { break-inside: avoid; } }
`;

/** Three people around one point: the mark in the header and in the browser's tab. */
export const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" aria-hidden="true"><circle cx="16" cy="16" r="15" fill="#0f766e"/><g fill="#fff"><circle cx="16" cy="8.5" r="3.5"/><circle cx="9.5" cy="20" r="3.5"/><circle cx="22.5" cy="20" r="3.5"/></g><circle cx="16" cy="16.2" r="2" fill="#5eead4"/></svg>`;
