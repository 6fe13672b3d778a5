import { beforeAll, it } from 'vitest';
import { findTemporal, temporalPatience } from '../servers/temporal.ts';
import { expectJuriesToSurvive } from './expect-juries.ts';

beforeAll(findTemporal, temporalPatience);

it('twenty juries decide once each through forty kills', { timeout: 15 * 60_000 }, () => expectJuriesToSurvive(20));
