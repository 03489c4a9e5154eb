/*
 * The counter without a line. What is taken is sealed for the server before it touches the device: a fresh ECDH key for each
 * letter, AES-GCM, and nothing here that could open it again. It waits in IndexedDB and is sent under its own id, which the
 * server answers alike however often it comes.
 */
const root = document.querySelector('[data-counter]');
const words = JSON.parse(root.dataset.words);
const find = (name) => root.querySelector(`[data-${name}]`);
const form = find('form');
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const digits = (text) =>
  document.documentElement.lang === 'km'
    ? String(text).replace(/\d/g, (digit) => String.fromCharCode(0x17e0 + Number(digit)))
    : String(text);
/** Six signs of the id that are easy to write on a slip. */
const slip = (id) => id.replaceAll('-', '').slice(-6).toUpperCase();
const base64url = {
  of: (bytes) =>
    btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace(/=+$/, ''),
  bytes: (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0)),
};
const encoded = (bytes) => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 30_000) text += base64url.of(bytes.subarray(at, at + 30_000));
  return text;
};

/** A letter that only the server can open, bound to its id. */
async function sealed(id, content) {
  const { subtle } = crypto;
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const theirs = await subtle.importKey('raw', base64url.bytes(root.dataset.key), curve, false, []);
  const mine = await subtle.generateKey(curve, false, ['deriveBits']);
  const point = new Uint8Array(await subtle.exportKey('raw', mine.publicKey));
  const shared = await subtle.deriveBits({ name: 'ECDH', public: theirs }, mine.privateKey, 256);
  const material = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const text = new TextEncoder();
  const key = await subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: point, info: text.encode('samleng device box') },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const body = await subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: text.encode(id) },
    key,
    text.encode(JSON.stringify(content)),
  );
  return new Uint8Array(await new Blob([point, iv, body]).arrayBuffer());
}

/** The identifier of a filing: version 7, like those of the server. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let millis = Date.now();
  for (let at = 5; at >= 0; at -= 1, millis = Math.floor(millis / 256)) bytes[at] = millis % 256;
  bytes[6] = (bytes[6] & 15) | 0x70;
  bytes[8] = (bytes[8] & 63) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

let base;
/** Who is signed in: null without a line, false when nobody is. */
let session = null;
/** The office for which this device takes complaints; learned when somebody signs in. */
let office = null;
/** Id of the refused letter that stands in the form again. */
let mending = null;

/** The places of the list are typed with their code in brackets. */
const placeCode = (typed) => /\((\d{4,8})\)\s*$/.exec(typed)?.[1] ?? (/^\d{4,8}$/.test(typed) ? typed : null);

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

async function keep(event) {
  event.preventDefault();
  said('');
  const faults = faultsHere();
  tellFaults(faults);
  if (faults.length > 0) return;
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string' && value !== '');
  const place = placeCode(String(new FormData(form).get('placeTyped')).trim());
  const content = { office, fields: [...fields.filter(([name]) => name !== 'placeTyped'), ['place', place]] };
  const id = mending ?? newId();
  const letter = await sealed(id, content);
  await base.put('letters', { id, letter, office, takenAt: Date.now(), state: 'waiting', note: '' });
  mending = null;
  form.reset();
  said(fill(words.kept, { number: slip(id) }));
  await show();
  find('said').scrollIntoView({ block: 'center' });
  void sendAll();
}

const stateWords = (one) => fill(words.states[one.state] ?? '', { reference: one.note });

function button(text, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'as-link';
  made.textContent = text;
  made.addEventListener('click', act);
  return made;
}

async function show() {
  const letters = (await base.getAll('letters')).sort((one, other) => one.takenAt - other.takenAt);
  const unsent = letters.filter(({ state }) => state !== 'filed').length;
  find('queue-said').textContent =
    letters.length === 0 ? words.queueNone : fill(words.queueSome, { n: digits(unsent) });
  find('send-now').hidden = unsent === 0 || !session;
  const items = letters.map((one) => {
    const item = document.createElement('li');
    item.className = 'lines__item';
    const text = document.createElement('div');
    const taken = new Date(one.takenAt);
    const time = `${taken.getDate()}/${taken.getMonth() + 1} ${taken.toTimeString().slice(0, 5)}`;
    text.append(`${fill(words.number, { number: slip(one.id) })}, ${digits(time)} `);
    const state = document.createElement('strong');
    state.className = `govuk-tag govuk-tag--${{ filed: 'green', refused: 'red', trouble: 'orange' }[one.state] ?? 'grey'}`;
    state.textContent = stateWords(one);
    item.append(text, state);
    if (one.state === 'refused' && session) item.append(button(words.edit, () => mend(one)));
    if (one.state === 'filed' && session) item.append(button(words.receipt, () => receipt(one)));
    if (one.state === 'filed')
      item.append(
        button(words.done, async () => {
          await base.delete('letters', one.id);
          await show();
        }),
      );
    return item;
  });
  find('queue').replaceChildren(...items);
}

/** Whether there is a line, and who is signed in. */
async function look() {
  try {
    const answer = await fetch(root.dataset.send, { redirect: 'manual', cache: 'no-store' });
    const text = answer.ok ? await answer.text() : '';
    const ready = new DOMParser().parseFromString(text, 'text/html').querySelector('#ready');
    session = ready
      ? {
          token: ready.querySelector('[name="_csrf"]').value,
          person: ready.dataset.person,
          office: ready.dataset.office,
          officeName: ready.dataset.officeName,
        }
      : false;
  } catch {
    session = null;
  }
  const waiting = await base.count('letters');
  const known = await base.get('settings', 'office');
  if (session && (!known || waiting === 0)) await base.put('settings', session.office, 'office');
  if (session && (!known || waiting === 0)) await base.put('settings', session.officeName, 'officeName');
  office = await base.get('settings', 'office');
  const line = find('line');
  const elsewhere = session && office !== session.office;
  line.textContent = elsewhere
    ? fill(words.otherOffice, { office: (await base.get('settings', 'officeName')) ?? office })
    : session
      ? fill(words.online, { name: session.person })
      : session === false
        ? office
          ? words.signedOut
          : words.notReady
        : office
          ? words.offline
          : words.notReady;
  line.className = `counter__line counter__line--${session && !elsewhere ? 'on' : 'off'}`;
  find('sign').hidden = session !== false;
  form.hidden = !office;
  await show();
}

async function answerTo(one) {
  const body = new URLSearchParams({ _csrf: session.token, id: one.id, letter: encoded(one.letter), go: 'send' });
  const answer = await fetch(root.dataset.send, { method: 'POST', body, redirect: 'manual', cache: 'no-store' });
  if (answer.status === 401 || answer.type === 'opaqueredirect') return { state: 'signed-out' };
  if (!answer.ok || !answer.headers.get('content-type')?.startsWith('application/json')) return { state: 'trouble' };
  return answer.json();
}

let sending = null;
/** Sends everything that waits, one after the other; one round at a time, also over several tabs. */
function sendAll() {
  sending ??= (navigator.locks ? navigator.locks.request('samleng-counter', round) : round()).finally(() => {
    sending = null;
  });
  return sending;
}

async function round() {
  await look();
  for (const one of session ? await base.getAll('letters') : []) {
    if (one.state === 'filed' || one.state === 'refused' || one.office !== session.office) continue;
    await base.put('letters', { ...one, state: 'sending' });
    await show();
    let told;
    try {
      told = await answerTo(one);
    } catch {
      // The line went. Whether the server has it nobody knows here: it is sent again under the same id.
      await base.put('letters', { ...one, state: 'waiting' });
      session = null;
      break;
    }
    if (told.state === 'signed-out') {
      await base.put('letters', { ...one, state: 'waiting' });
      break;
    }
    await base.put('letters', { ...one, state: told.state, note: told.reference ?? '' });
  }
  await look();
}

/** Brings a refused one back into the form: the server opens it for whoever is signed in. */
async function mend(one) {
  const told = await answerTo(one);
  if (told.state !== 'refused') {
    await base.put('letters', {
      ...one,
      state: told.state === 'signed-out' ? 'refused' : told.state,
      note: told.reference ?? '',
    });
    return look();
  }
  form.reset();
  for (const { name, value } of told.fields) {
    const given = form.elements.namedItem(name === 'place' ? 'placeTyped' : name);
    if (!given) continue;
    if (given instanceof RadioNodeList || given.type === 'checkbox') {
      const all = given instanceof RadioNodeList ? [...given] : [given];
      for (const box of all) box.checked = box.value === value;
    } else given.value = name === 'place' ? (placeOption(value) ?? value) : value;
  }
  for (const fold of form.querySelectorAll('details')) fold.open = true;
  mending = one.id;
  tellFaults(told.faults);
  said(words.mend);
}

const placeOption = (code) =>
  [...document.querySelectorAll('#counter-places option')].find(({ value }) => value.endsWith(`(${code})`))?.value;

/** The slip to print, as the server says it again. */
function receipt(one) {
  const asked = find('receipt');
  asked.elements.namedItem('_csrf').value = session.token;
  asked.elements.namedItem('id').value = one.id;
  asked.elements.namedItem('letter').value = encoded(one.letter);
  asked.submit();
}

try {
  if (!crypto.subtle || !('indexedDB' in globalThis)) throw new Error('no place to keep anything');
  const { openDB } = await import(root.dataset.idb);
  base = await openDB('samleng-counter', 1, {
    upgrade(made) {
      made.createObjectStore('letters', { keyPath: 'id' });
      made.createObjectStore('settings');
    },
  });
  // Without this the browser may throw away what waits when the disk is full.
  void navigator.storage?.persist?.();
  // A round that was cut off left its letter behind.
  for (const one of await base.getAll('letters'))
    if (one.state === 'sending') await base.put('letters', { ...one, state: 'waiting' });
  form.elements.namedItem('placeTyped').setAttribute('list', 'counter-places');
  form.addEventListener('submit', keep);
  let touched = false;
  form.addEventListener('input', () => (touched = true));
  form.addEventListener('reset', () => (touched = false));
  addEventListener('beforeunload', (event) => {
    if (touched) event.preventDefault();
  });
  find('send-now').addEventListener('click', () => void sendAll());
  addEventListener('online', () => void sendAll());
  addEventListener('offline', () => void look());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void sendAll();
  });
  setInterval(() => void sendAll(), 60_000);
  await sendAll();
  if ('serviceWorker' in navigator)
    for (const scope of ['/staff/counter', '/en/staff/counter'])
      await navigator.serviceWorker.register('/counter-worker.js', { scope });
} catch (error) {
  find('line').textContent = words.storage;
  find('line').className = 'counter__line counter__line--off';
  console.warn(error);
}
root.dataset.counter = 'ready';
