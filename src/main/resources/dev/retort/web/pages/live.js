"use strict";
// Says what has been done since, until all of it is.
(function () {
  var list = document.querySelector("[data-live]");
  if (!list) return;
  function look() {
    fetch(list.dataset.live, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.json() : { steps: [] }; })
      .then(function (now) {
        now.steps.forEach(function (step) {
          var row = list.querySelector('[data-step="' + step.key + '"]');
          if (row && step.done && !row.classList.contains("done")) {
            row.className = "done";
            row.querySelector(".state").textContent = "done";
          }
        });
        if (!now.steps.length || now.steps.some(function (step) { return !step.done; })) {
          setTimeout(look, 2000);
        }
      })
      .catch(function () { setTimeout(look, 5000); });
  }
  setTimeout(look, 1000);
})();
