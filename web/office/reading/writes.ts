// Every change the office sends. Each is one intent of one person: it carries a request key that
// stays the same until the book has decided, so that sending it again can never do it twice.

import { answer, api, NoAnswer } from '@shared/api/client';
import type {
  CreateBook,
  CreateMember,
  MemberLimits,
  MemberStatus,
  PaymentRequest,
} from '@shared/api/contract';
import { forgetIntent, keyHeader, requestKey } from '@shared/api/intent';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from './queries';

/** Sends one intent; only an unknown outcome keeps its key for another try. */
async function asIntent<Result>(
  purpose: string,
  content: unknown,
  send: (headers: { 'Idempotency-Key': string }) => Promise<Result>,
): Promise<Result> {
  try {
    const result = await send(keyHeader(requestKey(purpose, content)));
    forgetIntent(purpose);
    return result;
  } catch (error) {
    if (!(error instanceof NoAnswer)) forgetIntent(purpose);
    throw error;
  }
}

function useWrite<Content, Result>(
  purpose: string,
  send: (content: Content, headers: { 'Idempotency-Key': string }) => Promise<Result>,
  touches: QueryKey[],
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (content: Content) =>
      asIntent(purpose, content, (headers) => send(content, headers)),
    onSuccess: () => {
      for (const queryKey of touches) client.invalidateQueries({ queryKey });
    },
  });
}

const memberFacts = [keys.member, keys.members, keys.statement, keys.dashboard, keys.figures];

export function useRecordPayment() {
  return useWrite(
    'payment',
    (body: PaymentRequest, headers) => answer(api.POST('/v1/payments', { body, headers })),
    memberFacts,
  );
}

export function useCreateMember() {
  return useWrite(
    'create-member',
    (body: CreateMember, headers) => answer(api.POST('/v1/members', { body, headers })),
    [keys.members],
  );
}

export function useChangeStatus(id: string) {
  return useWrite(
    `status-${id}`,
    (status: MemberStatus, headers) =>
      answer(
        api.PATCH('/v1/members/{id}', { params: { path: { id } }, body: { status }, headers }),
      ),
    memberFacts,
  );
}

export function useChangeLimits(id: string) {
  return useWrite(
    `limits-${id}`,
    (body: MemberLimits, headers) =>
      answer(api.PUT('/v1/members/{id}/limits', { params: { path: { id } }, body, headers })),
    memberFacts,
  );
}

export type ScoreEntry = { fixture_id: string; home: number; away: number; source?: string };

export function useEnterScore() {
  return useWrite(
    'score',
    (body: ScoreEntry, headers) => answer(api.POST('/v1/scores', { body, headers })),
    [keys.fixtures],
  );
}

export function useConfirmResult() {
  return useWrite(
    'result',
    (body: { fixture_id: string; report_id: string }, headers) =>
      answer(api.POST('/v1/results', { body, headers })),
    [keys.fixtures, keys.dashboard, keys.exposure, keys.members, keys.figures],
  );
}

export type OfferStatus = 'open' | 'suspended' | 'circled';

export function useChangeOffer(id: string) {
  return useWrite(
    `offer-${id}`,
    (status: OfferStatus, headers) =>
      answer(
        api.PUT('/v1/fixtures/{id}/offer', { params: { path: { id } }, body: { status }, headers }),
      ),
    [keys.fixtures, keys.exposure],
  );
}

export function useCloseWeek() {
  return useWrite(
    'close-week',
    (week: string, headers) => answer(api.POST('/v1/weeks', { body: { week }, headers })),
    [keys.figures],
  );
}

export function useCreateBook() {
  return useWrite(
    'create-book',
    (body: CreateBook, headers) => answer(api.POST('/v1/books', { body, headers })),
    [keys.books],
  );
}

/** The token itself makes this single use, so it needs no request key of its own. */
export function useAcceptInvitation(token: string) {
  return useMutation({
    mutationFn: (password: string) =>
      answer(
        api.POST('/v1/invitations/{token}', { params: { path: { token } }, body: { password } }),
      ),
  });
}
