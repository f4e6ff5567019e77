// What somebody asks and changes about their own ways in: second factor, password, proofs, devices.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client';
import { keyHeader, newRequestKey } from '../api/intent';
import { sessionKey } from '../session';

const factorKey = ['second-factor'] as const;
const devicesKey = ['devices'] as const;

export function useSecondFactor() {
  return useQuery({
    queryKey: factorKey,
    queryFn: () => answer(api.GET('/v1/second-factor')),
    staleTime: 0,
  });
}

/** The session says as well whether a second factor is missing. */
function useFactorFacts() {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: factorKey });
    await client.invalidateQueries({ queryKey: sessionKey });
  };
}

export function useBeginSecondFactor() {
  return useMutation({ mutationFn: () => answer(api.POST('/v1/second-factor')) });
}

export function useConfirmSecondFactor() {
  return useMutation({
    mutationFn: (code: string) =>
      answer(api.POST('/v1/second-factor/confirmation', { body: { code } })),
  });
}

/** To be called once the recovery codes were kept: until then nothing else is to be shown. */
export function useSecondFactorDone() {
  const refresh = useFactorFacts();
  return () => void refresh();
}

export function useRenewRecoveryCodes() {
  const refresh = useFactorFacts();
  return useMutation({
    mutationFn: () => answer(api.POST('/v1/second-factor/recovery-codes')),
    onSuccess: refresh,
  });
}

export function useEndSecondFactor() {
  const refresh = useFactorFacts();
  return useMutation({
    mutationFn: () =>
      answer(api.DELETE('/v1/second-factor', { params: { header: keyHeader(newRequestKey()) } })),
    onSuccess: refresh,
  });
}

export type Proof = { password: string } | { code: string };

export function useProve() {
  const refresh = useFactorFacts();
  return useMutation({
    mutationFn: (proof: Proof) => answer(api.POST('/v1/session/proof', { body: proof })),
    onSuccess: refresh,
  });
}

export type NewPassword = { password: string; new_password: string };

export function useReplacePassword() {
  return useMutation({
    mutationFn: (body: NewPassword) => answer(api.PUT('/v1/password', { body })),
  });
}

export function useDevices() {
  return useQuery({
    queryKey: devicesKey,
    queryFn: () => answer(api.GET('/v1/sessions')),
  });
}

export function useEndDevice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      answer(
        api.DELETE('/v1/sessions/{id}', {
          params: { header: keyHeader(newRequestKey()), path: { id } },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: devicesKey }),
  });
}
