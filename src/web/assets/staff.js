/* Progressive: every staff page works without this file. */

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
