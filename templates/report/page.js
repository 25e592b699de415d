// Puts the page together: one plan, or two side by side.

function page() {
  const models = data.plans.map(modelOf);
  const [model] = models;
  const main = document.getElementById('page');
  document.querySelector('h1').textContent = data.comparison ? 'Two plans' : model.plan.model;
  document.getElementById('subtitle').textContent = data.comparison ? `${data.comparison.first}  ·  ${data.comparison.second}` : subtitle(model.plan);
  const parts = data.comparison
    ? comparisonSections(models, data.comparison)
    : [mapSection(model, 420), el('div', { class: 'stack' }, peakSection(model)), frontierSection(models), stepsSection(model), networkSection(model)];
  main.replaceChildren(...(data.comparison ? [] : [summary(model)]), ...parts.filter(Boolean));
  document.getElementById('sections').append(...[...main.querySelectorAll('section')].map(s => el('a', { href: `#${s.id}` }, s.querySelector('h2').textContent)));
  document.getElementById('provenance').append(...models.map(m => el('div', {},
    `mnv2c ${m.plan.toolVersion}, ${m.plan.options || `schedule ${m.plan.schedule}`}, model SHA-256 ${m.plan.modelSha256}`)));
  themeButton();
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
