// A QR code as one path, dark on light in every theme, because readers want it so.

import { useMemo } from 'react';
import { qrModules } from './qr';

/** Modules of quiet around the code, as the standard asks. */
const quiet = 4;

export function QrCode({ text, name }: { text: string; name: string }) {
  const rows = useMemo(() => qrModules(text), [text]);
  const side = rows.length + 2 * quiet;
  const path = rows.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x + quiet} ${y + quiet}h1v1h-1z`] : [])),
  );
  return (
    <svg className="qr-code" role="img" aria-label={name} viewBox={`0 0 ${side} ${side}`}>
      <rect width={side} height={side} fill="#fff" />
      <path d={path.join('')} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
