/*
 * An unfinished complaint, kept on this device for a day so that a lost connection loses nothing. Never for protected
 * matters or anonymous people: their pages carry data-draft-clear. Nothing is sent anywhere.
 */
const key = 'samleng-draft';
const day = 86_400_000;

const read = () => {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (draft && Date.now() - draft.savedAt < day && Array.isArray(draft.fields)) return draft;
    localStorage.removeItem(key);
  } catch {
    // No storage, or not ours: there is no draft.
  }
  return null;
};
const clear = () => {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
};

const form = document.querySelector('form[data-draft]');
if (document.querySelector('[data-draft-clear]')) clear();
else if (form) {
  const save = () => {
    const fields = [...new FormData(form)].filter(
      ([name, value]) => typeof value === 'string' && name !== '_csrf' && name !== 'go',
    );
    try {
      localStorage.setItem(key, JSON.stringify({ savedAt: Date.now(), fields }));
    } catch {
      // Full or forbidden: the answers are still in the form itself.
    }
  };
  let timer = 0;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(save, 500);
  });
  form.addEventListener('submit', save);
  if (form.dataset.draft === 'started') save();
}

const offer = document.querySelector('[data-draft-offer]');
const draft = offer && read();
if (offer && draft && form) {
  offer.hidden = false;
  offer.querySelector('[data-draft-continue]').addEventListener('click', () => {
    const resume = document.createElement('form');
    resume.method = 'post';
    resume.action = form.action;
    const add = (name, value) => {
      const input = document.createElement('input');
      input.type = 'hidden';
      input.name = name;
      input.value = value;
      resume.append(input);
    };
    for (const [name, value] of draft.fields) add(name, value);
    add('_csrf', form.elements.namedItem('_csrf').value);
    add('go', 'resume');
    document.body.append(resume);
    resume.submit();
  });
  offer.querySelector('[data-draft-delete]').addEventListener('click', () => {
    clear();
    offer.hidden = true;
  });
}
