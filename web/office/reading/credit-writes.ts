// Changes of how members settle and of the credit they have: account terms, loans until a time,
// bounds of a branch, and decisions on applications.

import { answer, api } from '@shared/api/client';
import type { AccountTerms, CreditDecision, Money, TemporaryCredit } from '@shared/api/contract';
import { keys } from './queries';
import { memberFacts, useWrite } from './writes';

export function useReplaceAccount(id: string) {
  return useWrite(
    `account-${id}`,
    (body: AccountTerms, header) =>
      answer(api.PUT('/v1/members/{id}/account', { params: { header, path: { id } }, body })),
    memberFacts,
  );
}

export function useReplaceBranchCredit(id: string) {
  return useWrite(
    `branch-credit-${id}`,
    (most: Money | null, header) =>
      answer(
        api.PUT('/v1/members/{id}/branch-credit', {
          params: { header, path: { id } },
          body: { branch_credit: most },
        }),
      ),
    memberFacts,
  );
}

export function useLendCredit(id: string) {
  return useWrite(
    `lend-${id}`,
    (body: TemporaryCredit, header) =>
      answer(
        api.PUT('/v1/members/{id}/temporary-credit', { params: { header, path: { id } }, body }),
      ),
    memberFacts,
  );
}

export function useEndTemporaryCredit(id: string) {
  return useWrite(
    `end-loan-${id}`,
    (_: { end: true }, header) =>
      answer(api.DELETE('/v1/members/{id}/temporary-credit', { params: { header, path: { id } } })),
    memberFacts,
  );
}

export function useAssessCredit(id: string) {
  return useWrite(
    `assess-credit-${id}`,
    (body: CreditDecision, header) =>
      answer(
        api.POST('/v1/credit-applications/{id}/assessment', {
          params: { header, path: { id } },
          body,
        }),
      ),
    [keys.creditApplications, ...memberFacts],
  );
}
