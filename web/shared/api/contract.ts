// The shapes of the book's HTTP interface by their schema names: aliases of the generated file,
// which says what the server says. Both apps import types from here, never from there.

import type { components } from './schema';

type Schemas = components['schemas'];

/** A page of any list; the cursor of the last one is null. */
export type Page<Item> = { items: Item[]; next_cursor: string | null };

// ---- plain values ----

export type Money = Schemas['Money'];
export type Odds = Schemas['Odds'];
export type OddsFormat = Schemas['OddsFormat'];
export type Permission = Schemas['Permission'];
export type Role = Schemas['Role'];
export type Rounding = Schemas['Rounding'];
export type Sport = Schemas['Sport'];

// ---- refusals ----

export type FieldError = Schemas['FieldError'];
export type Limit = Schemas['Limit'];
export type Problem = Schemas['Problem'];

// ---- book and session ----

export type AccessNotices = Schemas['AccessNotices'];
export type Book = Schemas['Book'];
export type BookStatus = Schemas['BookStatus'];
export type Brand = Schemas['Brand'];
export type Demo = Schemas['Demo'];
export type DemoLogin = Schemas['DemoLogin'];
export type HouseRules = Schemas['HouseRules'];
export type PublicBook = Schemas['PublicBook'];
export type SecondFactorState = Schemas['SecondFactorState'];
export type Session = Schemas['Session'];
export type SignIn = Schemas['SignIn'];

// ---- board ----

export type Board = Schemas['Board'];
export type BoardFixture = Schemas['BoardFixture'];
export type BoardLeague = Schemas['BoardLeague'];
export type BoardMarket = Schemas['BoardMarket'];
export type BoardSelection = Schemas['BoardSelection'];
export type FixtureStatus = Schemas['FixtureStatus'];
export type MarketKind = Schemas['MarketKind'];
export type MarketStatus = Schemas['MarketStatus'];
export type Score = Schemas['Score'];
export type Side = Schemas['Side'];
export type Team = Schemas['Team'];

// ---- quotes, wagers, tickets ----

export type Acceptance = Schemas['Acceptance'];
export type AcceptanceSheet = Schemas['AcceptanceSheet'];
export type AcceptanceTerms = Schemas['AcceptanceTerms'];
export type Card = Schemas['Card'];
export type CardKind = Schemas['CardKind'];
export type CardPoints = Schemas['CardPointsShape'];
export type CardPrice = Schemas['CardPriceShape'];
export type CardRequest = Schemas['CardRequest'];
export type PointTable = Schemas['PointTableShape'];
export type PointsRequest = Schemas['PointsRequest'];
export type ChainAction = Schemas['ChainAction'];
export type Entry = Schemas['Entry'];
export type EntryAnswer = Schemas['EntryAnswer'];
export type GradingRequest = Schemas['GradingRequest'];
export type OwnLineTerms = Schemas['OwnLineTerms'];
export type ReplacedLine = Schemas['ReplacedLine'];
export type Lean = Schemas['Lean'];
export type LineShade = Schemas['LineShade'];
export type LineTerms = Schemas['LineTerms'];
export type LineProfileSheet = Schemas['LineProfileSheet'];
export type HouseRuleSheet = Schemas['HouseRuleSheet'];
export type SameGameSheet = Schemas['SameGameSheet'];
export type Correlation = Schemas['Correlation'];
export type GradingRule = Schemas['GradingRule'];
export type GradingSheet = Schemas['GradingSheet'];
export type LegResult = Schemas['LegResult'];
export type NoAction = Schemas['NoAction'];
export type PricePolicy = Schemas['PricePolicy'];
export type Quote = Schemas['Quote'];
export type QuoteLeg = Schemas['QuoteLeg'];
export type QuoteLimits = Schemas['QuoteLimits'];
export type QuoteRequest = Schemas['QuoteRequest'];
export type RuleValue = Schemas['RuleValue'];
export type Settlement = Schemas['Settlement'];
export type Tender = Schemas['Tender'];
export type Ticket = Schemas['Ticket'];
export type TicketLeg = Schemas['TicketLeg'];
export type TicketResult = Schemas['TicketResult'];
export type TicketTerms = Schemas['TicketTerms'];
export type TicketVoid = Schemas['TicketVoid'];
export type TicketState = Schemas['TicketState'];
export type TieRule = Schemas['TieRule'];
export type WagerLeg = Schemas['WagerRequestLeg'];
export type WagerRequest = Schemas['WagerRequest'];
export type WagerTerms = Schemas['WagerTerms'];
export type WagerType = Schemas['WagerType'];

// ---- members and their money ----

export type Balance = Schemas['Balance'];
export type CreateMember = Schemas['CreateMember'];
export type Member = Schemas['Member'];
export type MemberCreated = Schemas['MemberCreated'];
export type MemberDetail = Schemas['MemberDetail'];
export type MemberLimits = Schemas['MemberLimits'];
export type MemberStatus = Schemas['MemberStatus'];
export type Method = Schemas['Method'];
export type Payment = Schemas['Payment'];
export type PaymentKind = Schemas['PaymentKind'];
export type PaymentRecorded = Schemas['PaymentRecorded'];
export type PaymentRequest = Schemas['PaymentRequest'];
export type StatementFact = Schemas['StatementFact'];
export type StatementLine = Schemas['StatementLine'];

// ---- games, results, exposure ----

export type Exposure = Schemas['Exposure'];
export type ExposureFixture = Schemas['ExposureFixture'];
export type ExposureMarket = Schemas['ExposureMarket'];
export type ExposureSelection = Schemas['ExposureSelection'];
export type FixtureResult = Schemas['FixtureResult'];
export type FixtureState = Schemas['FixtureState'];
export type OfferStatus = Schemas['OfferStatus'];
export type StartRequest = Schemas['StartRequest'];
export type OfficeFixture = Schemas['OfficeFixture'];
export type ResultConfirmed = Schemas['ResultConfirmed'];
export type ResultPreview = Schemas['ResultPreview'];
export type ResultRequest = Schemas['ResultRequest'];
export type ScoreReport = Schemas['ScoreReport'];
export type ScoreRequest = Schemas['ScoreRequest'];

// ---- figures, reports, events, books ----

export type BookCreated = Schemas['BookCreated'];
export type BookEvent = Schemas['Event'];
export type CreateBook = Schemas['CreateBook'];
export type HeadPlan = Schemas['HeadPlan'];
export type UpdateTenant = Schemas['UpdateTenant'];
export type DailyReport = Schemas['DailyReport'];
export type Dashboard = Schemas['Dashboard'];
export type DashboardDay = Schemas['DashboardDay'];
export type DashboardNeed = Schemas['DashboardNeed'];
export type FigureRow = Schemas['FigureRow'];
export type Figures = Schemas['Figures'];
export type Grain = Schemas['Grain'];
export type ReportRow = Schemas['ReportRow'];

// ---- rules of the book ----

export type ControlTarget = Schemas['ControlTarget'];
export type DeskPolicy = Schemas['DeskPolicy'];
export type Jurisdiction = Schemas['Jurisdiction'];
export type JurisdictionSettings = Schemas['JurisdictionSettings'];
/** A field that is left out fits every wager. */
export type LimitFilter = Partial<Schemas['LimitFilter']>;
export type LimitMeasure = Schemas['LimitMeasure'];
export type LimitRequest = Omit<Schemas['LimitRequest'], 'filter'> & { filter: LimitFilter };
export type LimitRule = Omit<Schemas['LimitRule'], 'filter'> & { filter: LimitFilter };
export type LimitShare = Schemas['LimitShare'];
export type LimitSheet = Schemas['LimitSheet'];
export type LimitSheetRequest = Schemas['LimitSheetRequest'];
export type LimitSpan = Schemas['LimitSpan'];
export type LimitTree = Schemas['LimitTree'];
export type MethodChange = Schemas['MethodChange'];
export type MethodDirection = Schemas['MethodDirection'];
export type PaymentMethod = Schemas['PaymentMethod'];
export type Stop = Schemas['Stop'];
export type Weekday = Schemas['Weekday'];

// ---- accounts and credit ----

export type AccountTerms = Schemas['AccountTerms'];
export type AccountType = Schemas['AccountType'];
export type ApplicationState = Schemas['ApplicationState'];
export type CreditApplication = Schemas['CreditApplication'];
export type CreditDecision = Schemas['CreditDecision'];
export type TemporaryCredit = Schemas['TemporaryCredit'];

// ---- protection of players ----

export type ExclusionKind = Schemas['ExclusionKind'];
export type PlayLimitUse = Schemas['PlayLimitUse'];
export type PlayMeasure = Schemas['PlayMeasure'];
export type PlaySpan = Schemas['PlaySpan'];
export type Protection = Schemas['Protection'];

// ---- people ----

export type Device = Schemas['Device'];
export type PreviousAccount = Schemas['PreviousAccount'];
export type RegistrationChannel = Schemas['RegistrationChannel'];
export type FraudHold = Schemas['FraudHold'];
export type HoldEnding = Schemas['HoldEnding'];
export type SubjectKind = Schemas['SubjectKind'];
export type SubjectRequest = Schemas['SubjectRequest'];
export type Identity = Schemas['Identity'];
export type PersonDetails = Schemas['PersonDetails'];
export type Registration = Schemas['Registration'];
export type UpdateBook = Schemas['UpdateBook'];
export type Verification = Schemas['Verification'];
// ---- providers' records ----

export type LineOutcome = Schemas['LineOutcome'];
export type PaymentDirection = Schemas['PaymentDirection'];
export type ReconciledLine = Schemas['ReconciledLine'];
export type Reconciliation = Schemas['Reconciliation'];
export type UnreconciledPayment = Schemas['UnreconciledPayment'];

// ---- free play, withdrawals, voids ----

export type Ending = Schemas['Ending'];
export type FreePlay = Schemas['FreePlay'];
export type MemberFileStep = Schemas['MemberFileStep'];
export type FreePlayTermsRequest = Schemas['FreePlayTermsRequest'];
export type FreePlayState = Schemas['FreePlayState'];
export type Void = Schemas['Void'];
export type VoidReason = Schemas['VoidReason'];
export type VoidRequest = Schemas['VoidRequest'];
export type Withdrawal = Schemas['Withdrawal'];
export type WithdrawalState = Schemas['WithdrawalState'];

export type * from './live-messages';

// ---- messages ----

export type Conversation = Schemas['Conversation'];
export type Message = Schemas['Message'];

// ---- closed weeks, deals, disputes ----

export type CloseStep = Schemas['CloseStep'];
export type CommissionRequest = Schemas['CommissionRequest'];
export type Deal = Schemas['Deal'];
export type DealKind = Schemas['DealKind'];
export type DealRequest = Schemas['DealRequest'];
export type DealWeek = Schemas['DealWeek'];
export type Discrepancy = Schemas['Discrepancy'];
export type Dispute = Schemas['Dispute'];
export type DisputeAnswer = Schemas['DisputeAnswer'];
export type DisputeAnswerRequest = Schemas['DisputeAnswerRequest'];
export type Invoice = Schemas['Invoice'];
export type SettleUp = Schemas['SettleUp'];
export type SettleUpLine = Schemas['SettleUpLine'];
export type SettleUpRequest = Schemas['SettleUpRequest'];
export type SettleUpState = Schemas['SettleUpState'];
export type StuckReason = Schemas['StuckReason'];
export type StuckTicket = Schemas['StuckTicket'];
export type UncoveredFees = Schemas['UncoveredFees'];
export type WaitingTicket = Schemas['WaitingTicket'];
export type WeekClosed = Schemas['WeekClosed'];
