// Milliseconds until the page is at rest after what happens next: a run was asked for and has
// ended, the app says that no script runs, and neither text nor canvases have changed for two
// frames. The time is that of the last of these, without the frames of waiting. A result that is
// the same as before draws nothing: then thirty frames without change say so, and cost nothing.
(patience) => new Promise((done, fail) => {
  const app = document.querySelector('[data-testid=stApp]');
  const start = performance.now();
  const draws = document.querySelector('canvas') !== null;
  let changed = start, last = 0, quiet = 0;

  const observer = new MutationObserver(() => { changed = performance.now(); });
  observer.observe(app, {childList: true, characterData: true, subtree: true});
  const state = new MutationObserver(() => { changed = performance.now(); });
  state.observe(app, {attributes: true, attributeFilter: ['data-test-script-state']});

  const over = (settle, value) => {
    observer.disconnect();
    state.disconnect();
    settle(value);
  };
  const look = () => {
    const {asked, ended, drawn} = window.__seen, now = performance.now();
    const moved = Math.max(changed, drawn);
    quiet = moved === last ? quiet + 1 : 0;
    last = moved;
    const ran = asked > start && ended > asked && app.dataset.testScriptState === 'notRunning';
    if (ran && quiet >= (!draws || drawn > start ? 2 : 30)) {
      over(done, Math.max(ended, moved) - start);
    } else if (now - start > patience) {
      const what = asked <= start ? 'asked for no run'
        : ended <= asked ? 'asked for a run that did not end'
        : 'ran, but did not come to rest';
      over(fail, new Error(`the page ${what} within ${patience / 1000} s`));
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})
