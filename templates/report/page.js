// Puts the page together: one plan, or two side by side.

function page() {
  const models = data.plans.map(modelOf);
  const [model] = models;
  const main = document.getElementById('page');
  const sameModel = models.every(m => m.plan.model === model.plan.model);
  document.querySelector('h1').append(...breakable(sameModel ? model.plan.model : 'Two plans', /(?<=[/_])/));
  document.getElementById('subtitle').textContent = data.comparison ? `${data.comparison.first} against ${data.comparison.second}` : subtitle(model.plan);
  const parts = data.comparison
    ? comparisonSections(models, data.comparison)
    : [mapSection(model, 420), el('div', { class: 'stack' }, peakSection(model)), frontierSection(models), stepsSection(model), networkSection(model)];
  main.replaceChildren(...(data.comparison ? [] : [summary(model), border(model.plan)]), ...parts.filter(Boolean));
  const links = new Map([...main.querySelectorAll('section')].map(s => [s, el('a', { href: `#${s.id}` }, s.querySelector('h2').textContent)]));
  document.getElementById('sections').append(...links.values());
  followScrolling(links);
  document.getElementById('provenance').append(...models.map(m => el('div', {},
    `mnv2c ${m.plan.toolVersion}, ${m.plan.options || `schedule ${m.plan.schedule}`}, model SHA-256 ${m.plan.modelSha256}`)));
  themeButton();
}

// Marks the section that is being read.
function followScrolling(links) {
  const visible = new Set();
  const observer = new IntersectionObserver(entries => {
    entries.forEach(e => e.isIntersecting ? visible.add(e.target) : visible.delete(e.target));
    const current = [...links.keys()].find(s => visible.has(s));
    links.forEach((link, s) => s === current ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current'));
  }, { rootMargin: '-60px 0px -55% 0px' });
  links.forEach((_, s) => observer.observe(s));
}

function themeButton() {
  const button = document.getElementById('theme');
  const themes = ['system', 'light', 'dark'];
  let theme = 0;
  const show = () => {
    button.textContent = `Theme: ${themes[theme]}`;
    if (theme === 0) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = themes[theme];
  };
  button.addEventListener('click', () => { theme = (theme + 1) % themes.length; show(); });
  show();
}

page();
