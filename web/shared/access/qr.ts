// Draws a short text as a QR code (ISO/IEC 18004): bytes, error correction level M, the smallest of
// versions 1 to 15 that holds it, and the mask the standard's penalties choose.

/** Error correction bytes of each block and number of blocks at level M, by version (table 9). */
const blocksOfVersion: readonly (readonly [number, number])[] = [
  [10, 1],
  [16, 1],
  [26, 1],
  [18, 2],
  [24, 2],
  [16, 4],
  [18, 4],
  [22, 4],
  [22, 5],
  [26, 5],
  [30, 5],
  [22, 8],
  [22, 9],
  [24, 9],
  [24, 10],
];

type Symbol = { size: number; dark: boolean[][]; fixed: boolean[][] };

/** The modules of the code, row by row, true for a dark one; without the quiet zone around it. */
export function qrModules(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const version = smallestVersion(bytes.length);
  const symbol = emptySymbol(version);
  drawPatterns(symbol, version);
  drawCodewords(symbol, interleaved(dataCodewords(bytes, version), version));
  let best: { rows: boolean[][]; penalty: number } | null = null;
  for (const mask of masks.keys()) {
    const rows = masked(symbol, mask);
    const penalty = penaltyOf(rows);
    if (!best || penalty < best.penalty) best = { rows, penalty };
  }
  return best?.rows ?? [];
}

// ---- how much a version holds ----

function blocksOf(version: number): readonly [number, number] {
  const found = blocksOfVersion[version - 1];
  if (!found) throw new RangeError(`no QR code of version ${version}`);
  return found;
}

function rawCodewords(version: number): number {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const marks = Math.floor(version / 7) + 2;
    modules -= (25 * marks - 10) * marks - 55;
    if (version >= 7) modules -= 36;
  }
  return Math.floor(modules / 8);
}

function dataLength(version: number): number {
  const [correction, blocks] = blocksOf(version);
  return rawCodewords(version) - correction * blocks;
}

const lengthBits = (version: number) => (version < 10 ? 8 : 16);

function smallestVersion(length: number): number {
  for (let version = 1; version <= blocksOfVersion.length; version += 1) {
    if (4 + lengthBits(version) + 8 * length <= 8 * dataLength(version)) return version;
  }
  throw new RangeError(`${length} bytes are too many for a QR code`);
}

// ---- bytes ----

function dataCodewords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, count: number) => {
    for (let place = count - 1; place >= 0; place -= 1) bits.push((value >>> place) & 1);
  };
  put(0b0100, 4);
  put(bytes.length, lengthBits(version));
  for (const byte of bytes) put(byte, 8);
  const room = 8 * dataLength(version);
  put(0, Math.min(4, room - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) put(pad, 8);
  const words: number[] = [];
  for (let at = 0; at < bits.length; at += 8) {
    words.push(bits.slice(at, at + 8).reduce((word, bit) => (word << 1) | bit, 0));
  }
  return words;
}

/** The product in the field of 256 elements over x^8 + x^4 + x^3 + x^2 + 1. */
function product(one: number, other: number): number {
  let sum = 0;
  for (let place = 7; place >= 0; place -= 1) {
    sum = (sum << 1) ^ ((sum >>> 7) * 0x11d) ^ (((other >>> place) & 1) * one);
  }
  return sum;
}

/** The coefficients below the first of the product of (x - 2^i) for i below `degree`. */
function divisorOf(degree: number): number[] {
  const divisor = [...new Array<number>(degree - 1).fill(0), 1];
  let root = 1;
  for (let times = 0; times < degree; times += 1) {
    for (let at = 0; at < degree; at += 1) {
      divisor[at] = product(divisor[at] ?? 0, root) ^ (divisor[at + 1] ?? 0);
    }
    root = product(root, 2);
  }
  return divisor;
}

function correctionOf(words: number[], divisor: number[]): number[] {
  let rest = divisor.map(() => 0);
  for (const word of words) {
    const factor = word ^ (rest[0] ?? 0);
    rest = divisor.map((one, at) => (rest[at + 1] ?? 0) ^ product(one, factor));
  }
  return rest;
}

/** Data and correction of all blocks, the first of each, then the second of each, and so on. */
function interleaved(words: number[], version: number): number[] {
  const [correction, blocks] = blocksOf(version);
  const divisor = divisorOf(correction);
  const raw = rawCodewords(version);
  const shorter = blocks - (raw % blocks);
  const short = Math.floor(raw / blocks) - correction;
  const parts: number[][] = [];
  let from = 0;
  for (let block = 0; block < blocks; block += 1) {
    const until = from + short + (block < shorter ? 0 : 1);
    parts.push(words.slice(from, until));
    from = until;
  }
  const corrections = parts.map((part) => correctionOf(part, divisor));
  return [...columns(parts, short + 1), ...columns(corrections, correction)];
}

function columns(rows: number[][], longest: number): number[] {
  const found: number[] = [];
  for (let at = 0; at < longest; at += 1) {
    for (const row of rows) {
      const word = row[at];
      if (word !== undefined) found.push(word);
    }
  }
  return found;
}

// ---- modules ----

function emptySymbol(version: number): Symbol {
  const size = 17 + 4 * version;
  const blank = () => Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  return { size, dark: blank(), fixed: blank() };
}

/** Sets a module of the patterns, which no mask changes. */
function fix({ size, dark, fixed }: Symbol, x: number, y: number, isDark: boolean): void {
  const [row, marks] = [dark[y], fixed[y]];
  if (!row || !marks || x < 0 || x >= size) return;
  row[x] = isDark;
  marks[x] = true;
}

function drawPatterns(symbol: Symbol, version: number): void {
  const { size } = symbol;
  for (let at = 0; at < size; at += 1) {
    fix(symbol, 6, at, at % 2 === 0);
    fix(symbol, at, 6, at % 2 === 0);
  }
  const far = size - 4;
  for (const [x, y] of [
    [3, 3],
    [far, 3],
    [3, far],
  ] as const) {
    drawSquare(symbol, [x, y], 4, (distance) => distance !== 2 && distance !== 4);
  }
  const places = alignment(version, size);
  const last = places.length - 1;
  for (const [i, x] of places.entries()) {
    for (const [j, y] of places.entries()) {
      const inCorner = (i === 0 && (j === 0 || j === last)) || (i === last && j === 0);
      if (!inCorner) drawSquare(symbol, [x, y], 2, (distance) => distance !== 1);
    }
  }
  drawFormat(symbol, 0);
  if (version >= 7) drawVersion(symbol, version);
}

function drawSquare(
  symbol: Symbol,
  [x, y]: readonly [number, number],
  reach: number,
  isDark: (distance: number) => boolean,
): void {
  for (let across = -reach; across <= reach; across += 1) {
    for (let down = -reach; down <= reach; down += 1) {
      const distance = Math.max(Math.abs(across), Math.abs(down));
      fix(symbol, x + across, y + down, isDark(distance));
    }
  }
}

/** Where the centres of the alignment patterns stand, in both directions (annex E). */
function alignment(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((4 * version + 4) / (2 * count - 2)) * 2;
  const rest = Array.from({ length: count - 1 }, (_, at) => size - 7 - step * at);
  return [6, ...rest.reverse()];
}

/** What is left of `value` after division by a code's generator. */
function remainder(value: number, degree: number, generator: number): number {
  let rest = value;
  for (let times = 0; times < degree; times += 1) {
    rest = (rest << 1) ^ ((rest >>> (degree - 1)) * generator);
  }
  return rest;
}

/** Level and mask, twice, beside the corners. */
function drawFormat(symbol: Symbol, mask: number): void {
  const { size } = symbol;
  // Level M is written 00, so that the mask stands alone.
  const bits = ((mask << 10) | remainder(mask, 10, 0x537)) ^ 0x5412;
  for (let place = 0; place < 15; place += 1) {
    const bit = ((bits >>> place) & 1) === 1;
    if (place < 6) fix(symbol, 8, place, bit);
    else if (place < 8) fix(symbol, 8, place + 1, bit);
    else if (place === 8) fix(symbol, 7, 8, bit);
    else fix(symbol, 14 - place, 8, bit);
    if (place < 8) fix(symbol, size - 1 - place, 8, bit);
    else fix(symbol, 8, size - 15 + place, bit);
  }
  fix(symbol, 8, size - 8, true);
}

function drawVersion(symbol: Symbol, version: number): void {
  const bits = (version << 12) | remainder(version, 12, 0x1f25);
  for (let place = 0; place < 18; place += 1) {
    const bit = ((bits >>> place) & 1) === 1;
    const across = symbol.size - 11 + (place % 3);
    const along = Math.floor(place / 3);
    fix(symbol, across, along, bit);
    fix(symbol, along, across, bit);
  }
}

/** Fills what is free in columns of two, from the right, upwards and downwards by turns. */
function drawCodewords({ size, dark, fixed }: Symbol, words: number[]): void {
  let next = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const upwards = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const y = upwards ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        const row = dark[y];
        if (!row || fixed[y]?.[x]) continue;
        row[x] = (((words[next >>> 3] ?? 0) >>> (7 - (next & 7))) & 1) === 1;
        next += 1;
      }
    }
  }
}

// ---- masks ----

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function masked(symbol: Symbol, mask: number): boolean[][] {
  const turns = masks[mask];
  const rows = symbol.dark.map((row, y) =>
    row.map((isDark, x) => isDark !== (!symbol.fixed[y]?.[x] && turns?.(x, y) === true)),
  );
  drawFormat({ ...symbol, dark: rows }, mask);
  return rows;
}

/** How hard a code is to read (7.8.3): runs, blocks, what looks like a corner, imbalance. */
function penaltyOf(rows: boolean[][]): number {
  const size = rows.length;
  const lineOf = (read: (step: number) => boolean | undefined) =>
    Array.from({ length: size }, (_, step) => (read(step) ? '1' : '0')).join('');
  let penalty = 0;
  let darkOnes = 0;
  for (let at = 0; at < size; at += 1) {
    const across = lineOf((step) => rows[at]?.[step]);
    const down = lineOf((step) => rows[step]?.[at]);
    for (const line of [across, down]) {
      for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) penalty += run.length - 2;
      penalty += 40 * [...line.matchAll(/(?=00001011101|10111010000)/g)].length;
    }
    darkOnes += across.split('1').length - 1;
  }
  for (let y = 1; y < size; y += 1) {
    for (let x = 1; x < size; x += 1) {
      const corner = rows[y]?.[x];
      const same = [rows[y]?.[x - 1], rows[y - 1]?.[x], rows[y - 1]?.[x - 1]];
      if (same.every((one) => one === corner)) penalty += 3;
    }
  }
  const total = size * size;
  const steps = Math.ceil(Math.abs(darkOnes * 20 - total * 10) / total) - 1;
  return penalty + 10 * Math.max(steps, 0);
}
