// Every route the apps call, in the shape a generated OpenAPI client wants.

import type * as c from './contract';

type Refused = { default: { content: { 'application/problem+json': c.Problem } } };
type Answer<Result> = { 200: { content: { 'application/json': Result } } } & Refused;
type Created<Result> = { 201: { content: { 'application/json': Result } } } & Refused;
type Empty = { 204: { content: never } } & Refused;
type Parameters<Query, Path> = ([Query] extends [never] ? unknown : { query?: Query }) &
  ([Path] extends [never] ? unknown : { path: Path });
type Read<Result, Query = never, Path = never> = {
  parameters: Parameters<Query, Path>;
  responses: Answer<Result>;
};
type Write<Responses, Body, Path = never> = {
  parameters: Parameters<never, Path>;
  requestBody: { content: { 'application/json': Body } };
  responses: Responses;
};

type ById = { id: string };
type Cursor = { cursor?: string; limit?: number };
type OfMember = { member_id?: string };

export type paths = {
  '/v1/book': { get: Read<c.Book> };
  '/v1/books/public': { get: Read<{ items: c.PublicBook[] }> };
  '/v1/session': {
    get: Read<c.Session>;
    post: Write<Answer<c.Session>, c.SignIn>;
    delete: { parameters: unknown; responses: Empty };
  };
  '/v1/invitations/{token}': {
    post: Write<Answer<{ login: string; role: c.Role }>, { password: string }, { token: string }>;
  };
  '/v1/board': { get: Read<c.Board, { league?: string }> };
  '/v1/quotes': { post: Write<Answer<c.Quote>, c.QuoteRequest> };
  '/v1/wagers': {
    get: Read<c.Page<c.Ticket>, OfMember & Cursor & { state?: 'open' | 'settled' }>;
    post: Write<Created<c.Ticket>, c.WagerRequest>;
  };
  '/v1/wagers/{id}': { get: Read<c.Ticket, never, ById> };
  '/v1/balance': { get: Read<c.Balance, OfMember> };
  '/v1/statement': {
    get: Read<c.Page<c.StatementLine>, OfMember & Cursor & { from?: string; to?: string }>;
  };
  '/v1/dashboard': { get: Read<c.Dashboard> };
  '/v1/tickets': {
    get: Read<
      c.Page<c.Ticket>,
      OfMember & Cursor & { state?: c.TicketState; fixture_id?: string; min_risk?: number }
    >;
  };
  '/v1/members': {
    get: Read<
      c.Page<c.Member>,
      Cursor & { search?: string; role?: c.Role; status?: c.MemberStatus; agent_id?: string }
    >;
    post: Write<Created<c.MemberCreated>, c.CreateMember>;
  };
  '/v1/members/{id}': {
    get: Read<c.MemberDetail, never, ById>;
    patch: Write<Answer<c.MemberDetail>, { status?: c.MemberStatus; name?: string }, ById>;
  };
  '/v1/members/{id}/limits': { put: Write<Answer<c.MemberDetail>, c.MemberLimits, ById> };
  '/v1/payments': {
    get: Read<c.Page<c.Payment>, OfMember & Cursor>;
    post: Write<Created<c.PaymentRecorded>, c.PaymentRequest>;
  };
  '/v1/fixtures': {
    get: Read<
      c.Page<c.OfficeFixture>,
      Cursor & { state?: 'upcoming' | 'in_play' | 'to_settle' | 'settled'; league?: string }
    >;
  };
  '/v1/fixtures/{id}': { get: Read<c.OfficeFixture, never, ById> };
  '/v1/fixtures/{id}/offer': {
    put: Write<
      Answer<unknown>,
      { status: 'open' | 'suspended' | 'circled'; max_risk?: c.Money },
      ById
    >;
  };
  '/v1/markets/{id}/offer': { put: Write<Answer<unknown>, { status: c.MarketStatus }, ById> };
  '/v1/lines': {
    post: Write<
      Created<unknown>,
      {
        market_id: string;
        points?: string;
        prices: { side: c.Side; american?: number; decimal?: string }[];
      }
    >;
  };
  '/v1/scores': {
    post: Write<
      Created<c.ScoreReport>,
      { fixture_id: string; home: number; away: number; source?: string }
    >;
  };
  '/v1/results/preview': {
    post: Write<Answer<c.ResultPreview>, { fixture_id: string; report_id: string }>;
  };
  '/v1/results': {
    post: Write<Created<c.ResultConfirmed>, { fixture_id: string; report_id: string }>;
  };
  '/v1/exposure': { get: Read<c.Exposure, { fixture_id?: string }> };
  '/v1/figures': { get: Read<c.Figures, { week?: string; agent_id?: string }> };
  '/v1/weeks': { post: Write<Created<unknown>, { week: string }> };
  '/v1/reports/daily': {
    get: Read<c.DailyReport, { from?: string; to?: string; by?: 'day' | 'sport' | 'type' }>;
  };
  '/v1/events': {
    get: Read<c.Page<c.BookEvent>, OfMember & Cursor & { kind?: string }>;
  };
  '/v1/books': {
    get: Read<c.Page<c.Book>>;
    post: Write<Created<c.BookCreated>, c.CreateBook>;
  };
};
