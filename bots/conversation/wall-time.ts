/** "7", "7:30", "7.30", "7pm" as "19:00"; null when there is no such time. */
export function readWallTime(words: string | undefined): string | null {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?$/iu.exec(words?.trim() ?? '');
  if (match === null) return null;
  const half = match[3]?.toLowerCase();
  const said = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (half !== undefined && (said < 1 || said > 12)) return null;
  const hour = half === undefined ? said : (said % 12) + (half === 'pm' ? 12 : 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
