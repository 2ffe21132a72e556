import { describe, expect, it } from 'vitest';
import { badgeHtml, badgeMarkdown, badgeSvg } from '../../../src/link/badge.ts';

const LINK = 'https://assay.example/#v1:32:method=key&key=abab:01234567';

/** The document that a browser makes of markup. */
const parsed = (markup: string, type: 'image/svg+xml' | 'text/html'): Document =>
  new DOMParser().parseFromString(markup, type);

describe('a badge', () => {
  it('is a picture that invites and names the host, and says nothing of having verified', () => {
    const svg = parsed(badgeSvg(LINK), 'image/svg+xml');
    expect(svg.querySelector('parsererror')).toBeNull();
    expect(svg.documentElement.getAttribute('aria-label')).toBe('Verify this model at assay.example');
    expect(Array.from(svg.querySelectorAll('text'), ({ textContent }) => textContent)).toEqual([
      'Verify this model',
      'assay.example',
    ]);
    expect(svg.documentElement.textContent).not.toMatch(/verified/i);
    expect(svg.querySelector('script, a, image, use, foreignObject')).toBeNull();
  });

  it('has room for its words', async () => {
    const holder = document.createElement('div');
    holder.append(document.importNode(parsed(badgeSvg(LINK), 'image/svg+xml').documentElement, true));
    document.body.append(holder);
    await document.fonts.ready;
    const whole = holder.querySelector('svg')?.getBoundingClientRect();
    for (const text of holder.querySelectorAll('text')) {
      const { left, right } = text.getBoundingClientRect();
      expect(left).toBeGreaterThanOrEqual((whole?.left ?? 0) + 4);
      expect(right).toBeLessThanOrEqual((whole?.right ?? 0) - 4);
    }
    holder.remove();
  });

  it('shows a host of look-alike letters for what it is', () => {
    expect(badgeSvg('https://аssay.example/#v1:')).toContain('xn--ssay-43d.example');
  });

  it.each(['badge.svg', 'a"onerror="alert(1)', "a'b", 'a&b<c>d', 'a) [x](javascript:alert(1)'])(
    'is an HTML link and nothing else with the picture %s',
    (image) => {
      const { body } = parsed(badgeHtml(LINK, image), 'text/html');
      const [link, picture] = [body.querySelector('a'), body.querySelector('img')];
      expect(body.querySelectorAll('*')).toHaveLength(2);
      expect(link?.getAttributeNames()).toEqual(['href']);
      expect(picture?.getAttributeNames()).toEqual(['src', 'alt']);
      expect(link?.getAttribute('href')).toBe(LINK);
      expect(picture?.getAttribute('src')).toBe(image);
      expect(picture?.getAttribute('alt')).toBe('Verify this model at assay.example');
    },
  );

  it('is a Markdown link and nothing else', () => {
    expect(badgeMarkdown(LINK, 'badge.svg')).toBe(
      `[![Verify this model at assay.example](badge.svg)](${LINK})`,
    );
    expect(badgeMarkdown('https://[::1]/a_(b)#v1:', 'a) "b"\n<c>')).toBe(
      '[![Verify this model at \\[::1\\]](a%29%20%22b%22%0a%3cc%3e)](https://%5b::1%5d/a_%28b%29#v1:)',
    );
  });
});
