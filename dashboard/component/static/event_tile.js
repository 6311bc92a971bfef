// Read a tile of events, as the server packs it, and draw it: bins as squares, single events as circles.

const MAGIC = 0x31544c4d; // "MLT1", least byte first
export const TILE_PX = 256;
export const BINS = 64;
export const BIN_PX = TILE_PX / BINS;
export const NO_NUMBER = 65535; // the source gives no number of people killed
const MARGIN_PX = 28; // so much of a circle may lie beyond the edge of its tile
const SHARP_PX = 4.5;
const SOFT_PX = 13;

const BIN_COLUMNS = [["count", Uint32Array], ["fatalities", Uint32Array], ["numbered", Uint32Array], ["soft", Uint32Array],
  ["number", Uint16Array]];
const POINT_COLUMNS = [["day", Int32Array], ["x", Uint16Array], ["y", Uint16Array], ["fatalities", Uint16Array],
  ["kind", Uint8Array], ["device", Uint8Array], ["precision", Uint8Array]];

/** The columns of a tile, and `bins` or not; an error where the bytes are not a tile. */
export function readTile(buffer) {
  const head = new DataView(buffer);
  if (buffer.byteLength < 12 || head.getUint32(0, true) !== MAGIC) throw new Error("the answer is no tile of events");
  const bins = head.getUint32(4, true) === 0;
  const length = head.getUint32(8, true);
  const tile = { bins, length };
  let at = 12;
  for (const [name, Column] of bins ? BIN_COLUMNS : POINT_COLUMNS) {
    tile[name] = new Column(buffer, at, length);
    at += length * Column.BYTES_PER_ELEMENT;
  }
  if (bins) tile.places = new Map(Array.from(tile.number, (number, place) => [number, place]));
  return tile;
}

/** A tile's element with a canvas that is a little larger than the tile. */
export function makeTileElement() {
  const element = document.createElement("div");
  const canvas = document.createElement("canvas");
  const side = TILE_PX + 2 * MARGIN_PX;
  const scale = globalThis.devicePixelRatio || 1;
  canvas.width = side * scale;
  canvas.height = side * scale;
  canvas.style.cssText = `position:absolute;left:${-MARGIN_PX}px;top:${-MARGIN_PX}px;width:${side}px;height:${side}px`;
  element.append(canvas);
  return element;
}

/** Draw a tile; `look` says how: {measure, ramp, classOf(count), colourOf(tile, place), soft(precision), border}. */
export function drawTile(element, tile, look) {
  const canvas = element.firstElementChild;
  const pen = canvas.getContext("2d");
  const scale = canvas.width / (TILE_PX + 2 * MARGIN_PX);
  pen.setTransform(scale, 0, 0, scale, MARGIN_PX * scale, MARGIN_PX * scale);
  pen.clearRect(-MARGIN_PX, -MARGIN_PX, canvas.width, canvas.height);
  if (tile.bins) drawBins(pen, tile, look);
  else drawPoints(pen, tile, look);
}

function drawBins(pen, tile, look) {
  const values = look.measure === "fatalities" ? tile.fatalities : tile.count;
  for (let place = 0; place < tile.length; place += 1) {
    if (!values[place]) continue;
    pen.globalAlpha = tile.soft[place] === tile.count[place] ? 0.55 : 1;
    pen.fillStyle = look.ramp[look.classOf(values[place])];
    pen.fillRect((tile.number[place] % BINS) * BIN_PX, Math.floor(tile.number[place] / BINS) * BIN_PX, BIN_PX, BIN_PX);
  }
  pen.globalAlpha = 1;
}

function drawPoints(pen, tile, look) {
  const order = Array.from({ length: tile.length }, (_, place) => place);
  const soft = (place) => look.soft.has(tile.precision[place]);
  const drawn = new Set(); // events of one colour at one point are drawn once, so that soft ones stay soft
  for (const place of [...order.filter(soft), ...order.filter((one) => !soft(one))]) {
    if (look.measure === "fatalities" && !isDeadly(tile.fatalities[place])) continue;
    const { x, y } = pointAt(tile, place);
    const colour = look.colourOf(tile, place);
    const mark = `${tile.x[place]},${tile.y[place]},${colour},${soft(place)}`;
    if (drawn.has(mark)) continue;
    drawn.add(mark);
    pen.beginPath();
    pen.arc(x, y, soft(place) ? SOFT_PX : SHARP_PX, 0, 2 * Math.PI);
    pen.fillStyle = colour;
    pen.globalAlpha = soft(place) ? 0.28 : 0.85;
    pen.fill();
    pen.globalAlpha = soft(place) ? 0.7 : 1;
    pen.strokeStyle = soft(place) ? colour : look.border;
    pen.setLineDash(soft(place) ? [2, 2] : []);
    pen.lineWidth = 1;
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

export function isDeadly(fatalities) {
  return fatalities > 0 && fatalities !== NO_NUMBER;
}

/** Where a single event lies in its tile, in pixels. */
export function pointAt(tile, place) {
  return { x: tile.x[place] / 65536 * TILE_PX, y: tile.y[place] / 65536 * TILE_PX };
}

/** The bin at a pixel of a tile that is drawn, or -1. */
export function binAt(tile, x, y) {
  return tile.places.get(Math.floor(y / BIN_PX) * BINS + Math.floor(x / BIN_PX)) ?? -1;
}
