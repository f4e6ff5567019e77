// Every question the office asks the book, one hook each, under one key each. What is read here
// is thrown away and asked again when the live stream says it changed; nothing is computed.

import { answer, api } from '@shared/api/client';
import type {
  ExposureFixture,
  FixtureState,
  Grain,
  Member,
  MemberStatus,
  Method,
  Page,
  Role,
  Sport,
  TicketState,
  WagerType,
} from '@shared/api/contract';
import { keepPreviousData, type QueryKey, useInfiniteQuery, useQuery } from '@tanstack/react-query';

export const keys = {
  dashboard: ['dashboard'],
  tickets: ['tickets'],
  exposure: ['exposure'],
  members: ['members'],
  member: ['member'],
  statement: ['statement'],
  payments: ['payments'],
  fixtures: ['fixtures'],
  preview: ['preview'],
  figures: ['figures'],
  daily: ['daily'],
  events: ['events'],
  books: ['books'],
  board: ['board'],
  limits: ['limits'],
  stops: ['stops'],
  jurisdiction: ['jurisdiction'],
  methods: ['methods'],
  cards: ['cards'],
  points: ['points'],
  policy: ['policy'],
  grading: ['grading'],
  houseRules: ['house-rules'],
  profiles: ['line-profiles'],
  hosts: ['hosts'],
  headPlan: ['head-plan'],
  invoices: ['invoices'],
  freePlays: ['free-plays'],
  withdrawals: ['withdrawals'],
  identity: ['identity'],
  codes: ['signup-codes'],
  apiKeys: ['api-keys'],
  protection: ['protection'],
  creditApplications: ['credit-applications'],
  voids: ['voids'],
  reconciliations: ['reconciliations'],
  weeks: ['weeks'],
  deals: ['deals'],
  disputes: ['disputes'],
  tenders: ['tenders'],
  acceptance: ['acceptance'],
} satisfies Record<string, QueryKey>;

export function useDashboard() {
  return useQuery({ queryKey: keys.dashboard, queryFn: () => answer(api.GET('/v1/dashboard')) });
}

export type TicketFilter = {
  state?: TicketState;
  member_id?: string;
  fixture_id?: string;
  min_risk?: number;
  number?: string;
  agent_id?: string;
  /** Login of that agent, as tickets name those above their player; never asked of the book. */
  agent?: string;
  sport?: Sport;
  type?: WagerType;
};

const ticketsPerPage = 100;
const membersPerPage = 100;
const eventsPerPage = 100;

export function useTickets({ agent: _login, ...filter }: TicketFilter) {
  return useInfiniteQuery({
    queryKey: [...keys.tickets, filter],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/tickets', {
          params: { query: { ...filter, limit: ticketsPerPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** The ticket people speak of by this number, if there is one. */
export function useTicketOfNumber(number: string | null) {
  return useQuery({
    queryKey: [...keys.tickets, 'number', number],
    queryFn: () =>
      answer(api.GET('/v1/tickets', { params: { query: { number: number ?? '', limit: 1 } } })),
    enabled: number !== null,
    retry: false,
  });
}

/** Whether the game itself can still cost or bring something. */
function isUndecided(fixture: ExposureFixture): boolean {
  const selections = fixture.markets.flatMap((market) => market.selections);
  if (fixture.status === 'scheduled' || fixture.status === 'in_play') {
    return selections.some((selection) => selection.tickets > 0);
  }
  return selections.some((selection) => selection.risk.amount > 0);
}

/** Games that open bets hang on. A finished one whose parlays wait for other games is none. */
export function useExposure(enabled = true) {
  return useQuery({
    queryKey: keys.exposure,
    queryFn: () => answer(api.GET('/v1/exposure')),
    select: (found) => ({ ...found, fixtures: found.fixtures.filter(isUndecided) }),
    enabled,
  });
}

export type MemberFilter = {
  search?: string;
  role?: Role;
  status?: MemberStatus;
  agent_id?: string;
};

export function useMembers(filter: MemberFilter, enabled = true) {
  return useInfiniteQuery({
    queryKey: [...keys.members, filter],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/members', {
          params: { query: { ...filter, limit: membersPerPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Whether the branch has a player; asked once a screen, not after every bet. */
export function useAnyPlayer(enabled: boolean) {
  return useQuery({
    queryKey: ['any-player'],
    queryFn: () =>
      answer(api.GET('/v1/members', { params: { query: { role: 'player', limit: 1 } } })),
    select: (page) => page.items.length > 0,
    staleTime: 0,
    enabled,
  });
}

export function usePayments(memberId: string | undefined) {
  return useInfiniteQuery({
    queryKey: [...keys.payments, memberId],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/payments', {
          params: { query: { member_id: memberId, limit: 100, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** The payment that carries this reference of the method already, if there is one. */
export function useNamedPayment(method: Method, reference: string) {
  return useQuery({
    queryKey: [...keys.payments, 'named', method, reference],
    queryFn: () =>
      answer(api.GET('/v1/payments', { params: { query: { method, reference, limit: 1 } } })),
    select: (page) => page.items[0],
    enabled: reference !== '',
  });
}

const agentsPerPage = 200;

/** Everybody of one role, page after page. */
async function everybodyOf(role: Role): Promise<Member[]> {
  const found: Member[] = [];
  let cursor: string | undefined;
  do {
    const query = { role, limit: agentsPerPage, cursor };
    const page: Page<Member> = await answer(api.GET('/v1/members', { params: { query } }));
    found.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return found;
}

/** Masters and agents, all of them: the tree players hang on. */
export function useAgents() {
  return useQuery({
    queryKey: [...keys.members, 'agents'],
    queryFn: async () => {
      const [masters, agents] = await Promise.all([everybodyOf('master'), everybodyOf('agent')]);
      return [...masters, ...agents];
    },
  });
}

export function useMember(id: string) {
  return useQuery({
    queryKey: [...keys.member, id],
    queryFn: () => answer(api.GET('/v1/members/{id}', { params: { path: { id } } })),
  });
}

export function useStatement(memberId: string) {
  return useInfiniteQuery({
    queryKey: [...keys.statement, memberId],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/statement', {
          params: { query: { member_id: memberId, limit: 50, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useFixtures(state: FixtureState) {
  return useInfiniteQuery({
    queryKey: [...keys.fixtures, state],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/fixtures', { params: { query: { state, limit: 30, cursor: pageParam } } }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** The board as players see it: its leagues' names, and games by their rotation numbers. */
export function useBoard(enabled = true) {
  return useQuery({
    queryKey: keys.board,
    queryFn: () => answer(api.GET('/v1/board')),
    staleTime: 600_000,
    enabled,
  });
}

/** One fixture; asked again twice a second while its tickets are being settled. */
export function useFixture(id: string | null) {
  return useQuery({
    queryKey: [...keys.fixtures, 'one', id],
    queryFn: () => answer(api.GET('/v1/fixtures/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data?.settling ? 500 : false),
    placeholderData: keepPreviousData,
  });
}

/** What confirming this report would do, computed by the book to the cent. */
export function usePreview(fixtureId: string, reportId: string | null) {
  return useQuery({
    queryKey: [...keys.preview, fixtureId, reportId],
    queryFn: () =>
      answer(
        api.POST('/v1/results/preview', {
          body: { fixture_id: fixtureId, report_id: reportId ?? '' },
        }),
      ),
    enabled: reportId !== null,
    staleTime: 0,
  });
}

export function useFigures(week: string | undefined) {
  return useQuery({
    queryKey: [...keys.figures, week],
    queryFn: () => answer(api.GET('/v1/figures', { params: { query: { week } } })),
    placeholderData: keepPreviousData,
  });
}

export function useDaily(from: string, to: string, by: Grain) {
  return useQuery({
    queryKey: [...keys.daily, from, to, by],
    queryFn: () => answer(api.GET('/v1/reports/daily', { params: { query: { from, to, by } } })),
    placeholderData: keepPreviousData,
  });
}

export function useEvents(filter: { kind?: string; member_id?: string }) {
  return useInfiniteQuery({
    queryKey: [...keys.events, filter],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/events', {
          params: { query: { ...filter, limit: eventsPerPage, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useBooks() {
  return useQuery({ queryKey: keys.books, queryFn: () => answer(api.GET('/v1/books')) });
}
