/**
 * Names and their places from 0, found in the middle of a text without cutting them out: reading three million mentions
 * of candidates would otherwise make three million strings.
 */
export function createNameIndex(names: readonly string[] = []) {
  const known: string[] = [];
  let slots = new Int32Array(64).fill(-1);

  const insert = (place: number): void => {
    const name = known[place] ?? '';
    let slot = hashOf(name, 0, name.length) & (slots.length - 1);
    while (slots[slot] !== -1) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = place;
  };
  /** The place of the name that stands in `text` from `start` to `end`; -1 where nobody is called so. */
  const find = (text: string, start: number, end: number): number => {
    let slot = hashOf(text, start, end) & (slots.length - 1);
    for (;;) {
      const place = slots[slot] ?? -1;
      if (place === -1) return -1;
      const name = known[place] ?? '';
      if (name.length === end - start && text.startsWith(name, start)) return place;
      slot = (slot + 1) & (slots.length - 1);
    }
  };
  const add = (name: string): number => {
    known.push(name);
    if (known.length * 2 > slots.length) {
      slots = new Int32Array(slots.length * 4).fill(-1);
      for (const place of known.keys()) insert(place);
    } else insert(known.length - 1);
    return known.length - 1;
  };
  for (const name of names) add(name);
  return { find, add, names: (): readonly string[] => known };
}

export type NameIndex = ReturnType<typeof createNameIndex>;

/** FNV-1a over UTF-16 code units. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
