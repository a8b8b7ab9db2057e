// Notes what a page was touched by, asked its server for, and was told of the runs of its script; so no wait has to be guessed.
(() => {
  const noted = (window.noted = { touched: 0, asked: 0, begun: 0, ended: 0, turned: 0 });
  const now = () => performance.now();

  // The outermost fields of a protobuf message by their number: the value of a plain number, true for anything longer.
  const fieldsOf = (bytes) => {
    const fields = {};
    let at = 0;
    const number = () => {
      let value = 0;
      for (let unit = 1; ; unit *= 128) {
        const byte = bytes[at++];
        value += (byte & 127) * unit;
        if (!(byte & 128)) return value;
      }
    };
    while (at < bytes.length) {
      const tag = number();
      const [field, kind] = [Math.floor(tag / 8), tag % 8];
      if (kind === 0) fields[field] = number();
      else {
        fields[field] = true;
        const long = kind === 2 ? number() : kind === 1 ? 8 : 4; // which moves on, so it is worked out before it is added
        at += long;
      }
    }
    return fields;
  };
  const [RERUN_SCRIPT, NEW_SESSION, SCRIPT_FINISHED, EARLY_FOR_RERUN] = [11, 4, 6, 2]; // BackMsg.proto, ForwardMsg.proto

  const heard = ({ data }) => {
    if (!(data instanceof ArrayBuffer)) return;
    const told = fieldsOf(new Uint8Array(data));
    if (told[NEW_SESSION]) noted.begun = now();
    if (SCRIPT_FINISHED in told && told[SCRIPT_FINISHED] !== EARLY_FOR_RERUN) noted.ended = now();
  };
  const listened = new WeakSet();
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (words) {
    if (!listened.has(this)) this.addEventListener("message", heard);
    listened.add(this);
    if (ArrayBuffer.isView(words) && fieldsOf(words)[RERUN_SCRIPT]) noted.asked = now();
    return send.call(this, words);
  };
  for (const kind of ["click", "keydown", "input", "popstate"]) addEventListener(kind, () => (noted.touched = now()), true);
  new MutationObserver(() => (noted.turned = now())).observe(document, {
    subtree: true,
    attributes: true,
    attributeFilter: ["data-test-script-state"],
  });

  // At rest: what was asked was begun and has ended, what could still be asked was not, and the page has drawn it.
  window.atRest = (latest, still) => {
    const { touched, asked, begun, ended, turned } = noted;
    const answered = asked <= begun && begun <= ended;
    const drawn = document.querySelector("[data-test-script-state=notRunning]") && now() - turned > still;
    return answered && drawn && (asked >= touched || now() - touched > latest);
  };
})();
