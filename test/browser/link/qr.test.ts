import { BinaryBitmap, HybridBinarizer, QRCodeReader, RGBLuminanceSource } from '@zxing/library';
import { describe, expect, it } from 'vitest';
import { writeLink } from '../../../src/link/link.ts';
import { qrCode } from '../../../src/link/qr.ts';
import { unwrap } from '../../../src/oms/error.ts';
import { ORDINARY } from '../../support/link.ts';

/** Pixels of a module, as on a small screen. */
const SCALE = 3;

/** What another library reads off the picture that the code makes. */
function read({ path, size }: { readonly path: string; readonly size: number }): string {
  const canvas = new OffscreenCanvas(size * SCALE, size * SCALE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = 'black';
  context.scale(SCALE, SCALE);
  context.fill(new Path2D(path));
  const { data, height, width } = context.getImageData(0, 0, canvas.width, canvas.height);
  const grey = Uint8ClampedArray.from({ length: width * height }, (_, index) => data[4 * index] ?? 0);
  const source = new RGBLuminanceSource(grey, width, height);
  return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
}

describe('the QR code of a link', () => {
  it('is read as the link', async () => {
    const expectations = [ORDINARY, { ...ORDINARY, statement: 'ab'.repeat(32), model: '模型 1' }];
    for (const expectation of expectations) {
      const link = unwrap(await writeLink({ expectation }, 'https://assay.example/'));
      const code = qrCode(link);
      expect(code && read(code)).toBe(link);
    }
  });

  it('is small for an ordinary link, and has a quiet zone around it', async () => {
    const code = qrCode(unwrap(await writeLink({ expectation: ORDINARY }, 'https://assay.example/')));
    expect(code?.size).toBeLessThanOrEqual(57);
    expect(code?.path).toMatch(/^M4 4h7v1h-7z/);
  });

  it('is not made of what a camera would not read', () => {
    expect(qrCode('x'.repeat(500))).toBeDefined();
    expect(qrCode('x'.repeat(501))).toBeUndefined();
  });
});
