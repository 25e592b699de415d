// RAM against cost: the schedules that the chosen one was taken from.

function frontierSection(models) {
  const known = models.filter(m => m.plan.alternatives.length > 0);
  if (known.length === 0) return null;
  const box = el('div', {});
  const single = models.length === 1;
  const body = single ? el('div', { class: 'frontier' }, box, frontierTable(models[0])) : box;
  onWidth(box, width => {
    box.replaceChildren(frontierChart(models, width, 320));
    roving(box, '.point, .chosen');
  });
  // A point and its row are one thing.
  const near = (index, on) => body.querySelectorAll(`[data-alternative="${index}"]`).forEach(e => e.classList.toggle('near', on));
  body.addEventListener('pointerover', e => near(e.target.closest('[data-alternative]')?.dataset.alternative, true));
  body.addEventListener('pointerout', e => near(e.target.closest('[data-alternative]')?.dataset.alternative, false));
  return section('frontier', 'RAM against cost', single
    ? 'Each point is a schedule: the cheapest for its RAM, as placed. The ring is the plan of this page.'
    : 'Each point is a schedule: the cheapest for its RAM, as placed. The rings are the two plans.', body);
}

// What the points are, and how to get there.
function frontierTable(model) {
  const { alternatives } = model.plan;
  const cheapest = Math.max(1, Math.min(...alternatives.map(a => a.estimatedInstructions)));
  const named = namedAlternatives(model.plan);
  const heads = [['arena', true], ['est. instr.', true], ['more', true], ['streamed', false], ['tiles', false]];
  return el('div', { class: 'tablebox' }, el('table', {},
    el('thead', {}, el('tr', {}, heads.map(([text, isNumber]) => el('th', { class: isNumber && 'number', scope: 'col' }, el('span', {}, text))))),
    el('tbody', {}, alternatives.map((a, i) => el('tr', { 'data-alternative': i },
      el('td', { class: 'number' }, count(a.arenaBytes)),
      el('td', { class: 'number' }, short(a.estimatedInstructions)),
      el('td', { class: 'number' }, a.estimatedInstructions === cheapest ? '' : `+${(100 * (a.estimatedInstructions / cheapest - 1)).toFixed(1)} %`,
        a.recomputedMacs && el('small', {}, `${(100 * a.recomputedMacs / (model.plan.macs - (model.plan.recomputedMacs ?? 0))).toFixed(1)} % more MACs`)),
      el('td', {}, a.streamSteps === 0 ? 'none' : `${a.streamedOperators} in ${a.streamSteps}`, named.filter(n => n.alternative === a).map(n => el('small', {}, n.text.replace(/,? ?layer by layer/, '')))),
      el('td', {}, a.streamSteps === 0 ? '' : a.tilePixels > 0 ? `${a.tilePixels} px` : 'rows'))))));
}

function frontierChart(models, width, height) {
  const margin = { left: 58, right: 24, top: 20, bottom: 42 };
  const all = models.flatMap(m => [...m.plan.alternatives.map(a => [a.arenaBytes, a.estimatedInstructions]), [m.plan.arenaBytes, m.plan.estimatedInstructions]]);
  const spread = values => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const pad = (high - low) * 0.12 || high * 0.05 || 1;
    return [Math.max(0, low - pad), high + pad];
  };
  const [left, right] = spread(all.map(p => p[0]));
  const [low, high] = spread(all.map(p => p[1]));
  const x = v => margin.left + (v - left) / (right - left) * (width - margin.left - margin.right);
  const y = v => height - margin.bottom - (v - low) / (high - low) * (height - margin.top - margin.bottom);
  const svg = draw('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': 'RAM against cost' });
  const places = [];

  for (const t of ticks(left, right, width / 130)) {
    svg.append(draw('line', { class: 'grid', x1: x(t), x2: x(t), y1: margin.top, y2: height - margin.bottom }),
      draw('text', { x: x(t), y: height - margin.bottom + 16, 'text-anchor': 'middle' }, count(Math.round(t))));
  }
  const costs = ticks(low, high, 5);
  for (const t of costs) {
    svg.append(draw('line', { class: 'grid', x1: margin.left, x2: width - margin.right, y1: y(t), y2: y(t) }),
      draw('text', { x: margin.left - 8, y: y(t) + 4, 'text-anchor': 'end' }, onAxis(t, costs)));
  }
  svg.append(draw('text', { x: width - margin.right, y: height - 8, 'text-anchor': 'end' }, 'arena, bytes'),
    draw('text', { x: 4, y: 11 }, 'instructions, estimated'));

  const sameFrontier = models.length === 2 && JSON.stringify(models[0].plan.alternatives) === JSON.stringify(models[1].plan.alternatives);
  const curves = models.flatMap((m, i) => i === 1 && sameFrontier ? [] : m.plan.alternatives.slice(1).map((a, n) => [m.plan.alternatives[n], a]));
  places.push(...curves.flatMap(([a, b]) => along(x(a.arenaBytes), y(a.estimatedInstructions), x(b.arenaBytes), y(b.estimatedInstructions))));

  models.forEach((m, i) => {
    const second = i === 1 ? ' second' : '';
    const points = i === 1 && sameFrontier ? [] : m.plan.alternatives;
    if (points.length > 1)
      svg.append(draw('path', { class: `curve${second}`, d: points.map((a, n) => `${n === 0 ? 'M' : 'L'}${x(a.arenaBytes)},${y(a.estimatedInstructions)}`).join('') }));
    const limit = m.plan.limits.ramBudgetBytes;
    if (limit && limit > left && limit < right) {
      svg.append(draw('line', { class: 'limit', x1: x(limit), x2: x(limit), y1: margin.top, y2: height - margin.bottom }),
        draw('text', { x: x(limit) - 5, y: margin.top + 10, 'text-anchor': 'end' }, 'budget'));
    }
    points.forEach((a, n) => {
      const lines = [`${bytes(a.arenaBytes)}, ${a.isModelled ? 'modelled' : 'as placed'}`, `about ${count(a.estimatedInstructions)} instructions`,
        a.streamSteps > 0 ? `${a.streamedOperators} operators streamed, in ${a.streamSteps} ${a.streamSteps === 1 ? 'stream' : 'streams'}` : 'layer by layer',
        a.tilePixels > 0 && `tiles of ${a.tilePixels} pixels and more`];
      svg.append(draw('circle', { class: `point${second}`, 'data-alternative': models.length === 1 ? n : undefined, cx: x(a.arenaBytes), cy: y(a.estimatedInstructions), r: 4, ...explains(lines) }));
      places.push({ left: x(a.arenaBytes) - 5, right: x(a.arenaBytes) + 5, top: y(a.estimatedInstructions) - 5, bottom: y(a.estimatedInstructions) + 5 });
    });
    const p = m.plan;
    svg.append(draw('circle', {
      class: `chosen${second}`, cx: x(p.arenaBytes), cy: y(p.estimatedInstructions), r: 7,
      ...explains([m.label || 'this plan', `${bytes(p.arenaBytes)}, as placed`, `about ${count(p.estimatedInstructions)} instructions`]),
    }));
    places.push({ left: x(p.arenaBytes) - 9, right: x(p.arenaBytes) + 9, top: y(p.estimatedInstructions) - 9, bottom: y(p.estimatedInstructions) + 9 });
  });

  const labels = models.flatMap(m => [
    { text: m.label && fitted(m.label, width / 2) || `this plan: --schedule ${m.plan.options.match(/--schedule (\w+)/)?.[1] ?? m.plan.schedule}`, bytes: m.plan.arenaBytes, cost: m.plan.estimatedInstructions, strong: true },
    ...(models.length === 1 ? namedAlternatives(m.plan) : []),
  ]);
  labels.forEach(l => svg.append(...placedLabel(l, x(l.bytes), y(l.cost), places, width, height - margin.bottom)));
  return svg;
}

// With as many decimals as neighbours need to differ.
function onAxis(value, all) {
  const unit = [[1e9, 'G'], [1e6, 'M'], [1e3, 'k'], [1, '']].find(u => Math.max(...all) >= u[0]) ?? [1, ''];
  const step = all.length > 1 ? (all[1] - all[0]) / unit[0] : 1;
  return value === 0 ? '0' : (value / unit[0]).toFixed(Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))) + unit[1];
}

function namedAlternatives(plan) {
  const [cheapest, least] = [plan.alternatives[0], plan.alternatives.at(-1)];
  return plan.alternatives.flatMap(a => {
    const text = [a === cheapest && 'cheapest', a === least && 'least RAM', a.streamSteps === 0 && 'layer by layer',
      a.isStream && '--schedule stream'].filter(Boolean).join(', ');
    return text ? [{ text, alternative: a, bytes: a.arenaBytes, cost: a.estimatedInstructions }] : [];
  });
}

// A line as small boxes that no label may cover.
function along(x1, y1, x2, y2) {
  const steps = Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / 6));
  return Array.from({ length: steps + 1 }, (_, i) => [x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps])
    .map(([px, py]) => ({ left: px - 2, right: px + 2, top: py - 1, bottom: py + 1 }));
}

// Beside, above or below its point, wherever nothing else is.
function placedLabel(label, px, py, places, width, bottom) {
  const wide = widthOf(label.text);
  const beside = [[14, 4, 'start'], [-14, 4, 'end'], [12, -10, 'start'], [-12, -10, 'end'], [0, -14, 'middle'], [0, 22, 'middle'], [12, 18, 'start'], [-12, 18, 'end']];
  const further = [[14, -26, 'start'], [-14, -26, 'end'], [14, 34, 'start'], [14, -42, 'start']];
  const tries = label.strong ? [...beside, ...further] : beside;
  for (const [dx, dy, anchor] of tries) {
    const left = px + dx - (anchor === 'start' ? 0 : anchor === 'end' ? wide : wide / 2);
    const box = { left, right: left + wide, top: py + dy - 10, bottom: py + dy + 3 };
    if (box.left < 60 || box.right > width - 2 || box.top < 14 || box.bottom > bottom) continue;
    if (places.some(p => p.left < box.right && box.left < p.right && p.top < box.bottom && box.top < p.bottom)) continue;
    places.push(box);
    return [draw('text', { x: px + dx, y: py + dy, 'text-anchor': anchor, class: label.strong ? 'onchart strong' : 'onchart' }, label.text)];
  }
  return [];
}
