/* Line drawings on a grid of 16, in the colour of the text beside them. They are decoration: words say the same. */
const PATHS = {
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.500 4.500 0 0 0 0-9M10.500 10.500 14 14",
  sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v1.500M8 13.500V15M1 8h1.500M13.500 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1",
  moon: "M13.500 9.500A6 6 0 0 1 6.500 2.500a6 6 0 1 0 7 7",
  screen: "M2 3h12v8H2zM6 14h4M8 11v3",
  keys: "M1.500 4h13v8h-13zM4 6.500h.01M6.700 6.500h.01M9.300 6.500h.01M12 6.500h.01M5 9.500h6",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  left: "M10 3 5 8l5 5",
  right: "M6 3l5 5-5 5",
  up: "M3 10l5-5 5 5",
  down: "M3 6l5 5 5-5",
  table: "M2 3h12v10H2zM2 6.500h12M2 10h12M6 3v10",
  map: "M2 4l4-1.500 4 1.500 4-1.500V12l-4 1.500L6 12l-4 1.500zM6 2.500V12M10 4v9.500",
  time: "M2 13h12M3.500 13V9M6.500 13V5M9.500 13V7M12.500 13V3",
  fit: "M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10M6 8h4M8 6v4",
  box: "M2.500 5V2.500H5M11 2.500h2.500V5M13.500 11v2.500H11M5 13.500H2.500V11",
  file: "M4 1.500h5.500L13 5v9.500H4zM9 1.500V5.500h4",
  check: "M3 8.500 6.500 12 13 4.500",
  alert: "M8 2 1.500 13.500h13zM8 6.500v3.500M8 12h.01",
  filter: "M2 3h12L9.500 8.500V13l-3-1.500v-3z",
  print: "M4.500 6V2h7v4M4.500 11.500H2.500V6h11v5.500h-2M4.500 9.500h7V14h-7z",
  edit: "M2.500 13.500l.700-3L10.500 3.200l2.300 2.300-7.300 7.300zM9.200 4.500l2.300 2.300",
  undo: "M3 6h7a3.500 3.500 0 0 1 0 7H6M3 6l3-3M3 6l3 3",
  merge: "M3 2.500v3c0 2 1.500 3 5 3s5-1 5-3v-3M8 8.500v5",
  split: "M8 2.500v5M8 7.500c-3.500 0-5 1-5 3v3M8 7.500c3.500 0 5 1 5 3v3",
  menu: "M2 4h12M2 8h12M2 12h12",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
