// The memory map: steps from left to right, addresses upwards, one picture for each arena.

const mapEdge = { right: 8, top: 22 };
let hatches = 0;

function memoryMaps(model, height) {
  const detail = el('div', { class: 'detail', 'aria-live': 'polite' }, el('span', { class: 'empty' }, 'Point at a rectangle for its facts; click it, or go there with Tab and the arrow keys and press Enter, to keep them here. A click beside the rectangles shows the step.'));
  const pinned = { element: null };
  const figures = model.plan.arenas.map((arena, i) => {
    const box = el('div', { class: 'scroll', 'data-arena': i });
    onWidth(box, width => drawArena(model, i, box, width, model.plan.arenas.length > 1 ? Math.min(height, 300) : height, pin));
    return el('div', { class: 'arena' }, arenaCaption(model, arena, i), box);
  });

  function pin(element, content) {
    pinned.element?.classList.remove('pinned');
    pinned.element = element;
    element?.classList.add('pinned');
    detail.replaceChildren(...content);
  }

  followers.push(s => {
    if (s && s.plan === model) pin(null, stepFacts(model, model.plan.steps[s.step]));
  });
  return [...figures, detail];
}

function arenaCaption(model, arena, index) {
  const limit = limitOf(model.plan, arena);
  const single = model.plan.arenas.length === 1;
  return el('div', { class: 'caption' },
    el('span', {}, el('b', {}, single ? 'Arena' : `Arena ${index}`), arena.region && ` in ${arena.region}`, `, ${bytes(arena.sizeBytes)}`),
    limit && el('span', {}, `${limit.name} has ${bytes(limit.limit)}`));
}

function mapLegend(...models) {
  const used = kinds.filter(([kind]) => models.some(m => m.plan.buffers.some(b => b.kind === kind)));
  return el('div', { class: 'legend' },
    used.map(([kind, text]) => el('span', {}, el('i', { style: `background: var(--${kind})` }), text)),
    models.some(m => m.plan.overlaps.length > 0) && el('span', {}, el('i', { class: 'hatched' }), 'shared bytes, proved safe'),
    el('span', {}, el('i', { class: 'peak' }), 'peak'));
}

function drawArena(model, arena, box, available, height, pin) {
  const { plan, columns } = model;
  const size = Math.max(1, plan.arenas[arena].sizeBytes);
  const left = 20 + Math.max(widthOf('step'), ...plan.arenas.map(a => widthOf(count(a.sizeBytes))), widthOf(count(model.commonBytes ?? 0)));
  const unit = Math.max(3.4, (available - left - mapEdge.right) / model.units);
  const width = left + mapEdge.right + unit * model.units;
  const top = mapEdge.top;
  const bottom = height - (model.hasStreams ? 34 : 24);
  const scale = (bottom - top) / (model.commonBytes ?? size);
  const x = units => left + units * unit;
  const y = address => bottom - address * scale;
  const svg = draw('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': `Memory map, ${plan.steps.length} steps, ${bytes(size)}` });

  for (const t of [...ticks(0, model.commonBytes ?? size, 5, 2).filter(v => Math.abs(v - size) * scale > 18), size]) {
    svg.append(draw('line', { class: 'grid', x1: left, x2: width - mapEdge.right, y1: y(t), y2: y(t) }),
      draw('text', { x: left - 8, y: y(t) + 4, 'text-anchor': 'end', class: t === size ? 'strong' : undefined }, count(t)));
  }

  const peak = columns[peakIn(plan, arena)];
  if (peak) {
    const middle = (x(peak.from) + x(peak.to)) / 2;
    svg.append(draw('rect', { class: 'peakband', x: x(peak.from), y: y(size), width: x(peak.to) - x(peak.from), height: bottom - y(size) }),
      draw('rect', { class: 'peakmark', x: x(peak.from), y: y(size) - 4, width: x(peak.to) - x(peak.from), height: 3 }),
      draw('text', { class: 'peaktext', x: Math.min(Math.max(middle, left + 14), width - 24), y: y(size) - 8, 'text-anchor': 'middle' }, 'peak'));
  }

  columns.forEach(c => svg.append(draw('rect', {
    class: 'column', x: x(c.from), y: top, width: x(c.to) - x(c.from), height: bottom - top + 20, 'data-step': c.step.index,
    ...explains([stepTitle(c.step), c.step.name, `${bytes(c.step.liveBytes)} live`], () => select(model, c.step.index)), tabindex: undefined,
  })));

  const buffers = plan.buffers.filter(b => b.arena === arena && b.sizeBytes > 0 && columns[b.firstStep] && columns[b.lastStep]);
  const area = b => (columns[b.lastStep].to - columns[b.firstStep].from) * b.sizeBytes;
  for (const b of [...buffers].sort((p, q) => area(q) - area(p))) svg.append(bufferBox(model, b, x, y, pin));
  svg.append(...sharedBytes(plan, buffers, columns, x, y));
  buffers.forEach(b => svg.append(...bufferLabel(model, b, x, y)));
  svg.append(...stepAxis(model, x, bottom, width, unit));
  if (plan.arenas.length === 1 && plan.arenaBytes - plan.lowerBoundBytes > plan.arenaBytes * 0.01)
    svg.append(draw('line', { class: 'bound', x1: left, x2: width - mapEdge.right, y1: y(plan.lowerBoundBytes), y2: y(plan.lowerBoundBytes) }));
  box.replaceChildren(svg);
  roving(box, '.buffer');
  const mark = s => svg.querySelectorAll('.column').forEach(c => c.classList.toggle('selected', !!s && s.plan === model && Number(c.dataset.step) === s.step));
  mark(selection);
  model.marks ??= followers.push(s => model.markers.forEach(m => m(s)));
  (model.markers ??= new Map()).set(arena, mark);
}

// The step that makes the arena as large as it is. Of several arenas each has its own.
function peakIn(plan, arena) {
  if (plan.arenas.length === 1) return plan.peakStep;
  const inside = plan.buffers.filter(b => b.arena === arena);
  const live = plan.steps.map(s => inside.filter(b => b.firstStep <= s.index && s.index <= b.lastStep)
    .reduce((most, b) => Math.max(most, b.offsetBytes + b.sizeBytes), 0));
  return live.indexOf(Math.max(...live));
}

function bufferBox(model, b, x, y, pin) {
  const from = x(model.columns[b.firstStep].from);
  const rect = draw('rect', {
    class: `buffer ${b.kind}`, x: from, y: y(b.offsetBytes + b.sizeBytes), rx: 2, 'data-buffer': b.name, 'data-order': b.firstStep * 2 ** 32 - b.offsetBytes,
    width: Math.max(1, x(model.columns[b.lastStep].to) - from), height: Math.max(1, y(b.offsetBytes) - y(b.offsetBytes + b.sizeBytes)),
    ...explains(bufferLines(model, b), () => pin(rect, bufferFacts(model, b))),
  });
  return rect;
}

// Bytes that two buffers use in the same step.
function sharedBytes(plan, buffers, columns, x, y) {
  const byName = new Map(buffers.map(b => [b.name, b]));
  const pattern = `hatch-${++hatches}`;
  const boxes = plan.overlaps.map(o => [o, byName.get(o.written), byName.get(o.read)]).filter(([o, a, b]) => a && b && columns[o.step]).map(([o, a, b]) => {
    const low = Math.max(a.offsetBytes, b.offsetBytes);
    const high = Math.min(a.offsetBytes + a.sizeBytes, b.offsetBytes + b.sizeBytes);
    const column = columns[o.step];
    return draw('rect', { class: 'shared', fill: `url(#${pattern})`, x: x(column.from), width: x(column.to) - x(column.from), y: y(high), height: Math.max(0, y(low) - y(high)) });
  });
  return boxes.length === 0 ? [] : [
    draw('defs', {}, draw('pattern', { id: pattern, width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      draw('line', { x1: 0, y1: 0, x2: 0, y2: 5, stroke: 'var(--ink)', 'stroke-width': 1, 'stroke-opacity': 0.55 }))),
    ...boxes,
  ];
}

// The part of a buffer that no other buffer shares: the steps or, within one step, the addresses that are its own.
function ownPart(model, b) {
  const others = [];
  const part = { first: b.firstStep, last: b.lastStep, low: b.offsetBytes, high: b.offsetBytes + b.sizeBytes };
  for (const o of model.plan.overlaps) {
    if ((o.written !== b.name && o.read !== b.name) || o.step < part.first || o.step > part.last) continue;
    if (part.first < part.last && o.step === part.first) part.first++;
    else if (part.first < part.last && o.step === part.last) part.last--;
    else others.push(model.plan.buffers.find(c => c.name === (o.written === b.name ? o.read : o.written)));
  }
  // Between the shared ranges, the largest one.
  let [from, best] = [part.low, { low: part.low, high: part.low }];
  for (const other of [...others.sort((p, q) => p.offsetBytes - q.offsetBytes), { offsetBytes: part.high, sizeBytes: 0 }]) {
    if (other.offsetBytes - from > best.high - best.low) best = { low: from, high: Math.min(other.offsetBytes, part.high) };
    from = Math.max(from, other.offsetBytes + other.sizeBytes);
  }
  return { ...part, ...best };
}

// The shape where there is room, upright or turned; never more than the box can hold.
function bufferLabel(model, b, x, y) {
  const part = ownPart(model, b);
  const left = x(model.columns[part.first].from);
  const right = x(model.columns[part.last].to);
  const top = y(part.high);
  const high = y(part.low) - top;
  const wide = right - left;
  const content = b.contents[0];
  const words = content ? shapeText(content.shape.length === 4 ? content.shape.slice(1) : content.shape) : kindText(b.kind);
  const middle = `${(left + right) / 2},${top + high / 2}`;
  const inside = (text, turned) => [draw('text', {
    class: `inside ${b.kind}`, 'text-anchor': 'middle', 'dominant-baseline': 'central',
    transform: `translate(${middle})${turned ? ' rotate(-90)' : ''}`,
  }, text)];
  const long = content?.name ? `${model.nameOf(content.name)}  ${words}` : words;
  if (high >= 13 && widthOf(long) + 12 <= wide) return inside(long, false);
  if (high >= 13 && widthOf(words) + 6 <= wide) return inside(words, false);
  if (wide >= 12 && widthOf(words) + 6 <= high) return inside(words, true);
  return [];
}

function stepAxis(model, x, bottom, width, unit) {
  const left = x(0);
  const marks = [draw('line', { class: 'axis', x1: left, x2: width - mapEdge.right, y1: bottom, y2: bottom })];
  let free = left - 40;
  for (const c of model.columns) {
    const middle = (x(c.from) + x(c.to)) / 2;
    if (model.isStream(c.step)) {
      const wide = Math.max(x(c.to) - x(c.from), c.step.operators.length > 1 || c.step.index % 5 === 0 ? 20 : 0);
      marks.push(draw('rect', { class: 'streambar', x: x(c.from) + 1, width: Math.max(1, x(c.to) - x(c.from) - 2), y: bottom + 22, height: 4, rx: 2, 'pointer-events': 'none' }));
      const text = [stepTitle(c.step), `${c.step.index}: ${c.step.operators.length} streamed`, `${c.step.index}`].find(t => widthOf(t) <= wide);
      if (text && middle - widthOf(text) / 2 > free) {
        marks.push(draw('text', { x: middle, y: bottom + 16, 'text-anchor': 'middle', 'pointer-events': 'none' }, text));
        free = middle + widthOf(text) / 2 + 6;
      }
      continue;
    }
    const text = String(c.step.index);
    if (unit < 15 && c.step.index % 5 !== 0) continue;
    if (middle - widthOf(text) / 2 <= free) continue;
    marks.push(draw('text', { x: middle, y: bottom + 16, 'text-anchor': 'middle', 'pointer-events': 'none' }, text));
    free = middle + widthOf(text) / 2 + 5;
  }
  marks.push(draw('text', { x: left - 8, y: bottom + 16, 'text-anchor': 'end' }, 'step'));
  return marks;
}

function mapSection(model, height) {
  return section('memory', 'Memory map', 'Every rectangle is a buffer of the arena: from left to right the steps that need it, upwards its addresses in bytes. A stream is as wide as its operators are many.',
    mapLegend(model), ...memoryMaps(model, height));
}
