/**
 * The billows of the clouds: a height for every place of the world, the same on each visit and on both sides
 * of a tile's edge, because it depends on nothing but the place.
 */

/** Wavelength in cells (24 m) and share of the height. */
export type Wave = { cells: number; share: number };

/** A wave shorter than this many pixels would look like gravel. */
const SHORTEST_WAVE_PX = 9;

/** Heights of about -1 to 1 on a grid of `columns` x `rows` points, `step` cells apart, from (left, top) in cells. */
export function billows(
  waves: readonly Wave[],
  left: number,
  top: number,
  columns: number,
  rows: number,
  step: number,
): Float32Array {
  const heights = new Float32Array(columns * rows);
  waves.forEach(({ cells, share }, seed) => {
    if (cells / step < SHORTEST_WAVE_PX) return;
    addWave(heights, { left, top, columns, rows, step: step / cells }, cells, share, seed);
  });
  return heights;
}

type Points = { left: number; top: number; columns: number; rows: number; step: number };

/** Perlin's gradient noise ("Improving Noise", 2002); its valleys are folded up a little, which rounds the tops. */
function addWave(heights: Float32Array, points: Points, wave: number, share: number, seed: number): void {
  const { columns, rows, step } = points;
  const firstX = Math.floor(points.left / wave);
  const firstY = Math.floor(points.top / wave);
  const offsetX = points.left / wave - firstX;
  const offsetY = points.top / wave - firstY;
  const width = Math.floor(offsetX + columns * step) + 2;
  const height = Math.floor(offsetY + rows * step) + 2;
  const slopesX = new Float32Array(width * height);
  const slopesY = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const turn = 2 * Math.PI * random(firstX + x, firstY + y, seed);
      slopesX[y * width + x] = Math.cos(turn);
      slopesY[y * width + x] = Math.sin(turn);
    }
  }
  for (let row = 0; row < rows; row++) {
    const y = offsetY + row * step;
    const south = y - Math.floor(y);
    const north = south - 1;
    const blendY = quintic(south);
    const above = Math.floor(y) * width;
    for (let column = 0; column < columns; column++) {
      const x = offsetX + column * step;
      const east = x - Math.floor(x);
      const west = east - 1;
      const blendX = quintic(east);
      const a = above + Math.floor(x);
      const b = a + width;
      const high = slopesX[a]! * east + slopesY[a]! * south;
      const low = slopesX[b]! * east + slopesY[b]! * north;
      const highEast = slopesX[a + 1]! * west + slopesY[a + 1]! * south;
      const lowEast = slopesX[b + 1]! * west + slopesY[b + 1]! * north;
      const upper = high + (highEast - high) * blendX;
      const noise = upper + (low + (lowEast - low) * blendX - upper) * blendY;
      heights[row * columns + column]! +=
        share * (noise + FOLD * (Math.sqrt(noise * noise + ROUND) - FOLD_MEAN));
    }
  }
}

/** How much of the fold is mixed in, how round its crease is (squared height), and its mean, so that heights stay around 0. */
const FOLD = 1.1;
const ROUND = 0.012;
const FOLD_MEAN = 0.25;

function quintic(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

/** 0 to 1 from two whole numbers and a seed: an integer hash with the avalanche steps of MurmurHash3's finaliser. */
export function random(x: number, y: number, seed: number): number {
  let hash = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}
