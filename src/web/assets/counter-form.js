/*
 * The form of the counter without a line: what is typed in it, what of that can be judged without the server, and a refused
 * complaint put back into it.
 */
/** Words of a sentence put in their places. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** A number in the digits of the page. */
export const digits = (text) =>
  document.documentElement.lang === 'km'
    ? String(text).replace(/\d/g, (digit) => String.fromCharCode(0x17e0 + Number(digit)))
    : String(text);

/** The places of the list are typed with their code in brackets. */
const placeCode = (typed) => /\((\d{4,8})\)\s*$/.exec(typed)?.[1] ?? (/^\d{4,8}$/.test(typed) ? typed : null);

const placeOption = (code) =>
  [...document.querySelectorAll('#counter-places option')].find(({ value }) => value.endsWith(`(${code})`))?.value;

/** The form within that part of the page, with what is said above it. */
export function formOf(root, words) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const form = find('form');
  const limits = JSON.parse(root.dataset.limits);
  const chosen = find('files');

  function said(text) {
    const box = find('said');
    box.textContent = text;
    box.hidden = text === '';
  }

  function tellFaults(faults) {
    find('faults').hidden = faults.length === 0;
    const items = faults.map(({ href, text }) => {
      const link = document.createElement('a');
      link.href = href;
      link.textContent = text;
      const item = document.createElement('li');
      item.append(link);
      return item;
    });
    find('faults-list').replaceChildren(...items);
    if (faults.length > 0) find('faults').focus();
  }

  /** What can be judged without the server. */
  function faultsHere() {
    const value = (name) => String(new FormData(form).get(name) ?? '').trim();
    const needed = ['channel', 'programme', 'category', 'placeTyped', 'narrative', 'identity', 'consent'];
    if (value('identity') !== 'anonymous') needed.push('complainant.name');
    const faults = needed
      .filter((name) => value(name) === '')
      .map((name) => {
        const id = name.replaceAll('.', '-');
        const label = document.querySelector(`label[for="${id}"]`)?.textContent.replace('*', '').trim() ?? name;
        return { href: `#${id}`, text: `${label}: ${words.required}` };
      });
    if (value('placeTyped') !== '' && placeCode(value('placeTyped')) === null)
      faults.push({ href: '#placeTyped', text: words.choosePlace });
    return faults;
  }

  /** What is wrong with the files chosen, and whether there is room for them on this device beside what waits. */
  async function fileFaults(waitingBytes) {
    const files = [...chosen.files];
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const faults = [];
    if (files.length > limits.files) faults.push(fill(words.filesTooMany, { n: digits(limits.files) }));
    for (const { name, size: bytes } of files) {
      if (bytes === 0) faults.push(fill(words.fileEmpty, { name }));
      if (bytes > limits.bytes) faults.push(fill(words.fileTooLarge, { name }));
    }
    if (files.length > 0) {
      const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
      if ((await waitingBytes()) + size > limits.waiting || (quota !== undefined && quota - usage < 2 * size))
        faults.push(words.noRoom);
    }
    return faults.map((text) => ({ href: '#files', text }));
  }

  /** What is typed, as it is sent: the place by its code. */
  function typed() {
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string' && value !== '');
    const place = placeCode(String(new FormData(form).get('placeTyped')).trim());
    return [...fields.filter(([name]) => name !== 'placeTyped'), ['place', place]];
  }

  /** Puts what was typed before into the form again. */
  function putBack(fields) {
    form.reset();
    for (const { name, value } of fields) {
      const given = form.elements.namedItem(name === 'place' ? 'placeTyped' : name);
      if (!given) continue;
      if (given instanceof RadioNodeList || given.type === 'checkbox') {
        const all = given instanceof RadioNodeList ? [...given] : [given];
        for (const box of all) box.checked = box.value === value;
      } else given.value = name === 'place' ? (placeOption(value) ?? value) : value;
    }
    for (const fold of form.querySelectorAll('details')) fold.open = true;
  }

  return { form, chosen, said, tellFaults, faultsHere, fileFaults, typed, putBack };
}
