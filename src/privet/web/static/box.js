// The box without a reload, and a button to copy each line. Without this script the form works as forms do.

const form = document.getElementById("box");
const answer = document.getElementById("answer");

function show(text, found) {
  const pre = document.createElement("pre");
  pre.textContent = text;
  const said = document.createElement("p");
  said.className = "found";
  said.textContent = found.length
    ? "Found: " + found.map((one) => `${one.kind} × ${one.count}`).join(", ")
    : "Nothing personal was found.";
  answer.replaceChildren(pre, said);
}

function complain(sentence) {
  const said = document.createElement("p");
  said.textContent = sentence;
  answer.replaceChildren(said);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.setAttribute("aria-busy", "true");
  try {
    const reply = await fetch(form.action, {
      method: "POST",
      headers: { "content-type": "text/plain; charset=utf-8" },
      body: form.elements.text.value,
    });
    const body = await reply.json();
    if (reply.ok) show(body.text, body.found);
    else complain(body.title + (body.hint ? ": " + body.hint : "."));
  } catch {
    complain("Privet does not answer. Is it still running?");
  } finally {
    button.removeAttribute("aria-busy");
  }
});

if (navigator.clipboard) {
  const spoken = document.getElementById("copied");
  document.querySelectorAll(".lines > li").forEach((line, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "outline secondary";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy line ${at + 1}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(line.querySelector("code").textContent);
      button.textContent = "Copied";
      spoken.textContent = `Line ${at + 1} copied`;
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    line.append(button);
  });
}
