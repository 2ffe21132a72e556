import { messages } from '../messages/index.ts';
import type { Text } from '../messages/text.ts';
import { canRunCode, systemFile } from '../model/hints.ts';
import { type Finding, unsignedFiles } from '../oms/compare.ts';
import { hasBundleName, mixesAlphabets } from '../oms/paths.ts';
import { looksOdd } from '../report/text.ts';

const WORDS = messages.files.reasons;

/** What there is to say of a file beside its result: why it differs or does not count, and what misleads about it. */
export function reasonsFor(finding: Finding): readonly Text[] {
  const { path } = finding;
  return [
    ...(looksOdd(path) ? [[WORDS.oddName]] : []),
    ...(mixesAlphabets(path) ? [[WORDS.mixedAlphabets]] : []),
    ...(unsignedFiles([finding]).length > 0 ? reasonsIfUnsigned(path) : []),
    ...reasonsByOutcome(finding),
  ];
}

function reasonsIfUnsigned(path: string): readonly Text[] {
  const maker = systemFile(path);
  return [
    ...(canRunCode(path) ? [[WORDS.runsCode]] : []),
    ...(maker === undefined ? [] : [[WORDS.namedLike(maker)]]),
  ];
}

function reasonsByOutcome(finding: Finding): readonly Text[] {
  switch (finding.outcome) {
    case 'ignored': {
      const { by, path } = finding.rule;
      if (by === 'person' && path === finding.path) return [[WORDS.ignored.itself]];
      if (by !== 'bundle') return [WORDS.ignored[by](path)];
      if (hasBundleName(finding.path)) return [];
      return [[WORDS.oddBundle]];
    }
    case 'missing':
      return [
        ...(finding.problem ? [[finding.problem.message]] : []),
        ...(!finding.problem && finding.mayBeLink ? [[WORDS.mayBeLink]] : []),
        ...(finding.lookAlike === undefined ? [] : [WORDS.looksLike(finding.lookAlike)]),
      ];
    case 'unreadable': {
      const { code, message, next } = finding.problem;
      return code === 'cancelled' || code === 'stopped-at-difference' ? [] : [[`${message} ${next}`]];
    }
    case 'mismatch': {
      const { range } = finding;
      return range ? [[WORDS.firstIn(messages.files.range(range.start, range.end))]] : [];
    }
    default:
      return [];
  }
}
