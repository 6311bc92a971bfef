// Tell the server what the hand chose, once it rests, and know which of its messages are older than that.

const ANSWER_MS = 8000; // after this long an answer is no longer awaited

export class Talk {
  constructor() {
    this.pending = null; // what was sent and has not been answered yet: {number, told, at}
  }

  /** Send what differs from what the server knows, with all that has not been answered yet. */
  send(now, known, trigger) {
    const heard = { ...known, ...this.pending?.told };
    const changed = Object.keys(now).filter((key) => now[key] !== heard[key]);
    if (!changed.length) return;
    const told = { ...this.pending?.told, ...Object.fromEntries(changed.map((key) => [key, now[key]])) };
    const number = Math.random().toString(36).slice(2, 10);
    this.pending = { number, told, at: performance.now() };
    trigger("rest", { ...told, number });
  }

  /** Whether a message is older than what was sent from here: its day and its choice are then out of date. */
  overtaken(message) {
    if (!this.pending) return false;
    const answered = message.heard === this.pending.number || performance.now() - this.pending.at > ANSWER_MS;
    if (answered) this.pending = null;
    return !answered;
  }
}
