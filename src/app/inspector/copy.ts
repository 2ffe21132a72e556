import { createContext } from 'svelte';
import { messages } from '../../messages/index.ts';

/** Copies a text and says so: `what` is what it is called in a sentence, such as “serial number”. True if it could. */
export type Copy = (what: string, text: string) => Promise<boolean>;

/** Copies by the browser; `say` puts what became of it where a screen reader speaks it. */
export function copyAloud(say: (sentence: string) => void): Copy {
  return async (what, text) => {
    try {
      await navigator.clipboard.writeText(text);
      say(messages.inspector.copied(what));
      return true;
    } catch {
      say(messages.inspector.copyRefused);
      return false;
    }
  };
}

/** How the parts of the inspector, or of the table of files, reach the one place that speaks to a screen reader. */
export const [getCopy, setCopy] = createContext<Copy>();
