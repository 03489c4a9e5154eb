/*
 * The counter without a line. What is taken is sealed for the server before it touches the device: a fresh ECDH key for each
 * letter, AES-GCM, and nothing here that could open it again. It waits in IndexedDB and is sent under its own id, which the
 * server answers alike however often it comes.
 */
const root = document.querySelector('[data-counter]');
const words = JSON.parse(root.dataset.words);
const find = (name) => root.querySelector(`[data-${name}]`);
const [{ bytesOf, encoded, newId, sealedFor, slip }, { digits, fill, formOf }, { lineOf }] = await Promise.all(
  [root.dataset.seal, root.dataset.formScript, root.dataset.lineScript].map((path) => import(path)),
);
const sealed = sealedFor(root.dataset.key);
const { form, chosen, said, tellFaults, faultsHere, fileFaults, typed, putBack } = formOf(root, words);
const { whoIsThere, answerTo, answerToFile } = lineOf(root, encoded);

let base;
/** Who is signed in: null without a line, false when nobody is. */
let session = null;
/** The office for which this device takes complaints; learned when somebody signs in. */
let office = null;
/** Id of the refused letter that stands in the form again. */
let mending = null;

/** The files chosen, each sealed by itself: how long its head is, the head, and what it holds. */
function sealedFiles(of) {
  return Promise.all(
    [...chosen.files].map(async (file) => {
      const id = newId();
      const head = bytesOf({ office, of, name: file.name });
      const length = new DataView(new ArrayBuffer(4));
      length.setUint32(0, head.length, true);
      const content = await new Blob([length, head, file]).arrayBuffer();
      return { id, of, letter: await sealed(id, content), state: 'waiting', why: '' };
    }),
  );
}

/** Bytes of the files that wait on this device. */
const waitingBytes = async () => (await base.getAll('files')).reduce((sum, { letter }) => sum + letter.length, 0);

async function keep(event) {
  event.preventDefault();
  said('');
  const faults = [...faultsHere(), ...(await fileFaults(waitingBytes))];
  tellFaults(faults);
  if (faults.length > 0) return;
  const content = { office, fields: typed() };
  const id = mending ?? newId();
  const letter = await sealed(id, bytesOf(content));
  try {
    const files = await sealedFiles(id);
    // All of it or nothing.
    const keeping = base.transaction(['letters', 'files'], 'readwrite');
    const kept = [
      keeping.objectStore('letters').put({ id, letter, office, takenAt: Date.now(), state: 'waiting', note: '' }),
    ];
    for (const file of files) kept.push(keeping.objectStore('files').put(file));
    await Promise.all([...kept, keeping.done]);
  } catch {
    // The disk is full, or a file is gone from where it was.
    return tellFaults([{ href: '#files', text: words.noRoom }]);
  }
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

function tag(colour, text) {
  const made = document.createElement('strong');
  made.className = `govuk-tag govuk-tag--${colour}`;
  made.textContent = text;
  return made;
}

/** Takes what was handed over, and what was refused of it, off the device. */
async function forget(id) {
  const forgetting = base.transaction(['letters', 'files'], 'readwrite');
  const files = forgetting.objectStore('files');
  for (const file of await files.index('of').getAllKeys(id)) void files.delete(file);
  void forgetting.objectStore('letters').delete(id);
  await forgetting.done;
}

async function show() {
  const letters = (await base.getAll('letters')).sort((one, other) => one.takenAt - other.takenAt);
  const files = (await base.getAll('files')).map(({ of, state, why }) => ({ of, state, why }));
  const waiting = (of) => files.filter((file) => file.of === of && file.state !== 'refused').length;
  const unsent = letters.filter(({ id, state }) => state !== 'filed' || waiting(id) > 0).length;
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
    const colour = { filed: 'green', refused: 'red', trouble: 'orange' }[one.state] ?? 'grey';
    item.append(text, tag(colour, stateWords(one)));
    if (waiting(one.id) > 0) item.append(tag('grey', fill(words.filesWaiting, { n: digits(waiting(one.id)) })));
    for (const { of, state: how, why } of files)
      if (of === one.id && how === 'refused') item.append(tag('red', fill(words.fileRefused, { why })));
    if (one.state === 'refused' && session) item.append(button(words.edit, () => mend(one)));
    if (one.state === 'filed' && session) item.append(button(words.receipt, () => receipt(one)));
    if (one.state === 'filed' && waiting(one.id) === 0)
      item.append(
        button(words.done, async () => {
          await forget(one.id);
          await show();
        }),
      );
    return item;
  });
  find('queue').replaceChildren(...items);
}

/** Whether there is a line, and who is signed in. */
async function look() {
  session = await whoIsThere();
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

let sending = null;
/** Sends everything that waits, one after the other; one round at a time, also over several tabs. */
function sendAll() {
  sending ??= (navigator.locks ? navigator.locks.request('samleng-counter', round) : round()).finally(() => {
    sending = null;
  });
  return sending;
}

/** Sends the files of what has become a case. @returns whether there is still a line and somebody signed in */
async function sendFiles(one) {
  for (const key of await base.getAllKeysFromIndex('files', 'of', one.id)) {
    // One at a time: each may be large.
    const file = await base.get('files', key);
    if (file === undefined || file.state === 'refused') continue;
    let told;
    try {
      told = await answerToFile(session, file, one);
    } catch {
      session = null;
      return false;
    }
    if (told.state === 'signed-out') return false;
    if (told.state === 'attached') await base.delete('files', key);
    else if (told.state !== 'trouble') {
      const why = told.why ?? words.fileFaults[told.state] ?? '';
      await base.put('files', { ...file, letter: new Uint8Array(), state: 'refused', why });
    }
    await show();
  }
  return true;
}

async function round() {
  await look();
  for (const one of session ? await base.getAll('letters') : []) {
    if (one.state === 'refused' || one.office !== session.office) continue;
    if (one.state === 'filed') {
      if (!(await sendFiles(one))) break;
      continue;
    }
    await base.put('letters', { ...one, state: 'sending' });
    await show();
    let told;
    try {
      told = await answerTo(session, one);
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
    const now = { ...one, state: told.state, note: told.reference ?? '' };
    await base.put('letters', now);
    await show();
    if (now.state === 'filed' && !(await sendFiles(now))) break;
  }
  await look();
}

/** Brings a refused one back into the form: the server opens it for whoever is signed in. */
async function mend(one) {
  const told = await answerTo(session, one);
  if (told.state !== 'refused') {
    await base.put('letters', {
      ...one,
      state: told.state === 'signed-out' ? 'refused' : told.state,
      note: told.reference ?? '',
    });
    return look();
  }
  putBack(told.fields);
  mending = one.id;
  tellFaults(told.faults);
  said(words.mend);
}

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
  base = await openDB('samleng-counter', 2, {
    upgrade(made, before) {
      if (before < 1) {
        made.createObjectStore('letters', { keyPath: 'id' });
        made.createObjectStore('settings');
      }
      made.createObjectStore('files', { keyPath: 'id' }).createIndex('of', 'of');
    },
    // Another tab opens a newer page: it must not wait for this one.
    blocking: () => base.close(),
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
