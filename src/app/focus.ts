/** Moves the focus to a heading that is new on the page, so that keyboard and screen reader are where the answer is. */
export function takeFocus(heading: HTMLElement): void {
  heading.focus();
}
