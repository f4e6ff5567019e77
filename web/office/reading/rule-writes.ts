// Changes of the book's own rules, and of what waits for a second person. Each is one intent, like
// every other change of the office.

import { answer, api } from '@shared/api/client';
import type {
  CardRequest,
  ControlTarget,
  DeskPolicy,
  FreePlayTermsRequest,
  GradingRequest,
  HouseRuleSheet,
  JurisdictionSettings,
  LimitRequest,
  LimitSheetRequest,
  Method,
  MethodChange,
  Money,
  PointsRequest,
  VoidRequest,
} from '@shared/api/contract';
import { keys } from './queries';
import { memberFacts, useWrite } from './writes';

export function useReplaceLimits(owner: string) {
  return useWrite(
    `limit-rules-${owner}`,
    (rules: LimitRequest[], header) =>
      answer(
        api.PUT('/v1/limits/{owner}', {
          params: { header, path: { owner } },
          body: { rules: rules as LimitSheetRequest['rules'] },
        }),
      ),
    [keys.limits],
  );
}

export type StopChange = { target: ControlTarget; stopped: boolean; reason?: string };

export function useChangeStop() {
  return useWrite(
    'stop',
    (body: StopChange, header) => answer(api.POST('/v1/controls', { params: { header }, body })),
    [keys.stops, keys.fixtures],
  );
}

export function useReplaceMethod(method: Method) {
  return useWrite(
    `method-${method}`,
    (body: MethodChange, header) =>
      answer(api.PUT('/v1/methods/{method}', { params: { header, path: { method } }, body })),
    [keys.methods],
  );
}

export function usePutCard(code: string) {
  return useWrite(
    `card-${code}`,
    (body: CardRequest, header) => answer(api.POST('/v1/cards', { params: { header }, body })),
    [keys.cards],
  );
}

export function useSellPoints(league: string) {
  return useWrite(
    `points-${league}`,
    (body: PointsRequest, header) => answer(api.POST('/v1/points', { params: { header }, body })),
    [keys.points],
  );
}

export function useReplaceJurisdiction() {
  return useWrite(
    'jurisdiction',
    (body: JurisdictionSettings, header) =>
      answer(api.PUT('/v1/jurisdiction', { params: { header }, body })),
    [keys.jurisdiction],
  );
}

export function useReplacePolicy() {
  return useWrite(
    'desk-policy',
    (body: DeskPolicy, header) => answer(api.PUT('/v1/desk-policy', { params: { header }, body })),
    [keys.policy],
  );
}

export function useReplaceHouseRules() {
  return useWrite(
    'house-rules',
    (body: HouseRuleSheet, header) =>
      answer(api.PUT('/v1/house-rules', { params: { header }, body })),
    [keys.houseRules, keys.grading],
  );
}

export function useUpdateGrading() {
  return useWrite(
    'grading',
    (body: GradingRequest, header) =>
      answer(api.PATCH('/v1/book/grading', { params: { header }, body })),
    [keys.grading, keys.houseRules],
  );
}

export type Grant = {
  member_id: string;
  amount: Money;
  expires_at: string;
  note?: string;
  terms?: FreePlayTermsRequest;
};

export function useGrantFreePlay() {
  return useWrite(
    'free-play',
    (body: Grant, header) => answer(api.POST('/v1/free-plays', { params: { header }, body })),
    [keys.freePlays, ...memberFacts],
  );
}

export function useEndFreePlay(id: string) {
  return useWrite(
    `end-free-play-${id}`,
    (note: string, header) =>
      answer(
        api.POST('/v1/free-plays/{id}/end', {
          params: { header, path: { id } },
          body: note ? { note } : {},
        }),
      ),
    [keys.freePlays, ...memberFacts],
  );
}

export type WithdrawalStepContent =
  | { step: 'approve' }
  | { step: 'deny'; reason: string }
  | { step: 'cancel' }
  | { step: 'pay'; reference: string };

/** Takes one payout a step further. */
export function useMoveWithdrawal(id: string) {
  return useWrite(
    `withdrawal-${id}`,
    (content: WithdrawalStepContent, header) => {
      const params = { header, path: { id } };
      switch (content.step) {
        case 'approve':
          return answer(api.POST('/v1/withdrawals/{id}/approve', { params }));
        case 'cancel':
          return answer(api.POST('/v1/withdrawals/{id}/cancel', { params }));
        case 'deny':
          return answer(
            api.POST('/v1/withdrawals/{id}/deny', { params, body: { reason: content.reason } }),
          );
        case 'pay':
          return answer(
            api.POST('/v1/withdrawals/{id}/pay', {
              params,
              body: content.reference ? { reference: content.reference } : {},
            }),
          );
      }
    },
    [keys.withdrawals, ...memberFacts],
  );
}

/** A void reaches tickets, games and balances. */
const voided = [keys.voids, keys.tickets, keys.fixtures, keys.exposure, ...memberFacts];

export function useVoid() {
  return useWrite(
    'void',
    (body: VoidRequest, header) => answer(api.POST('/v1/voids', { params: { header }, body })),
    voided,
  );
}

export function useDecideVoid(id: string) {
  return useWrite(
    `void-${id}`,
    (decision: 'approve' | 'decline', header) =>
      answer(
        api.POST('/v1/voids/{id}/decision', {
          params: { header, path: { id } },
          body: { decision },
        }),
      ),
    voided,
  );
}
