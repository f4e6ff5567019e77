import type { Identity } from '@shared/api/contract';
import { describe, expect, it } from 'vitest';
import { identitySteps } from '../pages/identity-steps';

function identity(change: Partial<Identity>): Identity {
  return {
    person: { name: 'Nora Newcomer' },
    verification: 'unverified',
    registered_at: '2024-09-01T12:00:00Z',
    decided_at: null,
    decided_by: null,
    evidence: '',
    channel: 'self',
    accepted_at: null,
    acknowledged_at: null,
    acknowledgement_version: '',
    previous_accounts: [],
    privacy_version: '',
    terms_version: '',
    ...change,
  } as Identity;
}
const done = (change: Partial<Identity>) => identitySteps(identity(change)).map((one) => one.done);
const known = { name: 'Nora', born: '1990-01-02', email: 'nora@example.org' };

describe('the steps of verifying', () => {
  it('go from a name to a decision', () => {
    expect(done({})).toEqual([true, false, false, false]);
    expect(done({ person: known })).toEqual([true, true, false, false]);
    expect(done({ person: known, verification: 'submitted' })).toEqual([true, true, false, false]);
    expect(done({ person: known, verification: 'verified' })).toEqual([true, true, true, true]);
  });

  it('end without being verified where the book said no', () => {
    const refused = { person: known, verification: 'refused' as const };
    expect(done(refused)).toEqual([true, true, true, false]);
    expect(identitySteps(identity(refused)).at(-1)?.title).toBe('Not accepted');
  });
});
