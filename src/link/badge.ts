import { messages } from '../messages/index.ts';

const WORDS = messages.badge;

/** Of a character, in pixels at a font size of 11. */
const PROPORTIONAL_WIDTH = 5.6;
const MONOSPACE_WIDTH = 6.6;
const MARGIN = 8;

/**
 * A picture to put on a model’s page: it invites to verify and names the host that the link leads to. It never says
 * that anything is verified: whoever made the page chose it.
 *
 * @param link absolute address
 */
export function badgeSvg(link: string): string {
  const host = hostOf(link);
  const labelWidth = Math.ceil(WORDS.invitation.length * PROPORTIONAL_WIDTH);
  const hostWidth = Math.ceil(host.length * MONOSPACE_WIDTH);
  const [left, right] = [labelWidth + 2 * MARGIN, hostWidth + 2 * MARGIN];
  const title = escapeMarkup(titleOf(link));
  // Stretched to the room that there is, whichever font a page has; letters of equal width tell `rn` from `m`.
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<rect width="${left + right}" height="20" rx="3" fill="#1f2937"/>`,
    `<path d="M${left} 0h${right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1 -3 3h-${right - 3}z" fill="#1d4ed8"/>`,
    '<g fill="#fff" font-size="11">',
    `<text x="${MARGIN}" y="14" textLength="${labelWidth}" font-family="Verdana,sans-serif">${escapeMarkup(WORDS.invitation)}</text>`,
    `<text x="${left + MARGIN}" y="14" textLength="${hostWidth}" font-family="ui-monospace,monospace">${escapeMarkup(host)}</text>`,
    '</g>',
    '</svg>',
  ].join('');
}

/** The badge for a Markdown page; `image` is where that page finds the picture. */
export function badgeMarkdown(link: string, image: string): string {
  const alt = titleOf(link).replace(/[\\[\]<>`*_]/g, '\\$&');
  return `[![${alt}](${escapeTarget(image)})](${escapeTarget(link)})`;
}

/** The badge for an HTML page; `image` is where that page finds the picture. */
export function badgeHtml(link: string, image: string): string {
  const [href, src, alt] = [link, image, titleOf(link)].map(escapeMarkup);
  return `<a href="${href}"><img src="${src}" alt="${alt}"></a>`;
}

function titleOf(link: string): string {
  return WORDS.title(hostOf(link));
}

/** In ASCII, whatever letters it is made of: look-alikes show. */
function hostOf(link: string): string {
  return new URL(link).host;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** What could end a link’s target in Markdown, in percent escapes. */
function escapeTarget(target: string): string {
  return target.replace(
    /[\s<>()[\]\\"'`]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
