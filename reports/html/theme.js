"use strict";

// Light, dark, or as the system says; the choice is kept where the browser allows it.
const themes = ["auto", "light", "dark"];

function storedTheme() {
  try {
    const theme = localStorage.getItem("mbench-theme");
    return themes.includes(theme) ? theme : "auto";
  } catch {
    return "auto"; // a file opened where storage is forbidden
  }
}

function applyTheme(theme) {
  if (theme === "auto") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}

function startTheme() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "theme";
  let theme = storedTheme();
  const show = () => {
    applyTheme(theme);
    button.textContent = `Theme: ${theme}`;
  };
  button.addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    try {
      localStorage.setItem("mbench-theme", theme);
    } catch {
      // The choice then lasts as long as the page.
    }
    show();
  });
  show();
  document.querySelector(".bar > div").append(button);
}

// Before anything is drawn, so that the page does not flash in the other colours.
applyTheme(storedTheme());
