import { describe, expect, it } from 'vitest';
import { type FileKind, sniffFile } from '../../../src/model/sniff.ts';

const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);
const pem = (label: string): string => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`;
const json = (mediaType: string): string => JSON.stringify({ mediaType });

const ZIP = bytes(0x50, 0x4b, 3, 4, 0);
const GZIP = bytes(0x1f, 0x8b, 8, 0);
const TAR = new Blob([new Uint8Array(257), 'ustar\0']);

describe('sniffFile', () => {
  it.each<[FileKind, string, BlobPart]>([
    ['bundle', 'anything', json('application/vnd.dev.sigstore.bundle.v0.3+json')],
    ['bundle', 'old', json('application/vnd.dev.sigstore.bundle+json;version=0.2')],
    ['bundle', 'cut off', json('application/vnd.dev.sigstore.bundle.v0.3+json').slice(0, -1)],
    ['trust-root', 'trusted_root.json', json('application/vnd.dev.sigstore.trustedroot+json;version=0.1')],
    ['trust-root', 'config.json', json('application/vnd.dev.sigstore.clienttrustconfig.v0.1+json')],
    [
      'report',
      'any.json',
      '{\n  "type": "assay-report", "x": "application/vnd.dev.sigstore.bundle.v9+json"}',
    ],
    ['other', 'config.json', '{"hidden_size": 32, "type": "assay-report"}'],
    ['other', 'config.json', '{"hidden_size": 32}'],
    ['other', 'README.md', 'see application/vnd.dev.sigstore.bundle'],
    ['public-key', 'key', pem('PUBLIC KEY')],
    ['certificate', 'chain.pem', `subject=CN = x\n${pem('CERTIFICATE')}${pem('CERTIFICATE')}`],
    ['certificate', 'both', pem('CERTIFICATE') + pem('PUBLIC KEY')],
    ['private-key', 'key.pem', pem('EC PARAMETERS') + pem('EC PRIVATE KEY')],
    ['private-key', 'cosign.key', pem('ENCRYPTED SIGSTORE PRIVATE KEY')],
    ['private-key', 'all.pem', pem('CERTIFICATE') + pem('PRIVATE KEY')],
    ['other', 'mail.asc', pem('PGP SIGNATURE')],
    ['archive', 'model.zip', ZIP],
    ['archive', 'MODEL.TAR.GZ', GZIP],
    ['archive', 'model.tar', TAR],
    ['archive', 'download', ZIP],
    ['archive', 'model.7z', bytes(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)],
    ['archive', 'model.tar.xz', bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)],
    ['archive', 'model.tar.zst', bytes(0x28, 0xb5, 0x2f, 0xfd)],
    ['other', 'model.pt', ZIP],
    ['other', 'model.nemo', TAR],
    ['other', 'model.zip', 'not a zip'],
    ['other', 'model.gguf', 'GGUF'],
    ['other', 'empty', ''],
  ])('says %s of %s', async (kind, name, content) => {
    expect(await sniffFile(new File([content], name))).toBe(kind);
  });

  it('does not read a large file for its end', async () => {
    const read: number[] = [];
    class Watched extends File {
      override get size(): number {
        return 2 ** 40;
      }

      override slice(start = 0, end = this.size): Blob {
        read.push(end - start);
        return new Blob(['GGUF']);
      }

      override arrayBuffer(): Promise<ArrayBuffer> {
        return Promise.reject(new Error('too much'));
      }
    }
    expect(await sniffFile(new Watched([], 'model.gguf'))).toBe('other');
    expect(read.every((length) => length <= 65_536)).toBe(true);
  });

  it('says other of a file that cannot be read', async () => {
    class Locked extends File {
      override arrayBuffer(): Promise<ArrayBuffer> {
        return Promise.reject(new DOMException('no', 'NotReadableError'));
      }
    }
    expect(await sniffFile(new Locked([pem('PUBLIC KEY')], 'key.pem'))).toBe('other');
  });
});
