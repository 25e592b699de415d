// What limits the peak, and what to try.

function peakSection(model) {
  const { plan } = model;
  const step = plan.steps[plan.peakStep];
  const live = model.liveAt(plan.peakStep).sort((a, b) => b.sizeBytes - a.sizeBytes);
  const shown = live.slice(0, 9);
  const rest = live.slice(9);
  const largest = Math.max(1, ...live.map(b => b.sizeBytes));
  const bars = shown.flatMap(b => bar(bufferTitle(model, b), b.sizeBytes, largest, b.kind, bufferLines(model, b)));
  if (rest.length > 0) {
    const sum = rest.reduce((total, b) => total + b.sizeBytes, 0);
    bars.push(...bar(`${rest.length} smaller`, sum, largest, 'scratch', [`${rest.length} smaller buffers`, bytes(sum)]));
  }
  const shared = plan.overlaps.filter(o => o.step === plan.peakStep).reduce((sum, o) => sum + o.sharedBytes, 0);
  const note = step && `The peak is at ${stepTitle(step)}, which needs at least ${bytes(plan.lowerBoundBytes)} by itself.`
    + (shared > 0 ? ' Some of these buffers share bytes, so their sum is more than the arena.' : '');
  return section('peak', 'What limits the peak', note ?? 'The network has no steps.',
    el('div', { class: 'two' },
      el('div', {}, el('h3', {}, 'Live at the peak'), el('div', { class: 'bars' }, bars)),
      el('div', {}, el('h3', {}, 'What to try'), el('ul', { class: 'advice' }, model.advice.map(a =>
        el('li', {}, a.option && el('code', {}, a.option), a.option && el('br'), a.text))))));
}

function bar(label, value, largest, kind, lines, shown = count(value)) {
  return [
    el('span', { class: 'label', title: label }, label),
    el('span', { class: 'track', ...explains(lines), tabindex: undefined }, el('i', { style: `width: ${100 * value / largest}%; background: var(--${kind})` })),
    el('span', { class: 'value' }, shown),
  ];
}
