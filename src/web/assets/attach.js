/* Progressive: choosing files works without this. Shrinks photos before they are sent, and records a voice note. */
const largeSide = 2000;
const worthIt = 700_000;
const longest = 180;

/** The same photo, smaller; the photo itself when it is no photo, small enough, or the browser cannot. */
async function shrunk(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < worthIt) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, largeSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.82));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' });
  } catch {
    return file;
  }
}

/** Puts files into the input, in place of what was in it. */
function put(input, files) {
  const bag = new DataTransfer();
  for (const file of files) bag.items.add(file);
  input.files = bag.files;
}

const digits = (text) =>
  document.documentElement.lang === 'km'
    ? text.replace(/\d/g, (digit) => String.fromCharCode(0x17e0 + Number(digit)))
    : text;
const clock = (seconds) => digits(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);
/** What browsers can record: Safari gives MP4 alone. */
const endings = { webm: 'webm', ogg: 'ogg', mp4: 'm4a', aac: 'aac' };
const sound = [
  'audio/webm;codecs=opus',
  'audio/ogg;codecs=opus',
  'audio/mp4;codecs=mp4a.40.2',
  'audio/mp4',
  'audio/aac',
].find((type) => 'MediaRecorder' in globalThis && MediaRecorder.isTypeSupported(type));

for (const box of document.querySelectorAll('[data-files]')) {
  const input = box.querySelector('input[type="file"]');
  const button = box.querySelector('[data-record]');
  if (!input || !button) continue;
  const form = input.form;
  let busy = Promise.resolve();
  let settled = false;
  let recorder = null;
  /** Choosing files puts others in the place of all: what was recorded stays with them. */
  const notes = [];

  input.addEventListener('change', () => {
    settled = false;
    const chosen = [...input.files];
    const small = Promise.all(chosen.map(shrunk)).then((files) => {
      if (notes.length > 0 || files.some((file, index) => file !== chosen[index])) put(input, [...files, ...notes]);
    });
    busy = Promise.all([busy, small]);
  });
  /** Sending waits until the photos are small and a recording has ended: then the same button is pressed again. */
  form.addEventListener(
    'submit',
    (event) => {
      if (!recorder && (settled || input.files.length === 0)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      recorder?.stop();
      // Not within this event: a form that is being sent cannot be sent again.
      busy.finally(() =>
        setTimeout(() => {
          settled = true;
          form.requestSubmit(event.submitter);
        }),
      );
    },
    { capture: true },
  );

  if (!sound || !navigator.mediaDevices?.getUserMedia) continue;
  const label = box.querySelector('[data-record-text]');
  const state = box.querySelector('[data-record-state]');
  const player = box.querySelector('[data-record-sound]');
  const start = label.textContent;
  button.hidden = false;
  button.addEventListener('click', async () => {
    if (recorder) {
      recorder.stop();
      return;
    }
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      state.textContent = box.dataset.refused;
      return;
    }
    const parts = [];
    let seconds = 0;
    const silence = () => stream.getTracks().forEach((track) => track.stop());
    try {
      recorder = new MediaRecorder(stream, { mimeType: sound, audioBitsPerSecond: 24_000 });
    } catch {
      silence();
      state.textContent = box.dataset.refused;
      return;
    }
    const tell = () => (state.textContent = box.dataset.recording.replace('{time}', clock(seconds)));
    const timer = setInterval(() => {
      seconds += 1;
      tell();
      if (seconds >= longest) recorder?.stop();
    }, 1000);
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    recorder.addEventListener('stop', () => {
      clearInterval(timer);
      silence();
      recorder = null;
      label.textContent = start;
      const type = sound.split(';')[0];
      const name = `${box.dataset.name}.${endings[type.split('/')[1]]}`;
      const note = new File(parts, name, { type });
      notes.push(note);
      put(input, [...input.files, note]);
      state.textContent = box.dataset.recorded;
      player.src = URL.createObjectURL(note);
      player.hidden = false;
    });
    const ended = new Promise((done) => recorder.addEventListener('stop', done));
    busy = Promise.all([busy, ended]);
    recorder.start();
    label.textContent = label.dataset.stop;
    tell();
  });
}
