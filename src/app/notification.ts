import { ICONS } from './favicon.ts';

/** True if the browser can tell the person something while the page is hidden, and they did not refuse it. */
export function canNotify(): boolean {
  return 'Notification' in window && Notification.permission !== 'denied';
}

/** Asks the person whether the page may notify them, unless they said so before. */
export async function mayNotify(): Promise<boolean> {
  return (await Notification.requestPermission()) === 'granted';
}

/** Notifies the person, if the page is hidden from them; a click on it brings them here. */
export function notify(title: string, body: string): void {
  if (!document.hidden) return;
  try {
    const notification = new Notification(title, { body, icon: ICONS.idle });
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
  } catch {
    // Android has the constructor, and refuses it to pages.
  }
}
