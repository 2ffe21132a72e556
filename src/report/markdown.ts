import { messages } from '../messages/index.ts';
import type { Text } from '../messages/text.ts';
import type { Report } from '../verify/report.ts';
import { documentOf } from './document.ts';
import { notChecked } from './not-checked.ts';
import { outlineOf, type Section } from './outline.ts';
import { escapeText } from './text.ts';

/**
 * A report as Markdown of GitHub’s kind. Every quote is a code span, in which nothing counts: no HTML, no link, no
 * mention of a person, no number of an issue.
 *
 * @param application the version of Assay
 */
export function reportMarkdown(report: Report, application: string): string {
  const { title, headline, qualifiers, sections } = outlineOf(documentOf(report, application), {
    ...report.verdict,
    notChecked: notChecked(report),
    causes: report.causes.map(({ sentence }) => sentence),
  });
  const lines = [
    `# ${markdown(title)}`,
    '',
    `**${markdown([report.verdict.state])}**: ${markdown(headline)}`,
    '',
    ...qualifiers.map((qualifier) => `- ${markdown(qualifier)}`),
    '',
    `_${messages.report.notSigned}_`,
    ...sections.flatMap(sectionLines),
  ];
  return `${lines.join('\n')}\n`;
}

function sectionLines({ title, facts = [], items = [], table }: Section): string[] {
  return [
    '',
    `## ${title}`,
    ...(facts.length > 0
      ? [
          '',
          ...tableLines(
            ['', ''],
            facts.map(([term, value]) => [[term], value]),
          ),
        ]
      : []),
    ...(items.length > 0 ? ['', ...items.map((item) => `- ${markdown(item)}`)] : []),
    ...(table && table.rows.length > 0 ? ['', ...tableLines(table.head, table.rows)] : []),
  ];
}

function tableLines(head: readonly string[], rows: readonly (readonly Text[])[]): string[] {
  return [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
}

/** In a table a bar ends the cell even within a code span; escaping has made every run of backslashes before it even. */
function cell(text: Text): string {
  return markdown(text).replaceAll('|', '\\|');
}

function markdown(text: Text): string {
  return text
    .map((part) =>
      typeof part === 'string'
        ? part.replaceAll(/[\\`*_[\]<>#~&]/g, '\\$&')
        : part.quote === ''
          ? messages.report.empty
          : codeSpan(escapeText(part.quote)),
    )
    .join('');
}

/** A fence longer than any run of backticks within (CommonMark §6.1). */
function codeSpan(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}
