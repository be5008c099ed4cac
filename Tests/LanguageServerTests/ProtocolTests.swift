import JSON
import JSONRPCTesting
import Testing

struct ProtocolTests {
  private let editor = Editor()

  @Test func `included files are read relative to the document`() async {
    let other = "file:///work/a%20b/common.stripe"
    var editor = editor
    editor.files = ["/work/a b/common.stripe": "let shop = 5\n"]
    let text = "include \"common.stripe\"\nprint $shop\n"
    let known = await editor.answers(opening: text, [])
    #expect(known.diagnostics().isEmpty)
    // The text in the editor counts, and a change of it is noticed.
    let changed = await editor.answers(
      opening: text, [Editor.opened("let shopp = 5\n", uri: other)])
    #expect(changed.diagnostics().first?["code"] == "unknown_variable")
    let wrong = await editor.answers(
      opening: text, [Editor.opened("let shop = 5\nlist custmers\n", uri: other)])
    let problem = wrong.diagnostics().first
    #expect(problem?["message"]?.string?.hasPrefix("/work/a b/common.stripe:2: ") == true)
    #expect(problem?["relatedInformation"]?[0]?["location"]?["uri"]?.string == other)
  }

  @Test func `a closed document has no errors`() async {
    let close = Conversation.notification(
      "textDocument/didClose", ["textDocument": ["uri": .string(Editor.uri)]])
    let found = await editor.answers(
      opening: "nonsense", [close, Editor.about(2, "formatting")])
    #expect(found.diagnostics().isEmpty)
    #expect(found.response(2)["error"]?["code"] == -32602)
  }

  @Test func `requests that are wrong get errors`() async {
    let early = await editor.answers([Editor.about(1, "formatting")])
    #expect(early.response(1)["error"]?["code"] == -32002)
    let found = await editor.answers(
      opening: "print 1",
      [
        Conversation.request(2, "textDocument/hover"), Editor.about(3, "hover"),
        Editor.at(4, "hover", -1, 0), Conversation.request(5, "textDocument/rename"),
        Conversation.request(6, "initialize"), Conversation.notification("textDocument/didOpen"),
        Conversation.notification("textDocument/didChange", ["contentChanges": 5]),
        Editor.at(7, "completion", 99, 99), Conversation.request(8, "shutdown"),
        Editor.at(9, "hover", 0, 0), Conversation.notification("exit"),
        Conversation.request(10, "shutdown"),
      ])
    let codes = (2...6).map { found.response($0)["error"]?["code"]?.integer }
    #expect(codes == [-32602, -32602, -32602, -32601, -32600])
    #expect(found.result(7)["items"]?.array?.isEmpty == false)
    #expect(found.response(8)["result"] == .null)
    #expect(found.response(9)["error"]?["code"] == -32600)
    #expect(found.response(10) == .null)
  }

  @Test func `no place of a text stops the server`() async {
    let text = "for 😀 in query invoices where a.b = \"é\n${$x.}\" {\r\n\r print $1 + }\n\t'"
    let places = (0...4).flatMap { line in (0...40).map { (line, $0) } }
    let messages = places.enumerated().flatMap { index, place in
      [
        Editor.at(1000 + index * 2, "hover", place.0, place.1),
        Editor.at(1001 + index * 2, "completion", place.0, place.1),
      ]
    }
    let found = await editor.answers(opening: text, messages)
    #expect(found.count { $0["result"] != nil } == messages.count + 1)
  }
}
