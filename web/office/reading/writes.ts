// Every change the office sends. Each is one intent of one person: it carries a request key that
// stays the same until the book has decided, so that sending it again can never do it twice.

import { asIntent } from '@shared/api/as-intent';
import { answer, api } from '@shared/api/client';
import type {
  CreateBook,
  CreateMember,
  MemberLimits,
  MemberStatus,
  OfferStatus,
  PaymentRequest,
  ResultRequest,
  ScoreRequest,
  StartRequest,
} from '@shared/api/contract';
import type { KeyHeader } from '@shared/api/intent';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from './queries';

/** One kind of change: sends it as an intent and has what it touches read again. */
export function useWrite<Content, Result>(
  purpose: string,
  send: (content: Content, header: KeyHeader) => Promise<Result>,
  touches: QueryKey[],
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (content: Content) => asIntent(purpose, content, (header) => send(content, header)),
    onSuccess: () => {
      for (const queryKey of touches) client.invalidateQueries({ queryKey });
    },
  });
}

/** What shows a member's money. */
export const memberFacts = [
  keys.payments,
  keys.member,
  keys.members,
  keys.statement,
  keys.dashboard,
  keys.figures,
];

export function useRecordPayment() {
  return useWrite(
    'payment',
    (body: PaymentRequest, header) =>
      answer(api.POST('/v1/payments', { params: { header }, body })),
    memberFacts,
  );
}

export function useCreateMember() {
  return useWrite(
    'create-member',
    (body: CreateMember, header) => answer(api.POST('/v1/members', { params: { header }, body })),
    [keys.members],
  );
}

export function useChangeStatus(id: string) {
  return useWrite(
    `status-${id}`,
    (status: MemberStatus, header) =>
      answer(api.PATCH('/v1/members/{id}', { params: { header, path: { id } }, body: { status } })),
    memberFacts,
  );
}

export function useChangeLimits(id: string) {
  return useWrite(
    `limits-${id}`,
    (body: MemberLimits, header) =>
      answer(api.PUT('/v1/members/{id}/limits', { params: { header, path: { id } }, body })),
    memberFacts,
  );
}

export function useEnterScore() {
  return useWrite(
    'score',
    (body: ScoreRequest, header) => answer(api.POST('/v1/scores', { params: { header }, body })),
    [keys.fixtures],
  );
}

export function useConfirmResult() {
  return useWrite(
    'result',
    (body: ResultRequest, header) => answer(api.POST('/v1/results', { params: { header }, body })),
    [keys.fixtures, keys.dashboard, keys.exposure, keys.members, keys.figures],
  );
}

export function useChangeOffer(id: string) {
  return useWrite(
    `offer-${id}`,
    (status: OfferStatus, header) =>
      answer(
        api.PUT('/v1/fixtures/{id}/offer', { params: { header, path: { id } }, body: { status } }),
      ),
    [keys.fixtures, keys.exposure],
  );
}

/** Says when a game truly began, or takes that back. */
export function useRecordStart(id: string) {
  return useWrite(
    `start-${id}`,
    (body: StartRequest, header) =>
      answer(api.PUT('/v1/fixtures/{id}/start', { params: { header, path: { id } }, body })),
    [keys.fixtures, keys.disputes, keys.tenders],
  );
}

export function useChangeMarketOffer(id: string) {
  return useWrite(
    `market-offer-${id}`,
    (status: OfferStatus, header) =>
      answer(
        api.PUT('/v1/markets/{id}/offer', { params: { header, path: { id } }, body: { status } }),
      ),
    [keys.fixtures, keys.exposure],
  );
}

export function useCloseWeek() {
  return useWrite(
    'close-week',
    (week: string, header) => answer(api.POST('/v1/weeks', { params: { header }, body: { week } })),
    [keys.figures],
  );
}

export function useCreateBook() {
  return useWrite(
    'create-book',
    (body: CreateBook, header) => answer(api.POST('/v1/books', { params: { header }, body })),
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
