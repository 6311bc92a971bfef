// Note in a page when a map of events is mounted, and when everything that a step asked for has been painted.
(() => {
  if (window !== window.top) return;
  const bench = window.bench = {
    map: null, // the Leaflet map
    mounted: null, // when it was made, ms since the start of the navigation
    waiting: 0, // tiles that were asked for and are not read yet
    painted: 0, // when the last of what was read had been painted
  };

  /** Resolve to the time once what stands in the document now has been painted. */
  const afterPaint = () => new Promise((tell) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => tell(performance.now());
      channel.port2.postMessage(null);
    });
  });

  const read = async () => {
    bench.painted = Math.max(bench.painted, await afterPaint());
    bench.waiting -= 1;
  };
  const plainFetch = window.fetch;
  window.fetch = async (address, options) => {
    if (!String(address).includes("/tiles/")) return plainFetch(address, options);
    bench.waiting += 1;
    try {
      const answer = await plainFetch(address, options);
      for (const way of ["arrayBuffer", "json"]) {
        const plain = answer[way].bind(answer);
        answer[way] = () => plain().finally(() => setTimeout(read)); // after the page has drawn what it got
      }
      return answer;
    } catch (error) {
      bench.waiting -= 1; // given up: the view has moved on
      throw error;
    }
  };

  let leaflet;
  Object.defineProperty(window, "L", {
    configurable: true,
    get: () => leaflet,
    set: (value) => {
      leaflet = value;
      value.Map?.addInitHook(function hook() {
        bench.map = this;
        bench.mounted ??= performance.now();
      });
    },
  });

  /** Do something to the map and resolve to the milliseconds until everything it asked for has been painted. */
  bench.take = async (step) => {
    const began = performance.now();
    step(bench.map);
    return (await bench.rest()) - began;
  };

  /** Resolve to the time of the last painting once nothing more is awaited. */
  bench.rest = async () => {
    let last = await afterPaint();
    for (let calm = 0; calm < 12; calm += 1) { // tiles are asked for up to 60 ms after a move
      await new Promise((tell) => { setTimeout(tell, 10); });
      if (bench.waiting) calm = 0;
    }
    last = Math.max(last, bench.painted);
    return last;
  };
})();
