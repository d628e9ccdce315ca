// Our own drawings for the icons that carry meaning, as paths in a 16 by 16 box. HubSpot's icon set
// is not ours to ship; a name without a drawing shows a plain square with rounded corners.

const check = 'M3 8.5 6.5 12 13 4.5';
const cross = 'M4 4 12 12 M12 4 4 12';
const circle = 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13';
const pencil = 'M3 13 3.5 10.2 10.8 3 13 5.2 5.8 12.5z';

const drawings: Readonly<Record<string, string>> = {
  add: 'M8 3v10 M3 8h10',
  block: `${circle} M3.5 3.5l9 9`,
  checkCircle: `${circle} M5 8.2 7.2 10.4 11 5.8`,
  circleHollow: circle,
  clock: `${circle} M8 4.5V8l2.5 1.5`,
  copy: 'M5.5 5.5h7v8h-7z M3.5 10.5v-8h7',
  delete: 'M3 4.5h10 M6 4.5v-2h4v2 M4.5 4.5l.6 9h5.8l.6-9',
  download: 'M8 2v8 M4.5 7 8 10.5 11.5 7 M3 13.5h10',
  downCarat: 'M4 6l4 4 4-4',
  edit: pencil,
  ellipses: 'M3 8h.01 M8 8h.01 M13 8h.01',
  exclamation: 'M8 3v6 M8 12.5v.01',
  exclamationCircle: `${circle} M8 4.5v4 M8 11v.01`,
  externalLink: 'M6.5 4H3.5v8.5H12V9.5 M9 3h4v4 M13 3 7.5 8.5',
  filter: 'M2.5 3.5h11L9.5 8.5v4l-3 1v-5z',
  info: `${circle} M8 7.5v4 M8 4.8v.01`,
  key: 'M6 10a3 3 0 1 1 2-2.5h5.5v2.5 M11 7.5v2',
  left: 'M10 4 6 8l4 4',
  link: 'M6.5 9.5l3-3 M7 5l2-2a2.8 2.8 0 0 1 4 4l-2 2 M9 11l-2 2a2.8 2.8 0 0 1-4-4l2-2',
  locked: 'M4 7.5h8v6H4z M5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  objectAssociations: 'M4 4.5h.01 M12 4.5h.01 M8 12h.01 M4 4.5h8 M4 4.5 8 12 12 4.5',
  question: 'M5.5 6a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7 M8 12.5v.01',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.5 M13 2v3.2H9.8',
  remove: cross,
  right: 'M6 4l4 4-4 4',
  save: 'M3 3h8l2 2v8H3z M5 3v4h5V3 M5 13v-3.500h6V13',
  search: 'M7 2.500a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9 M10.5 10.5 14 14',
  settings: `${circle} M8 5.500a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5`,
  star: 'M8 2l1.8 3.9 4.2.5-3.1 2.9.8 4.200L8 11.4 4.3 13.500l.8-4.200L2 6.400l4.2-.5z',
  success: check,
  undo: 'M3.5 6.500h6a3.5 3.5 0 0 1 0 7H7 M6 3.500l-3 3 3 3',
  upCarat: 'M4 10l4-4 4 4',
  upload: 'M8 10.500V2.5 M4.5 6 8 2.5 11.5 6 M3 13.500h10',
  user: 'M8 2.500a2.8 2.8 0 1 0 0 5.600a2.8 2.8 0 1 0 0-5.6 M2.5 14c.5-3 2.5-4.5 5.5-4.500s5 1.5 5.5 4.5',
  warning: 'M8 2.5 14.5 13.500h-13z M8 6.500v3.5 M8 11.800v.01',
  xCircle: `${circle} M5.5 5.500l5 5 M10.5 5.500l-5 5`,
};

const unknown = 'M3.5 2.500h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1z';

/** SVG path data for an icon's name. */
export function glyphPath(name: string): string {
  return drawings[name] ?? unknown;
}
