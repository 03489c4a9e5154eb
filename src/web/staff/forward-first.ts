/** What can be done, with what leads on first: it stands out, and nothing that stands out stands in the middle of a list. */
export function forwardFirst<Deed extends { readonly isForward: boolean }>(deeds: readonly Deed[]): readonly Deed[] {
  return [...deeds.filter(({ isForward }) => isForward), ...deeds.filter(({ isForward }) => !isForward)];
}
