// The network from top to bottom, one line an operator; steps that run as streams are framed and can be folded.

const graphLine = 25;

function networkSection(model) {
  if (model.plan.operators.length === 0) return null;
  const box = el('div', { class: 'graphbox' });
  const detail = el('div', { class: 'detail', 'aria-live': 'polite' }, el('span', { class: 'empty' }, 'Click an operator for its facts.'));
  const folded = new Set();
  let width = 0;
  const streams = model.plan.steps.filter(model.isChain);
  const render = () => {
    box.replaceChildren(graph(model, width, folded, fold, choose));
    roving(box, '.node[data-operator]');
    follow(selection, false);
  };
  const choose = o => {
    detail.replaceChildren(...operatorFacts(model, o));
    if (o.step !== null) show({ plan: model, step: o.step });
  };
  const follow = (s, moves) => {
    const nodes = [...box.querySelectorAll('[data-step]')];
    nodes.forEach(n => n.classList.toggle('instep', !!s && s.plan === model && Number(n.dataset.step) === s.step));
    const [first, last] = [nodes.find(n => n.matches('.instep')), nodes.findLast(n => n.matches('.instep'))];
    if (moves && first) reveal(box, first.getBBox().y, last.getBBox().y + graphLine, 10);
  };
  followers.push(s => follow(s, true));
  const fold = step => {
    if (!folded.delete(step)) folded.add(step);
    render();
  };
  onWidth(box, w => { width = w; render(); });
  const foldAll = el('button', {
    type: 'button', onclick: () => {
      const all = folded.size < streams.length;
      folded.clear();
      if (all) streams.forEach(s => folded.add(s.index));
      foldAll.textContent = all ? 'Unfold streams' : 'Fold streams';
      render();
    },
  }, 'Fold streams');
  const families = graphFamilies.filter(f => model.plan.operators.some(o => familyOf(o) === f[0]));
  return section('network', 'Network', 'After all passes, in running order. The bar is the operator’s share of the estimated cost.',
    el('div', { class: 'tools' }, el('div', { class: 'legend' }, families.map(([family, text]) => el('span', {}, el('i', { class: `family ${family}` }), text))), streams.length > 0 && foldAll),
    el('div', { class: 'network' }, box, el('div', { class: 'sticky' }, detail, mostExpensive(model))));
}

// Operators by what they do to the shape: what the eye looks for in a network.
const graphFamilies = [['pointwise', 'convolution 1×1'], ['convolution', 'convolution'], ['depthwise', 'depthwise'], ['sum', 'add, multiply'], ['pooling', 'pooling'], ['other', 'other']];

function familyOf(operator) {
  switch (operator.kind) {
    case 'CONV_2D': return operator.details.startsWith('1x1') ? 'pointwise' : 'convolution';
    case 'DEPTHWISE_CONV_2D': return 'depthwise';
    case 'ADD': case 'MUL': return 'sum';
    case 'AVERAGE_POOL_2D': case 'MAX_POOL_2D': case 'MEAN': return 'pooling';
    default: return 'other';
  }
}

function mostExpensive(model) {
  const all = model.plan.operators.reduce((sum, o) => sum + o.estimatedInstructions, 0);
  const top = [...model.plan.operators].sort((a, b) => b.estimatedInstructions - a.estimatedInstructions || a.id - b.id).slice(0, 8).filter(o => o.estimatedInstructions > 0);
  if (top.length === 0) return null;
  return el('div', { class: 'costs' }, el('h3', {}, 'Most expensive operators, share of the estimated cost'), el('div', { class: 'bars' }, top.flatMap(o =>
    bar(o.name ? model.nameOf(o.name) : o.kind, o.estimatedInstructions, top[0].estimatedInstructions, 'accent', [o.name || o.kind, `${o.kind} ${o.details}`, `about ${count(o.estimatedInstructions)} instructions`], percent(o.estimatedInstructions, all)))));
}

// Rows of the picture: the heads of streams, operators, and the network's inputs.
function graphRows(model, folded) {
  const rows = model.plan.inputs.map(i => ({ input: i, makes: [i.tensor], takes: [] }));
  let stream = null;
  for (const o of model.plan.operators) {
    const step = o.step === null ? null : model.plan.steps[o.step];
    const isStream = step && model.isChain(step);
    if (isStream && stream?.step !== step) {
      stream = { step, head: true, makes: [], takes: [], inside: [], isFolded: folded.has(step.index) };
      rows.push(stream);
    }
    if (!isStream) stream = null;
    if (stream) stream.inside.push(o);
    if (stream?.isFolded) {
      stream.makes.push(...o.outputs);
      stream.takes.push(...o.inputs);
    } else {
      rows.push({ operator: o, stream, makes: o.outputs, takes: o.inputs });
    }
  }
  return rows;
}

function graph(model, width, folded, fold, choose) {
  const rows = graphRows(model, folded);
  const rowOf = new Map();
  rows.forEach((r, i) => r.makes.forEach(t => { if (!rowOf.has(t)) rowOf.set(t, i); }));
  const drawn = i => !rows[i].head || rows[i].isFolded;
  const edges = rows.flatMap((r, to) => [...new Set(r.takes)].map(t => ({ from: rowOf.get(t), to })).filter(e => e.from !== undefined && e.from !== to));
  const between = e => rows.slice(e.from + 1, e.to).some((_, i) => drawn(e.from + 1 + i));
  const skips = edges.filter(between);
  const laneOf = lanes(skips);
  const laneWidth = 11;
  const left = 14 + Math.max(1, ...skips.map(e => laneOf.get(e) + 1)) * laneWidth;
  const right = width - 12;
  const y = i => 10 + i * graphLine;
  const height = y(rows.length) + 8;
  const svg = draw('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': 'The network' });

  rows.filter(r => r.head).forEach(r => {
    const first = rows.indexOf(r);
    const last = r.isFolded ? first : first + r.inside.length;
    const text = `${r.isFolded ? '▸' : '▾'} step ${r.step.index}: stream of ${r.inside.length} operators`;
    svg.append(draw('g', { class: 'group' },
      draw('rect', { class: 'frame', x: left - 6, y: y(first), width: right - left + 12, height: y(last + 1) - y(first) - 2, rx: 7 }),
      draw('text', { class: 'head', x: left + 32, y: y(first) + 16, tabindex: 0, role: 'button', onclick: () => fold(r.step.index), onkeydown: e => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); fold(r.step.index); } } }, fitted(text, right - left - 60)),
      draw('text', { x: right - 2, y: y(first) + 16, 'text-anchor': 'end' }, width > 420 ? `${short(r.step.estimatedInstructions)} instructions` : '')));
  });

  const middle = left + 22;
  for (const e of edges) {
    const [from, to] = [y(e.from) + graphLine - 4, y(e.to) + 2];
    const lane = laneOf.get(e);
    svg.append(lane === undefined
      ? draw('path', { class: 'edge', d: `M${middle},${from}V${to}` })
      : draw('path', { class: 'edge skip', d: skipPath(left, left - 9 - lane * laneWidth, from - 9, to + 9) }));
  }

  const mostCost = Math.max(1, ...model.plan.operators.map(o => o.estimatedInstructions));
  rows.forEach((r, i) => {
    if (!r.head) svg.append(node(model, r, left, right, y(i) + 2, mostCost, choose));
  });
  return svg;
}

const skipPath = (x, lane, from, to) => `M${x},${from}H${lane + 5}Q${lane},${from} ${lane},${from + 5}V${to - 5}Q${lane},${to} ${lane + 5},${to}H${x}`;

// Lines beside each other where they run past the same rows.
function lanes(edges) {
  const ends = [];
  const found = new Map();
  for (const e of [...edges].sort((a, b) => a.from - b.from || a.to - b.to)) {
    let lane = ends.findIndex(end => end <= e.from);
    if (lane < 0) lane = ends.length;
    ends[lane] = e.to;
    found.set(e, lane);
  }
  return found;
}

function node(model, row, left, right, top, mostCost, choose) {
  const inset = row.stream ? 4 : 0;
  const [from, to] = [left + inset, right - inset];
  const shape = row.input ? row.input.shape : row.operator.shape;
  const shapeWords = shapeText(shape.length === 4 ? shape.slice(1) : shape);
  const roomy = to - from > 300;
  const barRoom = roomy ? 60 : 0;
  const name = row.input ? (row.input.name === 'input' ? 'input' : `input ${model.nameOf(row.input.name)}`) : `${row.operator.kind} ${roomy ? row.operator.details : ''}`.trim();
  const group = draw('g', { class: 'node', 'data-operator': row.operator?.id, 'data-step': row.operator?.step ?? undefined });
  group.append(draw('rect', { class: 'box', x: from, y: top, width: to - from, height: graphLine - 5, rx: 5 }),
    draw('rect', { class: `family ${row.operator ? familyOf(row.operator) : 'input'}`, x: from + 5, y: top + 5, width: 4, height: graphLine - 15, rx: 2 }),
    draw('text', { class: 'strong', x: from + 15, y: top + 14 }, fitted(name, to - from - barRoom - widthOf(shapeWords) - 34)),
    draw('text', { x: to - 8 - barRoom, y: top + 14, 'text-anchor': 'end' }, shapeWords));
  if (roomy && row.operator?.estimatedInstructions) {
    const wide = Math.max(1, 50 * row.operator.estimatedInstructions / mostCost);
    group.append(draw('rect', { class: 'bar', x: to - 56, y: top + 7, width: wide, height: 6, rx: 2 }));
  }
  if (row.operator) {
    const o = row.operator;
    const lines = [o.name ? model.nameOf(o.name) : o.kind, `${o.kind} ${o.details}`, shapeText(o.shape), o.step === null ? 'no step: only renames bytes' : `step ${o.step}, about ${count(o.estimatedInstructions)} instructions`];
    make(group, explains(lines, () => {
      group.parentNode.querySelectorAll('.node.selected').forEach(n => n.classList.remove('selected'));
      group.classList.add('selected');
      choose(o);
    }), []);
  }
  return group;
}
