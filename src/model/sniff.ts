import { MAX_BUNDLE_BYTES } from '../oms/bundle-size.ts';
import { asciiText, BUNDLE_MEDIA_TYPE, outline } from './scan.ts';

/** What a loose file seems to be. `other` may be a model of a single file. */
export type FileKind =
  'bundle' | 'public-key' | 'certificate' | 'private-key' | 'archive' | 'trust-root' | 'report' | 'other';

/** How a report begins: what it quotes may hold any other mark. */
const REPORT_START = /^\s*\{\s*"type"\s*:\s*"assay-report"/;

/** Bytes in which a report has said what it is. */
const REPORT_HEAD = 128;

/** Media types without their first half, whose slash JSON may escape. */
const TRUST_ROOTS = ['vnd.dev.sigstore.trustedroot', 'vnd.dev.sigstore.clienttrustconfig'] as const;

/** Largest PEM file that is looked through, in bytes: all authorities that browsers trust together have 230 KB. */
const MAX_PEM_BYTES = 1024 * 1024;

/** First bytes in hex: zip, empty zip, gzip, bzip2, xz, zstd, 7z, RAR. */
const ARCHIVES = ['504b0304', '504b0506', '1f8b', '425a68', 'fd377a58', '28b52ffd', '377abcaf', '52617221'];

/** POSIX tar has its mark not at the start (ustar, offset 257). */
const TAR = { at: 257, mark: 'ustar' };

/** Many model formats are zip or tar files by other names (`.pt`, `.keras`, `.npz`, `.nemo`), so the name counts as well. */
const ARCHIVE_NAME = /(?:^[^.]+|\.(?:zip|tar|t?gz|t?bz2|t?xz|t?zst|7z|rar))$/i;

/** Tells what a loose file is, by its content. Only a guess to sort by; never rejects: an unreadable file is `other`. */
export async function sniffFile(file: File): Promise<FileKind> {
  try {
    return (await jsonKind(file)) ?? (await pemKind(file)) ?? ((await isArchive(file)) ? 'archive' : 'other');
  } catch {
    return 'other';
  }
}

async function jsonKind(file: File): Promise<FileKind | undefined> {
  if (REPORT_START.test(await asciiText(file.slice(0, REPORT_HEAD)))) return 'report';
  if (file.size > MAX_BUNDLE_BYTES) return undefined;
  const json = await outline(file, [BUNDLE_MEDIA_TYPE, ...TRUST_ROOTS]);
  if (!json) return undefined;
  if (json.marks.has(BUNDLE_MEDIA_TYPE)) return 'bundle';
  return TRUST_ROOTS.some((type) => json.marks.has(type)) ? 'trust-root' : 'other';
}

/** By the labels of RFC 7468 and their older spellings; one private key makes the file a private one. */
async function pemKind(file: File): Promise<FileKind | undefined> {
  if (file.size > MAX_PEM_BYTES) return undefined;
  const text = await asciiText(file);
  const labels = Array.from(
    text.matchAll(/^(?:\xef\xbb\xbf)?-----BEGIN ([A-Z0-9 ]{1,64})-----/gm),
    ([, label = '']) => label,
  );
  const some = (end: string): boolean => labels.some((label) => label.endsWith(end));
  if (some('PRIVATE KEY')) return 'private-key';
  if (some('CERTIFICATE')) return 'certificate';
  return some('PUBLIC KEY') ? 'public-key' : undefined;
}

async function isArchive(file: File): Promise<boolean> {
  if (!ARCHIVE_NAME.test(file.name)) return false;
  const magic = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  const hex = Array.from(magic, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (ARCHIVES.some((archive) => hex.startsWith(archive))) return true;
  return (await asciiText(file.slice(TAR.at, TAR.at + TAR.mark.length))) === TAR.mark;
}
