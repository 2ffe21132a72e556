import { messages } from '../messages/index.ts';
import type { Report } from '../verify/report.ts';
import { documentOf } from './document.ts';
import { outlineOf, type Section } from './outline.ts';
import { plainText } from './text.ts';

/**
 * A report as plain text, a line for each thing: hostile characters are escaped, so that none can begin a line of its own.
 *
 * @param application the version of Assay
 */
export function reportText(report: Report, application: string): string {
  const { title, headline, qualifiers, sections } = outlineOf(documentOf(report, application));
  const lines = [
    ...underlined(plainText(title), '='),
    '',
    plainText(headline),
    ...qualifiers.map((qualifier) => `  - ${plainText(qualifier)}`),
    '',
    messages.report.notSigned,
    ...sections.flatMap(sectionLines),
  ];
  return `${lines.join('\n')}\n`;
}

function sectionLines({ title, facts = [], items = [], table }: Section): string[] {
  return [
    '',
    ...underlined(title, '-'),
    ...facts.map(([term, value]) => `${term}: ${plainText(value)}`),
    ...items.map((item) => `- ${plainText(item)}`),
    ...(table?.rows.map((row) => {
      const cells = row.map(plainText).filter((cell) => cell !== '');
      return `- ${cells.join(' | ')}`;
    }) ?? []),
  ];
}

function underlined(title: string, line: string): string[] {
  return [title, line.repeat(title.length)];
}
