/** The engines that matter for what a page can see. */
export type Engine = 'chromium' | 'firefox' | 'webkit';

/** The engine by a browser's user agent. On iOS every name is WebKit: Chrome there says `CriOS`, Firefox `FxiOS`. */
export function engineOf(userAgent: string): Engine {
  if (/\bFirefox\//.test(userAgent)) return 'firefox';
  return /\b(?:Headless)?(?:Chrome|Chromium)\//.test(userAgent) ? 'chromium' : 'webkit';
}
