// Take the server's messages one after the other, and none any more once the reader has left the page.

export class Inbox {
  constructor(root) {
    this.root = root;
    this.last = Promise.resolve();
  }

  /** Take a message when all before it have been taken and the map is open; resolves once it is taken. */
  put(opened, take) {
    const taken = this.last
      .then(() => opened)
      .then(() => (this.left ? undefined : take()))
      .catch((error) => {
        if (!this.left) throw error; // a map that is gone cannot fail any more
      });
    this.last = taken.catch(() => {}); // a message that failed does not hold up the next one
    return taken;
  }

  /** Whether the place of the map is no longer part of the page. */
  get left() {
    return !this.root.isConnected;
  }
}
