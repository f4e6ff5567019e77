// @vitest-environment node
// Codes are read by a reader that is none of ours.

import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { qrModules } from '../access/qr';

/** Pixels a side of a module has, and modules of quiet around the code. */
const scale = 4;
const quiet = 4;

function read(text: string): { text: string; version: number } | null {
  const rows = qrModules(text);
  const side = (rows.length + 2 * quiet) * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const row = rows[Math.floor(y / scale) - quiet];
      if (!row?.[Math.floor(x / scale) - quiet]) continue;
      pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  const found = jsQR(pixels, side, side);
  return found && { text: found.data, version: found.version };
}

describe('QR codes', () => {
  it('are read in every version, filled and nearly so', () => {
    // Bytes that each version holds at level M (ISO/IEC 18004, table 7).
    const holds = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412];
    for (const [at, bytes] of holds.entries()) {
      const full = 'otpauth/7Z'.repeat(42).slice(0, bytes);
      expect(read(full), `${bytes} bytes`).toEqual({ text: full, version: at + 1 });
      const more = `${holds[at - 1] ?? 0} `.repeat(200).slice(0, (holds[at - 1] ?? 0) + 1);
      expect(read(more), `${more.length} bytes`).toEqual({ text: more, version: at + 1 });
    }
  });

  it('carry what a device reads, with letters beyond ASCII', () => {
    const text =
      'otpauth://totp/Halyard%20Sports:dana?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' +
      '&issuer=Halyard%20Sports&algorithm=SHA1&digits=6&period=30';
    expect(read(text)?.text).toBe(text);
    expect(read('Ñandú, señor')?.text).toBe('Ñandú, señor');
  });

  it('are refused for more than they hold', () => {
    expect(() => qrModules('x'.repeat(413))).toThrow(RangeError);
  });
});
