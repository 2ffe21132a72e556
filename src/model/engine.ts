/** The engines that matter for what a page can see. */
export type Engine = 'chromium' | 'firefox' | 'webkit';

/** What a browser and the system below it are, as far as that decides what a page can see. */
export interface Platform {
  readonly engine: Engine;
  /** On Windows there are links that browsers follow, and no pipes or sockets in folders. */
  readonly windows: boolean;
}

/** The platform by a browser's user agent. */
export function platformOf(userAgent: string): Platform {
  return { engine: engineOf(userAgent), windows: /\bWindows\b/.test(userAgent) };
}

/** The engine by a browser's user agent. On iOS every name is WebKit: Chrome there says `CriOS`, Firefox `FxiOS`. */
function engineOf(userAgent: string): Engine {
  if (/\bFirefox\//.test(userAgent)) return 'firefox';
  return /\b(?:Headless)?(?:Chrome|Chromium)\//.test(userAgent) ? 'chromium' : 'webkit';
}
