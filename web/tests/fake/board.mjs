// The pretend book's board: built once per server, moved a little every second.

import { odds } from './odds.mjs';
import { games, matches, team } from './week18.mjs';

function signed(points) {
  return points > 0 ? `+${points}` : String(points);
}

function selection(side, points, american, opened = null) {
  return { side, points, odds: odds(american), opened };
}

function market(id, kind, selections, status = 'open') {
  return { id, kind, period: 'game', version: 1, status, selections };
}

function gameMarkets(id, row) {
  const [, , , , awayMoney, homeMoney, points, awayPrice, homePrice, total, over, under] = row;
  const [openPoints, openTotal] = row.slice(13);
  const opened = (value) => (value === null ? null : { points: value, odds: odds(-110) });
  return [
    market(`${id}-s`, 'spread', [
      selection('away', signed(-points), awayPrice, opened(openPoints && signed(-openPoints))),
      selection('home', signed(points), homePrice, opened(openPoints && signed(openPoints))),
    ]),
    market(`${id}-t`, 'total', [
      selection('over', String(total), over, opened(openTotal && String(openTotal))),
      selection('under', String(total), under, opened(openTotal && String(openTotal))),
    ]),
    market(`${id}-m`, 'moneyline', [
      selection('away', null, awayMoney),
      selection('home', null, homeMoney),
    ]),
  ];
}

function gameFixture(row, index) {
  const id = `f${index}`;
  const [day, clock, away, home] = row;
  return {
    id,
    rotation_away: 463 + index * 2,
    rotation_home: 464 + index * 2,
    starts_at: new Date(`${day}T${clock}:00-05:00`).toISOString(),
    status: day === '2025-01-04' ? 'finished' : 'scheduled',
    season: 2024,
    week: 18,
    venue: row[12],
    neutral: false,
    home: team(home),
    away: team(away),
    circled: away === 'CAR',
    score: null,
    markets: gameMarkets(id, row),
  };
}

function matchFixture(match, index) {
  const id = `e${index}`;
  const [points, homePrice, awayPrice] = match.points;
  const [total, over, under] = match.total;
  const [homeMoney, draw, awayMoney] = match.prices;
  const opposite = points === '0' ? '0' : signed(-Number(points));
  return {
    id,
    rotation_away: null,
    rotation_home: null,
    starts_at: match.starts_at,
    status: match.score ? 'in_play' : 'scheduled',
    season: 2024,
    week: null,
    venue: match.venue,
    neutral: false,
    home: match.home,
    away: match.away,
    circled: false,
    score: match.score,
    markets: [
      market(`${id}-s`, 'spread', [
        selection('home', points, homePrice),
        selection('away', opposite, awayPrice),
      ]),
      market(`${id}-t`, 'total', [
        selection('over', total, over),
        selection('under', total, under),
      ]),
      market(`${id}-x`, 'moneyline3', [
        selection('home', null, homeMoney),
        selection('draw', null, draw),
        selection('away', null, awayMoney),
      ]),
    ],
  };
}

export class FakeBoard {
  constructor() {
    const all = games.map(gameFixture);
    this.finished = all.filter((fixture) => fixture.status === 'finished');
    const nfl = all.filter((fixture) => fixture.status !== 'finished');
    const soccer = matches.map(matchFixture);
    this.leagues = [
      { id: 'nfl', code: 'NFL', name: 'NFL', sport: 'Football', home_first: false, fixtures: nfl },
      {
        id: 'epl',
        code: 'EPL',
        name: 'Premier League',
        sport: 'Soccer',
        home_first: true,
        fixtures: soccer,
      },
    ];
    this.find('f5-m').market.status = 'suspended';
    this.find('f8-m').market.status = 'closed';
    for (const each of this.find('f2-s').fixture.markets) each.status = 'circled';
    this.seed = 7;
  }

  find(marketId) {
    for (const league of this.leagues) {
      for (const fixture of league.fixtures) {
        const market = fixture.markets.find((one) => one.id === marketId);
        if (market) return { league, fixture, market };
      }
    }
    return null;
  }

  random() {
    this.seed = (this.seed * 48271) % 2147483647;
    return this.seed / 2147483647;
  }

  /** Sets new prices (side to American odds) on a market and returns the live message. */
  move(marketId, prices, points = {}) {
    const { fixture, market } = this.find(marketId);
    market.version += 1;
    market.selections = market.selections.map((one) => ({
      ...one,
      points: points[one.side] ?? one.points,
      odds: prices[one.side] ? odds(prices[one.side]) : one.odds,
    }));
    return { fixture_id: fixture.id, market };
  }

  /** Nudges one open market by a few cents. */
  moveAny() {
    const open = this.leagues
      .flatMap((league) => league.fixtures)
      .flatMap((fixture) => fixture.markets)
      .filter((one) => one.status === 'open' && one.kind !== 'moneyline3');
    const market = open[Math.floor(this.random() * open.length)];
    const [first, second] = market.selections;
    const step = this.random() < 0.5 ? 2 : -2;
    const next = (american, by) => {
      const moved = american + by;
      return moved > -100 && moved < 100 ? (by > 0 ? 100 : -100) : moved;
    };
    return this.move(market.id, {
      [first.side]: next(first.odds.american, step),
      [second.side]: next(second.odds.american, -step),
    });
  }
}
