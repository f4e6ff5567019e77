// What the live stream sends, by the names of its events.

import type { Balance, BoardMarket, FixtureStatus, Score, Ticket } from './contract';

export type LiveHello = { sequence: number; now: string; demo_speed?: number | null };
export type LiveMarket = { fixture_id: string; market: BoardMarket };
export type LiveFixture = {
  id: string;
  status: FixtureStatus;
  starts_at: string;
  score: Score | null;
  circled: boolean;
};
export type LiveResult = { fixture_id: string; version: number; home: number; away: number };
export type LiveMessage =
  | { name: 'hello'; sequence: number | null; content: LiveHello }
  | { name: 'market'; sequence: number | null; content: LiveMarket }
  | { name: 'fixture'; sequence: number | null; content: LiveFixture }
  | { name: 'fixture_new'; sequence: number | null; content: { id: string } }
  | { name: 'ticket'; sequence: number | null; content: Ticket }
  | { name: 'balance'; sequence: number | null; content: Balance }
  | { name: 'result'; sequence: number | null; content: LiveResult }
  | { name: 'reset'; sequence: number | null; content: Record<string, never> };
