// Own line icons, drawn on a 20-unit grid. Decoration only: the words beside them carry meaning.
// tidy: table

const paths = {
  search: 'M14.5 9a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0ZM13.2 13.2l3.6 3.6',
  down: 'm5.5 8 4.5 4.5L14.5 8',
  up: 'm5.5 12 4.5-4.5 4.5 4.5',
  next: 'M8 5.5 12.5 10 8 14.5',
  back: 'M12 5.5 7.5 10l4.5 4.5',
  close: 'm5.5 5.5 9 9m0-9-9 9',
  check: 'm4.5 10.5 3.7 3.7 7.3-8',
  arrow: 'M3.5 10H16m-4.5-4.5L16 10l-4.5 4.5',
  plus: 'M10 4.5v11M4.5 10h11',
  minus: 'M4.5 10h11',
  board:
    'M5 3.600h10A2.2 2.2 0 0 1 17.2 5.800v8.400a2.2 2.2 0 0 1-2.2 2.200H5a2.2 2.2 0 0 1-2.2-2.200V5.800A2.2 2.2 0 0 1 5 3.600ZM2.8 8.200h14.400M2.8 12.300h14.400M11.4 8.200v8.2',
  pulse: 'M2.3 10.500h3.600L8.2 4l3.6 12 2.3-5.500h3.6',
  ticket:
    'M4.5 3.200h11v13.600l-2.2-1.4-2.2 1.4-2.2-1.4-2.2 1.4-2.2-1.400ZM7.5 7.100h5M7.5 10.500h5',
  wallet:
    'M3.6 5.900h12.300a1.4 1.4 0 0 1 1.4 1.400v8.100a1.4 1.4 0 0 1-1.4 1.400H4.100a1.4 1.4 0 0 1-1.4-1.400V5A1.4 1.4 0 0 1 4.1 3.600h10.400M17.3 9.500h-3.600a1.8 1.8 0 0 0 0 3.600h3.6',
  menu: 'M3.6 5.900h12.800M3.6 10h12.800M3.6 14.100h8.2',
  alert: 'M10 2.9 17.7 16.400H2.300ZM10 8.200v3.900M10 14.100v.1',
  info: 'M17.3 10a7.3 7.3 0 1 1-14.6 0 7.3 7.3 0 0 1 14.6 0ZM10 9.200v4.400M10 6.300v.1',
  clock: 'M17.3 10a7.3 7.3 0 1 1-14.6 0 7.3 7.3 0 0 1 14.6 0ZM10 5.900V10l2.8 1.8',
  copy: 'M8.8 7h5.400A1.8 1.8 0 0 1 16 8.800v5.400a1.8 1.8 0 0 1-1.8 1.800H8.800A1.8 1.8 0 0 1 7 14.200V8.800A1.8 1.8 0 0 1 8.8 7ZM4 12.500V5.800A1.8 1.8 0 0 1 5.8 4h6.7',
  download: 'M10 3.500v9m-3.5-3.300L10 12.500l3.5-3.300M4 16.500h12',
  upload: 'M10 12.500v-9M6.5 6.8 10 3.500l3.5 3.300M4 16.500h12',
  shield: 'M10 2.8 16 5v4.600c0 3.7-2.4 6.3-6 7.6-3.6-1.3-6-3.9-6-7.600V5ZM7.3 9.900l2 2 3.5-3.9',
  rules:
    'M5.5 3h9A1.5 1.5 0 0 1 16 4.500v11a1.5 1.5 0 0 1-1.5 1.500h-9A1.5 1.5 0 0 1 4 15.500v-11A1.5 1.5 0 0 1 5.5 3ZM7 7h6M7 10h6M7 13h3.5',
  settings:
    'M3.5 6h6M13.5 6h3M3.5 14h3M10.5 14h6M11.5 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4ZM8.5 12a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z',
  leave:
    'M8 3.500H5A1.5 1.5 0 0 0 3.5 5v10A1.5 1.5 0 0 0 5 16.500h3M8.5 10h8m-3.2-3.200L16.5 10l-3.2 3.2',
  people:
    'M10.5 7a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM2.5 16.500c.4-3 2.3-4.7 5-4.700s4.6 1.7 5 4.700M12.8 4.300a3 3 0 0 1 0 5.400M14.5 12.200c1.7.6 2.7 2.1 3 4.3',
  person:
    'M13.3 6.500a3.3 3.3 0 1 1-6.6 0 3.3 3.3 0 0 1 6.6 0ZM4 17c.5-3.3 2.8-5.2 6-5.200s5.5 1.9 6 5.2',
  gauge: 'M3 14a7.5 7.5 0 1 1 14 0M10 12.500l3.2-4.300M10 13.600v.1',
  lines: 'M3 5h14M3 10h14M3 15h14M7.5 3v14M12.5 3v14',
  flame:
    'M10 2.800c.5 2.5 4.3 4 4.3 8.100a4.3 4.3 0 0 1-8.6 0c0-1.9.9-3.1 1.9-4.1.2 1.2.7 1.8 1.4 2-.3-2.2-.1-4.4 1-6Z',
  chart: 'M3.5 3.500v13h13M7 13V9.500M10.5 13V6.500M14 13v-5',
  calendar:
    'M5 4.500h10A1.5 1.5 0 0 1 16.5 6v9a1.5 1.5 0 0 1-1.5 1.500H5A1.5 1.5 0 0 1 3.5 15V6A1.5 1.5 0 0 1 5 4.500ZM3.5 8.500h13M7 2.800v3M13 2.800v3',
  scale: 'M10 3.500v13M5.5 16.500h9M4 6.200l6-1.2 6 1.200M4 6.2 2 11.500h4ZM16 6.200l-2 5.300h4Z',
  pause: 'M7 4.500v11M13 4.500v11',
  play: 'M6.5 4.300v11.400l9-5.700Z',
  refresh: 'M16.5 10a6.5 6.5 0 1 1-2-4.700M16.5 3.500v3.800h-3.8',
  book: 'M10 5.500c-1.5-1.3-3.5-1.8-6.5-1.800v11.600c3 0 5 .5 6.5 1.8 1.5-1.3 3.5-1.8 6.5-1.800V3.700c-3 0-5 .5-6.5 1.800ZM10 5.500v11.6',
  message:
    'M4.5 4h11A1.5 1.5 0 0 1 17 5.500v7a1.5 1.5 0 0 1-1.500 1.500H9l-3.500 3v-3h-1A1.5 1.5 0 0 1 3 12.500v-7A1.5 1.5 0 0 1 4.500 4Z',
  filter: 'M3.5 5h13M6 10h8M8.5 15h3',
} as const;

export type IconName = keyof typeof paths;
export type IconSize = 'small' | 'tiny';

export function Icon({ name, size }: { name: IconName; size?: IconSize }) {
  return (
    <svg className={size ? `icon ${size}` : 'icon'} viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

const glyphs = {
  lock: (
    <>
      <rect x="2" y="5.2" width="8" height="5.6" rx="1.3" fill="currentColor" />
      <path
        d="M3.9 5V3.700a2.1 2.1 0 0 1 4.2 0V5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
      />
    </>
  ),
  tick: (
    <path
      d="m1.8 6.4 2.7 2.7 5.6-6.2"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  better: <path d="M6 2.6 10.4 9H1.600z" fill="currentColor" />,
  worse: <path d="M6 9.4 1.6 3h8.800z" fill="currentColor" />,
};

/** The little marks inside a price cell, on a 12-unit grid. */
export function Glyph({ name }: { name: keyof typeof glyphs }) {
  return (
    <svg className="glyph" viewBox="0 0 12 12" aria-hidden="true">
      {glyphs[name]}
    </svg>
  );
}
