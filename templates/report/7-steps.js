// The table of steps: sorts by any column, filters by any word; a stream opens into its operators.

const stepColumns = [
  { title: 'step', number: true, value: r => r.step.index, show: r => count(r.step.index) },
  { title: 'operator', value: r => operatorsText(r.step.operators), show: (r, model) => operatorCell(r, model) },
  { title: 'makes', className: 'name', value: r => r.step.name, show: (r, model) => nameCell(model, r.step.name) },
  { title: 'shape', value: r => pixelsOf(r.shape) * (r.shape.at(-1) ?? 0), show: r => shapeText(r.shape) },
  { title: 'MACs', number: true, value: r => r.step.macs, show: r => blank(r.step.macs) },
  { title: 'kernel, and why', className: 'kernel', value: r => r.step.functions[0] ?? '', show: r => kernelCell(r.step.functions, r.reason) },
  { title: 'RAM live', number: true, value: r => r.step.liveBytes, show: r => count(r.step.liveBytes) },
  { title: 'weights', number: true, value: r => r.step.weightsBytes, show: r => blank(r.step.weightsBytes) },
];

const estimatedColumn = { title: 'est. instr.', number: true, value: r => r.step.estimatedInstructions, show: r => blank(r.step.estimatedInstructions) };

const measuredColumn = {
  title: 'instructions', number: true, value: r => r.measured,
  show: r => [count(r.measured), r.step.macs > 0 && el('small', {}, `${(r.measured / r.step.macs).toFixed(2)} per MAC`), el('small', {}, `est. ${short(r.step.estimatedInstructions)}`)],
};

// What is left of the signal behind a step, where `error` compared the network with its float network.
const errorColumn = {
  title: 'SQNR dB', number: true, value: r => r.sqnr ?? Infinity,
  show: r => [decibels(r.sqnr), r.lost >= 3 && el('small', {}, `${r.lost.toFixed(1)} dB lost here`)],
};

const decibels = value => value === undefined ? '' : value.toFixed(1);

const blank = value => value === 0 ? '' : count(value);

function kernelCell(functions, reason) {
  const different = [...new Set(functions)];
  return [
    ...different.slice(0, 2).map(f => el('div', {}, el('code', {}, f))),
    different.length > 2 && el('small', {}, different.length === 3 ? 'and one other' : `and ${different.length - 2} others`),
    reason && el('small', {}, reason),
  ];
}

const nameCell = (model, name) => el('span', { title: name === model.nameOf(name) ? undefined : name }, breakable(model.nameOf(name)));

function operatorCell(row, model) {
  const peak = row.step.index === model.plan.peakStep && el('span', { class: 'badge' }, 'peak');
  if (!model.isChain(row.step)) return [row.step.operators[0] ?? '', row.step.isStreamed && ' streamed', peak, row.details && el('small', {}, row.details)];
  const toggle = el('button', {
    class: 'toggle', type: 'button', 'aria-expanded': 'false',
    onclick: e => {
      e.stopPropagation();
      row.isOpen = !row.isOpen;
      toggle.setAttribute('aria-expanded', String(row.isOpen));
      toggle.textContent = row.isOpen ? '▾ hide operators' : '▸ show operators';
      row.parts.forEach(p => { p.hidden = !row.isOpen; });
    },
  }, '▸ show operators');
  return [`stream of ${row.step.operators.length}`, peak, el('small', {}, operatorsText(row.step.operators)), toggle];
}

function stepsSection(model) {
  const columns = [...stepColumns, model.measured ? measuredColumn : estimatedColumn, ...(model.errors ? [errorColumn] : [])];
  const losses = lossesOf(model);
  const rows = model.plan.steps.map(step => makeRow(model, step, columns, losses));
  const body = el('tbody', {}, rows.flatMap(r => [r.element, ...r.parts]));
  const box = el('div', { class: 'tablebox cards' });
  const shown = el('span', { class: 'count', 'aria-live': 'polite' });
  const heads = columns.map((c, i) => el('th', { class: c.number ? 'number' : undefined, scope: 'col', 'aria-sort': i === 0 ? 'ascending' : 'none' },
    el('button', { type: 'button', onclick: () => sortBy(i) }, c.title)));

  function sortBy(index) {
    const down = heads[index].getAttribute('aria-sort') === (columns[index].number && index > 0 ? 'none' : 'ascending') || heads[index].getAttribute('aria-sort') === 'ascending';
    heads.forEach((h, i) => h.setAttribute('aria-sort', i !== index ? 'none' : down ? 'descending' : 'ascending'));
    const { value } = columns[index];
    const order = (a, b) => typeof value(a) === 'string' ? value(a).localeCompare(value(b), 'en') : value(a) - value(b);
    const sorted = [...rows].sort((a, b) => (down ? -1 : 1) * order(a, b) || a.step.index - b.step.index);
    body.append(...sorted.flatMap(r => [r.element, ...r.parts]));
    roving(body, 'tr.step');
  }

  function filter(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    let visible = 0;
    for (const row of rows) {
      const matches = words.every(w => row.text.includes(w));
      visible += matches ? 1 : 0;
      row.element.hidden = !matches;
      row.parts.forEach(p => { p.hidden = !matches || !row.isOpen; });
    }
    roving(body, 'tr.step');
    shown.textContent = `${visible} of ${rows.length} steps`;
  }

  filter('');
  followers.push(s => rows.forEach(r => {
    const isSelected = !!s && s.plan === model && s.step === r.step.index;
    r.element.classList.toggle('selected', isSelected);
    r.element.setAttribute('aria-selected', String(isSelected));
    if (isSelected) reveal(box, r.element.offsetTop, r.element.offsetTop + r.element.offsetHeight);
  }));
  box.append(el('table', { 'aria-label': 'Steps' }, el('thead', {}, el('tr', {}, heads)), body));
  return section('steps', 'Steps', errorNote(model.errors),
    el('div', { class: 'tools' }, el('input', { type: 'search', placeholder: 'Filter: an operator, a tensor, a kernel', 'aria-label': 'Filter steps', oninput: e => filter(e.target.value) }), shown),
    box);
}

// Decibels that each step has less than the best of what it reads.
function lossesOf(model) {
  return new Map(model.plan.steps.map(step => {
    const before = step.inputs.map(t => model.sqnr.get(t.name)).filter(v => v !== undefined);
    const now = model.sqnr.get(step.name);
    return [step.index, now === undefined || before.length === 0 ? 0 : Math.min(...before) - now];
  }));
}

const errorNote = errors => errors && `Signal to noise against the float network on ${errors.samples} samples: outputs ${errors.outputSqnrDb.toFixed(1)} dB, same class ${(100 * errors.agreement).toFixed(1)} %.`;

function makeRow(model, step, columns, losses) {
  const operators = model.operatorsOf(step.index);
  const single = operators.length === 1 ? operators[0] : null;
  const row = {
    step, parts: [], isOpen: false, shape: step.outputs.at(-1)?.shape ?? single?.shape ?? [], details: single?.details ?? '', reason: single?.reason ?? '',
    measured: model.measured?.[step.index] ?? 0, sqnr: model.sqnr.get(step.name), lost: losses.get(step.index),
  };
  row.text = [step.index, ...step.operators, step.name, shapeText(row.shape), ...step.functions, ...operators.map(o => o.name)].join(' ').toLowerCase();
  row.element = el('tr', { class: 'step', 'data-step': step.index, onclick: () => select(model, step.index), onkeydown: e => {
    if (e.target === row.element && (e.key === 'Enter' || e.key === ' ')) { e.preventDefault(); select(model, step.index); }
  } }, columns.map(c => cell(c, c.show(row, model))));
  if (model.isChain(step)) row.parts = operators.map(o => el('tr', { class: 'part', hidden: true }, columns.map(c => cell(c, partCell(c, o, model)))));
  return row;
}

function cell(column, content) {
  const td = el('td', { class: column.number ? 'number' : column.className, 'data-label': column.title }, ...[content].flat());
  if (td.childNodes.length === 0) td.classList.add('blank');
  return td;
}

function partCell(column, operator, model) {
  switch (column.title) {
    case 'operator': return [operator.kind, operator.details && el('small', {}, operator.details)];
    case 'makes': return nameCell(model, operator.name);
    case 'shape': return shapeText(operator.shape);
    case 'SQNR dB': return decibels(model.sqnr.get(operator.name));
    case 'MACs': return blank(operator.macs);
    case 'kernel, and why': return kernelCell(operator.functions, operator.reason);
    case 'weights': return blank(operator.weightsBytes);
    case 'est. instr.': return blank(operator.estimatedInstructions);
    case 'instructions': return operator.estimatedInstructions === 0 ? '' : el('small', {}, `est. ${short(operator.estimatedInstructions)}`);
    default: return '';
  }
}
