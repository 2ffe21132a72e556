import type { BundleDescription } from '../../signer/describe.ts';
import type { Signature } from '../../signer/signature.ts';
import type { Standing, Standings } from './standings.ts';

/** Something that happened, or is said to have. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly what: 'valid-from' | 'valid-until' | 'certificate-logged' | 'logged' | 'stamped';
  /** Who says so: the name of a log or an authority; hostile text. */
  readonly by?: string;
  readonly standing: Standing;
  /** The earliest time that the check proved. */
  readonly earliest: boolean;
}

/** All times of a bundle on one line, in their order. */
export interface TimeLine {
  readonly moments: readonly Moment[];
  /** Where a time lies on the line, from 0 to 1. */
  place(time: number): number;
}

/** Gathers the times that a bundle holds: of the signer's certificate, its logs, the signature's log, the timestamps. */
export function timeLineOf(
  { chain, entries, timestamps }: BundleDescription,
  signature: Signature | undefined,
  standings: Standings,
): TimeLine {
  const leaf = chain[0]?.certificate;
  const certificate = leaf?.ok === true ? leaf.value : undefined;
  const ofCertificate = standings.chain[0] ?? 'claimed';
  const promises = certificate?.promises?.ok === true ? certificate.promises.value : [];
  const first = signature?.ok === true ? signature.times[0] : undefined;
  const isFirst = (source: 'rekor' | 'rfc3161', time: number, standing: Standing): boolean =>
    standing === 'proven' && first?.source === source && first.time === time;

  const moments: Moment[] = [
    ...(certificate
      ? [
          { time: certificate.notBefore, what: 'valid-from' as const },
          { time: certificate.notAfter, what: 'valid-until' as const },
        ].map((each) => ({ ...each, standing: ofCertificate, earliest: false }))
      : []),
    ...promises.map(({ time, log }): Moment => ({
      time,
      what: 'certificate-logged',
      by: log.name ?? log.id,
      standing: standings.promises,
      earliest: false,
    })),
    ...entries.flatMap((entry): Moment[] => {
      if (!entry.ok || entry.value.integratedTime === undefined) return [];
      const { integratedTime: time, log, promise } = entry.value;
      // The inclusion proof does not cover the time, only the promise does.
      const standing = promise === undefined ? 'claimed' : standings.log;
      const earliest = isFirst('rekor', time, standing);
      return [{ time, what: 'logged', by: log.name ?? log.id, standing, earliest }];
    }),
    ...timestamps.flatMap((timestamp): Moment[] => {
      if (!timestamp.ok) return [];
      const { authority, signer, time } = timestamp.value;
      const standing = standings.timestamps;
      const by = authority === '' ? signer.issuer : authority;
      return [{ time, what: 'stamped', by, standing, earliest: isFirst('rfc3161', time, standing) }];
    }),
  ].sort((a, b) => a.time - b.time);

  const [start, end] = [moments[0]?.time ?? 0, moments.at(-1)?.time ?? 0];
  return { moments, place: (time) => (start === end ? 0.5 : (time - start) / (end - start)) };
}
