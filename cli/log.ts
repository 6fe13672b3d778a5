import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { pino, stdSerializers } from 'pino';
import { z } from 'zod';
import type { DestinationStream, Logger } from 'pino';
import type { Config } from '../config.ts';

/**
 * JSON lines on standard error, for whatever collects them. At a terminal a person reads: short lines there,
 * and the JSON in coop.log of the data folder.
 */
export function createLog(config: Pick<Config, 'home' | 'log'>, stderr: { isTTY?: boolean; write: (text: string) => unknown }): Logger {
  const { level } = config.log;
  const settings = settingsOf(config);
  if (stderr.isTTY !== true) return pino(settings, { write: (line) => stderr.write(line) });
  const streams = [
    { level, stream: readableLines(stderr) },
    { level, stream: fileStream(config) },
  ];
  return pino(settings, pino.multistream(streams));
}

/** JSON lines in coop.log of the data folder alone, where the terminal belongs to a conversation. */
export function createFileLog(config: Pick<Config, 'home' | 'log'>): Logger {
  return pino(settingsOf(config), fileStream(config));
}

function settingsOf({ log: { level } }: Pick<Config, 'log'>) {
  return {
    level,
    base: { process: process.pid },
    serializers: { err: describe },
    redact: ['token', 'secret', 'password', 'apiKey', '*.token', '*.secret', '*.password', '*.apiKey'],
  };
}

function fileStream({ home }: Pick<Config, 'home'>) {
  return pino.destination({ dest: logFile(home), sync: true });
}

const onStderr = { stream: process.stderr };
const dim = (text: string) => styleText('dim', text, onStderr);

/** "14:02:31 message  key=value", in colour where that matters. */
function readableLines(stderr: { write: (text: string) => unknown }): DestinationStream {
  return {
    write: (line) => {
      const { level, time, msg, process: _process, err, ...fields } = parse(line);
      const clock = new Date(time).toTimeString().slice(0, 8);
      const colour = level >= 50 ? 'red' : level >= 40 ? 'yellow' : 'reset';
      const details = Object.entries(err === undefined ? fields : { ...fields, error: err.message });
      const rest = details.map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`).join('');
      stderr.write(`${dim(clock)} ${styleText(colour, msg ?? '', onStderr)}${dim(rest)}\n`);
    },
  };
}

function parse(line: string): LogLine {
  return LogLine.parse(JSON.parse(line));
}

const LogLine = z.looseObject({
  level: z.number(),
  time: z.number(),
  msg: z.string().optional(),
  process: z.number(),
  err: z.looseObject({ message: z.string() }).optional(),
});
type LogLine = z.infer<typeof LogLine>;

/** The last 10 MB and what went before them once. */
function logFile(home: string): string {
  mkdirSync(home, { recursive: true });
  const path = join(home, 'coop.log');
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) renameSync(path, `${path}.old`);
  return path;
}

/** What is expected now and then (a CoopError, a refused connection) is told by its words; only a surprise brings its stack. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error instanceof Error ? stdSerializers.err(error) : error;
  const { name: type, message, code, cause } = error;
  return { type, message, code, ...(cause instanceof Error ? { cause: cause.message } : {}) };
}
