/** More than Discord lets a person type (4,000; 6,000 in an option): the rest of a forged text is not carried on. */
const longestText = 10_000;
const longestName = 100;

export function bounded(text: string): string {
  return text.slice(0, longestText);
}

export function nameOf(name: string): string {
  return name.slice(0, longestName);
}
