// Where the cursor of the lines desk stands, what is being typed there, and what this person
// changed lately, so that it can be taken back by a counter-move.

import { asIntent } from '@shared/api/as-intent';
import { answer, api } from '@shared/api/client';
import type {
  BoardMarket,
  OfferStatus,
  OfficeFixture,
  OwnLineTerms,
  ReplacedLine,
  Side,
} from '@shared/api/contract';
import { prices, sideOf } from '@shared/price-store';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useState } from 'react';
import { keys } from '../reading/queries';
import { type Line, type LineRequest, lineOf, requestOf } from './line-entry';
import { type Column, columns, marketAt, rowsOf } from './line-places';

export type Place = { game: string; row: number; column: Column };
export type Editing = { place: Place; text: string; inCents: boolean };
/** Something done that its counter-event takes back. */
export type Change = { words: string; at: number; back: () => Promise<unknown> };

export type LineDesk = {
  mayMove: boolean;
  place: Place | null;
  editing: Editing | null;
  stand: (place: Place | null) => void;
  walk: (rows: number, step: number) => void;
  edit: (text: string, inCents?: boolean) => void;
  leave: () => void;
  move: (market: BoardMarket, side: Side, line: Line, words: string) => Promise<void>;
  changes: Change[];
  changed: (change: Change) => void;
  takeBack: () => Promise<void>;
};

const keptChanges = 50;

export const LineDeskContext = createContext<LineDesk | null>(null);

export function useDesk(): LineDesk {
  const desk = useContext(LineDeskContext);
  if (!desk) throw new Error('Used outside of the lines desk.');
  return desk;
}

/** Whose line a move is: the provider moves the catalogue's, a book its own. */
export type Mover = 'nobody' | 'catalogue' | 'book';

/** The book's own line of a market; nothing follows the catalogue again. */
export function sendOwn(id: string, line: OwnLineTerms | null): Promise<unknown> {
  return asIntent(`own-line-${id}`, { line }, (header) =>
    answer(api.PUT('/v1/markets/{id}/line', { params: { header, path: { id } }, body: { line } })),
  );
}

/** The book's own line in place of the catalogue's, if it has one. */
export function ownLineOf(game: OfficeFixture, market: string): ReplacedLine | undefined {
  return game.own_lines.find((one) => one.market_id === market);
}

function send(mover: Mover, body: LineRequest): Promise<unknown> {
  if (mover === 'book') {
    return sendOwn(body.market_id ?? '', { points: body.points ?? null, prices: body.prices });
  }
  return asIntent(`line-${body.market_id}`, body, (header) =>
    answer(api.POST('/v1/lines', { params: { header }, body })),
  );
}

export function sendOffer(id: string, status: OfferStatus): Promise<unknown> {
  return asIntent(`offer-${id}`, status, (header) =>
    answer(
      api.PUT('/v1/fixtures/{id}/offer', { params: { header, path: { id } }, body: { status } }),
    ),
  );
}

/** The market of a place as it stands now, by the stream and not by the list. */
export function marketNow(
  game: OfficeFixture,
  place: Place,
): { market: BoardMarket; side: Side } | null {
  const side = rowsOf(game)[place.row]?.[place.column];
  const listed = side && marketAt(game, place.column);
  if (!listed || !side) return null;
  const market = prices.entry(listed.id)?.market ?? listed;
  return sideOf(market, side) ? { market, side } : null;
}

export function useLineDesk(games: OfficeFixture[], mover: Mover): LineDesk {
  const mayMove = mover !== 'nobody';
  const client = useQueryClient();
  const [place, stand] = useState<Place | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [changes, setChanges] = useState<Change[]>([]);
  const again = () => client.invalidateQueries({ queryKey: keys.fixtures });
  const changed = (change: Change) =>
    setChanges((before) => [change, ...before].slice(0, keptChanges));
  const walk = (rows: number, step: number) => stand((from) => nextPlace(games, from, rows, step));
  const move = async (market: BoardMarket, side: Side, line: Line, words: string) => {
    const before = requestOf(market, side, lineOf(market, side));
    const followed = mover === 'book' && !games.some((game) => ownLineOf(game, market.id));
    await send(mover, requestOf(market, side, line));
    const back = () => (followed ? sendOwn(market.id, null) : send(mover, before));
    changed({ words, at: Date.now(), back });
    void again();
  };
  const takeBack = async () => {
    const [last] = changes;
    if (!last) return;
    await last.back();
    setChanges((now) => now.filter((one) => one !== last));
    void again();
  };
  return {
    mayMove,
    place,
    editing,
    stand,
    walk,
    edit: (text, inCents = false) => mayMove && place && setEditing({ place, text, inCents }),
    leave: () => setEditing(null),
    move,
    changes,
    changed,
    takeBack,
  };
}

/** Rows up or down across games, columns left or right; at the edge it stays. */
export function nextPlace(
  games: OfficeFixture[],
  from: Place | null,
  rows: number,
  step: number,
): Place | null {
  const [first] = games;
  if (!first) return null;
  const at = games.findIndex((game) => game.id === from?.game);
  if (!from || at < 0) return { game: first.id, row: 0, column: columns[0] };
  const column =
    columns[Math.min(columns.length - 1, Math.max(0, columns.indexOf(from.column) + step))];
  let [game, row] = [at, from.row + rows];
  if (row < 0 && game > 0) {
    game -= 1;
    row = rowsOf(games[game] ?? first).length - 1;
  } else if (row >= rowsOf(games[game] ?? first).length && game < games.length - 1) {
    [game, row] = [game + 1, 0];
  }
  const within = games[game] ?? first;
  const last = rowsOf(within).length - 1;
  return { game: within.id, row: Math.min(last, Math.max(0, row)), column: column ?? columns[0] };
}
