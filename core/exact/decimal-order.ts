/** Which of two exact decimals in shortest form is larger, whatever their sizes: negative where the first is smaller. */
export function compareDecimals(a: string, b: string): number {
  const [isNegativeA, isNegativeB] = [a.startsWith('-'), b.startsWith('-')];
  if (isNegativeA !== isNegativeB) return isNegativeA ? -1 : 1;
  const [wholeA = '', restA = ''] = a.replace('-', '').split('.');
  const [wholeB = '', restB = ''] = b.replace('-', '').split('.');
  const size = wholeA.length - wholeB.length || order(wholeA, wholeB) || order(restA, restB);
  return isNegativeA ? -size : size;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
