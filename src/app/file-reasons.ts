import { systemFile } from '../model/hints.ts';
import type { Finding } from '../oms/compare.ts';
import type { IgnoredBy } from '../oms/ignore.ts';
import { hasBundleName } from '../oms/paths.ts';
import { looksOdd } from '../report/text.ts';
import type { Text } from '../messages/text.ts';

const RULES: Readonly<Record<Exclude<IgnoredBy, 'bundle'>, string>> = {
  convention: 'Git’s own files are never part of a model',
  signer: 'left out by the signer',
  person: 'ignored by you',
};

/** What there is to say of a file beside its result: why it differs or does not count, and what misleads about it. */
export function reasonsFor(finding: Finding): readonly Text[] {
  const odd = 'the name holds characters that do not show, mislead, or are not portable';
  return [...(looksOdd(finding.path) ? [[odd]] : []), ...reasonsByOutcome(finding)];
}

function reasonsByOutcome(finding: Finding): readonly Text[] {
  switch (finding.outcome) {
    case 'ignored': {
      const { by, path } = finding.rule;
      if (by !== 'bundle') return [[`${RULES[by]}: `, { quote: path }]];
      if (hasBundleName(finding.path)) return [];
      return [['holds the bundle, but another tool may read it for something else']];
    }
    case 'extra': {
      const maker = systemFile(finding.path);
      return maker === undefined ? [] : [[`made by ${maker}`]];
    }
    case 'missing':
      return [
        ...(finding.problem ? [[finding.problem.message]] : []),
        ...(!finding.problem && finding.mayBeLink ? [['may be a link, which no web page can see']] : []),
        ...(finding.lookAlike === undefined
          ? []
          : [['looks like ', { quote: finding.lookAlike }, ', which is there']]),
      ];
    case 'unreadable': {
      const { code, message, next } = finding.problem;
      return code === 'cancelled' || code === 'stopped-at-difference' ? [] : [[`${message} ${next}`]];
    }
    case 'mismatch':
      return finding.range ? [[`first in bytes ${finding.range.start} to ${finding.range.end}`]] : [];
    default:
      return [];
  }
}
