// Note in a page, its shadow roots and its frames when the areas of a map are painted, and what hand came before.
(() => {
  if (window !== window.top) return;
  const AREAS = "path.leaflet-interactive";
  const FRAMES_MS = 10; // how often to look for a new document in a frame
  const now = () => performance.timeOrigin + performance.now();
  const bench = window.bench = {
    roots: [], // every document and shadow root that may hold the map
    hand: null, // when the last key or pointer event was made
    repaints: [], // {hand, painted, day}: times in ms since 1970
    presented: [], // {name, ms}: from a key event to the frame on the screen, by the browser's own Event Timing
    frames: [], // how many areas there were in each animation frame, while sampling
    expected: Infinity, // so many areas are a whole map
    whole: null, // when a whole map was first painted
  };

  // a document that a frame has left has no view
  const alive = (root) => (root.host ? root.host.isConnected : Boolean(root.defaultView));
  bench.count = () => bench.roots.reduce((sum, root) => sum + (alive(root) ? root.querySelectorAll(AREAS).length : 0), 0);
  bench.sample = () => {
    bench.frames = [];
    const look = () => {
      if (bench.frames === null) return;
      bench.frames.push(bench.count());
      requestAnimationFrame(look);
    };
    look();
  };

  /** Call back once what stands in the document now has been painted. */
  function afterPaint(tell) {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => tell(now());
      channel.port2.postMessage(null);
    });
  }

  function touchesMap(record) {
    if (record.type === "attributes") return record.target.tagName === "path" || record.target.dataset.day;
    return [...record.addedNodes].some((node) => node.tagName === "path" || node.querySelector?.(AREAS));
  }

  function watch(root) {
    bench.roots.push(root);
    new MutationObserver((records) => {
      if (!records.some(touchesMap)) return;
      const { hand } = bench;
      const day = root.querySelector("[data-day]")?.dataset.day;
      afterPaint((painted) => {
        bench.repaints.push({ hand, painted, day });
        if (bench.whole === null && bench.count() >= bench.expected && (!root.host || day)) bench.whole = painted;
      });
    }).observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ["fill", "data-day"] });
  }

  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attach(options) {
    const root = attachShadow.call(this, options);
    watch(root);
    return root;
  };
  watch(document);
  setInterval(() => {
    for (const { contentDocument } of document.querySelectorAll("iframe")) {
      if (contentDocument && !bench.roots.includes(contentDocument)) watch(contentDocument);
    }
  }, FRAMES_MS);
  for (const kind of ["keydown", "pointerdown", "pointermove"]) {
    addEventListener(kind, (event) => { bench.hand = performance.timeOrigin + event.timeStamp; }, true);
  }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) bench.presented.push({ name: entry.name, ms: entry.duration });
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
})();
