/** Who reaches whom over arcs, kept as rows of bits. */
export type Closure = {
  readonly has: (from: number, to: number) => boolean;
  readonly add: (from: number, to: number) => void;
  readonly copy: () => Closure;
};

export function createClosure(size: number, bits = new Uint32Array(size * Math.ceil(size / 32))): Closure {
  const width = Math.ceil(size / 32);
  const has = (from: number, to: number) => (((bits[from * width + (to >>> 5)] ?? 0) >>> (to & 31)) & 1) === 1;
  /** Whoever reaches `from` reaches from now on `to` and all that `to` reaches. */
  const add = (from: number, to: number): void => {
    if (has(from, to)) return;
    const row = bits.slice(to * width, (to + 1) * width);
    row[to >>> 5] = (row[to >>> 5] ?? 0) | (1 << (to & 31));
    for (let place = 0; place < size; place += 1) {
      if (place !== from && !has(place, from)) continue;
      for (let word = 0; word < width; word += 1) bits[place * width + word] = (bits[place * width + word] ?? 0) | (row[word] ?? 0);
    }
  };
  return { has, add, copy: () => createClosure(size, bits.slice()) };
}
