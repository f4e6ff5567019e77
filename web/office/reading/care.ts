// What the office asks and changes about the persons behind accounts: requests about what is kept,
// and accounts that are held.

import { answer, api } from '@shared/api/client';
import type { HoldEnding, SubjectKind } from '@shared/api/contract';
import { useQuery } from '@tanstack/react-query';
import { memberFacts, useWrite } from './writes';

const requestsKey = ['subject-requests'] as const;
const holdsKey = ['fraud-holds'] as const;

export function useSubjectRequests(member?: string) {
  const query = member ? { member_id: member, limit: 100 } : { limit: 100 };
  return useQuery({
    queryKey: [...requestsKey, member ?? ''],
    queryFn: () => answer(api.GET('/v1/subject-requests', { params: { query } })),
  });
}

export type NewRequest = { member_id: string; kind: SubjectKind; text: string };

export function useAskForMember() {
  return useWrite(
    'subject-request',
    (body: NewRequest, header) =>
      answer(api.POST('/v1/subject-requests', { params: { header }, body })),
    [requestsKey],
  );
}

export function useAnswerRequest(id: string) {
  return useWrite(
    `subject-answer-${id}`,
    (body: { granted: boolean; reason: string }, header) =>
      answer(
        api.POST('/v1/subject-requests/{id}/answer', { params: { header, path: { id } }, body }),
      ),
    [requestsKey, ...memberFacts],
  );
}

export function useFraudHolds(member: string, enabled: boolean) {
  const query = { member_id: member, limit: 20 };
  return useQuery({
    queryKey: [...holdsKey, member],
    queryFn: () => answer(api.GET('/v1/fraud-holds', { params: { query } })),
    enabled,
  });
}

export function useHoldAccount(member: string) {
  return useWrite(
    `fraud-hold-${member}`,
    (evidence: string, header) =>
      answer(
        api.POST('/v1/fraud-holds', { params: { header }, body: { member_id: member, evidence } }),
      ),
    [holdsKey, ...memberFacts],
  );
}

export function useEndHold(id: string) {
  return useWrite(
    `fraud-hold-end-${id}`,
    (body: { ending: HoldEnding; reason: string }, header) =>
      answer(api.POST('/v1/fraud-holds/{id}/ending', { params: { header, path: { id } }, body })),
    [holdsKey, ...memberFacts],
  );
}
