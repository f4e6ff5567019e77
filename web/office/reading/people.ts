// What the office asks and changes about people: who they are, what they may, where they stand,
// codes for signing up, keys of programs.

import { answer, api } from '@shared/api/client';
import type { Permission, PersonDetails, UpdateBook, Verification } from '@shared/api/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from './queries';
import { memberFacts, useWrite } from './writes';

export function useIdentity(id: string, enabled: boolean) {
  return useQuery({
    queryKey: [...keys.identity, id],
    queryFn: () => answer(api.GET('/v1/members/{id}/identity', { params: { path: { id } } })),
    enabled,
  });
}

export function useEnterIdentity(id: string) {
  return useWrite(
    `identity-${id}`,
    (person: PersonDetails, header) =>
      answer(
        api.PUT('/v1/members/{id}/identity', {
          params: { header, path: { id } },
          body: { person },
        }),
      ),
    [keys.identity, ...memberFacts],
  );
}

export type NewVerification = { verification: Verification; evidence: string };

export function useVerify(id: string) {
  return useWrite(
    `verification-${id}`,
    (body: NewVerification, header) =>
      answer(api.PUT('/v1/members/{id}/verification', { params: { header, path: { id } }, body })),
    [keys.identity, ...memberFacts],
  );
}

export function useReplacePermissions(id: string) {
  return useWrite(
    `permissions-${id}`,
    (permissions: Permission[], header) =>
      answer(
        api.PUT('/v1/members/{id}/permissions', {
          params: { header, path: { id } },
          body: { permissions },
        }),
      ),
    memberFacts,
  );
}

export function useEndFactorOf(id: string) {
  return useWrite(
    `end-factor-${id}`,
    (_: undefined, header) =>
      answer(api.DELETE('/v1/members/{id}/second-factor', { params: { header, path: { id } } })),
    memberFacts,
  );
}

/** A link with which a member chooses a password; what it holds is answered once and not kept. */
export function useIssueLink(id: string) {
  return useMutation({
    mutationFn: () =>
      answer(api.POST('/v1/members/{id}/invitations', { params: { path: { id } } })),
    gcTime: 0,
  });
}

export function useMoveMember(id: string) {
  return useWrite(
    `parent-${id}`,
    (parent: string, header) =>
      answer(
        api.PUT('/v1/members/{id}/parent', {
          params: { header, path: { id } },
          body: { parent_id: parent },
        }),
      ),
    memberFacts,
  );
}

export function useSignupCodes(enabled = true) {
  return useQuery({
    queryKey: keys.codes,
    queryFn: () => answer(api.GET('/v1/signup-codes')),
    enabled,
  });
}

export type NewCode = { code: string; days: number; uses_max: number; parent_id?: string };

export function useCreateCode() {
  return useWrite(
    'signup-code',
    (body: NewCode, header) => answer(api.POST('/v1/signup-codes', { params: { header }, body })),
    [keys.codes],
  );
}

export function useEndCode() {
  return useWrite(
    'end-signup-code',
    (code: string, header) =>
      answer(api.DELETE('/v1/signup-codes/{code}', { params: { header, path: { code } } })),
    [keys.codes],
  );
}

export function useApiKeys() {
  return useQuery({ queryKey: keys.apiKeys, queryFn: () => answer(api.GET('/v1/api-keys')) });
}

export type NewKey = { name: string; days: number; scopes: Permission[] };

/** Sent once and never again by itself: the secret is in the answer and nowhere else. */
export function useCreateKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewKey) => answer(api.POST('/v1/api-keys', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.apiKeys }),
  });
}

export function useEndKey() {
  return useWrite(
    'end-key',
    (id: string, header) =>
      answer(api.DELETE('/v1/api-keys/{id}', { params: { header, path: { id } } })),
    [keys.apiKeys],
  );
}

export function useUpdateBook() {
  return useWrite(
    'brand',
    (body: UpdateBook, header) => answer(api.PATCH('/v1/book', { params: { header }, body })),
    [['book']],
  );
}

export type TenantChange = { slug: string; status: 'open' | 'suspended'; reason: string };

export function useUpdateTenant() {
  return useWrite(
    'tenant',
    ({ slug, ...body }: TenantChange, header) =>
      answer(api.PATCH('/v1/books/{slug}', { params: { header, path: { slug } }, body })),
    [keys.books],
  );
}
