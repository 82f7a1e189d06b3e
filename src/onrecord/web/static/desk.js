"use strict";
(() => {
  // Files may be dropped anywhere on the box; everything works without this by choosing them.
  for (const box of document.querySelectorAll(".drop")) {
    const input = box.querySelector("input[type=file]");
    const over = (on) => (event) => { event.preventDefault(); box.classList.toggle("over", on); };
    box.addEventListener("dragover", over(true));
    box.addEventListener("dragleave", over(false));
    box.addEventListener("drop", (event) => { over(false)(event); input.files = event.dataTransfer.files; });
  }
  for (const form of document.querySelectorAll("form.busy")) {
    form.addEventListener("submit", () => {
      const word = form.querySelector(".busy-word");
      if (word) word.textContent = "Reading and comparing; some seconds for long accounts.";
    });
  }
})();
