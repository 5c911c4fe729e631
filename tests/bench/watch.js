// Runs before the page's own scripts: notes when canvases are drawn on, when a run of the script
// is asked for, and when the message that ends a run arrives. BackMsg and ForwardMsg are
// protobuf; of their top-level fields only the numbers matter here, and whether a run was cut
// short for the next one.
window.__seen = {drawn: 0, asked: 0, ended: 0};

for (const method of ['clearRect', 'fillRect', 'fill', 'stroke', 'fillText', 'drawImage']) {
  const before = CanvasRenderingContext2D.prototype[method];
  CanvasRenderingContext2D.prototype[method] = function (...args) {
    window.__seen.drawn = performance.now();
    return before.apply(this, args);
  };
}

// Fields of a message: number → value of a number, undefined for anything longer.
const fields = (bytes) => {
  const found = new Map();
  let at = 0;
  const varint = () => {
    let value = 0, weight = 1, byte;
    do {
      byte = bytes[at++];
      value += (byte & 127) * weight;
      weight *= 128;
    } while (byte & 128);
    return value;
  };
  while (at < bytes.length) {
    const tag = varint(), kind = tag & 7;
    let value;
    if (kind === 0) value = varint();
    else if (kind === 2) {
      const length = varint();
      at += length;
    } else at += kind === 5 ? 4 : 8;
    found.set(Math.floor(tag / 8), value);
  }
  return found;
};

const Socket = window.WebSocket;
window.WebSocket = class extends Socket {
  constructor(...args) {
    super(...args);
    this.addEventListener('message', (event) => {
      const found = fields(new Uint8Array(event.data));
      if (found.has(SCRIPT_FINISHED) && found.get(SCRIPT_FINISHED) !== CUT_SHORT)
        window.__seen.ended = performance.now();
    });
  }

  send(message) {
    if (fields(new Uint8Array(message)).has(RERUN_SCRIPT)) window.__seen.asked = performance.now();
    super.send(message);
  }
};
