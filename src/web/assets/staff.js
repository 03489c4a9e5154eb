/* Progressive: every staff page works without this file. */

/** On a phone the sections are wider than the screen: the one that is open is brought into sight. */
const open = document.querySelector('.desk-nav [aria-current]');
const sections = open?.closest('.desk-nav__list');
if (sections) {
  const left = open.getBoundingClientRect().left - sections.getBoundingClientRect().left;
  sections.scrollLeft += left - (sections.clientWidth - open.offsetWidth) / 2;
}

/** A box that selects every case of the list. */
const rows = document.querySelector('.rows');
const picks = rows ? [...rows.querySelectorAll('.pick')] : [];
const all = document.querySelector('[data-pick-all]');
if (all && picks.length > 1) {
  all.hidden = false;
  const box = all.querySelector('input');
  box.addEventListener('change', () => {
    for (const pick of picks) pick.checked = box.checked;
  });
}

/** Leaving a page with something typed in it asks first. */
for (const form of document.querySelectorAll('form[data-keep]')) {
  let isTouched = false;
  form.addEventListener('input', () => (isTouched = true));
  form.addEventListener('submit', () => (isTouched = false));
  addEventListener('beforeunload', (event) => {
    if (isTouched) event.preventDefault();
  });
}

/** Prints the receipt on A5 paper or on a roll of 80 mm. */
for (const button of document.querySelectorAll('[data-print-as]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    document.documentElement.classList.toggle('print-roll', button.dataset.printAs === 'roll');
    print();
  });
}

/** What is typed is kept as a draft a moment after the last key, and when the page is left. Without this a button does it. */
for (const form of document.querySelectorAll('form[data-autosave]')) {
  const state = form.querySelector('[data-draft-state]');
  if (!state) continue;
  let timer = null;
  let isTouched = false;
  const save = async () => {
    timer = null;
    if (!isTouched) return;
    isTouched = false;
    const body = new URLSearchParams(new FormData(form));
    body.set('go', 'draft');
    body.set('auto', '1');
    try {
      const answer = await fetch(form.action, { method: 'POST', body, keepalive: body.toString().length < 60_000 });
      const isJson = answer.headers.get('content-type')?.startsWith('application/json');
      if (isJson && answer.ok) state.textContent = (await answer.json()).saved;
      else {
        isTouched = true;
        state.textContent = answer.status === 401 ? state.dataset.signedOut : state.dataset.failed;
      }
    } catch {
      isTouched = true;
      state.textContent = state.dataset.failed;
    }
  };
  form.addEventListener('input', () => {
    isTouched = true;
    clearTimeout(timer);
    timer = setTimeout(save, 2500);
  });
  form.addEventListener('submit', () => {
    isTouched = false;
    clearTimeout(timer);
  });
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void save();
  });
}

/**
 * A call on the hotline: the telephone system opens any staff page with `#tel=` and the caller's number. What stands after #
 * is never sent to a server; it is taken out of the address at once, and looked up as if it had been typed.
 */
const callKey = 'samleng-call';
const call = /^#tel=([+\d]|%2B)[\d.\- ]{5,20}$/i.exec(location.hash);
if (call) {
  sessionStorage.setItem(callKey, decodeURIComponent(location.hash.slice(5)));
  history.replaceState(null, '', location.pathname + location.search);
}
const callerBox = document.querySelector('[data-caller]');
const number = callerBox && sessionStorage.getItem(callKey);
if (number) {
  sessionStorage.removeItem(callKey);
  callerBox.querySelector('input').value = number;
  const find = callerBox.querySelector('button[value="find"]');
  find.form.requestSubmit(find);
}
