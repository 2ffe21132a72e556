import encodeQR from 'qr';

/** A QR code as a picture: `<svg viewBox="0 0 SIZE SIZE"><path d="PATH"/></svg>`, dark on light. */
export interface QrCode {
  /** Modules in a row, the quiet zone around it included. */
  readonly size: number;
  /** One run of dark modules after the other, row by row. */
  readonly path: string;
}

/** Longest text that cameras read well off a screen, in bytes. */
const MAX_QR = 500;

/** The quiet zone that readers need, in modules (ISO/IEC 18004 §9.1). */
const QUIET = 4;

/** The QR code of a link; undefined for one that is too long for a camera. */
export function qrCode(link: string): QrCode | undefined {
  if (link.length > MAX_QR) return undefined;
  const rows = encodeQR(link, 'raw', { ecc: 'medium', border: QUIET });
  const path = rows.flatMap((row, y) =>
    Array.from(row.map(Number).join('').matchAll(/1+/g), ({ 0: { length }, index }) => {
      return `M${index} ${y}h${length}v1h-${length}z`;
    }),
  );
  return { size: rows.length, path: path.join('') };
}

/** The code as an SVG file, black on white. */
export function qrSvg({ path, size }: QrCode): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">`,
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`,
  ].join('');
}
