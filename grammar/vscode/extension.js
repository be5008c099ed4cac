// The client of the language server `pinstripe lsp`. It needs no build step and no packages: copy
// this folder to ~/.vscode/extensions/pinstripe.
const { spawn } = require("child_process");
const vscode = require("vscode");

const language = { language: "pinstripe" };

/** One process of the server: requests, notifications, and what it publishes. */
class Server {
  constructor(program, onNotification, onEnd) {
    this.pending = new Map();
    this.nextID = 1;
    this.bytes = Buffer.alloc(0);
    this.onNotification = onNotification;
    this.process = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "ignore"] });
    this.process.on("error", (error) => this.end(error, onEnd));
    this.process.on("exit", () => this.end(new Error("the server has ended"), onEnd));
    this.process.stdin.on("error", () => {});
    this.process.stdout.on("data", (piece) => this.take(piece));
  }

  end(error, onEnd) {
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
    onEnd(error);
  }

  take(piece) {
    this.bytes = Buffer.concat([this.bytes, piece]);
    for (;;) {
      const end = this.bytes.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.bytes.toString("latin1", 0, end))[1]);
      if (this.bytes.length < end + 4 + length) return;
      const message = JSON.parse(this.bytes.toString("utf8", end + 4, end + 4 + length));
      this.bytes = this.bytes.subarray(end + 4 + length);
      const waiting = this.pending.get(message.id);
      if (!waiting) {
        this.onNotification(message.method, message.params);
      } else {
        this.pending.delete(message.id);
        if (message.error) waiting.reject(new Error(message.error.message));
        else waiting.resolve(message.result);
      }
    }
  }

  send(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }), "utf8");
    if (!this.process.stdin.writable) return;
    this.process.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.process.stdin.write(body);
  }

  notify(method, params) {
    this.send({ method, params });
  }

  /** Sends a request; the editor's token cancels it. Resolves to null if it fails. */
  request(method, params, token) {
    const id = this.nextID++;
    const answer = new Promise((resolve, reject) => this.pending.set(id, { resolve, reject }));
    this.send({ id, method, params });
    if (token) token.onCancellationRequested(() => this.notify("$/cancelRequest", { id }));
    return answer.catch(() => null);
  }
}

const range = (value) =>
  new vscode.Range(
    value.start.line, value.start.character, value.end.line, value.end.character);

// The editor's own ranges become arrays in JSON.
const plain = ({ start, end }) => ({
  start: { line: start.line, character: start.character },
  end: { line: end.line, character: end.character },
});

const edits = (values) =>
  (values || []).map((edit) => new vscode.TextEdit(range(edit.range), edit.newText));

function diagnostic(value) {
  const severity =
    value.severity === 1 ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const result = new vscode.Diagnostic(range(value.range), value.message, severity);
  result.source = value.source;
  result.code = value.code;
  result.relatedInformation = (value.relatedInformation || []).map(
    (note) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(vscode.Uri.parse(note.location.uri), range(note.location.range)),
        note.message));
  return result;
}

function completion(item) {
  // The protocol counts kinds from 1, the editor from 0.
  const result = new vscode.CompletionItem(item.label, item.kind - 1);
  result.detail = item.detail;
  result.sortText = item.sortText;
  result.filterText = item.filterText;
  result.range = range(item.textEdit.range);
  result.insertText = item.textEdit.newText;
  return result;
}

function symbol(value) {
  const result = new vscode.DocumentSymbol(
    value.name, "", value.kind - 1, range(value.range), range(value.selectionRange));
  result.children = value.children.map(symbol);
  return result;
}

function action(value) {
  const result = new vscode.CodeAction(value.title, vscode.CodeActionKind.QuickFix);
  result.isPreferred = value.isPreferred;
  result.edit = new vscode.WorkspaceEdit();
  for (const [uri, changes] of Object.entries(value.edit.changes)) {
    result.edit.set(vscode.Uri.parse(uri), edits(changes));
  }
  return result;
}

async function activate(context) {
  const problems = vscode.languages.createDiagnosticCollection("pinstripe");
  const program = vscode.workspace.getConfiguration("pinstripe").get("program");
  let isRunning = true;
  const server = new Server(
    program,
    (method, params) => {
      if (method !== "textDocument/publishDiagnostics") return;
      problems.set(vscode.Uri.parse(params.uri), params.diagnostics.map(diagnostic));
    },
    (error) => {
      if (isRunning) vscode.window.showErrorMessage(`pinstripe: ${error.message}`);
      isRunning = false;
      problems.clear();
    });
  const identity = (document) => ({ uri: document.uri.toString() });
  const isOurs = (document) => document.languageId === "pinstripe";
  const open = (document) => {
    if (!isOurs(document)) return;
    const { languageId, version } = document;
    server.notify("textDocument/didOpen", {
      textDocument: { ...identity(document), languageId, version, text: document.getText() },
    });
  };
  const about = (document, more, name, token) =>
    server.request(`textDocument/${name}`, { textDocument: identity(document), ...more }, token);

  await server.request("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
  server.notify("initialized", {});
  vscode.workspace.textDocuments.forEach(open);
  context.subscriptions.push(
    problems,
    { dispose: () => ((isRunning = false), server.process.kill()) },
    vscode.workspace.onDidOpenTextDocument(open),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (!isOurs(document)) return;
      server.notify("textDocument/didClose", { textDocument: identity(document) });
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (!isOurs(document) || contentChanges.length === 0) return;
      // Each change is about the text before all of them, so the last in the text comes first.
      const changes = [...contentChanges].sort((one, other) => other.rangeOffset - one.rangeOffset);
      server.notify("textDocument/didChange", {
        textDocument: { ...identity(document), version: document.version },
        contentChanges: changes.map(({ range, text }) => ({ range: plain(range), text })),
      });
    }),
    vscode.languages.registerCompletionItemProvider(
      language,
      {
        provideCompletionItems: async (document, position, token) =>
          ((await about(document, { position }, "completion", token)) || { items: [] }).items.map(
            completion),
      },
      ".", "$", '"', "{"),
    vscode.languages.registerHoverProvider(language, {
      provideHover: async (document, position, token) => {
        const hover = await about(document, { position }, "hover", token);
        return hover && new vscode.Hover(
          new vscode.MarkdownString(hover.contents.value), range(hover.range));
      },
    }),
    vscode.languages.registerDocumentFormattingEditProvider(language, {
      provideDocumentFormattingEdits: async (document, _, token) =>
        edits(await about(document, {}, "formatting", token)),
    }),
    vscode.languages.registerDocumentSymbolProvider(language, {
      provideDocumentSymbols: async (document, token) =>
        ((await about(document, {}, "documentSymbol", token)) || []).map(symbol),
    }),
    vscode.languages.registerCodeActionsProvider(language, {
      provideCodeActions: async (document, range, _, token) =>
        ((await about(document, { range: plain(range) }, "codeAction", token)) || []).map(action),
    }));
}

module.exports = { activate, deactivate: () => {} };
