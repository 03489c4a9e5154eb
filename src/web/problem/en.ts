/** Pages that say what went wrong. `what` is one calm sentence, `next` what the person can do now. */
export const en = {
  title: 'Something went wrong',
  problems: {
    forbidden: {
      title: 'You may not open this page',
      what: 'Your account does not give access to this page.',
      next: 'If you need it for your work, ask your supervisor.',
    },
    form_expired: {
      title: 'Please send this once more',
      what: 'The page was open for a long time, or your browser did not accept our cookie. What you wrote is still here.',
      next: 'Press the button to send it again. If this page comes back, allow cookies for this site.',
    },
    form_foreign: {
      title: 'This form did not come from here',
      what: 'We received a form that was not sent from one of our pages, so we did nothing with it.',
      next: 'Start again from the first page.',
    },
    signed_out: {
      title: 'You have been signed out',
      what: 'You were away for a while, so we signed you out. What you wrote is still here.',
      next: 'Sign in again in a new tab, come back to this tab, and press the button to send it.',
    },
    not_found: {
      title: 'We cannot find this page',
      what: 'The address may be mistyped, or the page may have moved.',
      next: 'Start again from the first page.',
    },
    conflict: {
      title: 'Somebody changed this before you',
      what: 'While you were working, another person changed the same thing. Your change was not made.',
      next: 'Go back, look at what is there now, and decide again.',
    },
    rule: {
      title: 'This cannot be done now',
      what: 'The rules do not allow this step at this moment. Nothing was changed.',
      next: 'Go back to see what you can do now.',
    },
    invalid: {
      title: 'We could not understand what was sent',
      what: 'Something in the form was not as we expected. Nothing was changed.',
      next: 'Go back and try again.',
    },
    too_large: {
      title: 'What you sent is too large',
      what: 'We could not take in that much at once. Nothing was changed.',
      next: 'Go back and shorten the text.',
    },
    too_many: {
      title: 'Too many tries',
      what: 'We received many requests from your connection in a short time. Others may be sharing it.',
      next: 'Wait {wait}, then press the button. What you wrote is still here.',
    },
    fault: {
      title: 'Something went wrong on our side',
      what: 'This is our mistake, not yours. We have made a note of it.',
      next: 'Please try again. If it happens again, tell us this number: {reference}',
    },
    unreadable: {
      title: 'This complaint cannot be opened now',
      what: 'Its content is locked, and the key is not at hand here. We have made a note of it. Nothing was changed.',
      next: 'Try again later. If it happens again, tell us this number: {reference}',
    },
    away: {
      title: 'The service is resting for a moment',
      what: 'We cannot reach our records right now. What you wrote is still on this page.',
      next: 'Keep this page open and press the button in a minute.',
    },
    away_unsent: {
      title: 'The service is resting for a moment',
      what: 'We cannot reach our records right now.',
      next: 'Please try again in a minute.',
    },
  },
  again: 'Send again',
  retry: 'Try again',
  signIn: 'Sign in (opens in a new tab)',
  kept: 'What you wrote is kept',
  home: 'Go to the first page',
  track: 'Follow your complaint',
  seconds: '{n} seconds',
  minutes: '{n} minutes',
};

export type Strings = typeof en;
export type ProblemCode = keyof Strings['problems'];
