import { type Certificate, type CertificateOptions, createCertificate, PURPOSES } from './certificate.ts';
import { createKey, type KeyType } from './keys.ts';

/** A certificate authority: a self-signed root, and an intermediate that issues for code signing. */
export interface Authority {
  readonly root: Certificate;
  readonly intermediate: Certificate;
  /**
   * Issues a certificate: by the intermediate, for a new P-256 key, `digitalSignature` and `codeSigning`. `options`
   * replace any of that.
   */
  readonly issue: (options?: Partial<CertificateOptions>) => Promise<Certificate>;
}

/** What to do otherwise in an authority. */
export interface AuthorityOptions {
  /** Kinds of keys; P-256 where absent. */
  readonly rootType?: KeyType | undefined;
  readonly intermediateType?: KeyType | undefined;
  readonly root?: Partial<CertificateOptions>;
  readonly intermediate?: Partial<CertificateOptions>;
}

/** Makes an authority named after `organization`. */
export async function createAuthority(
  organization: string,
  options: AuthorityOptions = {},
): Promise<Authority> {
  const root = await createCertificate({
    subject: { O: organization, CN: `${organization} root` },
    key: await createKey(options.rootType),
    basicConstraints: { ca: true },
    keyUsage: ['keyCertSign', 'cRLSign'],
    ...options.root,
  });
  const intermediate = await createCertificate({
    subject: { O: organization, CN: `${organization} intermediate` },
    key: await createKey(options.intermediateType),
    issuer: root,
    basicConstraints: { ca: true, pathLength: 0 },
    keyUsage: ['keyCertSign', 'cRLSign'],
    extendedKeyUsage: { purposes: [PURPOSES.codeSigning] },
    ...options.intermediate,
  });
  return {
    root,
    intermediate,
    async issue(leaf = {}) {
      return createCertificate({
        subject: { O: organization, CN: `${organization} signer` },
        key: leaf.key ?? (await createKey()),
        issuer: intermediate,
        keyUsage: ['digitalSignature'],
        extendedKeyUsage: { purposes: [PURPOSES.codeSigning] },
        ...leaf,
      });
    },
  };
}
