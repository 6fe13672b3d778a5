import { beforeAll, it } from 'vitest';
import { findTemporal, temporalPatience } from '../servers/temporal.ts';
import { expectJuriesToSurvive } from './expect-juries.ts';

beforeAll(findTemporal, temporalPatience);

it(
  'a jury is asked, answers and decides once, though the program is killed while members report and while they answer',
  { timeout: 120_000 },
  () => expectJuriesToSurvive(1),
);
