/**
 * An order from "beats" that goes in no circle: first those whom nobody beats, then those whom nobody of the rest beats, and so on;
 * within a rank in the order of the options.
 */
export function layersOf(options: number, beats: (one: number, other: number) => boolean): readonly (readonly number[])[] {
  const beatenBy = Array.from({ length: options }, (_, place) => {
    let count = 0;
    for (let other = 0; other < options; other += 1) if (other !== place && beats(other, place)) count += 1;
    return count;
  });
  const layers: number[][] = [];
  let left = Array.from({ length: options }, (_, place) => place);
  while (left.length > 0) {
    const layer = left.filter((place) => beatenBy[place] === 0);
    // Only what goes in a circle would leave nobody: then all that are left are equal.
    if (layer.length === 0) return [...layers, left];
    left = left.filter((place) => beatenBy[place] !== 0);
    for (const place of left) for (const gone of layer) if (beats(gone, place)) beatenBy[place] = (beatenBy[place] ?? 0) - 1;
    layers.push(layer);
  }
  return layers;
}
