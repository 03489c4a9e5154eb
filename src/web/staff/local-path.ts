/** A path of the staff side as it may follow a sign-in; null for anything else, also for other sites in disguise. */
export function localPathAfter(wanted: string): string | null {
  return /^\/(en\/)?staff(\/[A-Za-z0-9._~/-]*)?(\?[A-Za-z0-9._~=&%+-]*)?$/.test(wanted) && !wanted.includes('//')
    ? wanted
    : null;
}
