// The operator's colour on the page. One colour is given; the fill is moved a little until the
// text on it can be read (WCAG 2 contrast), everything else derives from it in tokens.css.

type Rgb = { r: number; g: number; b: number };

const wantedContrast = 4.6;

function parse(colour: string): Rgb | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour.trim());
  if (!match) return null;
  const part = (index: number) => Number.parseInt(match[index] ?? '0', 16);
  return { r: part(1), g: part(2), b: part(3) };
}

/** Relative luminance of an sRGB colour (WCAG 2.2, definition of relative luminance). */
function luminance({ r, g, b }: Rgb): number {
  const linear = (part: number) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

const white: Rgb = { r: 255, g: 255, b: 255 };
const ink: Rgb = { r: 20, g: 22, b: 27 };

function mix(colour: Rgb, towards: Rgb, share: number): Rgb {
  const part = (from: number, to: number) => Math.round(from + (to - from) * share);
  return {
    r: part(colour.r, towards.r),
    g: part(colour.g, towards.g),
    b: part(colour.b, towards.b),
  };
}

function hex({ r, g, b }: Rgb): string {
  return `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Fill and the text on it, with at least 4.6:1 between them. */
export function readableBrand(colour: string): { fill: string; text: string } {
  const given = parse(colour) ?? { r: 11, g: 107, b: 79 };
  const onWhite = contrast(given, white);
  const onInk = contrast(given, ink);
  const text = onWhite >= onInk ? white : ink;
  const away = text === white ? ink : white;
  let fill = given;
  for (let step = 1; contrast(fill, text) < wantedContrast && step <= 40; step += 1) {
    fill = mix(given, away, step / 40);
  }
  return { fill: hex(fill), text: hex(text) };
}

/** Puts the book's colour on the whole page. */
export function applyBrand(colour: string): void {
  const style = document.documentElement.style;
  const { fill, text } = readableBrand(colour);
  style.setProperty('--brand', colour);
  style.setProperty('--brand-fill', fill);
  style.setProperty('--on-brand', text);
}
