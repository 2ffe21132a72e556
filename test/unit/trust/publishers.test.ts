import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { messages } from '../../../src/messages/index.ts';
import { unwrap } from '../../../src/oms/error.ts';
import { summarize } from '../../../src/signer/certificate-summary.ts';
import { readCertificates } from '../../../src/signer/pem.ts';
import type { CertificateSummary, Signer } from '../../../src/signer/result.ts';
import { publisherOf } from '../../../src/trust/publishers.ts';

const CERTIFICATE: CertificateSummary = {
  subject: '',
  issuer: '',
  serial: '',
  notBefore: 0,
  notAfter: 0,
  fingerprint: '',
};
const ISSUER = 'https://sigstore.verify.ibm.com/oauth2';
const root = join(process.env.ASSAY_SHARED ?? '../shared', 'nvidia-skills/nv-agent-root-cert.pem');

function signedBy(value: string, issuer = ISSUER): Signer {
  return { method: 'sigstore', identities: [{ type: 'email', value }], issuer, certificate: CERTIFICATE };
}

describe('publisherOf', () => {
  it('knows identities to the letter', () => {
    expect(publisherOf(signedBy('Granite-sign@ibm.com'))).toBe('granite');
    expect(publisherOf(signedBy('Granite-verify@ibm.com'))).toBe('granite');
    expect(publisherOf(signedBy('granite-sign@ibm.com'))).toBeUndefined();
    expect(publisherOf(signedBy('Granite-sign@ibm.com.evil.example'))).toBeUndefined();
    expect(publisherOf(signedBy('Granite-sign@ibm.com', 'https://accounts.google.com'))).toBeUndefined();
  });

  it.skipIf(!existsSync(root))('knows NVIDIA’s root certificate', () => {
    const [der] = unwrap(readCertificates(readFileSync(root, 'utf8')));
    if (!der) throw new Error('the file holds no certificate');
    expect(publisherOf({ method: 'certificate', leaf: CERTIFICATE, root: summarize(der) })).toBe('nvidia');
    expect(publisherOf({ method: 'certificate', leaf: CERTIFICATE })).toBeUndefined();
  });

  it('names a source for each', () => {
    for (const { name, source } of Object.values(messages.publishers))
      expect(messages.publisherLabel.says(name, source)).toContain('not a check');
  });
});
