// What the live stream sends, by the names of its events.

import type { components } from './schema';

type Schemas = components['schemas'];

export type LiveHello = Schemas['LiveHello'];
export type LiveMarket = Schemas['LiveMarket'];
export type LiveFixture = Schemas['LiveFixture'];
export type LiveResult = Schemas['LiveResult'];

type Named<Name extends string, Content> = {
  name: Name;
  sequence: number | null;
  content: Content;
};

export type LiveMessage =
  | Named<'hello', LiveHello>
  | Named<'market', LiveMarket>
  | Named<'fixture', LiveFixture>
  | Named<'fixture_new', Schemas['LiveNewFixture']>
  | Named<'ticket', Schemas['Ticket']>
  | Named<'balance', Schemas['Balance']>
  | Named<'result', LiveResult>
  | Named<'message', Schemas['LiveMessage']>
  | Named<'reset', Record<string, never>>;
