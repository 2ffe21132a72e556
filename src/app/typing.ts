/** Milliseconds without a letter after which somebody no longer types. */
const REST = 10_000;

/** Where somebody types: in the text field of that name, between these places of its text. */
export interface Typing {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** When the person last typed something, by the page's own clock. */
let typedAt = -Infinity;

/** Notes that the person types. */
export function noteTyping(): void {
  typedAt = performance.now();
}

/** Notes that the person is done with what they typed. */
export function endTyping(): void {
  typedAt = -Infinity;
}

/** Where the person types; undefined if they are done, at rest, or not in a text field that has a name. */
export function typingNow(): Typing | undefined {
  const field = document.activeElement;
  if (performance.now() - typedAt > REST || !isTextField(field) || field.name === '') return undefined;
  const { name, selectionStart, selectionEnd } = field;
  return { name, start: selectionStart ?? 0, end: selectionEnd ?? 0 };
}

/** Puts the person where they typed, in a form that took the place of the one in which they did. */
export function goOnTyping({ name, start, end }: Typing): (form: HTMLFormElement) => void {
  return (form) => {
    const field = form.elements.namedItem(name);
    if (!isTextField(field)) return;
    field.focus();
    field.setSelectionRange(start, end);
  };
}

function isTextField(element: unknown): element is HTMLInputElement | HTMLTextAreaElement {
  return (
    element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.type === 'text')
  );
}
