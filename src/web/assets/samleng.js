/* Progressive: every page works without this file. */
const shown = (number) => {
  const grouped = number.toLocaleString('en-US');
  if (document.documentElement.lang !== 'km') return grouped;
  return grouped.replaceAll(',', '.').replace(/\d/g, (digit) => String.fromCharCode(0x17e0 + Number(digit)));
};

/** Move to the error summary, as a screen reader would expect after sending. */
document.querySelector('[data-errors]')?.focus();

/** Say how many characters are left, once typing pauses. */
for (const group of document.querySelectorAll('[data-count]')) {
  const area = group.querySelector('textarea');
  const message = group.querySelector('[data-count-message]');
  if (!area || !message) continue;
  const max = Number(group.dataset.count);
  message.setAttribute('aria-live', 'polite');
  let timer = 0;
  const tell = () => {
    const left = max - [...area.value].length;
    message.classList.toggle('govuk-error-message', left < 0);
    message.textContent =
      left < 0 ? group.dataset.over.replace('{over}', shown(-left)) : group.dataset.left.replace('{left}', shown(left));
  };
  area.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(tell, 400);
  });
  if (area.value !== '') tell();
}

/** Where several forms stand on a page, the language switch sends the one in which somebody writes; Enter stays its own. */
const languageSwitch = document.querySelector('button.switch');
for (const form of document.querySelectorAll('form[data-switch]')) {
  form.addEventListener('input', () => {
    const enter = document.querySelector('button.enter');
    for (const button of [languageSwitch, enter]) button?.setAttribute('form', form.id);
    if (enter) enter.value = form.querySelector('button[name="go"]')?.value ?? '';
  });
}

/** Fold a name for comparing: case, zero-width marks, blanks, and the two spellings of Khmer coeng ta/da. */
const folded = (text) =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u200b-\u200d\s'’-]/g, '')
    .replaceAll('\u17d2\u178a', '\u17d2\u178f');

/** Narrow a list of answers while typing Khmer or Latin. */
for (const filter of document.querySelectorAll('[data-filter]')) {
  const list = document.getElementById(filter.dataset.filter);
  const box = filter.querySelector('input');
  const none = filter.querySelector('[data-none]');
  if (!list || !box || !none) continue;
  filter.hidden = false;
  const items = [...list.children].map((item) => ({
    item,
    key: folded(`${item.textContent} ${item.dataset.also ?? ''}`),
  }));
  box.addEventListener('input', () => {
    const wanted = folded(box.value);
    let visible = 0;
    for (const { item, key } of items) {
      item.hidden = !key.includes(wanted) && item.querySelector('input:checked') === null;
      if (!item.hidden) visible += 1;
    }
    none.textContent = visible === 0 ? none.dataset.none : '';
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
}

/** A form is sent once, however often the button is pressed; it may be sent again after five seconds. */
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent === 'yes') event.preventDefault();
    form.dataset.sent = 'yes';
    setTimeout(() => delete form.dataset.sent, 5000);
  });
}

/** Coming back by the back button to a page the browser kept: its forms may be sent again. */
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});

for (const link of document.querySelectorAll('[data-leave]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    try {
      localStorage.clear();
      sessionStorage.clear();
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
    location.replace(link.href);
  });
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
