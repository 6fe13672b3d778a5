import { z } from 'zod';
import { CoopError } from '../../core/errors.ts';
import { havePeers } from './install.ts';
import { loadPeer } from './load.ts';

/** What we use of playwright-core, whose own types are there only once the peers are installed. */
export type Browser = {
  readonly newPage: (options: {
    readonly viewport: { readonly width: number; readonly height: number };
    readonly colorScheme?: 'light' | 'dark';
    readonly javaScriptEnabled?: boolean;
  }) => Promise<BrowserPage>;
  readonly close: () => Promise<void>;
};

export type BrowserPage = {
  readonly on: (
    event: 'console' | 'pageerror' | 'requestfailed',
    heard: (message: { toString: () => string; text?: () => string }) => void,
  ) => void;
  /** Runs in the page before anything of its own. */
  readonly addInitScript: (work: string) => Promise<unknown>;
  readonly goto: (url: string) => Promise<{ status: () => number; headers: () => Record<string, string> } | null>;
  readonly title: () => Promise<string>;
  /** Runs in the page. */
  readonly evaluate: <R>(work: string | (() => R)) => Promise<R>;
  readonly screenshot: (options: { path: string; fullPage: boolean }) => Promise<unknown>;
  readonly keyboard: { readonly press: (key: string) => Promise<void> };
  readonly close: () => Promise<void>;
};

/**
 * A real browser: the one that CHROMIUM_PATH names, else the one that comes as a package with the peers (Linux).
 * Null where there is none, which is said loudly; with CI=true that is a failure.
 */
export async function openChromium(environment: Readonly<Record<string, string | undefined>> = process.env): Promise<Browser | null> {
  if (!(await havePeers(environment))) return null;
  const { chromium } = await loadPeer('playwright-core', Playwright);
  const named = environment['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') return chromium.launch({ executablePath: named, args: [], headless: true });
  if (process.platform !== 'linux' || process.arch !== 'x64') return refuse(environment);
  const { default: packed } = await loadPeer('@sparticuz/chromium', Packed);
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: packed.args.filter((flag) => !oneProcess.has(flag)),
    headless: true,
  });
}

/** With these the first page that closes takes the browser along. */
const oneProcess = new Set(['--single-process', '--no-zygote']);

function refuse(environment: Readonly<Record<string, string | undefined>>): null {
  const words = `no browser comes for ${process.platform} ${process.arch}: set CHROMIUM_PATH to a Chromium or Chrome`;
  if (environment['CI'] === 'true') throw new CoopError('peers-missing', words);
  process.stderr.write(`\nTHE PAGES ARE NOT TESTED: ${words}\n\n`);
  return null;
}

const Callable = z.custom<(...parameters: never[]) => unknown>((value) => typeof value === 'function');
type Launch = (options: { executablePath: string; args: readonly string[]; headless: boolean }) => Promise<Browser>;
const Playwright = z.object({
  chromium: z.custom<{ readonly launch: Launch }>((value) => Callable.safeParse(Object(value).launch).success),
});
const Packed = z.object({
  default: z.custom<{ readonly args: readonly string[]; readonly executablePath: () => Promise<string> }>(
    (value) => Callable.safeParse(Object(value).executablePath).success,
  ),
});
