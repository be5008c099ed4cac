// Run by scripts/test-editors: the client of VS Code in front of an editor that is made up here.
const assert = require("assert");
const Module = require("module");
const [, , extension, program] = process.argv;

class Range {
  constructor(startLine, startCharacter, endLine, endCharacter) {
    this.start = { line: startLine, character: startCharacter };
    this.end = { line: endLine, character: endCharacter };
  }
  toJSON() {
    return [this.start, this.end];
  }
}
class Bag {
  constructor(...parts) {
    this.parts = parts;
  }
}
class Diagnostic {
  constructor(range, message, severity) {
    Object.assign(this, { range, message, severity });
  }
}
class WorkspaceEdit {
  set(uri, edits) {
    this.edits = edits;
  }
}
class TextEdit {
  constructor(range, newText) {
    Object.assign(this, { range, newText });
  }
}
const listeners = {};
const providers = {};
const published = [];
let noticed = () => {};
const register = (name) => (_, provider) => ((providers[name] = provider), {});
const listen = (name) => (listener) => ((listeners[name] = listener), {});
const uri = (text) => ({ toString: () => text });
const text = 'list   customers\nquery invoices where "😀" = statuss\nlist inv';
const document = {
  uri: uri("file:///tmp/a.stripe"), languageId: "pinstripe", version: 1, getText: () => text,
};
const vscode = {
  Range, Diagnostic, WorkspaceEdit, TextEdit, CompletionItem: Bag, Location: Bag, Hover: Bag,
  MarkdownString: Bag, DiagnosticRelatedInformation: Bag, DocumentSymbol: Bag, CodeAction: Bag,
  DiagnosticSeverity: { Error: 0, Warning: 1 }, CodeActionKind: { QuickFix: "quickfix" },
  Uri: { parse: uri },
  window: { showErrorMessage: (message) => assert.fail(message) },
  workspace: {
    textDocuments: [document],
    getConfiguration: () => ({ get: () => program }),
    onDidOpenTextDocument: listen("open"), onDidCloseTextDocument: listen("close"),
    onDidChangeTextDocument: listen("change"),
  },
  languages: {
    createDiagnosticCollection: () => ({
      set: (_, found) => (published.push(found), noticed()), clear: () => {}, dispose: () => {},
    }),
    registerCompletionItemProvider: register("completion"),
    registerHoverProvider: register("hover"),
    registerDocumentFormattingEditProvider: register("formatting"),
    registerDocumentSymbolProvider: register("symbols"),
    registerCodeActionsProvider: register("actions"),
  },
};
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? vscode : load(name, ...rest));

/** Waits until the last diagnostics are so many. */
const diagnostics = (count) =>
  new Promise((resolve) => {
    noticed = () => {
      const last = published[published.length - 1];
      if (last && last.length === count) resolve(last);
    };
    noticed();
  });

async function main() {
  const context = { subscriptions: [] };
  await require(extension).activate(context);
  const found = await diagnostics(2);
  assert.deepStrictEqual(found[0].range, new Range(1, 28, 1, 35));
  const items = await providers.completion.provideCompletionItems(
    document, { line: 2, character: 8 });
  assert(items.some((item) => item.parts[0] === "invoices"));
  const hover = await providers.hover.provideHover(document, { line: 1, character: 8 });
  assert(hover.parts[0].parts[0].includes("plural invoices"));
  const actions = await providers.actions.provideCodeActions(document, new Range(1, 30, 1, 30));
  assert.strictEqual(actions[0].edit.edits[0].newText, "status");
  const symbols = await providers.symbols.provideDocumentSymbols(document);
  assert.strictEqual(symbols.length, 3);
  document.version = 2;
  listeners.change({
    document,
    contentChanges: [
      { range: new Range(1, 21, 1, 35), rangeOffset: 38, text: 'status = "open"' },
      { range: new Range(2, 5, 2, 8), rangeOffset: 60, text: "invoices" },
    ],
  });
  await diagnostics(0);
  const edits = await providers.formatting.provideDocumentFormattingEdits(document);
  assert.strictEqual(
    edits[0].newText,
    'list customers\nquery invoices where status = "open"\nlist invoices\n');
  context.subscriptions.forEach((part) => part.dispose && part.dispose());
}

main().then(() => process.exit(0), (error) => (console.error(error), process.exit(1)));
