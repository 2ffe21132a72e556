import { createContext } from 'svelte';

/** Copies a text and says so: `what` is what it is called in a sentence, such as “serial number”. True if it could. */
export type Copy = (what: string, text: string) => Promise<boolean>;

/** How the parts of the inspector reach the one place that speaks to a screen reader. */
export const [getCopy, setCopy] = createContext<Copy>();
