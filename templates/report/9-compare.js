// Two plans: their figures, their maps at the same scale, and the operators that they run differently.

function comparisonSections(models, comparison) {
  const commonBytes = Math.max(1, ...models.flatMap(m => m.plan.arenas.map(a => a.sizeBytes)));
  const hasStreams = models.some(m => m.plan.steps.some(m.isStream));
  models.forEach(m => Object.assign(m, { commonBytes, hasStreams }));
  return [
    figuresSection(comparison),
    section('memory', 'Memory maps', 'At the same scale: a pixel is as many bytes in both.', mapLegend(...models),
      el('div', { class: 'two' }, models.map(m => el('div', {}, el('h3', {}, m.label), ...memoryMaps(m, 360))))),
    frontierSection(models),
    operatorsSection(comparison, models[0]),
  ];
}

function figuresSection(comparison) {
  const difference = f => f.difference === 0 ? '' : `${f.difference > 0 ? '+' : '−'}${count(Math.abs(f.difference))}`;
  const share = f => f.difference === 0 || f.first === 0 ? '' : `${f.difference > 0 ? '+' : '−'}${(100 * Math.abs(f.difference) / f.first).toFixed(1)} %`;
  const judgement = f => f.unit !== 'bytes' && !f.name.includes('instructions') ? '' : f.difference < 0 ? 'less' : f.difference > 0 ? 'moreof' : '';
  const changed = comparison.settings.filter(s => s.first !== s.second);
  return section('figures', 'Figures', null, el('div', { class: 'tablebox' }, el('table', {},
    el('thead', {}, el('tr', {}, ['', comparison.first, comparison.second, 'difference'].map((t, i) => el('th', { class: i > 0 ? 'number' : undefined, scope: 'col' }, el('span', {}, t))))),
    el('tbody', {},
      comparison.figures.map(f => el('tr', {}, el('td', {}, f.unit ? `${f.name}, ${f.unit}` : f.name), el('td', { class: 'number' }, count(f.first)), el('td', { class: 'number' }, count(f.second)),
        el('td', { class: `number ${judgement(f)}` }, difference(f), share(f) && el('small', {}, share(f))))),
      changed.map(s => el('tr', {}, el('td', {}, s.name), el('td', { class: 'number long' }, s.first), el('td', { class: 'number long' }, s.second), el('td')))))));
}

function operatorsSection(comparison, model) {
  const rows = comparison.operators.filter(o => !o.isEqual || o.first?.isStreamed !== o.second?.isStreamed);
  const equal = comparison.operators.length - rows.length;
  const work = w => w === null ? el('span', { class: 'empty' }, 'not there') : [
    w.step === null ? 'no step' : `step ${w.step}${w.isStreamed ? ', streamed' : ''}`,
    ...[...new Set(w.functions)].map(f => el('small', {}, el('code', {}, f))),
  ];
  const cost = w => w === null ? '' : count(w.estimatedInstructions);
  const delta = o => o.first && o.second ? o.second.estimatedInstructions - o.first.estimatedInstructions : 0;
  return section('operators', 'Operators that differ', rows.length === 0 ? 'None: both plans run every operator by the same kernels.' : `${rows.length} of ${comparison.operators.length}; the other ${equal} run by the same kernels at the same estimated cost.`,
    rows.length > 0 && el('div', { class: 'tablebox' }, el('table', {},
      el('thead', {}, el('tr', {}, ['operator', comparison.first, 'est. instr.', comparison.second, 'est. instr.', 'difference'].map((t, i) => el('th', { class: i > 0 && i % 2 === 0 || i === 5 ? 'number' : undefined, scope: 'col' }, el('span', {}, t))))),
      el('tbody', {}, rows.map(o => el('tr', {}, el('td', { class: 'name' }, o.kind, el('small', { title: o.name }, breakable(model.nameOf(o.name)))), el('td', { class: 'kernel' }, work(o.first)), el('td', { class: 'number' }, cost(o.first)),
        el('td', { class: 'kernel' }, work(o.second)), el('td', { class: 'number' }, cost(o.second)),
        el('td', { class: `number ${delta(o) < 0 ? 'less' : delta(o) > 0 ? 'moreof' : ''}` }, delta(o) === 0 ? '' : `${delta(o) > 0 ? '+' : '−'}${count(Math.abs(delta(o)))}`)))))));
}
