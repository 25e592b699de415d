// The figures that decide: does it fit, what does it cost.

function summary(model) {
  const { plan, bench } = model;
  const streams = plan.steps.filter(model.isStream);
  const streamed = streams.reduce((sum, s) => sum + s.operators.length, 0);
  const gap = plan.arenaBytes - plan.lowerBoundBytes;
  return el('div', { class: 'cards' },
    card('RAM: arena', count(plan.arenaBytes), 'bytes',
      ...meters(plan.arenas.map(a => limitOf(plan, a))),
      plan.arenas.length > 1 ? `in ${plan.arenas.length} regions; a single arena needs at least ${count(plan.lowerBoundBytes)}` : gap === 0 ? 'no placement can be smaller' : plan.arenaIsOptimal ? `no placement of this schedule is smaller, though no single step needs more than ${count(plan.lowerBoundBytes)}` : `${percent(gap, plan.lowerBoundBytes)} above the lower bound ${count(plan.lowerBoundBytes)}`),
    card(bench ? 'Flash: weights and code' : 'Flash: weights', count(plan.weightsBytes + (bench?.codeBytes ?? 0)), 'bytes',
      ...meters([flashLimit(plan, bench)]),
      bench ? `weights ${count(plan.weightsBytes)}, code ${count(bench.codeBytes)}` : 'code comes on top: mnv2c bench --html measures it'),
    card(bench ? 'Cost, measured' : 'Cost, estimated', short(bench?.instructions ?? plan.estimatedInstructions), 'instructions',
      `${count(plan.macs)} multiply-accumulates`, plan.macs > 0 && `${((bench?.instructions ?? plan.estimatedInstructions) / plan.macs).toFixed(2)} instructions for each`,
      timeText(plan.timing, bench?.instructions ?? plan.estimatedInstructions),
      bench && `on ${bench.machine}${bench.officialCmsisNn ? ', official CMSIS-NN' : plan.kernels === 'cmsis-nn' ? ', stand-ins for CMSIS-NN' : ''}`),
    card('Schedule', streams.length ? 'streamed' : 'layer by layer', '',
      `${plan.steps.length} steps`, streams.length > 0 && `${streamed} of ${plan.operators.length} operators streamed, in ${streams.length} ${streams.length === 1 ? 'stream' : 'streams'}`,
      plan.inputMode === 'rows' && 'the caller pushes the input by rows'),
    card('Stack', bench ? count(bench.stackBytes) : '—', bench ? 'bytes' : '', bench ? 'worst of one inference, measured' : 'mnv2c bench --html measures it'));
}

// A rough figure, and said to be one.
function timeText(timing, instructions) {
  if (!timing) return '';
  const cycles = instructions * timing.cyclesPerInstruction;
  const rough = timing.clockHz ? `about ${(1000 * cycles / timing.clockHz).toPrecision(3)} ms at ${timing.clockHz / 1e6} MHz` : `about ${short(cycles)} cycles`;
  return `${rough}, ±${timing.errorPercent} %: ${timing.cyclesPerInstruction} cycles for an instruction, without wait states (${timing.source})`;
}

// What the bytes at the border mean.
function border(plan) {
  const text = (port, what) => `${what} ${port.name ? `'${port.name}' ` : ''}${port.type} ${port.shape.join('x')}` +
    (port.scale === null || port.scale === undefined ? '' : `: real = ${+port.scale.toPrecision(6)} * (q - ${port.zeroPoint})`);
  return el('p', { class: 'border' }, [...plan.inputs.map(p => text(p, 'input')), ...plan.outputs.map(p => text(p, 'output'))].join('; '));
}

function card(what, figure, unit, ...more) {
  return el('div', { class: 'card' }, el('div', { class: 'what' }, what), el('div', { class: 'figure' }, figure, unit && el('small', {}, ` ${unit}`)),
    more.filter(Boolean).map(m => m instanceof Node ? m : el('div', { class: 'more' }, m)));
}

const limitOf = (plan, arena) => {
  const region = plan.limits.regions.find(r => r.name === arena.region);
  const limit = plan.limits.ramBudgetBytes ?? region?.sizeBytes;
  return limit ? { used: plan.limits.ramBudgetBytes ? plan.arenaBytes : arena.sizeBytes, limit, name: plan.limits.ramBudgetBytes ? 'the budget' : region.name } : null;
};

const flashLimit = (plan, bench) => {
  const region = plan.limits.regions.find(r => r.name === plan.limits.weightsRegion);
  const limit = plan.limits.flashBudgetBytes ?? region?.sizeBytes;
  return limit ? { used: plan.weightsBytes + (bench?.codeBytes ?? 0), limit, name: plan.limits.flashBudgetBytes ? 'the budget' : region.name } : null;
};

function meters(limits) {
  return limits.filter(Boolean).flatMap(l => [
    el('div', { class: l.used > l.limit ? 'meter over' : 'meter' }, el('i', { style: `width: ${Math.min(100, 100 * l.used / l.limit)}%` })),
    el('div', { class: 'more' }, `${percent(l.used, l.limit)} of ${count(l.limit)} in ${l.name}`),
  ]);
}

function subtitle(plan) {
  const target = plan.targetTitle && plan.targetTitle !== plan.target ? `${plan.target} (${plan.targetTitle})` : plan.target;
  return `for ${target}, ${plan.kernels} kernels`;
}
