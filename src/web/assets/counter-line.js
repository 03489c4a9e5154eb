/* The line between the counter and the server: who is signed in there, and what it answers to what is sent. */
export function lineOf(root, encoded) {
  const letter = (one) => encoded(one.letter);

  /** @returns who is signed in: null without a line, false when nobody is */
  async function whoIsThere() {
    try {
      const answer = await fetch(root.dataset.send, { redirect: 'manual', cache: 'no-store' });
      const text = answer.ok ? await answer.text() : '';
      const ready = new DOMParser().parseFromString(text, 'text/html').querySelector('#ready');
      if (!ready) return false;
      const { person, office, officeName } = ready.dataset;
      return { token: ready.querySelector('[name="_csrf"]').value, person, office, officeName };
    } catch {
      return null;
    }
  }

  function answerTo(session, one) {
    const body = new URLSearchParams({ _csrf: session.token, id: one.id, letter: letter(one), go: 'send' });
    return answered(root.dataset.send, body);
  }

  function answerToFile(session, file, one) {
    const body = new FormData();
    body.append('_csrf', session.token);
    body.append('id', one.id);
    body.append('letter', letter(one));
    body.append('file-id', file.id);
    body.append('file', new Blob([file.letter]), 'sealed');
    return answered(root.dataset.sendFile, body);
  }

  async function answered(to, body) {
    const answer = await fetch(to, { method: 'POST', body, redirect: 'manual', cache: 'no-store' });
    if (answer.status === 401 || answer.type === 'opaqueredirect') return { state: 'signed-out' };
    if (!answer.ok || !answer.headers.get('content-type')?.startsWith('application/json')) return { state: 'trouble' };
    return answer.json();
  }

  return { whoIsThere, answerTo, answerToFile };
}
