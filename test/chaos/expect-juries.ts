import { expect } from 'vitest';
import { killInJuries } from './jury-kills.ts';

/** Nothing lost and nothing twice, whenever the program died. */
export async function expectJuriesToSurvive(juries: number): Promise<void> {
  const { records, app } = await killInJuries(juries);
  const reports = records.reduce((sum, record) => sum + record.reports, 0);
  console.log(`${records.length} juries, ${2 * juries} kills, ${reports} reports: each decided once, each juror called once`);
  const once = { reports: 3, asked: 3, draws: 1, drawn: 5, decisions: 1, hidden: 'jury' };
  expect(records).toEqual(Array.from({ length: juries }, () => ({ ...once, calls: [1, 1, 1, 1, 1], verdicts: [1, 1, 1, 1] })));
  expect(app).toEqual([]);
}
