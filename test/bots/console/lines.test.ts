import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines } from '../../../bots/console/lines.ts';

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(text: string | Buffer, { size = 7, longest = 100 } = {}) {
  return Array.fromAsync(readLines(chunksOf(Buffer.from(text), size), longest));
}

test('lines come whole, however they are cut into chunks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', maxLength: 20 })), fc.integer({ min: 1, max: 50 }), async (lines, size) => {
      const said = lines.map((line) => line.toWellFormed().replaceAll(/[\r\n]/g, ''));
      const found = await read(said.map((line) => `${line}\n`).join(''), { size, longest: 1_000 });
      expect(found).toEqual(said.map((text) => ({ text, cut: false })));
    }),
  );
});

test('the last line needs no end, and a carriage return is none of it', async () => {
  expect(await read('one\r\n\r\ntwo')).toEqual([
    { text: 'one', cut: false },
    { text: '', cut: false },
    { text: 'two', cut: false },
  ]);
});

test('of a line that is too long the beginning is kept, and the next one is read', async () => {
  expect(await read(`${'x'.repeat(100)}\n${'y'.repeat(101)}\nshort\n`)).toEqual([
    { text: 'x'.repeat(100), cut: false },
    { text: 'y'.repeat(100), cut: true },
    { text: 'short', cut: false },
  ]);
});

test('a line without an end takes no memory', async () => {
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  async function* endless(): AsyncGenerator<Buffer> {
    for (let count = 0; count < 2_000; count += 1) yield chunk;
  }
  const before = process.memoryUsage().rss;
  const [line] = await Array.fromAsync(readLines(endless(), 1_000));
  expect(line).toEqual({ text: 'x'.repeat(1_000), cut: true });
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
});

test('bytes that are no UTF-8 are shown as such', async () => {
  expect(await read(Buffer.from([0x61, 0xff, 0x62, 0x0a]))).toEqual([{ text: 'a\uFFFDb', cut: false }]);
});
