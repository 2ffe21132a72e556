/** Moves the focus to a heading that is new on the page, so that keyboard and screen reader are where the answer is. */
export function takeFocus(heading: HTMLElement): void {
  heading.focus();
}

/** Where somebody types: in the text field of that name, between these places of its text. */
export interface Typing {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Where the person types; undefined if they are not in a text field that has a name. */
export function typingNow(): Typing | undefined {
  const field = document.activeElement;
  if (!isTextField(field) || field.name === '') return undefined;
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
