// A plan with what several parts of the page ask of it.

function modelOf(entry, number) {
  const { plan } = entry;
  // A step is as wide as its operators are many, so that two schedules of a network have the same scale.
  let x = 0;
  const columns = plan.steps.map(s => {
    const column = { step: s, from: x, to: x + Math.max(1, s.operators.length) };
    x = column.to;
    return column;
  });
  const measured = entry.measured?.stepInstructions ?? null;
  return {
    plan, label: entry.label, advice: entry.advice, bench: entry.measured, errors: entry.errors, sqnr: new Map(entry.errors?.tensors.map(t => [t.name, t.sqnrDb]) ?? []), number, columns, units: Math.max(1, x), measured, nameOf: shortNames(plan),
    operatorsOf: index => plan.operators.filter(o => o.step === index),
    liveAt: index => plan.buffers.filter(b => b.firstStep <= index && index <= b.lastStep),
    isStream: step => step.isStreamed,
    hasStreams: plan.steps.some(s => s.isStreamed), // both of two plans when one has: their maps keep one scale
    isChain: step => step.isStreamed && step.operators.length > 1,
  };
}

// Converters join the names of everything that they fused by semicolons, and begin nearly all of them alike: what is left tells tensors apart.
function shortNames(plan) {
  const parts = name => name.split(';')[0].split('/');
  const all = plan.operators.map(o => parts(o.name));
  const common = [];
  for (let i = 0; ; i++) {
    const times = new Map();
    all.filter(p => p.length > i + 1 && common.every((c, n) => p[n] === c)).forEach(p => times.set(p[i], (times.get(p[i]) ?? 0) + 1));
    const [segment, most] = [...times].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
    if (most < 2 || most < all.length * 0.6) break;
    common.push(segment);
  }
  return name => {
    const own = parts(name);
    let shared = 0;
    while (shared < common.length && shared < own.length - 1 && own[shared] === common[shared]) shared++;
    return own.slice(shared).join('/');
  };
}

const operatorsText = kindsOfStep => kindsOfStep.length <= 2 ? kindsOfStep.join(', ') : `${kindsOfStep[0]} … ${kindsOfStep.at(-1)}`;

const stepTitle = step => step.operators.length > 1 ? `step ${step.index}: stream of ${step.operators.length} operators` : `step ${step.index}: ${step.operators[0]}${step.isStreamed ? ' by rows' : ''}`;

const kindText = kind => (kinds.find(k => k[0] === kind) ?? ['', kind])[1];

const bufferTitle = (model, buffer) => model.nameOf(buffer.contents.find(c => c.name)?.name ?? buffer.name);

function contentText(content) {
  const ring = content.ringPixels === null || content.ringPixels === undefined ? '' : `, ${count(content.ringPixels)} of ${count(pixelsOf(content.shape))} pixels at a time`;
  return `${shapeText(content.shape)} ${content.type.replace('_t', '')}${ring}`;
}

const pixelsOf = shape => shape.length === 4 ? shape[1] * shape[2] : 1;

function bufferLines(model, buffer) {
  return [
    bufferTitle(model, buffer),
    ...buffer.contents.slice(0, 3).map(contentText),
    `${kindText(buffer.kind)}, ${bytes(buffer.sizeBytes)}`,
    `at ${count(buffer.offsetBytes)} to ${count(buffer.offsetBytes + buffer.sizeBytes - 1)}, live in ${range(buffer.firstStep, buffer.lastStep)}`,
  ];
}

function bufferFacts(model, buffer) {
  const overlaps = model.plan.overlaps.filter(o => o.written === buffer.name || o.read === buffer.name);
  const region = model.plan.arenas[buffer.arena]?.region;
  return [
    el('h3', {}, bufferTitle(model, buffer)),
    facts([
      ['what', kindText(buffer.kind)],
      ['name', buffer.contents.length === 1 && buffer.contents[0].name !== bufferTitle(model, buffer) ? buffer.contents[0].name : ''],
      ['name in C', el('code', {}, buffer.name)],
      ...buffer.contents.map(c => [buffer.contents.length > 1 ? c.name || 'tensor' : 'shape', contentText(c)]),
      ['size', bytes(buffer.sizeBytes)],
      ['address', `${count(buffer.offsetBytes)} to ${count(buffer.offsetBytes + buffer.sizeBytes - 1)}${region ? ` in ${region}` : ''}`],
      ['live', range(buffer.firstStep, buffer.lastStep)],
      ...overlaps.map(o => ['shares', o.written === buffer.name
        ? `${bytes(o.sharedBytes)} with ${o.read} in step ${o.step}: grows over bytes that are already read`
        : `${bytes(o.sharedBytes)} with ${o.written} in step ${o.step}: is overwritten behind its last read`]),
    ]),
  ];
}

function stepFacts(model, step) {
  const instructions = model.measured?.[step.index];
  return [
    el('h3', {}, stepTitle(step)),
    facts([
      ['makes', step.name],
      ['shape', step.outputs.length ? shapeText(step.outputs.at(-1).shape) : ''],
      ['live', `${bytes(step.liveBytes)}${step.scratchBytes ? `, ${count(step.scratchBytes)} of them working memory` : ''}`],
      ['weights', step.weightsBytes ? bytes(step.weightsBytes) : ''],
      ['MACs', step.macs ? count(step.macs) : ''],
      ['cost', instructions === undefined ? `about ${count(step.estimatedInstructions)} instructions` : `${count(instructions)} instructions, measured`],
      ['kernels', [...new Set(step.functions)].map(f => el('div', {}, el('code', {}, f)))],
    ]),
  ];
}

function operatorFacts(model, operator) {
  return [
    el('h3', {}, operator.name ? model.nameOf(operator.name) : `${operator.kind} ${operator.id}`),
    facts([
      ['name', operator.name !== model.nameOf(operator.name) ? operator.name : ''],
      ['operator', `${operator.kind} ${operator.details}`.trim()],
      ['number', `${operator.id} in the model file`],
      ['shape', `${shapeText(operator.shape)} ${operator.type.replace('_t', '')}`],
      ['step', operator.step === null ? 'none: it only renames bytes' : String(operator.step)],
      ['MACs', operator.macs ? `${count(operator.macs)}${operator.recomputedMacs ? `, ${count(operator.recomputedMacs)} of them because it is computed again for each window` : ''}` : ''],
      ['weights', operator.weightsBytes ? bytes(operator.weightsBytes) : ''],
      ['cost', operator.estimatedInstructions ? `about ${count(operator.estimatedInstructions)} instructions` : ''],
      ['kernels', [...new Set(operator.functions)].map(f => el('div', {}, el('code', {}, f)))],
      ['why', operator.reason],
    ]),
  ];
}
